"""The vocabulary of write-ups, as data: a word goes in when more than one house uses it.

`times` has months, hedges and units; `headings` what a section may be called; `causes` what tells of a cause; `bounds`
what tells of a beginning or an end; `clues` labels, roles and finished actions; `languages` the words of each that come
most often.
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

    It looks at the first letter first, which makes it several times as fast as one phrase after the other. Words of
    scripts that put no blanks between them, or endings behind them, may stand inside longer ones.
    """
    found = sorted(phrases(text), key=lambda phrase: (-len(phrase), phrase))
    apart = [phrase for phrase in found if not _UNSPACED.search(phrase)]
    inside = [re.escape(phrase) for phrase in found if _UNSPACED.search(phrase)]
    by_letter: dict[str, list[str]] = {}
    for phrase in apart:
        by_letter.setdefault(phrase[0].lower(), []).append(re.escape(phrase[1:]).replace(r"\*", r"\w*"))
    letters = "".join(map(re.escape, by_letter))
    branches = "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile("|".join([rf"\b(?=[{letters}])(?:{branches})\b", *inside]), re.IGNORECASE)


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
