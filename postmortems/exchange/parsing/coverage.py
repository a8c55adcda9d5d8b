"""What of the source stands nowhere in the result. The answer is meant to be nothing, so it is measured.

Each value is laid beside the source that its span names, character by character. Marks that only say what a
line is (the # of a heading, the colon of a label) may be missing; any other character may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .proposal import Span

HEADING_MARKUP = re.compile(r"[ \t]*h[1-6]\.(?=[ \t])|</?h[1-6]>", re.IGNORECASE)
"""Jira's "h2." and the tags of an HTML heading, which are its marks as # is."""
MARKS = frozenset("#=*_:：`~-+•·◦▪‣●○<>/|\ufeff")


def unplaced(text: str, pieces: Iterable[tuple[Span, str]]) -> tuple[Span, ...]:
    """Spans of non-blank source characters that none of the pieces, each with the words it became, holds."""
    held = bytearray(len(text))
    for span, words in pieces:
        _lay(text, span, words, held)
    return _gaps(text, held)


def _lay(text: str, span: Span, words: str, held: bytearray) -> None:
    """Mark the characters of the span that the words hold, in order."""
    at = 0
    first_line = text.find("\n", span.start, span.end)
    for mark in HEADING_MARKUP.finditer(text, span.start, span.end if first_line < 0 else first_line):
        for pos in range(mark.start(), mark.end()):
            held[pos] = 1
    for pos in range(span.start, span.end):
        character = text[pos]
        if character.isspace():
            continue
        found = at
        while found < len(words) and words[found].isspace():
            found += 1
        if found < len(words) and words[found] == character:
            held[pos] = 1
            at = found + 1
        elif character in MARKS:
            held[pos] = 1


def _gaps(text: str, held: bytearray) -> tuple[Span, ...]:
    gaps: list[Span] = []
    start = -1
    for pos, character in enumerate(text):
        open_here = not held[pos] and not character.isspace() and character != "\ufeff"
        if open_here and start < 0:
            start = pos
        elif not open_here and start >= 0:
            gaps.append(Span(start, pos))
            start = -1
    if start >= 0:
        gaps.append(Span(start, len(text)))
    return tuple(gaps)
