"""Causes that are told and not named: what somebody changed, what broke then, what was not done, what was assumed."""

from __future__ import annotations

from itertools import islice

from .findings import value_of
from .naming import plain
from .parts import Part
from .proposal import Value
from .source import Source
from .telling import around, only_sought, paragraphs, paragraphs_with, sentences
from .words.causes import AFTER, CAUSE_STATES, CHANGED, CONNECTS, CURED, ERRED, NOT_SO, STORIES, WENT_BADLY

MISHAP = (CHANGED, CAUSE_STATES, NOT_SO, CONNECTS, ERRED)
"""Two of these in one paragraph tell how it came about."""


def went_wrong(source: Source, parts: list[Part], *places: str) -> Value | None:
    """ "An upgrade was applied, and old clients were no longer served": what was done, and what was wrong then."""
    for place in places:
        best, found = 1, None
        for part in parts:
            if place != _place(part):
                continue
            for start, end in paragraphs(source, part):
                said = (source.text, start, end)
                if place in ("detection", "resolution") and not AFTER.match(*said):
                    continue
                if place == "conclusion" and CURED.search(*said):
                    continue
                count = counts(*said)
                if count > best:
                    best, found = count, around(source, part, start, end)
        if found:
            return found
    return None


def broken(source: Source, parts: list[Part], order: tuple[str, ...]) -> Value | None:
    """ "The disk was full.", in a sentence that tells of no cure."""
    for place in order:
        for part in parts:
            for start, end in paragraphs_with(source, part, CAUSE_STATES) if part.place == place else ():
                said = ((source.text, *one) for one in sentences(source.text, start, end))
                if any(CAUSE_STATES.search(*one) and not CURED.search(*one) for one in said):
                    return around(source, part, start, end)
    return None


def entry(source: Source, parts: list[Part]) -> Value | None:
    """ "The storage class was removed in the new version.", of which only an entry tells."""
    for part in parts:
        for start, end in paragraphs(source, part) if part.key == "timeline" else ():
            if any(_mistaken(source.text, *said) for said in sentences(source.text, start, end)):
                return value_of(source, start, end)
    return None


def _mistaken(text: str, start: int, end: int) -> bool:
    said = (text, start, end)
    wrong = CAUSE_STATES.search(*said) or ERRED.search(*said)
    if wrong is None or CURED.search(*said):
        return False
    return any(found.start() != wrong.start() for found in islice(CHANGED.finditer(*said), 2))


def _place(part: Part) -> str:
    """What its section is good for: its key, or more exactly what its title says."""
    title = plain(part.title).rstrip("?! ")
    if part.key == "other" and title in STORIES:
        return "story"
    return "wrong" if part.key == "lessons" and title in WENT_BADLY else part.place


def counts(text: str, start: int, end: int) -> int:
    """How many kinds of words of a mishap these sentences have, those about the cure left out; a word counts once."""
    kinds, places = set(), set()
    for said in sentences(text, start, end):
        if CURED.search(text, *said) or only_sought(text, *said):
            continue
        for number, words in enumerate(MISHAP):
            for found in islice(words.finditer(text, *said), 2):
                kinds.add(number)
                places.add(found.start())
    return min(len(kinds), len(places))
