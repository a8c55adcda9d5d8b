"""A heading: where it stands, how deep, and what its words name."""

from __future__ import annotations

from dataclasses import dataclass

from .naming import key_of, plain
from .source import Line
from .words.headings import BRIEF_TIMELINES, CLOSERS, OTHER_HEADINGS, WEAK_TIMELINES

WORDED = 7
"""The level of bold lines, bare words and labels on a line of their own: deeper than any real heading."""
LABEL = 8
"""The level of a label with its text on the same line."""


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    text: str
    key: str | None
    start: int
    end: int
    """Of the heading with its marks; the body begins at `end`."""
    brief: bool = False
    weak: bool = False
    """May hold a timeline, or the story before it."""
    item: bool = False
    """A label that begins a list item."""
    known: bool = False
    """A heading word of ours, though perhaps without a key ("Background")."""


def heading_of(line: Line, level: int, words: str, start: int, end: int, *, loose: bool) -> Heading:
    key = key_of(words, loose=loose)
    simple = plain(words)
    return Heading(
        line.index,
        level,
        words.strip(),
        key,
        start,
        end,
        brief=simple in BRIEF_TIMELINES,
        weak=simple in WEAK_TIMELINES,
        known=key is not None or simple in OTHER_HEADINGS or simple in CLOSERS,
    )
