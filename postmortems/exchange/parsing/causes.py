"""The root cause in the author's words, from the plainest place to the least.

A section, a label or a sentence that calls it so, wherever it stands first; then paragraphs, by how plainly they name
a cause and by what their section usually holds; then headings under which a report without one says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .findings import LONGEST_LINE, labelled, section_value, value_of
from .naming import plain
from .parts import Part
from .proposal import Value
from .source import Line, Source
from .words.bounds import CHANGES, STARTS
from .words.causes import (
    BACKGROUND,
    CAUSE_FIRST,
    CAUSE_FOUND,
    CAUSE_IS,
    CAUSE_LABEL,
    CAUSE_NAMED,
    CAUSE_SOUGHT,
    CAUSE_STATES,
    CAUSE_TOLD,
    CAUSED_BY,
    CONNECTS,
    CONTRIBUTING,
    FACTORS,
    GOES_ON,
    ROOT_CAUSE,
    WHAT_HAPPENED,
    WHYS,
)

LEAD = ("summary", "impact", "")
TELLERS = ("conclusion", "summary", "", "other", "detection", "resolution")
"""Where a cause is told of without being named, a conclusion before a summary."""
MANY = 40
"""Of so many paragraphs it pays to ask first whether any has the words."""
FEW = 4
"""So many places of a paragraph are looked at for one that names a cause."""
_STOP = re.compile(r"[.!?。](?=[\s*_`)\"'”]|$)")


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
        or _paragraph(source, parts, CAUSE_TOLD, TELLERS)
        or _after_overview(source, parts)
        or _under(source, parts, FACTORS)
        or _paragraph(source, parts, CAUSE_NAMED, ("timeline",))
        or _paragraph(source, parts, CAUSE_FOUND, (*TELLERS, "timeline"))
        or _under(source, parts, BACKGROUND)
        or _paragraph(source, parts, CAUSE_STATES, TELLERS)
        or _change_that_began_it(source, parts)
        or _paragraph(source, parts, re.compile(""), ("conclusion",))
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
        if (part.key if part.heading else "") not in LEAD:
            continue
        for line in _prose(source, part):
            label = CAUSE_LABEL.search(line.text)
            if label:
                return value_of(source, line.start + label.end(), line.end)
        for start, end in _paragraphs(source, part):
            named = CAUSE_IS.search(source.text, start, end)
            if named and not _only_sought(source.text, start, end):
                first, last = _sentence(source.text, start, end, named.start())
                return value_of(source, first, _with_more(source.text, last, end))
    return None


def _caused_by(source: Source, parts: list[Part]) -> Value | None:
    """ "The shop was down for ten minutes, caused by a typo." where it says what happened."""
    for part in parts:
        if (part.key if part.heading else "") not in ("summary", ""):
            continue
        for start, end in _paragraphs(source, part):
            found = CAUSED_BY.search(source.text, start, end)
            if found and not _only_sought(source.text, start, end):
                return value_of(source, *_sentence(source.text, start, end, found.start()))
    return None


def _found_out(source: Source, parts: list[Part], order: tuple[str, ...]) -> Value | None:
    """ "It was determined that a full disk caused the restarts." in one sentence, wherever it stands."""
    for key in order:
        for part in parts:
            if (part.key if part.heading else "") != key:
                continue
            for start, end in _paragraphs_with(source, part, CAUSE_FOUND):
                first = last = start
                for found in CAUSE_FOUND.finditer(source.text, start, end):
                    if found.start() < last:
                        continue
                    first, last = _sentence(source.text, max(first, last), end, found.start())
                    rest = (source.text, found.end(), last)
                    if CONNECTS.search(*rest) or CAUSE_STATES.search(*rest):
                        return value_of(source, first, last)
    return None


def sections_saying_why(parts: list[Part]) -> list[Part]:
    """Sections about causes that do not call them the root one: contributing factors, the whys, the story."""
    found = [
        part for part in parts
        if part.key == "other" and part.heading and plain(part.title).rstrip("?! ") in CONTRIBUTING | WHYS
    ]  # fmt: skip
    return found if any(part.key == "root_cause" for part in parts) else [*found, *_stories(parts)]


def _prose(source: Source, part: Part) -> Iterator[Line]:
    for line in source.lines[part.first : part.last]:
        if not line.opaque and not line.row and len(line.text) <= LONGEST_LINE:
            yield line


def _with_more(text: str, last: int, end: int) -> int:
    """The end of the sentences that go on about it: "It was a missing semicolon."."""
    while GOES_ON.match(text, last, end):
        last = _sentence(text, last, end, last + 1)[1]
    return last


def _sentence(text: str, start: int, end: int, inside: int) -> tuple[int, int]:
    """The sentence of a paragraph that holds a place."""
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= inside:
            start = stop.end()
        else:
            return start, stop.end()
    return start, end


def _under(source: Source, parts: list[Part], titles: frozenset[str]) -> Value | None:
    """The body of the first section with one of these titles."""
    for part in parts:
        if part.heading and part.key == "other" and plain(part.title).rstrip("?! ") in titles:
            value = value_of(source, part.start, part.end)
            if value:
                return value
    return None


def _after_overview(source: Source, parts: list[Part]) -> Value | None:
    stories = _stories(parts)
    return value_of(source, stories[0].start, stories[0].end) if stories else None


def _stories(parts: list[Part]) -> list[Part]:
    """ "What happened" behind an overview says how it came about."""
    summaries = [part for part in parts if part.heading and part.key == "summary"]
    return [part for part in summaries[1:] if plain(part.title).rstrip("?! ") in WHAT_HAPPENED]


def _change_that_began_it(source: Source, parts: list[Part]) -> Value | None:
    """ "16:55 config change deployed, OUTAGE BEGINS", in a report that says nothing more of a cause."""
    for part in parts:
        for start, end in _paragraphs(source, part) if part.key == "timeline" else ():
            if STARTS.search(source.text, start, end) and CHANGES.search(source.text, start, end):
                return value_of(source, start, end)
    return None


def _paragraph(
    source: Source, parts: list[Part], words: re.Pattern[str], order: tuple[str, ...]
) -> Value | None:
    """The first paragraph with these words, by the order of sections."""
    for key in order:
        for part in parts:
            if (part.key if part.heading else "") != key:
                continue
            for start, end in _paragraphs_with(source, part, words):
                if _says(source.text, start, end, words):
                    return value_of(source, start, end)
    return None


def _says(text: str, start: int, end: int, words: re.Pattern[str]) -> bool:
    """Whether a sentence of the paragraph has the words, and is none that only looks for a cause."""
    for found in islice(words.finditer(text, start, end), FEW):
        if not _only_sought(text, *_sentence(text, start, end, found.start())):
            return True
    return False


def _only_sought(text: str, start: int, end: int) -> bool:
    """ "Find the root cause" names none."""
    return CAUSE_SOUGHT.search(text, start, end) is not None


def _paragraphs(source: Source, part: Part) -> list[tuple[int, int]]:
    if part.paragraphs is None:
        part.paragraphs = list(_cut(source, part))
    return part.paragraphs


def _paragraphs_with(source: Source, part: Part, words: re.Pattern[str]) -> list[tuple[int, int]]:
    """Its paragraphs, or none of many where the words stand in none."""
    found = _paragraphs(source, part)
    if len(found) > MANY and words.search(source.text, found[0][0], found[-1][1]) is None:
        return []
    return found


def _cut(source: Source, part: Part) -> Iterator[tuple[int, int]]:
    """Paragraphs and list items; one that ends with a colon takes in the list below it."""
    start = end = -1
    opened = False
    for line in source.lines[part.first : part.last]:
        if line.blank and opened:
            continue
        if line.blank or line.opaque or line.row or line.text.startswith("#"):
            if start >= 0:
                yield start, end
            start, opened = -1, False
            continue
        if start >= 0 and (line.item != opened if opened else line.item):
            yield start, end
            start, opened = -1, False
        if start < 0:
            start = max(line.start, part.start)
        end = min(line.end, part.end)
        opened = opened or (not line.item and line.text.rstrip(" *_").endswith(":"))
    if start >= 0:
        yield start, end
