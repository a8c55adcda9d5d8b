"""What kind of entry a line is, guessed from its words."""

from __future__ import annotations

from .words.clues import KINDS

LOOK_AT = 160


def kind_of(text: str) -> str:
    words = text[:LOOK_AT].lower()
    for kind, signs in KINDS.items():
        for sign in signs:
            if sign in words:
                return kind
    return "other"
