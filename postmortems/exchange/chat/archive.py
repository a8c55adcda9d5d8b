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
from .messages import Transcript, Unreadable

MOST_FILES = 5_000
#: Of one file and of all together, unpacked: a busy day of a channel is under one megabyte.
LARGEST = 20_000_000
LARGEST_OF_ALL = 60_000_000
#: Lists that stand beside the channels' folders and are no messages.
LISTS = {"users.json", "channels.json", "groups.json", "dms.json", "mpims.json", "integration_logs.json",
         "canvases.json", "lists.json", "org_users.json"}  # fmt: skip


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
        names = ", ".join(f"#{name}" for name in sorted(folders)[:12])
        raise Unreadable(
            f"The zip holds {len(folders)} channels: {names}. Name the one to read, and send it again."
        )
    ((name, days),) = folders.items()
    return slack_export.read(days, channel=name, people=people)
