"""Text copied out of a chat's window: a head with name and time, then lines of text. Pure.

The readers of windows differ in what a head looks like; the rest is the same and stands here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmortems.exchange.parsing.days import Day, begins_a_day, day_at
from postmortems.exchange.parsing.hours import clock_at

from .messages import Draft, Message

#: What windows print between messages, and nobody said.
_MOOD = r"(?::[\w+-]+:|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+)"
_CHROME = re.compile(
    r"(?:\d+ repl(?:y|ies)|View (?:thread|newer replies)|Last reply .{0,40}|New|\(edited\)|Add reaction"
    rf"|Also sent to the channel|Saved for later.{{0,40}}|replied to a thread:.*|{_MOOD}\s*\d{{1,3}})$"
)
_REACTION = re.compile(rf"{_MOOD}\n\d{{1,3}}$")
_RELATIVE = re.compile(r"(?:today|yesterday)$", re.IGNORECASE)
TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?)?"


@dataclass(frozen=True, slots=True)
class Head:
    """The name and time above a message, on `lines` lines; `author` None means the one before goes on."""

    author: str | None
    time: str
    day: Day | None = None
    written: str = ""
    lines: int = 1
    noise: str = ""
    text: str = ""


Finder = Callable[[Sequence[str], int], Head | None]


def clock_of(text: str) -> dt.time | None:
    found = clock_at(text.replace("\u00a0", " ").replace("\u202f", " ").strip(), 0)
    return found[0] if found else None


def day_of(text: str) -> Day | None:
    """The date that a text is, as a whole; a weekday before it may stand."""
    words = text.strip().strip("-—–─ ,").strip()
    found = day_at(words, 0) if begins_a_day(words) else None
    return found[0] if found and not words[found[1] :].strip(" ,.") else None


def is_name(text: str) -> bool:
    """Whether a line could be a name: a few words, no sentence."""
    words = text.split()
    return (
        bool(words)
        and len(text) <= 60
        and len(words) <= 5
        and not re.search(r"[.!?:;,<>|]$|https?:|\d:\d", text)
    )


def read(text: str, find: Finder) -> list[Message]:
    """Every message of a window's text; lines above the first head are kept with it, if they say something."""
    lines = [line.rstrip() for line in text.split("\n")]
    made: list[Draft] = []
    day: Day | None = None
    author, number = "", 0
    while number < len(lines):
        line = lines[number].strip()
        if _RELATIVE.match(line) or (4 <= len(line) <= 40 and day_of(line)):
            day, number = day_of(line), number + 1
            continue
        head = find(lines, number)
        if head is not None and (head.author is not None or made):
            author = head.author if head.author is not None else author
            said = head.day or day
            made.append(Draft(author, clock_of(head.time), head.written or head.time, said, noise=head.noise))
            if head.text:
                made[-1].lines.append(head.text)
            day, number = None if head.day is None else day, number + head.lines
            continue
        plain = line[:1].isascii() and line[:1].isalnum()
        if not plain and _REACTION.match("\n".join(part.strip() for part in lines[number : number + 2])):
            number += 2
            continue
        if made and not _CHROME.match(line):
            made[-1].lines.append(lines[number].removesuffix(" (edited)"))
        number += 1
    return [message for draft in made if (message := draft.message()).text]
