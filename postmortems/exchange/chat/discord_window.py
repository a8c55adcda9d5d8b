"""Copied out of Discord: "name — 12/11/2026 10:02", the text below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .messages import Transcript
from .windows import TIME, Head, day_of, is_name
from .windows import read as read_window

NAME = "discord_window"
_HEAD = re.compile(
    r"(?P<name>[^—\n]{1,60}?)(?P<app>\s+(?:APP|BOT))?\s*—\s*"
    rf"(?:(?P<date>[^\n]{{3,30}}?)[, ]+(?:at )?)?(?P<time>{TIME})$"
)


def read(text: str) -> Transcript:
    """The messages of a Discord window's text."""
    return Transcript(NAME, tuple(read_window(text, _head)))


def _head(lines: Sequence[str], number: int) -> Head | None:
    line = lines[number].strip()
    found = _HEAD.match(line)
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    count = 1
    if found is None and below.startswith("—"):
        found, count = _HEAD.match(f"{line} {below}"), 2
    if found is None or not is_name(found["name"]):
        return None
    date = found["date"] or ""
    written = f"{date} {found['time']}".strip()
    noise = "bot" if found["app"] else ""
    return Head(found["name"].strip(), found["time"], day_of(date), written, count, noise)
