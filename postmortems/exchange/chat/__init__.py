"""The readers of chats: text or bytes in, a `Transcript` out. Pure; which form a text has is told by score."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import archive, discord_window, irc, slack_export, slack_window, teams_window, tool_timeline
from .archive import SeveralChannels
from .messages import MOST, Message, Transcript, Unreadable, clean

__all__ = [
    "FORMS",
    "LINES",
    "Message",
    "SeveralChannels",
    "Transcript",
    "Unreadable",
    "best_of",
    "bounded",
    "is_json",
    "of_file",
    "of_json",
    "of_text",
]

#: Not a chat: lines that each begin with a time, for the reader of timelines.
LINES = "lines"
READERS: dict[str, Callable[[str], Transcript]] = {
    tool_timeline.NAME: tool_timeline.read,
    irc.NAME: irc.read,
    discord_window.NAME: discord_window.read,
    teams_window.NAME: teams_window.read,
    slack_window.NAME: slack_window.read,
}
#: What each form is called on the page.
FORMS = {
    LINES: "Timeline lines",
    slack_export.NAME: "Slack export",
    slack_window.NAME: "Copied from Slack",
    teams_window.NAME: "Copied from Teams",
    discord_window.NAME: "Copied from Discord",
    irc.NAME: "IRC log",
    tool_timeline.NAME: "Chat in an incident tool",
}
_TIMED = re.compile(r"\s*(?:[-*•+]\s+|\|\s*|\d+[.)]\s+)?[~≈\[(*]*\d{1,4}[-:./h]\d{1,2}\S*.*\s\S")
#: Below this share of the lines that begin with a time, a chat's form fits by accident.
SHARE = 0.6


def is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{") and '"' in text[:2000] and '"ts"' in text


def best_of(text: str) -> Transcript:
    """The text as read in the form that fits best; where no chat fits, lines, without messages."""
    if is_json(text):
        return of_json(text)
    timed = sum(bool(_TIMED.match(line)) for line in text.split("\n"))
    read = [reader(text) for reader in READERS.values()]
    scores = [_score(transcript) for transcript in read]
    best = max(scores)
    return read[scores.index(best)] if best > 0 and best >= SHARE * timed else Transcript(LINES)


def _score(transcript: Transcript) -> float:
    """How many messages have a name; a reader that leaves the names out has understood less."""
    return sum(1.0 if message.author else 0.2 for message in transcript.messages)


def of_text(text: str, form: str) -> Transcript:
    """The messages of a pasted text, read as `form`. Raises Unreadable with a sentence."""
    if form == slack_export.NAME:
        return of_json(text)
    return bounded(READERS[form](clean(text)))


def bounded(transcript: Transcript) -> Transcript:
    """The same. Raises Unreadable where it is more than is read at once."""
    if len(transcript.messages) > MOST:
        raise Unreadable(
            f"The text holds {len(transcript.messages):,} messages; {MOST:,} is the most that is read at once. "
            "Leave out the days that the incident did not touch."
        )
    return transcript


def of_json(text: str) -> Transcript:
    """The messages of one JSON file."""
    rows = slack_export.messages_of(slack_export.parsed(text.lstrip("\ufeff")))
    if rows is None:
        raise Unreadable(slack_export.NOT_SLACK)
    return slack_export.read([rows])


def of_file(data: bytes, channel: str = "") -> Transcript | None:
    """The messages of a zip; None for a file of another kind, which is text."""
    return archive.read(data, channel) if archive.is_zip(data) else None
