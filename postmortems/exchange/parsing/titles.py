"""The title: a heading that is no section's, front matter, a field, or a first line that reads like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import stamps
from .coverage import TAGS
from .heading import WORDED, Heading
from .naming import plain
from .proposal import Span, Value
from .source import Line, Source
from .words.clues import (
    DATE_LABELS,
    DETECT_LABELS,
    DURATION_LABELS,
    END_LABELS,
    ROLES,
    SEVERITY_LABELS,
    START_LABELS,
)
from .words.headings import GENERIC, GENERIC_TITLES, KEYS, OTHER_HEADINGS, PLACEHOLDERS

_WORD = re.compile(r"[^\W\d_]{2,}")
SHOUTED = re.compile(r"[A-Z][A-Z &/-]{3,40}$")
"""A label in capitals on a line of its own, as PDF text has it."""
SHOUTED_LABELS = (OTHER_HEADINGS | set(ROLES) | {"impact time", "duration"}) - GENERIC_TITLES
_REPORT = re.compile(r"\bpost-? ?mortem|\bincident|\boutage", re.IGNORECASE)
_LINK_ONLY = re.compile(r"https?://\S+$")
_PAGE = re.compile(
    r"\b(?:page|seite|página|pagina) \d{1,4} (?:of|von|sur|de|di|/) \d{1,4}\b|^\d{1,4} ?/ ?\d{1,4}$",
    re.IGNORECASE,
)
"""What a printed page has at its edge."""
_IMAGE = re.compile(r"[ \t]*+!?\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,1000}\))?[ \t]*+$")
TITLE_UP_TO = 160
LONGEST_TITLE = 100
"""What is longer and ends with a full stop is a paragraph."""
FEW_WORDS = 3
"""A name, or a title of a word or two."""
FIELDS_WITHIN = 30
SHORT_SENTENCE = 8
"""A title that ends with a full stop has no more words."""
ALL_TIMES = ("All times", "All timestamps", "Times are", "Timestamps are")
"""A line that says the zone."""
_TAG = re.compile(TAGS, re.IGNORECASE)
_EDGES = re.compile(r"\S[ ]{8}[ ]*+\S")
"""Words at both edges of a printed page."""
_TITLE = re.compile(
    r"[ \t]*+:?(?:title|titel|titre|título|titolo|subject|betreff|objet|asunto|assunto|oggetto|onderwerp"
    r"|тема|件名|主题|제목)"
    r"[ \t]?[:：][ \t]*+(?P<value>\S.*)$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"[*_|\s]*(?P<label>[^\W\d_][^:：|*\d\n]{1,40}?)[ \t]*+[*_]{0,3}[ \t]*+[:：|][*_ \t]*+(?P<value>[^|\n]*)"
)
"""A label and its value on one line."""


def title(source: Source, headings: list[Heading]) -> Heading | None:
    """What a person would call the title: the first heading that is no section's, or a first line."""
    first = next((line.index for line in source.lines[source.body :] if _says_something(line)), None)
    generic: Heading | None = None
    for heading in headings:
        if heading.level >= WORDED or heading.line < source.body:
            continue
        if generic is None and (plain(heading.text) in GENERIC_TITLES or _only_generic(heading)):
            generic = heading
            if below := _under_placeholder(source, heading):
                return below
            continue
        if generic is not None and heading.level > generic.level and _told_between(source, generic, heading):
            break
        names_none = (
            (len(heading.text) > LONGEST_TITLE and heading.text.endswith("."))
            or _is_section(heading, source, first)
            or _labelled(heading.text)
            or _only_time(heading.text)
        )
        if names_none and not (heading.line == first and _tells_more(heading)):
            break
        opening = heading.line == first or (generic is not None and generic.line == first)
        if (opening and (heading.level == 1 or "title" not in source.fields)) or (
            "title" not in source.fields and heading.level <= 2 and _short_before(source, heading)
        ):
            return heading
        break
    if generic is not None and "title" not in source.fields:
        return generic
    if "title" in source.fields or _title_field(source):
        return None
    return _plain_title(source, headings)


def _says_something(line: Line) -> bool:
    return not line.blank and not line.opaque and not _IMAGE.match(line.text)


def _only_generic(heading: Heading) -> bool:
    """ "0x19. Postmortem": a first heading of words that name no incident."""
    return heading.level <= 2 and not heading.known and not _informative(heading.text)


def _under_placeholder(source: Source, heading: Heading) -> Heading | None:
    """The line below "# Incident title", where a template asks for it."""
    if plain(heading.text) not in PLACEHOLDERS:
        return None
    below = next((line for line in source.lines[heading.line + 1 :] if not line.blank), None)
    if (
        below is None
        or below.opaque
        or below.text.startswith("#")
        or not _could_be_title(below, below.text.strip())
    ):
        return None
    return Heading(below.index, 1, below.text.strip(), None, below.start, below.end, known=True)


def _told_between(source: Source, upper: Heading, lower: Heading) -> bool:
    """A report begins right below the upper heading, so that the lower one is a section of it."""
    between = source.lines[upper.line + 1 : lower.line]
    return any(
        _says_something(line) and not line.item and len(line.text) > TITLE_UP_TO // 2 for line in between
    )


def _is_section(heading: Heading, source: Source, first: int | None) -> bool:
    """A first line of the first rank is a title, whatever word it holds: "Root cause analysis of X"."""
    if heading.level == 1 and heading.line == first and "title" not in source.fields:
        return plain(heading.text) in KEYS or plain(heading.text) in OTHER_HEADINGS
    return heading.known


def _title_field(source: Source) -> Value | None:
    """ "Title: …" among the first lines."""
    for line in source.lines[:FIELDS_WITHIN]:
        label = _TITLE.match(line.text)
        if label:
            return Value(label.group("value").strip(), Span(line.start + label.start("value"), line.end))
    return None


def _labelled(text: str) -> bool:
    head, mark, _rest = text.partition(":")
    if plain(head) in GENERIC_TITLES:
        return False
    return bool(mark) and (plain(head) in OTHER_HEADINGS or plain(head) in KEYS or plain(head) in ROLES)


def _tells_more(heading: Heading) -> bool:
    """ "# Status: logins fail": a label that is no section's, with words behind it, over the whole text."""
    head, _mark, rest = heading.text.partition(":")
    named = plain(head) in OTHER_HEADINGS or plain(head) in KEYS
    return heading.level == 1 and named and len(rest.split()) > 1


def _only_time(text: str) -> bool:
    stamp = stamps.at(text)
    return stamp is not None and stamp.clock is not None and len(text) - stamp.end < 3


def _short_before(source: Source, heading: Heading) -> bool:
    """Whether what stands before the first heading is an opening, no report: at most a few paragraphs."""
    lines = [line for line in source.lines[source.body : heading.line] if not line.blank]
    return len(lines) <= 6


def _plain_title(source: Source, headings: list[Heading]) -> Heading | None:
    """In text without a title heading: the first line before any section that reads like one."""
    known = {heading.line: heading for heading in headings}
    best: Line | None = None
    skip_next = False
    for line in _before_sections(source, known):
        text = line.text.strip()
        if skip_next:
            skip_next = False
            continue
        if SHOUTED.match(text) and plain(text) in SHOUTED_LABELS:
            skip_next = True
            continue
        if best is not None and len(text) > TITLE_UP_TO:
            break
        if not _could_be_title(line, text):
            continue
        if best is None or not _informative(best.text) or _names_the_report(best, line):
            best = line
        elif _informative(best.text):
            break
    best = best or _one_sentence(source, known)
    if best is None:
        return None
    words = best.text.strip().strip("*_#= \t").rstrip(":").strip()
    return Heading(best.index, 1, words, None, best.start, best.end, known=True)


def _one_sentence(source: Source, known: dict[int, Heading]) -> Line | None:
    """ "Till four is down.", alone on the first line, where nothing else is a title."""
    first = next(_before_sections(source, known), None)
    if first is None or len(first.text.split()) > SHORT_SENTENCE:
        return None
    below = source.lines[first.index + 1] if first.index + 1 < len(source.lines) else None
    text = first.text.strip()
    alone = below is not None and below.blank and text.find(".") == len(text) - 1
    return first if alone and _could_be_title(first, text.rstrip(".")) else None


def _names_the_report(above: Line, line: Line) -> bool:
    """ "Jane Roe", then "Post-mortem of the outage": a few words, and a line that calls itself a report."""
    few = len(above.text.split()) <= FEW_WORDS and not _REPORT.search(above.text)
    return few and _REPORT.search(line.text) is not None and _informative(line.text)


def _before_sections(source: Source, known: dict[int, Heading]) -> Iterator[Line]:
    for line in source.lines[source.body :]:
        heading = known.get(line.index)
        if heading and (heading.key or heading.level < 7):
            return
        if not line.blank and not line.opaque:
            yield line


def _could_be_title(line: Line, text: str) -> bool:
    if _IMAGE.match(text) and text.startswith("!"):
        return False
    if len(text) > TITLE_UP_TO or line.quoted or line.row or line.item or line.rule or _LINK_ONLY.match(text):
        return False
    if text.endswith((".", ",", ";")) and not text.endswith("..."):
        return False
    if text.endswith(":") and not (_REPORT.search(text) and _informative(text)):
        return False
    if text.startswith(("“", '"')) and text.endswith(("”", '"')):
        return False
    if _PAGE.search(text) or _EDGES.search(text):
        return False
    if text.startswith(("(", "<", "[", "{", ":")) or text.strip("*_ ").startswith(ALL_TIMES):
        return False
    simple = plain(text)
    if simple in (KEYS.keys() | OTHER_HEADINGS) - GENERIC_TITLES or simple in DATE_LABELS | SEVERITY_LABELS:
        return False
    label = LABEL.match(text.lstrip("'"))
    if (
        label
        and label.group("value").strip()
        and _is_field(plain(label.group("label")))
        and _informative(label.group("label"))
    ):
        return False
    stamp = stamps.at(text)
    return not (stamp and stamp.end > len(text) - 4) and not (stamp and stamp.clock)


def _is_field(label: str) -> bool:
    tables = (
        OTHER_HEADINGS,
        KEYS,
        ROLES,
        SEVERITY_LABELS,
        START_LABELS,
        END_LABELS,
        DETECT_LABELS,
        DURATION_LABELS,
    )
    return any(label in table for table in tables)


def _informative(text: str) -> bool:
    return any(word.lower() not in GENERIC for word in _WORD.findall(re.sub(r"\b0x\w+", " ", text)))


def title_value(source: Source, heading: Heading | None) -> Value | None:
    if heading is not None:
        found = source.text.find(heading.text, heading.start, heading.end)
        start = found if found >= 0 else heading.start
        return Value(_clean(heading.text), Span(start, start + len(heading.text)))
    if "title" in source.fields:
        words, start, end = source.fields["title"]
        return Value(words, Span(start, end))
    return _title_field(source)


def _clean(words: str) -> str:
    inner = _TAG.sub("", words).strip() or words.strip()
    for mark in ("**", "__", "*", "_"):
        if inner.startswith(mark) and inner.endswith(mark) and len(inner) > 2 * len(mark):
            inner = inner[len(mark) : -len(mark)].strip()
    return inner
