"""Severity, impact and root cause: single values and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .outline import Part, plain
from .proposal import Span, Value
from .source import Source
from .titles import LABEL
from .words.clues import CAUSE_NAMED, CAUSE_SOUGHT, CAUSE_TOLD, ROOT_CAUSE, SEVERITY_LABELS
from .words.headings import KEYS

LONGEST_LINE = 4_000


def impact(source: Source, parts: list[Part]) -> Value | None:
    return section_value(source, parts, "impact") or labelled_value(source, "impact")


def severity(source: Source) -> Value | None:
    for name in ("severity", "priority", "sev"):
        if name in source.fields:
            words, start, end = source.fields[name]
            return Value(words, Span(start, end))
    for line in source.lines:
        if line.opaque or len(line.text) > 300:
            continue
        found = LABEL.match(line.text, line.inner)
        if found and plain(found.group("label")) in SEVERITY_LABELS:
            value = found.group("value").strip(" *_`")
            if value and len(value) < 80:
                start = line.start + found.start("value") + found.group("value").find(value)
                return Value(value, Span(start, start + len(value)))
    return None


def section_value(source: Source, parts: list[Part], key: str) -> Value | None:
    """The body of the first section with this key that has one."""
    for part in parts:
        if part.key == key:
            value = _value(source, part.start, part.end)
            if value:
                return value
    return None


def labelled_value(source: Source, key: str) -> Value | None:
    """The words after a label in running text or in a list: "• Impact: nobody could log in"."""
    for line in source.lines:
        if line.opaque or line.row or len(line.text) > LONGEST_LINE:
            continue
        found = LABEL.match(line.text, line.inner)
        if found and KEYS.get(plain(found.group("label"))) == key:
            value = _value(source, line.start + found.start("value"), line.end)
            if value:
                return value
    return None


def _value(source: Source, start: int, end: int) -> Value | None:
    raw = source.text[start:end]
    stripped = raw.strip()
    if not stripped:
        return None
    start += len(raw) - len(raw.lstrip())
    return Value(stripped, Span(start, start + len(stripped)))


def root_cause(source: Source, parts: list[Part]) -> Value | None:
    """The section for it, else the paragraph that names the cause, else a conclusion or one that tells of it.

    The plainest words count first, then the place: a conclusion says more than a summary.
    """
    found = section_value(source, parts, "root_cause") or labelled_value(source, "root_cause")
    if found:
        return found
    return (
        _paragraph(source, parts, CAUSE_NAMED, ("summary", "conclusion", "", "other", "impact"))
        or _paragraph(source, parts, ROOT_CAUSE, ("timeline",))
        or _paragraph(
            source, parts, CAUSE_TOLD, ("conclusion", "summary", "", "other", "detection", "resolution")
        )
        or _paragraph(source, parts, CAUSE_NAMED, ("timeline",))
        or _paragraph(source, parts, re.compile(""), ("conclusion",))
    )


def _paragraph(
    source: Source, parts: list[Part], words: re.Pattern[str], order: tuple[str, ...]
) -> Value | None:
    """The first paragraph with these words, by the order of sections."""
    for key in order:
        for part in parts:
            if (part.key if part.heading else "") != key:
                continue
            for start, end in _paragraphs(source, part):
                if words.search(source.text, start, end) and not _only_sought(source.text, start, end):
                    return _value(source, start, end)
    return None


def _only_sought(text: str, start: int, end: int) -> bool:
    """ "Find the root cause" names none."""
    return CAUSE_SOUGHT.search(text, start, end) is not None


def _paragraphs(source: Source, part: Part) -> Iterator[tuple[int, int]]:
    start = end = -1
    for line in source.lines[part.first : part.last]:
        if line.blank or line.opaque or line.row or line.text.startswith("#"):
            if start >= 0:
                yield start, end
            start = -1
            continue
        if start >= 0 and line.item:
            yield start, end
            start = -1
        if start < 0:
            start = max(line.start, part.start)
        end = min(line.end, part.end)
    if start >= 0:
        yield start, end
