"""Every date in the words of the text, the most telling places first."""

from __future__ import annotations

from dataclasses import dataclass

from . import running
from .heading import Heading
from .naming import plain
from .parts import Part
from .raw import Found
from .source import Line, Source
from .stamps import Stamp
from .tables import cells
from .titles import LABEL
from .words.clues import DATE_LABELS, INCIDENT_DATES, OF_THE_DOCUMENT, START_LABELS

DATE_FIELDS = ("incident date", "incident_date", "date", "started", "start", "created", "published")
ROW_OF_A_FIELD = 2
"""A label and its value."""
SHORT = 80
"""A line that says when the text was written says little else."""
LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Mention:
    stamp: Stamp
    where: str
    """heading, title, lead, front, body."""


def dates(source: Source, parts: list[Part], title: Heading | None, entries: Found) -> list[Mention]:
    """Every date in the words of the text, the most telling first; not those of code or of the entries."""
    found: dict[str, list[Mention]] = {
        "heading": [], "incident": [], "title": [], "label": [], "lead": [], "front": [], "body": []
    }  # fmt: skip
    first_entry = min((raw.start for raw in entries.entries), default=0)
    last_entry = max((raw.end for raw in entries.entries), default=0)
    if "title" in source.fields:
        found["title"] += _days(source.fields["title"][0], "title")
    if title:
        found["title"] += [Mention(s, "title") for s in running.find(title.text)]
    for part in parts:
        where = "body"
        if part.key == "timeline" and part.heading:
            found["heading"] += _days(source.lines[part.heading.line].text, "heading")
        if part.key in ("summary", "impact") or part.heading is None or plain(part.title) in DATE_LABELS:
            where = "lead"
        if part.heading and part.key != "timeline":
            told = _dated_label(part.heading.text) or "body"
            found[told] += _days(part.heading.text, "body" if told == "body" else "lead")
        if part.key == "timeline":
            where = "heading"
        for line in source.lines[part.first : part.last]:
            if part.key == "timeline" and first_entry <= line.start < last_entry:
                continue
            if part.key == "timeline" and line.start >= last_entry:
                where = "body"
            if line.row and _dated_row(line):
                found["lead"] += _days(line.text, "lead")
            elif not line.opaque and not line.row and len(line.text) < LONGEST_LINE:
                told = "front" if _of_the_document(line) else _dated_label(line.text, line.inner) or where
                found[told] += _days(line.text, "lead" if told in ("label", "incident") else told)
    for name in DATE_FIELDS:
        if name in source.fields:
            found["front"] += _days(source.fields[name][0], "front")
    return [mention for where in found for mention in found[where] if mention.stamp.day]


def _of_the_document(line: Line) -> bool:
    return len(line.text) < SHORT and OF_THE_DOCUMENT.search(line.text.strip(" \t*_")) is not None


def _dated_row(line: Line) -> bool:
    """ "| Date | 5 May 2023 |"."""
    row = cells(line).cells
    return len(row) == ROW_OF_A_FIELD and plain(row[0].text) in DATE_LABELS | START_LABELS


def _dated_label(text: str, pos: int = 0) -> str | None:
    """ "**Period:** 5 May 2023", and "Incident date: 5 May 2023", which says more than a title."""
    label = LABEL.match(text, pos)
    words = plain(label.group("label")) if label else ""
    return "incident" if words in INCIDENT_DATES else "label" if words in DATE_LABELS | START_LABELS else None


def _days(text: str, where: str) -> list[Mention]:
    return [Mention(stamp, where) for stamp in running.find(text) if stamp.day]
