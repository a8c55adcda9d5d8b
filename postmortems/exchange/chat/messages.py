"""What a reader of chats gives: messages, in the order of the source. Plain data, no Django."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from postmortems.exchange.parsing.days import Day

#: More messages than an incident's channel has in a week; a page with more would help nobody.
MOST = 5_000


class Unreadable(Exception):
    """Why an export cannot be read, as a sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that somebody said. Either `at` is known, or `clock` and perhaps `day` as they were written."""

    author: str
    text: str
    at: dt.datetime | None = None
    day: Day | None = None
    clock: dt.time | None = None
    written: str = ""
    """The time in the words of the source."""
    id: str = ""
    """The chat's own name for it, where an export has one."""
    email: str = ""
    thread: str = ""
    """The `id` of the message that it answers."""
    links: tuple[tuple[str, str], ...] = ()
    noise: str = ""
    """"notice" for joins, topics and the like, "bot" for what a program said, else nothing."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was read: `form` is the name of the reader, `skipped` counts what was there and is no message."""

    form: str
    messages: tuple[Message, ...] = ()
    channel: str = ""
    skipped: int = 0

    @property
    def needs_day(self) -> bool:
        """Whether some times stand without any date, so that a person has to give it."""
        return any(m.at is None and (m.day is None or m.day.year is None) for m in self.messages)

    @property
    def needs_zone(self) -> bool:
        return any(m.at is None for m in self.messages)


@dataclass(slots=True)
class Draft:
    """A message while its lines are still being gathered."""

    author: str
    clock: dt.time | None
    written: str
    day: Day | None = None
    lines: list[str] = field(default_factory=list)
    noise: str = ""

    def message(self) -> Message:
        text = "\n".join(self.lines).strip("\n").rstrip()
        return Message(
            self.author, text, day=self.day, clock=self.clock, written=self.written, noise=self.noise
        )


def clean(text: str) -> str:
    """Without NUL and halves of characters, which no database keeps."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def origins(form: str, channel: str, said: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """A name for each message by which it is known again, from (id, day and time, author, text).

    Without an id it is a fingerprint of the rest; two that are the same are told apart by their order.
    """
    seen: Counter[str] = Counter()
    names = []
    for ident, when, author, text in said:
        if ident:
            name = f"{form}:{channel[:80]}:{ident[:60]}"
        else:
            words = "\0".join((when, author.casefold(), " ".join(text.split())))
            name = f"paste:{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:32]}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def same_elsewhere(origin: str) -> str:
    """`origin` without its channel: one day's file of an export does not say which channel it is of."""
    form, _, rest = origin.partition(":")
    return origin if form == "paste" else f"{form}::{rest.rpartition(':')[2]}"
