"""Messages that an incident tool took over from a chat: "5:40 AM Name #channel", the text below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .messages import Transcript
from .windows import TIME, Head
from .windows import read as read_window

NAME = "tool_timeline"
_HEAD = re.compile(rf"(?:(?P<time>{TIME})\s+)?(?P<name>[^#\n]{{1,60}}?)\s+#(?P<channel>[\w.-]{{1,80}})$")
_ALONE = re.compile(rf"{TIME}$")
_DONE = re.compile(
    rf"(?P<time>{TIME})\s+"
    r"(?P<text>(?:Triggered|Acknowledged|Resolved|Escalated|Reassigned|Assigned) (?:by|to) .{1,200})$"
)
_BY = re.compile(r"\w+ (?:by|to) (?P<name>[\w .'-]{1,60}?)(?: through .*)?\.?$")


def read(text: str) -> Transcript:
    """The messages and steps of such a timeline; its channel is the one that most of them name."""
    channels = [found["channel"] for line in text.split("\n") if (found := _HEAD.match(line.strip()))]
    channel = max(set(channels), key=channels.count) if channels else ""
    return Transcript(NAME, tuple(read_window(text, _head)), channel)


def _head(lines: Sequence[str], number: int) -> Head | None:
    line = lines[number].strip()
    found = _HEAD.match(line)
    if found and found["time"]:
        return Head(found["name"].strip(), found["time"])
    if done := _DONE.match(line):
        by = _BY.match(done["text"].strip())
        return Head(by["name"] if by else "", done["time"], noise="notice", text=done["text"].strip())
    if _ALONE.match(line) and number + 1 < len(lines):
        below = _HEAD.match(lines[number + 1].strip())
        if below and not below["time"]:
            return Head(below["name"].strip(), line, lines=2)
    return None
