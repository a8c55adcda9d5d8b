"""What running text promises: one action a sentence, where more than one sentence promises something."""

from __future__ import annotations

import re

from .naming import plain
from .words.clues import FINISHED, SUBJECTS
from .words.promises import (
    CLOSING,
    CONCLUDING,
    COURTESY,
    FAREWELLS,
    IMPERATIVES,
    PAST,
    PROMISES,
    REFERRING,
    SHALL,
    SIGNATURES,
)

_STOP = re.compile(r"[.!?。](?=[\s*_`)\"'”]|$)")
_FIRST = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)?")
_ABBREVIATED = ("e.g.", "i.e.", "etc.", "z.B.", "bzw.", "vs.", "approx.", "p. ex.")
_TEAM = re.compile(r"[-–—*_ ]{0,4}(?:the|your|our) (?:[\w&]{1,20} ){1,3}team[.!*_ ]*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![^\s(])\(?(?P<number>[1-9])\)[ \t]+(?=[^\W\d_])")
LEAST_WORDS = 3
"""A sentence that promises something is not shorter."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph stand in it."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if text.endswith(_ABBREVIATED, start, stop.end()):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def numbered(text: str) -> list[tuple[int, int]]:
    """ "We will (1) add a check, (2) test it and (3) tell the others": where each stands, from its number on."""
    starts: list[int] = []
    for found in _NUMBER.finditer(text):
        if int(found.group("number")) == len(starts) + 1:
            starts.append(found.start())
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if len(starts) > 1 else []


def promised(text: str) -> list[tuple[int, int]]:
    """The sentences that promise something, each with those behind it that tell more; none where fewer than two do."""
    cut = _before_conclusion(text, sentences(text))
    firsts = [place for place, (start, end) in enumerate(cut) if promises(text[start:end])]
    if len(firsts) < 2:
        return []
    found = []
    for place, following in zip(firsts, [*firsts[1:], len(cut)], strict=True):
        last = following
        while last > place + 1 and closes(text[cut[last - 1][0] : cut[last - 1][1]]):
            last -= 1
        start, end = cut[place][0], cut[last - 1][1]
        found.append((start + len(text[start:end]) - len(text[start:end].lstrip()), end))
    return found


def _before_conclusion(text: str, cut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences up to the one that begins with "In conclusion"."""
    ends = (
        place
        for place, (start, end) in enumerate(cut)
        if place and CONCLUDING.match(text[start:end].lstrip())
    )
    return cut[: next(ends, len(cut))]


def promises(sentence: str) -> bool:
    """ "We will add a check.", "Add a check.", "A check should be added."."""
    words = sentence.strip(" \t\r\n*_`)\"'”")
    if len(words.split()) < LEAST_WORDS or closes(words):
        return False
    first = _FIRST.match(words)
    if first and words[:1].isupper() and first.group().lower() in IMPERATIVES:
        return True
    return PROMISES.match(words) is not None or SHALL.search(words) is not None or _kept(words)


def _kept(words: str) -> bool:
    """ "We have added a check": a verb in the past tense of those that tell of a finished action."""
    said = [word.lower() for word in _FIRST.findall(words[:60])[:4]]
    while said and said[0] in SUBJECTS:
        said.pop(0)
    return bool(said) and said[0] in FINISHED


def closes(text: str) -> bool:
    """A sentence or a paragraph that says goodbye, or looks back at what was listed."""
    words = text.strip(" \t\r\n*_`")
    return COURTESY.match(words) is not None or CLOSING.match(words) is not None


def refers(line: str) -> bool:
    """ "See the full change here": where more of it stands."""
    return REFERRING.match(line.strip(" \t*_`(")) is not None


def thanks(words: str) -> bool:
    """ "We are sorry", "Please contact us"."""
    return COURTESY.match(words) is not None


def is_signature(line: str) -> bool:
    """ "Approved by: Jane", "Your network team", "Sincerely,"."""
    head, mark, _rest = line.partition(":")
    if _TEAM.match(line) or plain(line).rstrip(",.") in FAREWELLS:
        return True
    return bool(mark) and plain(head) in SIGNATURES


def only_past(text: str) -> bool:
    """A repair that was told, with nothing left to do."""
    return all(
        PAST.search(text, start, end) is not None and not looks_ahead(text[start:end])
        for start, end in sentences(text)
    )


def looks_ahead(sentence: str) -> bool:
    """ "We will add a check", and not "We have added a check"."""
    words = sentence.strip(" \t\r\n*_`)\"'”")
    if closes(words):
        return False
    found = PROMISES.match(words)
    return SHALL.search(words) is not None or (found is not None and " have" not in found.group().lower())
