"""Dates and times in running text: every stamp in it, and the one that ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .stamps import Stamp, starting_at

_CANDIDATE = re.compile(
    r"\d{1,5}[-–→/.:h年月년월]|\d{1,2},[ ]?\d{1,2},[ ]?\d{4}|"
    r"\d{1,2}(?:st|nd|rd|th|\.)?[ \t]+[^\W\d_]{2}|\d{1,2}[ \t]?[aApP]\.?[mM]\b|"
    r"\d{4}[ \t]?(?:UTC|GMT|Z\b)|[^\W\d_]{3,12}\.?[ \t]+\d{1,2}"
)


def find(text: str, start: int = 0) -> Iterator[Stamp]:
    """Every stamp in running text, in order, none overlapping."""
    pos = start
    while True:
        candidate = _CANDIDATE.search(text, pos)
        if candidate is None:
            return
        begin = candidate.start()
        if begin and (text[begin - 1].isalnum() or text[begin - 1] in "/.:_=&%#"):
            pos = candidate.start() + 1
            while pos < len(text) and text[pos].isalnum():
                pos += 1
            continue
        stamp = starting_at(text, begin)
        if stamp is None:
            pos = begin + 1
            while pos < len(text) and text[pos].isalnum():
                pos += 1
            continue
        yield stamp
        pos = max(stamp.end, begin + 1)


def last(text: str) -> Stamp | None:
    """The stamp that ends the text, but for a full stop or a bracket: "Fault occurs 2020-02-12 11:45"."""
    trimmed = len(text.rstrip(' \t.*_`)]:">}'))
    final: Stamp | None = None
    for stamp in find(text):
        final = stamp
    return final if final and final.end >= trimmed and final.clock else None
