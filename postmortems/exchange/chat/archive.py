"""The zip of a Slack export, read in memory within limits; nothing in it is ever written anywhere. Pure."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import defaultdict
from typing import Any

from postmortems.exchange.converting import Unreadable as Undecodable
from postmortems.exchange.converting import decode

from . import slack_export
from .messages import MOST, Transcript, Unreadable

MOST_FILES = 5_000
#: Of one file and of all together, unpacked: a busy day of a channel is under one megabyte.
LARGEST = 20_000_000
LARGEST_OF_ALL = 60_000_000
#: Lists that stand beside the channels' folders and are no messages.
LISTS = {"users.json", "channels.json", "groups.json", "dms.json", "mpims.json", "integration_logs.json",
         "canvases.json", "lists.json", "org_users.json"}  # fmt: skip


class SeveralChannels(Unreadable):
    """One of these has to be named. `too_long` are the names of those with more messages than are read at once."""

    def __init__(self, transcripts: tuple[Transcript, ...], too_long: tuple[str, ...]) -> None:
        self.transcripts, self.too_long = transcripts, too_long
        called = sorted([*(transcript.channel for transcript in transcripts), *too_long])
        some = ", ".join(f"#{name}" for name in called[:12])
        more = f" and {len(called) - 12} more" if len(called) > 12 else ""
        super().__init__(f"The zip holds {len(called)} channels: {some}{more}. Choose the one to read.")


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(data: bytes, channel: str = "") -> Transcript:
    """The one channel of the zip, or the one named. Raises Unreadable with a sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            names = _names(box)
            texts = _texts(box, names)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError):
        raise Unreadable("This zip is damaged or locked. Make it again, without a password.") from None
    return _channel(texts, channel.strip().lstrip("#"))


def _names(box: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    files = [info for info in box.infolist() if not info.is_dir()]
    if len(files) > MOST_FILES:
        raise Unreadable(f"The zip holds {len(files):,} files; {MOST_FILES:,} is the most. Send one channel.")
    for info in files:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(info.filename)
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise Unreadable("The zip names files outside its own folder, which no export of Slack does.")
    wanted = [info for info in files if info.filename.lower().endswith(".json")]
    if sum(info.file_size for info in wanted) > LARGEST_OF_ALL:
        raise Unreadable("Unpacked, the zip is larger than 60 MB. Send one channel, or fewer days.")
    return wanted


def _texts(box: zipfile.ZipFile, files: list[zipfile.ZipInfo]) -> dict[str, str]:
    texts, left = {}, LARGEST_OF_ALL
    for info in files:
        if info.filename.startswith("__MACOSX/"):
            continue
        with box.open(info) as file:
            # The size that a zip states may be a lie, so no more is unpacked than is allowed.
            data = file.read(min(LARGEST, left) + 1)
        if len(data) > min(LARGEST, left):
            raise Unreadable(
                "Unpacked, a file of the zip is larger than 20 MB. Send one channel, or fewer days."
            )
        left -= len(data)
        try:
            texts[info.filename] = decode(data)
        except Undecodable:
            raise Unreadable(f"{info.filename[:80]} in the zip is not text.") from None
    return texts


def _channel(texts: dict[str, str], wanted: str) -> Transcript:
    people: dict[str, dict[str, str]] = {}
    folders: dict[str, list[Any]] = defaultdict(list)
    for path, text in sorted(texts.items()):
        folder, _, name = path.replace("\\", "/").rpartition("/")
        if name in ("users.json", "org_users.json"):
            people |= slack_export.people_of(slack_export.parsed(text))
        elif name not in LISTS:
            here = folder.rpartition("/")[2]
            if not wanted or here == wanted:
                rows = slack_export.messages_of(slack_export.parsed(text))
                if rows is not None:
                    folders[here].append(rows)
    if not folders:
        raise Unreadable(
            f"The zip has no channel called “{wanted[:80]}”."
            if wanted
            else "The zip holds no messages: it should have a folder for the channel, with a file for each day."
        )
    if len(folders) > 1:
        return _only_one(folders, people)
    ((name, days),) = folders.items()
    return slack_export.read(days, channel=name, people=people)


def _only_one(folders: dict[str, list[Any]], people: dict[str, dict[str, str]]) -> Transcript:
    """The one channel in which something was said; else a person has to choose."""
    spoken, too_long = [], []
    for name, days in sorted(folders.items()):
        try:
            transcript = slack_export.read(days, channel=name, people=people)
        except Unreadable:
            too_long.append(name)
        else:
            spoken += [transcript] if transcript.messages else []
    if len(spoken) == 1 and not too_long:
        return spoken[0]
    if not spoken:
        raise Unreadable(
            f"Each of the channels in the zip holds more than {MOST:,} messages. Leave out the days that the "
            "incident did not touch."
            if too_long
            else "The zip holds channels, and nobody said anything in them."
        )
    raise SeveralChannels(tuple(spoken), tuple(too_long))
