"""What stays as text once entries and action items have become rows, as Markdown.

Pure: text and spans in, text out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from postmortems.exchange.parsing.proposal import Proposal, Section, Span

#: What may stand on a line beside an entry and says nothing by itself: bullets, bars, boxes, a colon.
_EMPTY = re.compile(r"[\s|:*+•·–—_#>.\-]*(\[[ xX]\])?[\s|:*_.\-]*")
#: Lines that Markdown gives a meaning of its own; they are never pulled apart or run together.
_STRUCTURE = re.compile(r"\s*([-*+•>|#]|\d+[.)]\s|```|~~~|<|\t| {4})")
#: A line at least this long, ending in the middle of a sentence, was broken to fit a margin.
WRAPPED = 60


def body_start(text: str, section: Section) -> int:
    """Where the body of `section` begins in the text, or -1 when it is not found."""
    start = section.span.end - len(section.body)
    if start >= section.span.start and text[start : section.span.end] == section.body:
        return start
    return text.find(section.body, section.span.start)


class Taken:
    """The stretches of a text that became rows or stand elsewhere, looked through once for all its sections."""

    def __init__(self, proposal: Proposal, carried: Iterable[Span] = ()) -> None:
        entries, actions = (row.span for row in proposal.timeline), (row.span for row in proposal.actions)
        self._spans = sorted([*entries, *actions, *carried])
        kinds = ((action.kind or "").strip(" :").casefold() for action in proposal.actions)
        #: What the lists of action items are called, which each of their items keeps.
        self.groups = frozenset(kinds) - {""}

    def inside(self, span: Span) -> list[Span]:
        """Those that begin there, in their order."""
        return self._spans[begun(self._spans, span.start) : begun(self._spans, span.end)]


def begun(spans: Sequence[Span], place: int) -> int:
    """How many of the sorted `spans` begin before `place`."""
    return bisect_left(spans, place, key=lambda span: span.start)


def leftover(text: str, section: Section, taken: Taken) -> str:
    """The body of `section` without the lines that became entries or action items, or were carried away.

    A line of which only a part became a row stays whole: a sentence with a hole in it says nothing.
    """
    inside, start = taken.inside(section.span), body_start(text, section)
    if not inside or start < 0:
        return section.body
    kept = [
        line
        for line, span, over in _lines(section.body, start, inside)
        if not _became_rows(text, span, over) and line.strip(" :#*_").casefold() not in taken.groups
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _lines(body: str, start: int, inside: Sequence[Span]) -> Iterator[tuple[str, Span, list[Span]]]:
    """Each line, where it stands, and which of the sorted spans `inside` reach into it."""
    over: list[Span] = []
    ahead = deque(inside)
    for line in body.split("\n"):
        end = start + len(line)
        while ahead and ahead[0].start < end:
            over.append(ahead.popleft())
        over = [span for span in over if span.end > start]
        yield line, Span(start, end), over
        start = end + 1


def _became_rows(text: str, line: Span, over: Sequence[Span]) -> bool:
    if not over:
        return False
    rest, at = [], line.start
    for span in over:
        rest.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    rest.append(text[at : max(at, line.end)])
    return _EMPTY.fullmatch("".join(rest)) is not None


def as_markdown(body: str) -> str:
    """Plain lines set apart, so that a line that was one stays one when it is rendered.

    Lines broken at a margin stay together; lists, tables, quotes, headings and code are left alone.
    """
    out: list[str] = []
    fenced = False
    for line in body.split("\n"):
        before = out[-1] if out else ""
        apart = not fenced and _stands_alone(before) and line.strip() and not _STRUCTURE.match(line)
        if apart and not before.endswith("  "):
            out.append("")
        out.append(line)
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
    return "\n".join(out)


def _stands_alone(line: str) -> bool:
    if not line.strip() or _STRUCTURE.match(line):
        return False
    return len(line) < WRAPPED or line.rstrip()[-1] in ".:!?…"
