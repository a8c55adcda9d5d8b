"""Our own Word document, once it is text, read back as the same record. Pure.

`archive.writing.word` begins with the title, where it stands and the zone, then a table of facts. Headings of the
first rank are its sections, and rows of the timeline and of the action items stand in tables with headings of ours.
A document in which somebody has changed that is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise
from zoneinfo import ZoneInfo

from . import own
from .naming import key_of
from .own_plain import FIGURES, NATURES
from .proposal import Action, Clock, Proposal, Section, Span, Value

_FRONT = re.compile(
    r"# (?P<title>[^\n]+)\n\n"
    r"INC-\d+, (?:version \d+, published|a draft as of) [^\n]+ All times are in (?P<zone>[\w/+-]+)\.\n\n"
    r"(?P<facts>(?:\|[^\n]*\|\n)+)"
)
_CLOCK = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d) (?P<clock>{own.CLOCK}) \S+")
_FENCE = re.compile(r" *(`{3,})")
_BAR = re.compile(r"(?<!\\)\|")
_MARK = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = re.compile(r"(?:^| )(https?://\S+)\Z")
_CHIPS = re.compile(r"(?:\[(?:Started|Detected|Acknowledged|Mitigated|Resolved)\] )*")
_TABLES = {
    "timeline": re.compile(
        r"\| \*\*Time, [^|\n]+\*\* \| \*\*Since the start\*\* \| \*\*What happened\*\* \|"
    ),
    "actions": re.compile(
        r"\| \*\*State\*\* \| \*\*Action\*\* \| \*\*Kind\*\* \| \*\*Owner\*\* \| \*\*Due\*\* \|"
    ),
}
#: What the record of a document does not say is taken from its text as from any other.
ELSEWHERE = ("language", "impact", "root_cause", "references", "people")


def is_ours(text: str) -> bool:
    return _FRONT.match(text) is not None


def read(text: str) -> Proposal | None:
    """The proposal of a text in our own form, without what stands in its sections alone; None for any other."""
    front = _FRONT.match(text)
    return own.taken_apart(WordText, text, front) if front else None


def joined(ours: Proposal, any_other: Proposal) -> Proposal:
    """`ours`, with what a document says in its sections alone."""
    return replace(ours, **{name: getattr(any_other, name) for name in ELSEWHERE})


class WordText(own.OwnText):
    """The same rows as in our Markdown, in tables."""

    def __init__(self, text: str, front: re.Match[str]) -> None:
        self.text, self.front = text, front
        self.fields = {
            "title": Value(_plain(front["title"]), Span(*front.span("title"))),
            "zone": Value(front["zone"], Span(*front.span("zone"))),
        }
        self.zone = ZoneInfo(front["zone"])
        self.kinds, self.slugs = [], own.KINDS
        self.entries, self.actions = [], []
        names = {"Severity": "severity", "What it was": "nature", **FIGURES}
        names |= {
            name.capitalize(): name
            for name in ("started", "detected", "acknowledged", "mitigated", "resolved")
        }
        for span, (label, value, *_) in self._table(front.start("facts"), front.end("facts")):
            if label in names:
                self.fields[names[label]] = Value(value, span)
        if "nature" in self.fields:
            nature = self.fields["nature"]
            self.fields["nature"] = replace(nature, text=NATURES.get(nature.text, "real"))

    def _clock(self, name: str) -> Clock | None:
        if name not in self.fields:
            return None
        said = _CLOCK.fullmatch(self.fields[name].text)
        if said is None:
            raise own.NotOurs
        moment = self._moment(said["day"], said["clock"])
        same = (n for n, entry in enumerate(self.entries) if entry.at and entry.at.instant == moment.instant)
        return Clock(moment, self.fields[name].span, entry=next(same, None))

    def _sections(self) -> Iterator[Section]:
        starts = [*self._headings(), len(self.text)]
        yield Section(
            "", "other", self.text[: starts[0]].rstrip(), Span(0, len(self.text[: starts[0]].rstrip()))
        )
        for start, end in pairwise(starts):
            heading, _, _ = self.text[start + 2 : end].partition("\n")
            begin = start + 2 + len(heading)
            key, rows = self._rows_of(begin, end)
            body = self.text[begin:rows].strip("\n").rstrip()
            last = start + len(self.text[start:end].rstrip())
            yield Section(
                _plain(heading),
                key or key_of(_plain(heading), loose=True) or "other",
                body,
                Span(start, last),
            )

    def _headings(self) -> Iterator[int]:
        """Where each section begins."""
        at, fence = self.front.end(), ""
        for line in self.text[at:].split("\n"):
            mark = _FENCE.match(line)
            if mark and (not fence or mark[1] == fence):
                fence = "" if fence else mark[1]
            elif not fence and line.startswith("# "):
                yield at
            at += len(line) + 1

    def _rows_of(self, begin: int, end: int) -> tuple[str, int]:
        """What rows a section has, which become entries or actions, and where they begin."""
        for key, heading in _TABLES.items():
            found = list(heading.finditer(self.text, begin, end))[-1:]
            if not found or "\n\n" in self.text[found[0].start() : end].rstrip():
                continue
            for span, cells in list(self._table(found[0].start(), end))[1:]:
                (self._row if key == "timeline" else self._task)(span, cells)
            return key, found[0].start()
        return "", end

    def _table(self, start: int, end: int) -> Iterator[tuple[Span, list[str]]]:
        """Each row with its cells; of a row of the table the cells as they are, but for the bars in them."""
        for line in self.text[start:end].rstrip("\n").split("\n"):
            cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)[1:-1]]
            if not all(cell == "---" for cell in cells):
                yield Span(start, start + len(line)), cells
            start += len(line) + 1

    def _row(self, span: Span, cells: list[str]) -> None:
        time, _, text = cells
        chips = _CHIPS.match(text)
        self._entry(own.Row(f"{_plain(time)}: {text[chips.end() :] if chips else text}", span))

    def _task(self, span: Span, cells: list[str]) -> None:
        state, text, kind, owner, due = cells
        tracker = _ENDS.search(text)
        # An action item is words and no Markdown.
        words = _plain(text[: tracker.start()] if tracker else text)
        self.actions.append(
            Action(
                words, kind.lower() or None, "done" if state == "Done" else "proposed", _plain(owner) or None,
                due or None, tracker[1] if tracker else None, span,
            )
        )  # fmt: skip


def _plain(text: str) -> str:
    """Words as they are, where they stand as such and not as Markdown."""
    return unescape(_MARK.sub(r"\1", text))
