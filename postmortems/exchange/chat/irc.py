"""Logs of IRC and of what writes like it: a time, a name, the words, all on one line."""

from __future__ import annotations

import re

from postmortems.exchange.parsing.days import Day, day_at

from .messages import Draft, Transcript
from .windows import clock_of, day_of

NAME = "irc"
_TIME = r"\[?(?:(?P<date>\d{4}-\d\d-\d\d)[T ])?(?P<time>\d{1,2}:\d{2}(?::\d{2})?)\]?"
_SAID = re.compile(rf"{_TIME}\s+<[ @+~&%]?(?P<name>[^<>\s]{{1,40}})>\s?(?P<text>.*)$")
_DID = re.compile(rf"{_TIME}\s+\*\s+(?P<name>[^\s*]{{1,40}})\s(?P<text>.*)$")
_NOTICE = re.compile(rf"{_TIME}\s+(?:-!-|\*\*\*|-->|<--|--)\s+(?P<text>(?P<name>\S{{1,40}}).*)$")
_TABBED = re.compile(rf"{_TIME}\t[@+]?(?P<name>[^\t]{{1,40}})\t(?P<text>.*)$")
_COLON = re.compile(
    r"\[(?:(?P<date>\d{4}-\d\d-\d\d)[T ])?(?P<time>\d{1,2}:\d{2}(?::\d{2})?)\]\s+"
    r"(?P<name>[\w][\w .'-]{0,39}):\s(?P<text>.*)$"
)
_JOINS = re.compile(
    r"(?:\S+ )?(?:\[.*\] |\(.*\) )?(?:has )?(?:joined|left|quit|parted|is now known as)\b", re.I
)
_CHANGED = re.compile(r"--- (?:Day changed|Log opened|Log closed) (?:\w{3} )?(?P<day>.+)$")
_CLOCK = re.compile(r" \d{1,2}:\d{2}(?::\d{2})?(?= \d{4}$)")


def read(text: str) -> Transcript:
    """The messages of a log; a line of another form belongs to the message above it."""
    made: list[Draft] = []
    day: Day | None = None
    for line in text.split("\n"):
        bare = line.strip()
        if changed := _CHANGED.match(bare):
            day = day_of(_CLOCK.sub("", changed["day"])) or day
        elif (draft := _draft(bare)) is not None:
            if draft.day is None:
                draft.day, day = day, None
            made.append(draft)
        elif bare and (own := day_of(bare)) is not None:
            day = own
        elif made:
            made[-1].lines.append(line.rstrip())
    return Transcript(NAME, tuple(message for draft in made if (message := draft.message()).text))


def _draft(line: str) -> Draft | None:
    for form in (_SAID, _NOTICE, _DID, _TABBED, _COLON):
        found = form.match(line)
        if found is None:
            continue
        date, name, text = found["date"], found["name"].strip(), found["text"]
        acted = form is _DID
        notice = form is _NOTICE or (acted and _JOINS.match(text)) or name in ("-->", "<--", "--")
        said = [f"{name} {text}" if acted else text]
        written = f"{date} {found['time']}" if date else found["time"]
        stamp = day_at(date, 0) if date else None
        return Draft(
            name,
            clock_of(found["time"]),
            written,
            stamp[0] if stamp else None,
            said,
            "notice" if notice else "",
        )
    return None
