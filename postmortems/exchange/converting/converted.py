"""What comes out of a converter, and the refusal."""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):
    """Why a file cannot be read, as a sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Converted:
    """The text that is read from here on, and that spans count in."""

    text: str
    notes: tuple[str, ...] = ()
    """Sentences: what was assumed, and what the file held beside its text."""
