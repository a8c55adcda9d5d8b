"""The root cause in the author's words, from the plainest place to the least.

A section, a label or a sentence that calls it so, wherever it stands first; then paragraphs, by how plainly they name
a cause and by what their section usually holds; then headings under which a report without one says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import ELSEWHERE, LONGEST_LINE, labelled, section_value, value_of
from .mishaps import broken, counts, entry, went_wrong
from .naming import plain
from .parts import Part
from .proposal import Value
from .source import Line, Source
from .telling import around, only_sought, paragraphs, paragraphs_with, says, sentence
from .words.bounds import CHANGES, STARTS
from .words.causes import (
    BACKGROUND,
    CAUSE_FIRST,
    CAUSE_FOUND,
    CAUSE_IS,
    CAUSE_LABEL,
    CAUSE_NAMED,
    CAUSE_STATES,
    CAUSE_TOLD,
    CAUSED_BY,
    CONNECTS,
    CONTRIBUTING,
    FACTORS,
    NOT_SO,
    OF_THE_SYSTEM,
    PROBLEM,
    ROOT_CAUSE,
    WHAT_HAPPENED,
    WHYS,
)

LEAD = ("summary", "impact", "")
TELLERS = ("conclusion", "summary", "", "other", "detection", "resolution")
"""Where a cause is told of without being named, a conclusion before a summary."""


def root_cause(source: Source, parts: list[Part]) -> Value | None:
    """What the text calls the cause, else what it tells of one. None when it does neither."""
    return (
        _first_named(source, parts)
        or _under(source, parts, WHYS)
        or _found_out(source, parts, (*TELLERS, "timeline"))
        or _paragraph(source, parts, CAUSE_NAMED, ("summary", "conclusion", "", "other", "impact"))
        or _paragraph(source, parts, CAUSED_BY, ("lessons", "resolution", "detection"))
        or _paragraph(source, parts, ROOT_CAUSE, ("resolution", "detection", "timeline"))
        or _paragraph(source, parts, CAUSE_FIRST, (*TELLERS, "timeline"))
        or _paragraph(source, parts, CAUSE_TOLD, ("conclusion", "summary", ""))
        or _paragraph(source, parts, CAUSE_FOUND, ("resolution", "detection"))
        or went_wrong(source, parts, "conclusion", "summary", "", "story", "detection", "resolution")
        or _after_overview(source, parts)
        or _paragraph(source, parts, CAUSE_TOLD, ("other", "detection", "resolution"))
        or _under(source, parts, FACTORS)
        or _paragraph(source, parts, CAUSE_NAMED, ("timeline",))
        or _paragraph(source, parts, CAUSE_FOUND, (*TELLERS, "timeline"))
        or _problem(source, parts)
        or _under(source, parts, BACKGROUND)
        or broken(source, parts, TELLERS)
        or _change_that_began_it(source, parts)
        or went_wrong(source, parts, "wrong", "other")
        or entry(source, parts)
    )


def _first_named(source: Source, parts: list[Part]) -> Value | None:
    """The section, the label, the row or the sentence for it that stands first in the text."""
    plainly = [
        section_value(source, parts, "root_cause"),
        labelled(source, parts, "root_cause"),
        _in_sentence(source, parts),
    ]
    named = [*plainly, _caused_by(source, parts), _found_out(source, parts, LEAD)]
    return min((value for value in named if value), key=lambda value: value.span.start, default=None)


def _in_sentence(source: Source, parts: list[Part]) -> Value | None:
    """ "… Root cause: a typo." and "The root cause was a typo." in the words before the details."""
    for part in parts:
        if part.place not in LEAD:
            continue
        for line in _prose(source, part):
            label = CAUSE_LABEL.search(line.text)
            if label:
                return value_of(source, line.start + label.end(), line.end)
        for start, end in paragraphs(source, part):
            named = CAUSE_IS.search(source.text, start, end)
            if named and not only_sought(source.text, start, end):
                return around(source, part, *sentence(source.text, start, end, named.start()))
    return None


def _caused_by(source: Source, parts: list[Part]) -> Value | None:
    """ "The shop was down for ten minutes, caused by a typo." where it says what happened."""
    for part in parts:
        if part.place not in ("summary", ""):
            continue
        for start, end in paragraphs(source, part):
            found = CAUSED_BY.search(source.text, start, end)
            if found and not only_sought(source.text, start, end):
                return around(source, part, *sentence(source.text, start, end, found.start()))
    return None


def _found_out(source: Source, parts: list[Part], order: tuple[str, ...]) -> Value | None:
    """ "It was determined that a full disk caused the restarts." in one sentence, wherever it stands."""
    telling = (CONNECTS, CAUSE_STATES, NOT_SO) if order == LEAD else (CONNECTS, CAUSE_STATES)
    for key in order:
        for part in parts:
            if part.place != key:
                continue
            for start, end in paragraphs_with(source, part, CAUSE_FOUND):
                first = last = start
                for found in CAUSE_FOUND.finditer(source.text, start, end):
                    if found.start() < last:
                        continue
                    first, last = sentence(source.text, max(first, last), end, found.start())
                    rest = (source.text, found.end(), last)
                    if any(words.search(*rest) for words in telling):
                        return around(source, part, first, last)
    return None


def sections_saying_why(parts: list[Part]) -> list[Part]:
    """Sections about causes that do not call them the root one: contributing factors, the whys, the story."""
    named = any(part.key == "root_cause" for part in parts)
    about = CONTRIBUTING | WHYS if named else FACTORS | WHYS
    found = [
        part for part in parts
        if part.key == "other" and part.heading and plain(part.title).rstrip("?! ") in about
    ]  # fmt: skip
    return found if named else [*found, *_stories(parts)]


def _prose(source: Source, part: Part) -> Iterator[Line]:
    for line in source.lines[part.first : part.last]:
        if not line.opaque and not line.row and len(line.text) <= LONGEST_LINE:
            yield line


def _under(source: Source, parts: list[Part], titles: frozenset[str]) -> Value | None:
    """The body of the first section with one of these titles."""
    for part in parts:
        title = plain(part.title).rstrip("?! ")
        if part.heading and part.key == "other" and title in titles:
            if title in OF_THE_SYSTEM and not counts(source.text, part.start, part.end):
                continue
            value = value_of(source, part.start, part.end)
            if value:
                return value
    return None


def _problem(source: Source, parts: list[Part]) -> Value | None:
    """ "Problem: the migration locks the table", where nothing else says why."""
    for part in parts:
        for line in _prose(source, part) if part.key not in ELSEWHERE else ():
            label = PROBLEM.match(line.text, line.inner)
            if label:
                return value_of(source, line.start + label.end(), line.end)
    return None


def _after_overview(source: Source, parts: list[Part]) -> Value | None:
    stories = _stories(parts)
    return value_of(source, stories[0].start, stories[0].end) if stories else None


def _stories(parts: list[Part]) -> list[Part]:
    """ "What happened" behind an overview says how it came about."""
    first = next(
        (number for number, part in enumerate(parts) if part.heading and part.key == "summary"), len(parts)
    )
    return [
        part for part in parts[first + 1 :]
        if part.key in ("summary", "other") and plain(part.title).rstrip("?! ") in WHAT_HAPPENED
    ]  # fmt: skip


def _change_that_began_it(source: Source, parts: list[Part]) -> Value | None:
    """ "16:55 config change deployed, OUTAGE BEGINS", in a report that says nothing more of a cause."""
    for part in parts:
        for start, end in paragraphs(source, part) if part.key == "timeline" else ():
            if STARTS.search(source.text, start, end) and CHANGES.search(source.text, start, end):
                return value_of(source, start, end)
    return None


def _paragraph(
    source: Source, parts: list[Part], words: re.Pattern[str], order: tuple[str, ...]
) -> Value | None:
    """The first paragraph with these words, by the order of sections."""
    for key in order:
        for part in parts:
            if part.place != key:
                continue
            for start, end in paragraphs_with(source, part, words):
                if says(source.text, start, end, words):
                    return around(source, part, start, end)
    return None
