"""Running text under a heading: its paragraphs, the sentence that holds a place, and what goes on about a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .findings import value_of
from .parts import Part
from .proposal import Value
from .source import Source
from .words.causes import (
    CAUSE_FOUND,
    CAUSE_NAMED,
    CAUSE_SOUGHT,
    CAUSE_TOLD,
    CONNECTS,
    CURED,
    GOES_ON,
    POINTS_BACK,
)

MANY = 40
"""Of so many paragraphs it pays to ask first whether any has the words."""
FEW = 4
"""So many places of a paragraph are looked at for one that names a cause."""
FIRST_ENTRIES = 300
"""Of a timeline so many are looked at for a cause."""
BEFORE, AFTER = 2, 3
"""So many paragraphs around the one that names a cause may tell more of it."""
LONGEST = 1_500
"""What is longer, in characters, is no answer any more but the story."""
MORE = (CAUSE_NAMED, CAUSE_TOLD, CONNECTS, CAUSE_FOUND)
_STOP = re.compile(r"[.!?。](?=[\s*_`)\"'”]|$)")


def with_more(text: str, last: int, end: int) -> int:
    """The end of the sentences that go on about it: "It was a missing semicolon."."""
    while last < end:
        following = sentence(text, last, end, last + 1)[1]
        if not (GOES_ON.match(text, last, end) or _connects(text, last, following)):
            break
        last = following
    return last


def _connects(text: str, start: int, end: int) -> bool:
    return CONNECTS.search(text, start, end) is not None and not CURED.search(text, start, end)


def sentence(text: str, start: int, end: int, inside: int) -> tuple[int, int]:
    """The sentence of a paragraph that holds a place."""
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= inside:
            start = stop.end()
        else:
            return start, stop.end()
    return start, end


def says(text: str, start: int, end: int, words: re.Pattern[str]) -> bool:
    """Whether a sentence of the paragraph has the words, and is none that only looks for a cause."""
    for found in islice(words.finditer(text, start, end), FEW):
        if not only_sought(text, *sentence(text, start, end, found.start())):
            return True
    return False


def only_sought(text: str, start: int, end: int) -> bool:
    """ "Find the root cause" names none."""
    return CAUSE_SOUGHT.search(text, start, end) is not None


def paragraphs(source: Source, part: Part) -> list[tuple[int, int]]:
    if part.paragraphs is None:
        part.paragraphs = list(islice(_cut(source, part), FIRST_ENTRIES if part.key == "timeline" else None))
    return part.paragraphs


def paragraphs_with(source: Source, part: Part, words: re.Pattern[str]) -> list[tuple[int, int]]:
    """Its paragraphs, or none of many where the words stand in none."""
    found = paragraphs(source, part)
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


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        last = sentence(text, start, end, start + 1)[1]
        yield start, last
        start = last


def around(source: Source, part: Part, start: int, end: int) -> Value | None:
    """The passage that these words belong to; entries of a timeline stand for themselves."""
    if part.key != "timeline":
        start, end = passage(source, part, start, end)
    return value_of(source, start, end)


def passage(source: Source, part: Part, start: int, end: int) -> tuple[int, int]:
    """These characters of a paragraph with what stands around them and tells of a cause as well."""
    told = paragraphs(source, part)
    place = next((n for n, (first, last) in enumerate(told) if first <= start and end <= last), None)
    if place is None:
        return start, end
    first, last = told[place]
    if POINTS_BACK.match(source.text, start, end):
        start = (
            _sentence_before(source.text, first, start)
            if source.text[first:start].strip()
            else told[max(0, place - 1)][0]
        )
    end = with_more(source.text, end, last)
    lowest = highest = place
    if not source.text[first:start].strip():
        while lowest > max(0, place - BEFORE) and _fits(source, told[lowest - 1], told[lowest - 1][0], end):
            lowest -= 1
            start = told[lowest][0]
    if not source.text[end:last].strip():
        while highest < min(len(told) - 1, place + AFTER) and _fits(
            source, told[highest + 1], start, told[highest + 1][1]
        ):
            highest += 1
            end = told[highest][1]
    return start, end


def _sentence_before(text: str, first: int, start: int) -> int:
    return sentence(text, first, start, len(text[:start].rstrip()) - 1)[0]


def _fits(source: Source, paragraph: tuple[int, int], start: int, end: int) -> bool:
    return end - start <= LONGEST and tells(source.text, *paragraph)


def tells(text: str, start: int, end: int) -> bool:
    """Whether these words tell of a cause, and not of its cure."""
    return any(says(text, start, end, words) for words in MORE) and not CURED.search(text, start, end)
