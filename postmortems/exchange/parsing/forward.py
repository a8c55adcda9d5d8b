"""Promises in running text where no heading and no list announces any: "Going forward we will …"."""

from __future__ import annotations

from . import promises, prose
from .parts import Part
from .proposal import Action, Span
from .source import Source
from .words.headings import PREVENTS
from .words.promises import ANNOUNCING, FORWARD, OF_THE_TEXT, PLEDGES, READERS

TELLING = ("other", "summary", "root_cause", "resolution", "lessons", "conclusion", "impact", "detection")
"""Sections in which somebody may promise something in passing."""


def found(source: Source, parts: list[Part]) -> list[Action]:
    """One action a sentence that looks ahead and promises something, and each that goes on so behind it."""
    made: list[Action] = []
    for part in parts:
        if part.key in TELLING:
            for start, end in _paragraphs(source, part):
                made += _in_paragraph(source, start, end)
    return made


def _paragraphs(source: Source, part: Part) -> list[tuple[int, int]]:
    """Where the running text of a part stands: no lists, tables, quotes or code."""
    cut: list[tuple[int, int]] = []
    open_ = False
    for line in source.lines[part.first : part.last]:
        if line.blank or line.opaque or line.quoted or line.row or line.item or line.rule:
            open_ = False
            continue
        start = max(line.start, part.start)
        if start < min(line.end, part.end):
            cut[len(cut) - open_ :] = [(cut[-1][0] if open_ else start, min(line.end, part.end))]
            open_ = True
    return cut


def _in_paragraph(source: Source, start: int, end: int) -> list[Action]:
    text = source.text[start:end]
    if not (FORWARD.search(text) or PREVENTS.search(text)):
        return []
    made, going_on = [], False
    for first, last in prose.sentences(text):
        said = text[first:last].strip()
        looks_ahead = FORWARD.search(said) or PREVENTS.search(said)
        announces = looks_ahead and ANNOUNCING.search(said)
        going_on = bool(announces or ((looks_ahead or going_on) and pledges(said)))
        if going_on and not announces:
            begin = start + first + text[first:last].index(said)
            span = Span(begin, begin + len(said))
            made.append(promises.made(said, None, span, done=promises.is_done(said, "")))
    return made


def pledges(sentence: str) -> bool:
    """ "We will add a check", "From now on the job will stop": not thanks, nor what the reader may do."""
    words = sentence.strip(" \t\r\n*_`)\"'”")
    if prose.thanks(words) or READERS.search(words) or OF_THE_TEXT.search(words):
        return False
    return PLEDGES.search(words) is not None
