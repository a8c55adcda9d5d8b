"""What kind of entry a line is, guessed from its words."""

from __future__ import annotations

from .words.clues import KINDS

LOOK_AT = 160


def kind_of(text: str) -> str:
    words = text[:LOOK_AT].lower()
    for kind, signs in KINDS.items():
        if any(sign in words for sign in signs):
            return kind
    return "other"
