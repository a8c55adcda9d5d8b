"""Who and what the text points at: people in their roles, references as links."""

from __future__ import annotations

import re

from .naming import plain
from .parts import Part
from .proposal import Person, Reference, Span
from .source import Line, Source
from .titles import LABEL, SHOUTED
from .words.clues import ROLES

_MARKDOWN_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,300})\]\((?P<url>[^\s()]{1,1000})(?:[ \t]\"[^\"\n]{0,200}\")?\)"
)
_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?P<text>[^\[\]\n]{1,100})\]:[ \t]+<?(?P<url>\S{4,1000}?)>?(?:[ \t].*)?$"
)
_WIKI_LINK = re.compile(r"\[(?P<url>https?://[^\s\]]{1,1000})[ \t]+(?P<text>[^\[\]\n]{1,300})\]")
_ADOC_LINK = re.compile(r"link:(?P<url>[^\s\[\]]{1,1000})\[(?P<text>[^\[\]\n]{0,300})\]")
_BARE = re.compile(r"(?<![\w/(\[])(?P<url>https?://[^\s<>\"'|\[\]]{4,1000})")


def references(source: Source, parts: list[Part]) -> tuple[Reference, ...]:
    """The links of the references section, and the link definitions of the whole text."""
    found: dict[str, Reference] = {}
    for line in source.lines:
        if not line.opaque and line.text.lstrip(" ").startswith("["):
            definition = _DEFINITION.match(line.text)
            if definition:
                _add(found, line, definition)
    for part in parts:
        if part.key == "references":
            for line in source.lines[part.first : part.last]:
                if not line.opaque:
                    _links(found, line)
    return tuple(sorted(found.values(), key=lambda reference: reference.span.start))


def _links(found: dict[str, Reference], line: Line) -> None:
    for pattern in (_MARKDOWN_LINK, _WIKI_LINK, _ADOC_LINK, _BARE):
        for link in pattern.finditer(line.text):
            _add(found, line, link)


def _add(found: dict[str, Reference], line: Line, link: re.Match[str]) -> None:
    url = link.group("url").rstrip(".,;:!?*_")
    if url.count(")") > url.count("("):
        url = url.rstrip(")")
    text = link.groupdict().get("text") or url
    found.setdefault(url, Reference(text, url, Span(line.start + link.start(), line.start + link.end())))


def people(source: Source, parts: list[Part]) -> tuple[Person, ...]:
    """Names under "Author:", "Owner:", "Attendees" and the like."""
    found: dict[str, Person] = {}
    for name in ("author", "authors", "owner"):
        if name in source.fields:
            value, start, _end = source.fields[name]
            _names(found, value.strip("[]"), name.rstrip("s"), start)
    for line in source.lines:
        if line.opaque or len(line.text) > 400 or line.row:
            continue
        label = LABEL.match(line.text, line.inner + (3 if line.text.startswith("## ") else 0))
        if label and plain(label.group("label")) in ROLES:
            role = plain(label.group("label"))
            _names(found, label.group("value"), role, line.start + label.start("value"))
        elif (
            SHOUTED.match(line.text.strip())
            and plain(line.text) in ROLES
            and line.index + 1 < len(source.lines)
        ):
            below = source.lines[line.index + 1]
            _names(found, below.text, plain(line.text), below.start)
    for part in parts:
        if plain(part.title) in ("attendees", "participants", "people", "involved", "authors"):
            for line in source.lines[part.first : part.last]:
                if line.item and len(line.words) < 200:
                    _names(found, line.words, plain(part.title), line.start + line.inner)
    return tuple(found.values())


_NAME = re.compile(r"@?[^\W\d_][\w.'’ -]{0,60}")
_BETWEEN_NAMES = re.compile(r"[,;&/\"\[\]]|\band\b|\bund\b|\bet\b|\by\b")
_INITIALS = re.compile(r"(?:[A-Z]{2,3}[ ]+){1,40}[A-Z]{2,3}$")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
LONGEST_NAME = 60
WORDS_IN_A_NAME = 8


def _names(found: dict[str, Person], value: str, role: str, start: int) -> None:
    """The names in a list of them; what stands in brackets behind one is not a name."""
    cleaned = _BRACKETS.sub(lambda brackets: " " * len(brackets.group()), value)
    between = re.compile(r"[ ]+") if _INITIALS.match(cleaned.strip()) else _BETWEEN_NAMES
    at = 0
    for cut in (*between.finditer(cleaned), None):
        end = cut.start() if cut else len(cleaned)
        name = _NAME.search(cleaned, at, end)
        words = name.group().strip(" .-*_`") if name else ""
        if name and 1 < len(words) <= LONGEST_NAME and len(words.split()) <= WORDS_IN_A_NAME:
            place = start + name.start()
            if words.lower() not in ("none", "n/a"):
                found.setdefault(words, Person(words, role, Span(place, place + len(words))))
        at = cut.end() if cut else end
