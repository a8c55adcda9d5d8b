"""What may become entries: one row for each pasted line or message, with how it was understood. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from incidents.timeline.wording import zone_of
from postmortems.exchange.chat import Transcript
from postmortems.exchange.chat.dating import dated
from postmortems.exchange.chat.messages import origins
from postmortems.exchange.chat.windows import day_of
from postmortems.exchange.parsing import Entry, Moment, Proposal, read
from postmortems.exchange.parsing.kinds import kind_of

#: The reader takes what stands under such a heading for a timeline, however short it is.
HEADING = "## Timeline\n\n"
NO_TIME = "no time could be read"
_BULLET = re.compile(r"[-*•+]\s+|\d+[.)]\s+")
_HEADING = re.compile(r"#{1,6}\s|.{0,40}:$")


@dataclass(slots=True)
class Row:
    """One line or message. `state` is new, seen, there or removed; `entry` is the one that it became before."""

    n: int
    text: str
    origin: str = ""
    quote: str = ""
    author: str = ""
    email: str = ""
    day: dt.date | None = None
    clock: dt.time | None = None
    at: dt.datetime | None = None
    end: dt.datetime | None = None
    precision: str = "unknown"
    written: str = ""
    notes: list[str] = field(default_factory=list)
    kind: str = "other"
    links: tuple[tuple[str, str], ...] = ()
    id: str = ""
    thread: str = ""
    noise: str = ""
    mark: str = ""
    state: str = "new"
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """How a person says that the source is to be read."""

    form: str
    day: dt.date | None
    zone: str
    order: str = ""


def proposal_of(text: str, answers: Answers) -> Proposal:
    """The reader's understanding of lines. Only its timeline is used."""
    given = {"order": answers.order} if answers.order else {}
    return read(HEADING + text, date=answers.day, zone=answers.zone, answers=given)


def asks_order(proposal: Proposal) -> bool:
    """Whether the lines leave open which of two numbers is the month."""
    return any(question.about == "order" for question in proposal.questions)


def of_lines(text: str, proposal: Proposal, answers: Answers) -> list[Row]:
    """A row for each entry, and an undated one for each line that belongs to none."""
    found: list[tuple[int, Row]] = []
    covered = []
    for entry in proposal.timeline:
        start, end = entry.span.start - len(HEADING), entry.span.end - len(HEADING)
        covered.append((start, end))
        own, apart = _own_and_apart(text, entry, start)
        found.append((start, _entry_row(entry, own, answers.zone)))
        found += [(start + place, _undated(line)) for place, line in enumerate(apart, 1)]
    found += [(start, _undated(line)) for start, line in _outside(text, covered)]
    rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
    return _numbered(rows, "lines", "")


def of_messages(transcript: Transcript, answers: Answers) -> list[Row]:
    """A row for each message, in the order of the source."""
    rows = []
    for said in dated(transcript, day=answers.day, zone=answers.zone, order=answers.order):
        message = said.message
        rows.append(
            Row(
                0,
                message.text,
                quote=message.text,
                author=message.author,
                email=message.email,
                day=said.day,
                clock=said.clock,
                at=said.at,
                precision="minute" if said.clock else "unknown",
                written=message.written,
                notes=[said.note] if said.note else [],
                links=message.links,
                id=message.id,
                thread=message.thread,
                noise=message.noise,
            )
        )
    return _numbered(rows, transcript.form, transcript.channel)


def _numbered(rows: list[Row], form: str, channel: str) -> list[Row]:
    said = [(row.id, f"{row.day} {row.clock}", row.author, row.text) for row in rows]
    for n, (row, origin) in enumerate(zip(rows, origins(form, channel, said), strict=True)):
        row.n, row.origin = n, origin
    return rows


def _entry_row(entry: Entry, text: str, zone: str) -> Row:
    at = _instant(entry.at, zone)
    end = _instant(entry.end, zone)
    notes = list(entry.notes)
    if entry.end is not None and (end is None or at is None or end < at):
        end = None
        notes.append("the end could not be placed")
    local = at.astimezone(zone_of(zone)) if at else None
    precision = {"second": "minute"}.get(entry.precision, entry.precision) if at else "unknown"
    clock = local.time() if local and precision != "day" else None
    wall = entry.at
    return Row(
        0,
        text or entry.written,
        day=local.date() if local else (wall.day if wall else None),
        clock=clock if local else (wall.clock if wall else None),
        at=at,
        end=end,
        precision=precision,
        written=entry.written,
        notes=notes,
        kind=entry.kind,
        mark="" if at else NO_TIME,
    )


def _instant(moment: Moment | None, zone: str) -> dt.datetime | None:
    if moment is None or moment.instant is not None:
        return moment.instant if moment else None
    if moment.day is not None and moment.clock is None:
        return dt.datetime.combine(moment.day, dt.time(), zone_of(zone)).astimezone(dt.UTC)
    return None


def _undated(line: str) -> Row:
    return Row(0, line, kind=kind_of(line), mark=NO_TIME)


def _own_and_apart(text: str, entry: Entry, start: int) -> tuple[str, list[str]]:
    """An entry's own words, and the items of the same list below it that have no time and stand alone."""
    head, *below = entry.text.strip().split("\n")
    begins = text.rfind("\n", 0, max(start, 0)) + 1
    if not _BULLET.match(text[begins:].lstrip(" \t")):
        return entry.text.strip(), []
    own, apart = [head], []
    for line in below:
        bullet = _BULLET.match(line)
        if bullet:
            apart.append(line[bullet.end() :].strip())
        elif not apart:
            own.append(line)
        elif line.strip():
            apart[-1] += f"\n{line.strip()}"
    return "\n".join(own).strip(), [words for words in apart if words]


def _outside(text: str, covered: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """The lines with words that stand in no entry; headings and days say what is below and are none."""
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = any(left < max(end, start + 1) and right > start for left, right in covered)
        words = line.strip()
        bullet = _BULLET.match(words)
        plain = words[bullet.end() :].strip() if bullet else words
        if not inside and re.search(r"\w", plain) and not _HEADING.match(words) and not _is_day(words):
            found.append((start, plain))
        start = end + 1
    return found


def _is_day(words: str) -> bool:
    return words.startswith("|") or day_of(words.strip("#*_ ")) is not None
