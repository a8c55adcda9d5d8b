"""The vocabulary of write-ups, as data: a word goes in when more than one house uses it.

`times` has months, hedges and units; `headings` what a section may be called; `clues` what tells of a
cause, of an end or of a finished action; `languages` the most common words of each.
"""

from __future__ import annotations

import re


def phrases(text: str) -> frozenset[str]:
    """Phrases written one after the other, with a bar between them, over as many lines as it takes."""
    return frozenset(phrase for line in text.splitlines() for phrase in _cut(line))


def _cut(line: str) -> list[str]:
    return [stripped for phrase in line.split("|") if (stripped := phrase.strip())]


def any_of(text: str) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words; a star at the end of one stands for more letters."""
    longest = sorted(phrases(text), key=lambda phrase: (-len(phrase), phrase))
    patterns = [re.escape(phrase).replace(r"\*", r"\w*") for phrase in longest]
    return re.compile("|".join(rf"\b{pattern}\b" for pattern in patterns), re.IGNORECASE)
