"""The sections that headings make. They are flat and cover the text without a gap.

That is what makes reading lossless: whatever no rule understands stands in a section's body.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import running, stamps
from .heading import LABEL, WORDED, Heading
from .naming import key_of, plain
from .source import Source
from .words.headings import CLOSERS


@dataclass(slots=True)
class Part:
    """A section in the making: its heading, or None for what stands before the first, and its lines."""

    heading: Heading | None
    first: int
    last: int
    """Lines of the body, `last` exclusive. The first may begin in the middle, after a label."""
    start: int
    end: int
    key: str
    level: int
    paragraphs: list[tuple[int, int]] | None = None
    """Where its paragraphs stand, once somebody asked."""

    @property
    def place(self) -> str:
        """Its key, or nothing for what stands before the first heading."""
        return self.key if self.heading or self.key == "timeline" else ""

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


FEWEST = 3
"""So many headings with a day and a time are a timeline of their own."""
STAY: dict[str, frozenset[str | None]] = {
    "actions": frozenset({"actions", "detection", "resolution", "impact", "summary", None}),
    "lessons": frozenset({"lessons", "detection", "resolution", "impact", "summary", None}),
    "timeline": frozenset({"timeline", "detection", "resolution", "impact", "summary", None}),
    "references": frozenset({"references", None}),
}
"""Under a section, deeper headings with these keys are part of its body."""


def sections(source: Source, found: list[Heading], title: Heading | None) -> list[Part]:
    """Cut the text at the headings that open a section. The parts cover everything but the title."""
    parts = [Part(None, 0, 0, 0, 0, "other", 0)]
    if source.body:
        body = source.lines[source.body - 1].end
        parts.append(Part(None, 0, 0, body, body, "other", 0))
    if title is not None and title not in found:
        found = sorted([*(h for h in found if h.line != title.line), title], key=lambda h: h.start)
    entries = _entries(found)
    for heading in found:
        if heading.start in entries and parts[-1].key != "timeline":
            parts[-1].end = heading.start
            parts.append(Part(None, 0, 0, heading.start, 0, "timeline", heading.level))
        elif heading is title:
            parts[-1].end = heading.start
            parts.append(Part(None, 0, 0, heading.end, 0, "other", 0))
        elif _opens(heading, parts[-1]):
            parts[-1].end = heading.start
            parts.append(Part(heading, 0, 0, heading.end, 0, heading.key or "other", heading.level))
    parts[-1].end = len(source.text)
    if source.body:
        parts[0].end = parts[1].start
    _number_lines(source, parts)
    return [
        part for part in parts if part.heading or source.text[part.start : part.end].strip("\ufeff \t\r\n")
    ]


def _entries(found: list[Heading]) -> set[int]:
    """Where headings begin that tell a day and a time, in a text without a heading for its timeline."""
    if any(heading.key == "timeline" for heading in found):
        return set()
    told = {
        heading.start for heading in found
        if heading.level < WORDED and heading.key is None and (stamp := stamps.at(heading.text))
        and stamp.day is not None and stamp.clock is not None
    }  # fmt: skip
    return told if len(told) >= FEWEST else set()


def _number_lines(source: Source, parts: list[Part]) -> None:
    """Give each part its lines: those that its body reaches into."""
    index = 0
    for part in parts:
        while index < len(source.lines) and source.lines[index].end <= part.start and part.start > 0:
            index += 1
        part.first = index
        while index < len(source.lines) and source.lines[index].start < part.end:
            index += 1
        part.last = max(index, part.first)
        index = max(part.first, index - 1)


def _opens(heading: Heading, current: Part) -> bool:
    if current.key == "timeline" and _stamped(heading):
        return False
    if plain(heading.text) in CLOSERS and current.key == "actions":
        return True
    if heading.item and heading.key == "actions" and current.key == "resolution" and current.level < WORDED:
        # "- **Permanent fix**: …" is one of the things that were done.
        return False
    real = heading.level < WORDED
    deeper = current.heading is not None and heading.level > current.level
    if heading.key is None:
        return (real and not deeper) or (not real and heading.known and current.level >= WORDED)
    if deeper:
        if real and current.key == "root_cause" and key_of(heading.text, loose=False) is None:
            # "1) Recovery never ran" is one of the causes.
            return False
        same = frozenset({current.key}) if heading.level < LABEL else frozenset()
        return heading.key not in STAY.get(current.key, same)
    return True


def _stamped(heading: Heading) -> bool:
    """A heading with a time is an entry of the timeline above it, one with a date a day of it."""
    if heading.key is not None:
        return False
    if stamps.at(heading.text):
        return True
    final = running.last(heading.text)
    return final is not None and final.day is not None
