"""The character NUL in a pasted text: shown where it stood, with a sentence, instead of losing the text. Pure."""

from __future__ import annotations

NUL, SHOWN = "\0", "\ufffd"


def without_nul(text: str) -> tuple[str, str]:
    """The text with a mark in place of each NUL, and what to tell the person."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if NUL in line]
    where = (
        f"Line {lines[0]} holds" if len(lines) == 1 else f"{len(lines)} lines, the first is {lines[0]}, hold"
    )
    marked = text.replace(NUL, SHOWN)
    return marked, (
        f"{where} a character that no text has (NUL), as some copied from a PDF or a program do. It is shown as"
        f" {SHOWN} below: correct what stands there, or leave it, and read the text again."
    )
