"""Whether a list is made of promises, whatever stands above it: the headings that no list of words knows.

A list counts by its items: how many tell somebody to do something, against those that tell what happened.
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import prose, stamps
from .heading import WORDED, Heading
from .naming import plain
from .source import SIGNS, Line, Source
from .tables import tables
from .words.clues import DETAILS, TASK_COLUMNS
from .words.headings import ASKS_WHY, PREVENTS
from .words.promises import AHEAD, BEHIND, DEEDS, HURRIED, IMPERATIVES, READERS

FEWEST = 2
"""A list of fewer items says too little about itself."""
MOST = 2 / 3
"""So many items of a list promise something before the list does."""
INTRODUCED = 3
"""So many lines may stand between a heading and its list."""
TOP_LINES = 40
"""Of the lines under a heading so many are looked at for a table or running text."""
LONGEST = 160
"""A line that announces a list is not longer."""
CLOSED = ("actions", "root_cause")
"""Under one of these a deeper heading stands over no list of its own."""
REPAIRS = ("fixes", "the fixes", "fixes made", "applied fixes")
"""Headings over actions where no other is."""
TOLD = ("timeline", "root_cause", "resolution", "lessons", "conclusion")
"""Promises are made behind one of these."""
_FIRST = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)?")
_SIGN = re.compile(SIGNS)
_CLAUSE = re.compile(
    r"(?:if|when|once|before|after|for|in|on|to|as|where|until|while)\b[^,.:;\n]{3,100}, ", re.IGNORECASE
)
"""What comes before an order: "If it happens again, test the disks"."""
_LEAD = re.compile(r"(?:\*\*|__)?[^:.*_\n]{2,60}(?::(?:\*\*|__)?|(?:\*\*|__)[:.]?|\.(?:\*\*|__))[ \t]+(?=\S)")


def _from(found: list[Heading]) -> int:
    """The heading behind which promises are made: the first that tells the story and the last with a time."""
    entries = [place for place, heading in enumerate(found) if stamps.at(heading.text)]
    told = next((place for place, heading in enumerate(found) if heading.key in TOLD), 0)
    return max(told, entries[-1] if entries else 0)


def named(source: Source, found: list[Heading]) -> list[Heading]:
    """The headings, with those over a list of promises named so, and with the lines that announce one."""
    made: list[Heading] = [] if found else _announcing(source, 0, len(source.lines))
    over: Heading | None = None
    ends = [*(heading.line for heading in found[1:]), len(source.lines)]
    begins = _from(found)
    for place, (heading, end) in enumerate(zip(found, ends, strict=False)):
        inside = over is not None and over.key in CLOSED and heading.level > over.level
        if place > begins and not inside and _plans(source, heading, end):
            heading = replace(heading, key="actions", known=True)
        made.append(heading)
        over = heading if heading.key is not None and not inside else over
        if place >= begins and (over is None or over.key != "actions"):
            made += _announcing(source, heading.line + 1, end)
    return _fixed(made)


def _fixed(made: list[Heading]) -> list[Heading]:
    """ "Fixes" beside a heading for what is still to do are those that were made."""
    planned = any(heading.key == "actions" and plain(heading.text) not in REPAIRS for heading in made)
    if not planned:
        return made
    return [
        replace(heading, key="resolution") if plain(heading.text) in REPAIRS else heading for heading in made
    ]


def _plans(source: Source, heading: Heading, end: int) -> bool:
    """Whether a heading without a key stands over promises: not the time of an entry, nor what the reader may do."""
    asks_why = plain(heading.text).startswith(ASKS_WHY)
    if heading.key is not None or asks_why or stamps.at(heading.text) or READERS.search(heading.text):
        return False
    below = source.lines[heading.line + 1 : end]
    return made_of_promises(_items(below)) or _is_table_of_tasks(source, below) or _told_ahead(below)


def _is_table_of_tasks(source: Source, below: list[Line]) -> bool:
    """Whether a table names tasks, and who does them or until when."""
    if not any(line.row for line in below[:TOP_LINES]):
        return False
    for table in tables(source, below[0].index, below[-1].index + 1)[:1]:
        names = {plain(table.title(number)) for number in range(table.width)}
        return bool(names & TASK_COLUMNS) and bool(names & DETAILS)
    return False


def _told_ahead(below: list[Line]) -> bool:
    """Whether running text says what will be done, in most of its sentences."""
    if any(line.item or line.row for line in below):
        return False
    text = "\n".join(line.text for line in below[:TOP_LINES] if not line.opaque and not line.quoted)
    said = [text[start:end] for start, end in prose.sentences(text)]
    return len(said) >= FEWEST and sum(map(prose.looks_ahead, said)) >= MOST * len(said)


def _announcing(source: Source, first: int, last: int) -> list[Heading]:
    """ "Going forward we will do the following:", with a list of promises below."""
    while first < last:
        line = source.lines[first]
        first += 1
        start = _announces(line)
        if start is None:
            continue
        below = _right_below(source, first, last)
        if made_of_promises(_items(below)) or (below and PREVENTS.search(line.text, start)):
            if any(stamps.at(under.words) for under in source.lines[first:last]):
                return []
            words = line.text[start:].strip().rstrip(":：*_ ").lstrip("*_ ")
            return [Heading(line.index, WORDED, words, "actions", line.start + start, line.end, known=True)]
        first += len(below)
    return []


def _right_below(source: Source, first: int, last: int) -> list[Line]:
    """The lines of the list that stands there, and no other."""
    begin = first + (first < last and source.lines[first].blank)
    if begin >= last or not source.lines[begin].item:
        return []
    end = begin
    while end < last and (
        (line := source.lines[end]).blank or line.item or line.indent or not source.lines[end - 1].blank
    ):
        end += 1
    return source.lines[begin:end]


def _announces(line: Line) -> int | None:
    """Where the sentence begins, the last of its line, that says what is listed below."""
    text = line.text.rstrip("*_ \t")
    if (
        line.item
        or line.opaque
        or line.quoted
        or line.row
        or line.indent > 3
        or not text.endswith((":", "："))
    ):
        return None
    start = prose.sentences(text)[-1][0]
    said = text[start:]
    if len(said) > LONGEST or not AHEAD.search(said) or BEHIND.search(said) or READERS.search(said):
        return None
    return start


def made_of_promises(items: list[Line]) -> bool:
    """Whether most items of a list are something to do."""
    return len(items) >= FEWEST and sum(
        bool(line.box) or is_promise(line.words) for line in items
    ) >= MOST * len(items)


def all_promises(lines: list[Line]) -> bool:
    """Whether lines without list marks are something to do, each of them."""
    return all(is_promise(line.text) for line in lines)


def _items(lines: list[Line]) -> list[Line]:
    """The items of the first rank, if nothing but a few words stands above them."""
    said = [line for line in lines if not line.blank and not line.opaque]
    items = [line for line in said if line.item and not line.quoted and not line.rule]
    if not items or sum(line.index < items[0].index for line in said) > INTRODUCED:
        return []
    top = max(min(line.indent for line in items), items[0].indent)
    return [line for line in items if line.indent <= top + 1]


def is_promise(text: str) -> bool:
    """ "Add a check", "Adding a check", "Improvement of the checks", "**Checks:** we will add some"."""
    text = text[_SIGN.match(text).end() :]  # type: ignore[union-attr]
    lead = _LEAD.match(text)
    return _asks(text) or (lead is not None and _asks(text[lead.end() :]))


def _asks(text: str) -> bool:
    words = text.strip(" \t\r\n*_`~[(\"'”")
    clause = _CLAUSE.match(words)
    words = words[clause.end() :] if clause else words
    said = [word.lower().replace("’", "'") for word in _FIRST.findall(words[:60])[:3]]
    while said and (said[0] in HURRIED or said[0].endswith("ly")):
        said.pop(0)
    if not said:
        return False
    if said[0] in IMPERATIVES or " ".join(said[:2]) in IMPERATIVES or _going_on(said[0]):
        return True
    return DEEDS.match(words) is not None or prose.promises(words)


def orders(title: str) -> bool:
    """ "Improve alerts", where "Monitoring and alerts" only names a matter."""
    first = _FIRST.search(title)
    return first is not None and first.group().lower() in IMPERATIVES and len(title.split()) > 1


def _going_on(word: str) -> bool:
    """ "adding", of a verb that we know."""
    stem = word.removesuffix("ing")
    if stem == word:
        return False
    return bool({stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem} & IMPERATIVES)
