"""Our own plain text, read back as the same record. Pure.

`archive.writing.plain` begins with the title, where it stands and the zone, and underlines its headings to their
full length, which no paragraph of people's has. A text that was changed so that this no longer holds is read like
any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from incidents.timeline.amounts import KINDS
from postmortems.archive.writing import words

from . import own
from .kinds import kind_of
from .proposal import Clock, Entry, Proposal, Section, Span, Value

_FRONT = re.compile(
    r"Postmortem: (?P<title>[^\n]+)\n\n"
    r"(?P<said>INC-\d+, (?:version \d+, published|a draft as of) [^\n]+\n(?:[A-Z][^\n:]*: [^\n]*\n)*)"
    r"All times are in (?P<zone>[^\n]+)\.\n"
)
FIGURES = {words.LABELS[name]: name for name in KINDS} | words.ONCE_CALLED
_FACT = re.compile(rf"(?m)^(Severity|Impact|Root Cause|What it was|{'|'.join(FIGURES)}): (.+)$")
_DURATION = re.compile(
    rf"(?m)^Duration: (?:from )?(?P<day>\d{{4}}-\d\d-\d\d) (?P<clock>{own.CLOCK})"
    rf"(?: to (?P<end_day>\d{{4}}-\d\d-\d\d) (?P<end>{own.CLOCK}))? \S+(?:, (?P<length>[^\n]+))?$"
)
_LABELS = ("Duration: ", "Impact: ", "Root Cause: ")
_KEYS = {
    "Issue Summary": "summary",
    "Timeline": "timeline",
    "Root Cause and Resolution": "root_cause",
    "Corrective and Preventative Measures": "actions",
    "Conclusion": "conclusion",
    "Reference": "references",
}
GROUPS = ("Improvements/Fixes:", "Tasks to Address the Issue:")
_GROUP = re.compile(rf"(?m)^(?:{'|'.join(map(re.escape, GROUPS))})$")
NATURES = {"Drill": "drill", "False alarm": "false_alarm"}


def is_ours(text: str) -> bool:
    return _FRONT.match(text) is not None


def read(text: str) -> Proposal | None:
    """The proposal of a text in our own form; None for any other."""
    front = _FRONT.match(text)
    return own.taken_apart(PlainText, text, front) if front else None


class PlainText(own.OwnText):
    """The same rows as in our Markdown, between headings that are underlined."""

    def __init__(self, text: str, front: re.Match[str]) -> None:
        self.text, self.front = text, front
        self.fields = {
            "title": Value(front["title"], Span(*front.span("title"))),
            "zone": Value(front["zone"], Span(*front.span("zone"))),
        }
        self.zone = ZoneInfo(front["zone"])
        self.kinds, self.slugs = [], {}
        self.entries, self.actions = [], []
        for label, name in (("Severity", "severity"), ("What it was", "nature"), *FIGURES.items()):
            found = next((f for f in _FACT.finditer(front["said"]) if f[1] == label), None)
            if found:
                at = front.start("said")
                self.fields[name] = Value(found[2], Span(at + found.start(2), at + found.end(2)))
        if "nature" in self.fields:
            nature = self.fields["nature"]
            self.fields["nature"] = replace(nature, text=NATURES.get(nature.text, "real"))

    def _clock(self, name: str) -> Clock | None:
        found = _DURATION.search(self.text, self.front.end())
        parts = {"started": ("day", "clock"), "resolved": ("end_day", "end")}.get(name)
        if found is None or parts is None or not found[parts[0]]:
            return None
        moment = self._moment(found[parts[0]], found[parts[1]])
        same = (n for n, entry in enumerate(self.entries) if entry.at and entry.at.instant == moment.instant)
        return Clock(moment, Span(*found.span()), entry=next(same, None))

    def _sections(self) -> Iterator[Section]:
        marks = list(self._headings())
        first = marks[0][0] if marks else len(self.text)
        yield Section("", "other", self.text[:first].rstrip(), Span(0, len(self.text[:first].rstrip())))
        for (start, heading, begin), following in zip(marks, [*marks[1:], None], strict=False):
            end = following[0] if following else len(self.text)
            key = _KEYS.get(heading, "other")
            body = self.text[begin:end].strip("\n")
            if key == "summary":
                body = self._summary(body, begin)
                if not body and heading == "Issue Summary":
                    continue
            elif key in ("timeline", "actions"):
                rows = self._first_row(begin, end, key)
                for row in self._rows(rows, end):
                    (self._entry if key == "timeline" else self._action)(row)
                body = self.text[begin:rows].strip("\n")
            last = start + len(self.text[start:end].rstrip())
            yield Section(heading, key, body, Span(start, last))

    def _headings(self) -> Iterator[tuple[int, str, int]]:
        """Where each begins, its words, and where its body begins."""
        at = self.front.end()
        lines = self.text[at:].split("\n")
        for number, line in enumerate(lines):
            under = lines[number + 1] if number + 1 < len(lines) else ""
            alone = not number or not lines[number - 1].strip()
            if alone and line.strip() and under == "-" * max(3, len(line)):
                yield at, line, at + len(line) + len(under) + 2
            at += len(line) + 1

    def _summary(self, body: str, begin: int) -> str:
        """The text without the labelled lines before it, which stand in the record."""
        for found in _FACT.finditer(self.text, begin, begin + len(body) + 2):
            name = {"Impact": "impact", "Root Cause": "root_cause"}.get(found[1])
            if name:
                self.fields.setdefault(name, Value(found[2], Span(*found.span(2))))
        block, _, rest = body.partition("\n\n")
        return rest.strip("\n") if all(line.startswith(_LABELS) for line in block.split("\n")) else body

    def _first_row(self, begin: int, end: int, key: str) -> int:
        """Where the rows begin behind the section's own text: the first place from which all are rows."""
        lines = self.text[begin:end].split("\n")
        others = [number for number, line in enumerate(lines) if not _is_row(line)]
        first, at = others[-1] + 1 if others else 0, begin
        for number, line in enumerate(lines):
            alone = not number or not lines[number - 1].strip()
            mine = (
                line.startswith("- ") and own.ENTRY.match(line[2:]) if key == "timeline" else line in GROUPS
            )
            if number >= first and alone and mine:
                return at
            at += len(line) + 1
        return end

    def _rows(self, start: int, end: int) -> Iterator[own.Row]:
        begin = start
        for group in _GROUP.finditer(self.text, start, end):
            yield from self._some(begin, group.start())
            begin = group.end()
        yield from self._some(begin, end)

    def _some(self, start: int, end: int) -> Iterator[own.Row]:
        while start < end and self.text[start] == "\n":
            start += 1
        if start < end:
            yield from super()._rows(start, end)

    def _entry(self, row: own.Row) -> None:
        super()._entry(row)
        entry: Entry = self.entries[-1]
        self.entries[-1] = replace(entry, kind=kind_of(entry.text))


def _is_row(line: str) -> bool:
    return not line.strip() or line.startswith(("- ", "  ")) or line in GROUPS
