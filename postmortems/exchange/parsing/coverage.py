"""What of the source stands nowhere in the result. The answer is meant to be nothing, so it is measured.

Each value is laid beside the source that its span names, character by character. Marks that only say what a
line is (the # of a heading, the colon of a label) may be missing; any other character may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .proposal import Span

_LINE = re.compile(r"\S(?:[^\n\r]*\S)?")
"""From the first to the last character of a line that is no blank."""
_TOKEN = re.compile(r"[^\s\ufeff]+")
_OPEN = re.compile(rb"\x00+")
TAGS = r"</?(?:h[1-6]|br|div|span|ins|center|strong|em|font|b|i|u|p)(?:\s[^<>\n]{0,200})?/?>"
"""Pattern: the tags of an HTML heading and of how it looks."""
HEADING_MARKUP = re.compile(rf"[ \t]*h[1-6]\.(?=[ \t])|{TAGS}", re.IGNORECASE)
"""Jira's "h2." and the tags of a heading, which are its marks as # is."""
HEADING_SIGNS = "#=* \t"
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
    for line in _LINE.finditer(text, span.start, span.end):
        found = _next(words, at)
        core = line.group() if words.startswith(line.group(), found) else line.group().lstrip(HEADING_SIGNS)
        if core and words.startswith(core, found):
            held[line.start() : line.end()] = b"\x01" * len(line.group())
            at = found + len(core)
        else:
            at = _letters(text, line, words, at, held)


def _letters(text: str, line: re.Match[str], words: str, at: int, held: bytearray) -> int:
    """Lay a line of the source that is not there as it is, letter by letter; where the words go on."""
    for pos in range(line.start(), line.end()):
        found = _next(words, at)
        if found < len(words) and words[found] == text[pos]:
            held[pos] = 1
            at = found + 1
        elif text[pos] in MARKS:
            held[pos] = 1
    return at


def _next(words: str, at: int) -> int:
    """The next character that is no blank."""
    while at < len(words) and words[at].isspace():
        at += 1
    return at


def _gaps(text: str, held: bytearray) -> tuple[Span, ...]:
    """What is not held, from one blank or held character to the next."""
    return tuple(
        Span(token.start() + gap.start(), token.start() + gap.end())
        for line in _LINE.finditer(text)
        if 0 in held[line.start() : line.end()]
        for token in _TOKEN.finditer(text, line.start(), line.end())
        for gap in _OPEN.finditer(held[token.start() : token.end()])
    )
