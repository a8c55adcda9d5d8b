"""Copied out of Teams' window, in the layouts that its versions have had."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .messages import Transcript
from .windows import TIME, Head, day_of, is_name
from .windows import read as read_window

NAME = "teams_window"
_DATE = r"(?P<date>[^\]\[]{3,30}?)"
_BRACKET = re.compile(rf"\[(?:{_DATE}[, ]+(?:at )?)?(?P<time>{TIME})\]\s+(?P<name>[^:<>\[\]]{{1,60}})$")
_COMMA = re.compile(rf"(?P<name>[^,\[\]<>:]{{1,60}}), {_DATE}[, ]+(?:at )?(?P<time>{TIME})$")
_WIDE = re.compile(rf"(?P<name>[^\[\]<>:,]{{1,60}}?)\s{{2,}}{_DATE}[, ]+(?:at )?(?P<time>{TIME})$")
_BELOW = re.compile(rf"(?P<date>\d[^\s]{{2,9}}|Yesterday|Today),? (?P<time>{TIME})$")
_RELATIVE = re.compile(r"(?:today|yesterday|\w+day)$", re.IGNORECASE)


def read(text: str) -> Transcript:
    """The messages of a Teams window's text."""
    return Transcript(NAME, tuple(read_window(text, _head)))


def _head(lines: Sequence[str], number: int) -> Head | None:
    line = lines[number].strip()
    for form in (_BRACKET, _COMMA, _WIDE):
        found = form.match(line)
        if found and is_name(found["name"]):
            date = (found["date"] or "").strip()
            day = day_of(date) if date else None
            if date and day is None and not _RELATIVE.match(date):
                continue
            return Head(found["name"].strip(), found["time"], day, f"{date} {found['time']}".strip())
    below = _BELOW.match(lines[number + 1].strip()) if number + 1 < len(lines) else None
    if below and is_name(line):
        written = f"{below['date']} {below['time']}"
        return Head(line, below["time"], day_of(below["date"]), written, lines=2)
    return None
