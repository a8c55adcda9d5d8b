"""A passage that a person points at, as rows: entries or action items. Pure.

The reader reads it as if it stood under the right heading. Where that would not hold every word of the
passage, the words stand in one row as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from incidents.timeline import labels as zones
from postmortems.exchange.parsing import Action, Entry, Moment, Span, read

DAY_ASSUMED = "day taken from the entry before"

_ENTRIES, _ACTIONS = "Timeline:\n", "Action items:\n"
_MARK = re.compile(r"[ \t]*(?:(?:[-*+•·◦▪‣●>]|\#{1,6})[ \t]+)*")
_BOX = re.compile(r"\[([ xX])\][ \t]+")
#: The number of a list's item is its mark, as the bullet is.
_NUMBER = re.compile(r"(?m)^[ \t]*\d{1,3}[.)](?=[ \t])")
_BETWEEN = " \t\n|-–—:：,;*_"


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without the blanks around it."""
    passage = text[start:end]
    begin = start + len(passage) - len(passage.lstrip())
    return Span(begin, max(begin, start + len(passage.rstrip())))


def entries_in(text: str, span: Span, near: Entry | None, zone: str | None) -> list[Entry]:
    """The entries of a passage, dated like the entry `near` before it where they name no day."""
    passage = span.of(text)
    found = list(read(_ENTRIES + passage).timeline)
    shift = span.start - len(_ENTRIES)
    if not found or not holds(passage, [f"{e.written} {e.text}" for e in found]):
        return [Entry(None, None, "unknown", "", plain(passage), span)]
    placed = []
    for entry in found:
        entry = replace(entry, span=Span(entry.span.start + shift, entry.span.end + shift), step=None)
        near = _dated(entry, near, zone)
        placed.append(near)
    # The first and the last reach to the ends of the passage, so that no mark is left over beside them.
    placed[0] = replace(placed[0], span=Span(span.start, placed[0].span.end))
    placed[-1] = replace(placed[-1], span=Span(placed[-1].span.start, span.end))
    return placed


def actions_in(text: str, span: Span) -> list[Action]:
    """The action items of a passage."""
    passage = span.of(text)
    found = read(_ACTIONS + passage).actions
    shift = span.start - len(_ACTIONS)
    inside = all(action.span.start >= len(_ACTIONS) for action in found)
    if found and inside and holds(passage, [" ".join(_said(action)) for action in found]):
        return [
            replace(action, kind=None, span=Span(action.span.start + shift, action.span.end + shift))
            for action in found
        ]
    words = plain(passage)
    box = _BOX.match(words)
    if box and words[box.end() :].strip():
        state = "proposed" if box.group(1) == " " else "done"
        return [Action(words[box.end() :].strip(), None, state, None, None, None, span)]
    return [Action(words, None, "proposed", None, None, None, span)]


def _said(action: Action) -> list[str]:
    # A ticked box is held by the state.
    ticked = "xX" if action.state == "done" else None
    return [words for words in (action.text, action.owner, action.due, action.tracker, ticked) if words]


def plain(passage: str) -> str:
    """The words of a passage without the list mark before them."""
    found = _MARK.match(passage)
    return (passage[found.end() :] if found else passage).strip() or passage.strip()


def without(passage: str, written: str) -> str:
    """The words of a passage once the time that begins it is told apart."""
    words = plain(passage)
    if written and words.startswith(written):
        words = words[len(written) :].lstrip(_BETWEEN)
    return words


def holds(passage: str, rows: list[str]) -> bool:
    """Whether the rows have every letter and digit of the passage."""
    wanted = Counter(character for character in _NUMBER.sub("", passage) if character.isalnum())
    wanted.subtract(character for row in rows for character in row if character.isalnum())
    return all(count <= 0 for count in wanted.values())


def _dated(entry: Entry, near: Entry | None, zone: str | None) -> Entry:
    before = near.at if near else None
    at = _filled(entry.at, before, zone)
    end = _filled(entry.end, at, zone)
    assumed = entry.at is not None and entry.at.day is None and at is not None and at.day is not None
    return replace(entry, at=at, end=end, notes=(*entry.notes, DAY_ASSUMED) if assumed else entry.notes)


def _filled(moment: Moment | None, before: Moment | None, zone: str | None) -> Moment | None:
    if moment is None:
        return None
    day = moment.day or (before.day if before else None)
    filled = replace(moment, day=day)
    return filled if filled.offset is not None else replace(filled, offset=offset_in(zone, filled.wall))


def offset_in(zone: str | None, wall: datetime | None) -> timedelta | None:
    """How far from UTC the document's zone is at a wall clock's time; None while either is not known."""
    known = zones.named(zone) if zone else None
    return known.offset(wall) if known else None
