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
    """A pattern for any of these phrases as whole words; a star at the end of one stands for more letters.

    It looks at the first letter first, which makes it several times as fast as one phrase after the other.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases(text), key=lambda phrase: (-len(phrase), phrase)):
        by_letter.setdefault(phrase[0].lower(), []).append(re.escape(phrase[1:]).replace(r"\*", r"\w*"))
    letters = "".join(map(re.escape, by_letter))
    branches = "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"\b(?=[{letters}])(?:{branches})\b", re.IGNORECASE)
