"""What was pasted or uploaded, on its way through the pages: signed into the form, stored nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.core import signing

from postmortems.exchange.chat import (
    LINES,
    Message,
    SeveralChannels,
    Transcript,
    Unreadable,
    best_of,
    bounded,
    is_json,
    of_file,
    of_json,
    of_text,
)
from postmortems.exchange.chat.messages import clean
from postmortems.exchange.converting import Unreadable as Undecodable
from postmortems.exchange.converting import decode

#: What a form may carry, packed; the front door refuses forms of three times the size.
MOST_PACKED = 1_200_000
#: What a message is made of. `asdict` would copy every value, which for a full channel takes a second.
NAMES = tuple(one.name for one in fields(Message))
LARGEST_UPLOAD = 20_000_000
LONGEST = 1_000_000


@dataclass(frozen=True)
class Source:
    """A text, or the messages of an export that were taken out of their file."""

    text: str = ""
    name: str = ""
    export: Transcript | None = None
    channels: tuple[Transcript, ...] = ()
    """Of an export with several, one of which has to be chosen first."""
    too_long: tuple[str, ...] = ()

    @classmethod
    def of_upload(cls, data: bytes, name: str, channel: str) -> Source:
        """The contents of a file. Raises Unreadable with a sentence."""
        name = clean(name)[:200]
        try:
            export = of_file(data, channel)
        except SeveralChannels as several:
            return cls(name=name, channels=several.transcripts, too_long=several.too_long)
        if export is not None:
            return cls(name=name, export=export)
        try:
            text = decode(data)
        except Undecodable as error:
            raise Unreadable(f"This file cannot be read. {error}") from None
        return cls.of_text(text, name)

    @classmethod
    def of_text(cls, text: str, name: str = "") -> Source:
        text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
        if is_json(text) or name.lower().endswith(".json"):
            return cls(name=name, export=of_json(text))
        if len(text) > LONGEST:
            raise Unreadable("The text is longer than a million characters. Bring it in as several.")
        return cls(text=text, name=name)

    def of_channel(self, channel: str) -> Source | None:
        """The same with one of its channels chosen."""
        found = next((one for one in self.channels if one.channel == channel), None)
        return Source(name=self.name, export=found) if found else None

    @property
    def form(self) -> str:
        """The form that fits best."""
        return self.best.form

    @cached_property
    def best(self) -> Transcript:
        """The messages in the form that fits best; every reader there is reads a text for that, so once is enough."""
        return self.export or best_of(self.text)

    def transcript(self, form: str) -> Transcript:
        """The messages, read as `form`; lines of a timeline have none."""
        if self.export is not None:
            return self.export
        if form == LINES:
            return Transcript(LINES)
        known = self.__dict__.get("best")
        return bounded(known) if known and known.form == form else of_text(self.text, form)

    def pack(self, key: str) -> str:
        """One signed word of it, for one person and incident (`key`), so that no other comes back."""
        data: dict[str, Any] = {"text": self.text, "name": self.name}
        if self.export is not None:
            data["export"] = _packed(self.export)
        if self.channels:
            data |= {"channels": [_packed(one) for one in self.channels], "too_long": self.too_long}
        packed = signing.dumps(data, salt=f"lines.{key}", compress=True)
        if len(packed) > MOST_PACKED:
            raise Unreadable(
                "This is more text than fits on a page. Leave out the days that the incident did not touch."
            )
        return packed

    @classmethod
    def unpack(cls, packed: str, key: str) -> Source:
        """Raises signing.BadSignature for anything that `pack` did not make for this person and incident."""
        data = signing.loads(packed, salt=f"lines.{key}")
        export = _unpacked(*data["export"]) if "export" in data else None
        channels = tuple(_unpacked(*one) for one in data.get("channels", ()))
        return cls(data["text"], data["name"], export, channels, tuple(data.get("too_long", ())))


def _packed(transcript: Transcript) -> list[Any]:
    rows = [_row(message) for message in transcript.messages]
    return [transcript.form, transcript.channel, transcript.skipped, rows]


def _unpacked(form: str, channel: str, skipped: int, rows: list[dict[str, Any]]) -> Transcript:
    return Transcript(form, tuple(_message(row) for row in rows), channel, skipped)


def _row(message: Message) -> dict[str, Any]:
    """Only what is there; an export gives instants, so day and clock are never among it."""
    found = {name: value for name in NAMES if (value := getattr(message, name))}
    return found | {"at": message.at.isoformat() if message.at else None}


def _message(row: dict[str, Any]) -> Message:
    at, links = (
        dt.datetime.fromisoformat(row["at"]),
        tuple((label, url) for label, url in row.get("links", ())),
    )
    return Message(**{**row, "at": at, "links": links})
