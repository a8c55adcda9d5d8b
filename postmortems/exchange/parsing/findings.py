"""Single values and where they stand: severity, impact, and whatever a section, a label or a row may hold."""

from __future__ import annotations

import re

from .heading import LABEL as LABEL_LEVEL
from .naming import PARENTHESES, key_of, plain
from .parts import Part
from .proposal import Span, Value
from .source import Line, Source
from .tables import cells
from .titles import LABEL
from .words.clues import SEVERITY_LABELS

LONGEST_LINE = 4_000
_SIGNS = ("*", "_")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?(?:>[ ]?)*+")
_LEAD = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_:\n]{2,60})[.?](?P=mark)[ \t]++(?P<value>\S[^\n]*)")
"""A bold sentence before a paragraph: "**How it happened.** A disk was full."."""
_RULE_BELOW = re.compile(r"\n[ \t]*(?:-{3,}|\*{3,}|_{3,})$")
ELSEWHERE = ("timeline", "actions", "lessons", "references")
"""Sections in which a label is about something else."""


def impact(source: Source, parts: list[Part]) -> Value | None:
    return section_value(source, parts, "impact") or labelled(source, parts, "impact")


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
            value = value_of(source, part.start, _end(source, part))
            if value:
                return value
    return None


def _end(source: Source, part: Part) -> int:
    """Where its body ends: a label of a block of labels has only its own line."""
    if part.heading is None or part.heading.level < LABEL_LEVEL or part.first + 1 >= part.last:
        return part.end
    line, below = source.lines[part.first], source.lines[part.first + 1]
    sign = line.text.lstrip()[:1]
    same = sign in _SIGNS and below.text.lstrip()[:1] == sign and below.indent == line.indent
    return line.end if same and LABEL.match(below.text, below.inner) else part.end


def labelled(source: Source, parts: list[Part], key: str) -> Value | None:
    """The words after a label in running text, in a list or in a row: "• Impact: nobody could log in"."""
    for part in parts:
        if part.key in ELSEWHERE:
            continue
        for line in source.lines[part.first : part.last]:
            if line.opaque or len(line.text) > LONGEST_LINE or (line.start < part.start and part.heading):
                continue
            value = _in_row(source, line, key) if line.row else _after_label(source, part, line, key)
            if value:
                return value
    return None


def _in_row(source: Source, line: Line, key: str) -> Value | None:
    """ "| Root cause | a full disk |"."""
    row = cells(line).cells
    if len(row) > 1 and key_of(row[0].text, loose=False) == key:
        return value_of(source, row[1].start, row[1].end)
    return None


def _after_label(source: Source, part: Part, line: Line, key: str) -> Value | None:
    """The rest of the label's line, or the lines below it when there is none."""
    quote = _QUOTE.match(line.text)
    found = LABEL.match(line.text, quote.end() if quote else line.inner) or _LEAD.match(line.text, line.inner)
    if found is None or key_of(PARENTHESES.sub(" ", found.group("label")), loose=False) != key:
        return None
    value = value_of(source, line.start + found.start("value"), line.end)
    if value and value.text.strip("*_ "):
        return value
    below = line.index + 1
    while below < part.last and not source.lines[below].blank and source.lines[below].indent >= line.indent:
        if source.lines[below].item and source.lines[below].indent == line.indent:
            break
        below += 1
    return value_of(source, line.end, min(source.lines[below - 1].end, part.end))


def value_of(source: Source, start: int, end: int) -> Value | None:
    """These characters without the blanks around them and a rule below them, if any are left."""
    raw = source.text[start:end]
    stripped = _RULE_BELOW.sub("", raw.strip()).rstrip()
    if not stripped:
        return None
    start += len(raw) - len(raw.lstrip())
    return Value(stripped, Span(start, start + len(stripped)))
