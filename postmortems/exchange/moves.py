"""The moves by which a person corrects a reading before anything is stored, and how they travel with the form.

Pure. A move names what it moves by the place in the source where it begins, so the list still fits after the
text was read again with another answer. `rearranging` applies them; undo takes the last one off the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: What each move does, in the words in which the page says what can be undone.
NAMES = {
    "value": "Took a value from a passage",
    "no_value": "Took a value away",
    "entry": "Made an entry",
    "action": "Made an action item",
    "plain": "Put back into the text",
    "merge": "Joined an entry to the one before",
    "split": "Parted an entry",
    "reword": "Corrected a row",
    "key": "Said what a section is about",
    "rename": "Renamed a section",
    "into": "Put a section into another",
    "begin": "Began a section",
    "carry": "Carried lines to another section",
    "place": "Placed a section in the template",
    "reference": "Made a reference",
    "unreference": "Put a reference back into the text",
}
#: More than anybody does by hand on one text; what a form may carry is bounded by these.
MOST = 400
LONGEST = 20_000
LARGEST = 500_000
#: No place, where a move needs none.
NOWHERE = -1


class Refused(Exception):
    """A move that does not fit. The message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: its name, the stretch of the source that it is about, and what was given with it."""

    name: str
    at: int = NOWHERE
    to: int = NOWHERE
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return NAMES[self.name]

    def as_list(self) -> list[Any]:
        return [self.name, self.at, self.to, dict(self.given)]


def write(moves: Iterable[Move]) -> str:
    """The list as one field of a form holds it."""
    return json.dumps([move.as_list() for move in moves], ensure_ascii=False, separators=(",", ":"))


def parse(written: str) -> tuple[Move, ...]:
    """The list out of a form's field. Raises Refused for anything that `write` would not have written."""
    if len(written) > LARGEST:
        raise Refused(
            "There are more corrections than one import carries. Create it, and go on in the draft."
        )
    try:
        rows = json.loads(written or "[]")
        moves = tuple(_move(row) for row in rows) if isinstance(rows, list) else None
    except (ValueError, TypeError, RecursionError):
        moves = None
    if moves is None:
        raise Refused("The corrections came back damaged and were left out. Make them again.")
    if len(moves) > MOST:
        raise Refused(f"More than {MOST} corrections: create it, and go on in the draft.")
    return moves


def _move(row: Any) -> Move:
    name, at, to, given = row
    whole = isinstance(given, dict) and all(isinstance(x, str) for pair in given.items() for x in pair)
    places = all(type(place) is int and place >= NOWHERE for place in (at, to))
    if name not in NAMES or not places or not whole or sum(map(len, given.values())) > LONGEST:
        raise ValueError(f"no such move: {name!r}")
    if any(unfit(words) for words in given.values()):
        raise ValueError("characters that no text has")
    return Move(name, at, to, given)


def unfit(words: str) -> bool:
    """Whether the database would refuse the words: a NUL, or half of a pair of surrogates."""
    return "\x00" in words or any("\ud800" <= character <= "\udfff" for character in words)
