"""A length of time in words: "approximately 4 hours", "1h50m", "17h 52m 20s", "two and a half hours"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words.times import DURATION_UNITS, HEDGES, NUMBER_WORDS, UNSPACED_UNITS

UNITS = DURATION_UNITS | UNSPACED_UNITS
_UNITS = "|".join(sorted(DURATION_UNITS, key=len, reverse=True))
_UNSPACED = "|".join(sorted(UNSPACED_UNITS, key=len, reverse=True))
_NUMBERS = "|".join(NUMBER_WORDS)
_LENGTH = (
    rf"(?P<number>\d{{1,6}}(?:[.,]\d{{1,2}})?|(?:{_NUMBERS})\b(?:(?<=half)[ ]an?\b)?)"
    rf"(?P<half>[ ]and[ ](?:a[ ])?half)?[ \t-]?(?P<unit>(?:{_UNITS})(?![^\W\d_])|{_UNSPACED})"
)
_AMOUNT = re.compile(rf"(?<![\w.:/-]){_LENGTH}", re.IGNORECASE)
_NEXT = re.compile(rf"(?:,|[ \t])?[ \t]*+(?:and|und|et|y|e|en)?[ \t]*+{_LENGTH}", re.IGNORECASE)
_HALF = re.compile(r"[ ]and[ ]a[ ]half\b(?![ ](?:an?[ ])?[^\W\d_]*(?:hour|min|day))", re.IGNORECASE)
""" "an hour and a half"."""
_BARE_MINUTES = re.compile(r"[ ]?([0-5]\d)(?![\d:.,]|[ ]?[^\W\d_])")
"""French and Spanish: "1 h 25"."""
_BEFORE = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(HEDGES, key=len, reverse=True)))})[ ]?$", re.IGNORECASE
)
_FROM = re.compile(r"\d{1,3}[ ]?(?:-|–|to)[ ]?$")


@dataclass(frozen=True, slots=True)
class Length:
    start: int
    end: int
    minutes: float
    about: bool


def find(text: str) -> Iterator[Length]:
    """Every length of time in running text, in order."""
    pos = 0
    while found := _AMOUNT.search(text, pos):
        if found.group("unit") in ("M", "S", "H", "D"):
            pos = found.end()
            continue
        minutes, end = _minutes(found), found.end()
        while more := _NEXT.match(text, end):
            minutes, end = minutes + _minutes(more), more.end()
        half = _HALF.match(text, end)
        if half:
            minutes, end = minutes + UNITS[found.group("unit").lower()] / 2, half.end()
        bare = _BARE_MINUTES.match(text, end) if text[end - 1] in "hH" else None
        if bare:
            minutes, end = minutes + int(bare.group(1)), bare.end()
        before = text[max(0, found.start() - 24) : found.start()]
        hedge = _BEFORE.search(before)
        start = found.start() - (len(hedge.group()) if hedge else 0)
        spread = _FROM.search(before)
        if spread:
            start = found.start() - len(spread.group())
        yield Length(start, end, minutes, hedge is not None or spread is not None)
        pos = end


def _minutes(found: re.Match[str]) -> float:
    number = found.group("number").lower().replace(",", ".").removesuffix(" an").removesuffix(" a")
    amount = NUMBER_WORDS[number] if number in NUMBER_WORDS else float(number)
    amount += 0.5 if found.group("half") else 0
    return amount * UNITS[found.group("unit").lower()]
