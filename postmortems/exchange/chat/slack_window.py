"""Copied out of Slack's window: the name and time above each message, or the time alone where the name stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .messages import Message, Transcript
from .windows import TIME, Head, is_name
from .windows import read as read_window

NAME = "slack_window"
_ALONE = re.compile(rf"\[?({TIME})\]?$")
_APP = re.compile(rf"APP\s+\[?({TIME})\]?$")
_TOGETHER = re.compile(
    rf"(?P<name>[^\[\]:<>|]{{1,60}}?)(?P<app>\s+APP)?(?:\s{{2,}}\[?|\s*\t\s*\[?|\s+\[)(?P<time>{TIME})\]?$"
)
_HALF = re.compile(r"(?P<name>[^\[\]:<>|,]{1,60}?)(?P<app>\s+APP)?\s(?P<time>\d{1,2}:\d{2}\s?[AP]M)$")
_JOINED = re.compile(r"(?:joined|left|was added to|set the channel|renamed the channel|archived)\b.{0,200}$")


def read(text: str) -> Transcript:
    """The messages of a Slack window's text."""
    messages = read_window(text, _head)
    return Transcript(NAME, tuple(_noticed(message) for message in messages))


def _head(lines: Sequence[str], number: int) -> Head | None:
    line = lines[number].strip()
    if found := _TOGETHER.match(line) or _HALF.match(line):
        if is_name(found["name"]):
            return Head(found["name"].strip(), found["time"], noise="bot" if found["app"] else "")
        return None
    if _ALONE.match(line) and number:
        return Head(None, line.strip("[]"))
    return _over_two(lines, number, line)


def _over_two(lines: Sequence[str], number: int, line: str) -> Head | None:
    """A name, and below it the time, with APP or a mood between them at most."""
    if not is_name(line) or _begins_inside(lines, number):
        return None
    below = [text.strip() for text in lines[number + 1 : number + 3]]
    for count, text in enumerate(below, 2):
        if found := _APP.match(text):
            return Head(line, found[1], lines=count, noise="bot")
        if found := _ALONE.match(text):
            app = count == 3 and below[0] == "APP"
            return Head(line, found[1], lines=count, noise="bot" if app else "")
        if text != "APP" and not re.match(r":[\w+-]+:$", text):
            return None
    return None


def _begins_inside(lines: Sequence[str], number: int) -> bool:
    """Whether this line rather ends a message, and the time below begins the next of the same person."""
    words = lines[number].split()
    before = lines[number - 1].strip() if number else ""
    capital = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return bool(before) and not capital


def _noticed(message: Message) -> Message:
    if not message.noise and _JOINED.match(message.text) and "\n" not in message.text:
        return Message(
            message.author, message.text, None, message.day, message.clock, message.written, noise="notice"
        )
    return message
