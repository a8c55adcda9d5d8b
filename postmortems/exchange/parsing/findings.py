"""Title, severity, impact, root cause, people and references: single values and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import stamps
from .outline import Heading, Part, plain
from .proposal import Person, Reference, Span, Value
from .source import Line, Source
from .words import KEYS, OTHER_HEADINGS

GENERIC = frozenset(
    [
        "postmortem",
        "postmortems",
        "post",
        "mortem",
        "mortems",
        "incident",
        "report",
        "incidents",
        "draft",
        "project",
        "task",
        "document",
        "template",
        "the",
        "a",
        "an",
        "of",
    ]
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHOUTED = re.compile(r"[A-Z][A-Z &/-]{3,40}$")
_STATUS = re.compile(r"[A-Z][a-z]+( [a-z]+)?:\s")
_LINK_ONLY = re.compile(r"https?://\S+$")
TITLE_UP_TO = 160
FIELDS_WITHIN = 30
_TITLE = re.compile(r"[ \t]*:?(?:title|titel|titre|título|titolo):[ \t]*(?P<value>\S.*)$", re.IGNORECASE)
ROLES = (
    "incident commander", "commander", "author", "authors", "owner", "owner of review process", "reviewer", "reviewers",
    "responder", "responders", "attendees", "involved", "participants", "scribe", "lead", "incident lead",
    "postmortem owner", "communications lead", "on-call", "autor", "autoren", "auteur", "auteurs", "verantwortlich",
    "responsable", "autores", "facilitator",
)  # fmt: skip
SEVERITY_LABELS = frozenset(
    [
        "severity",
        "priority",
        "sev",
        "severity level",
        "impact level",
        "incident severity",
        "schweregrad",
        "priorität",
        "gravité",
        "sévérité",
        "priorité",
        "severidad",
        "gravedad",
        "gravidade",
        "severidade",
        "prioridad",
        "ernst",
    ]
)
_LABEL = re.compile(
    r"[*_|\s]*(?P<label>[A-Za-zÀ-ÿ][^:|*\d\n]{1,40}?)[ \t]*[*_]{0,3}[ \t]*[:|][*_ \t]*(?P<value>[^|\n]*)"
)
_CAUSE = re.compile(
    r"\broot[ -]cause|\bcaused by\b|\bthe cause\b|\bwas due to\b|\bdue to\b|\bbecause\b|\bresulted (?:in|from)\b|\bled to\b|"
    r"\bursache\b|\bverursacht\b|\bcausé\b|\bcausad[oa]\b|\bveroorzaakt\b|\bcausat[oa]\b",
    re.IGNORECASE,
)  # fmt: skip
_STRONG_CAUSE = re.compile(
    r"\broot[ -]cause|\bcaused by\b|\bmost likely cause\b|\bursache\b|\bcause of\b", re.IGNORECASE
)


def title(source: Source, headings: list[Heading]) -> Heading | None:
    """The line that a person would call the title: the first heading that is no section's, or a plain first line."""
    first = _first_words(source)
    for heading in headings:
        if heading.level >= 7 or heading.line < source.body:
            continue
        before = any(not line.blank and not line.opaque for line in source.lines[source.body : heading.line])
        if heading.key is None and not _labelled(heading.text) and not _only_time(heading.text):
            if before and (
                "title" in source.fields or heading.level > 2 or not _short_before(source, heading)
            ):
                break
            return heading
        if (
            heading.key in KEYS.values()
            and heading.level == 1
            and _specific(heading.text)
            and not before
            and first == heading.line
        ):
            return heading
        break
    if "title" in source.fields or _title_field(source):
        return None
    return _plain_title(source, headings)


def _title_field(source: Source) -> Value | None:
    """ "Title: …" among the first lines."""
    for line in source.lines[:FIELDS_WITHIN]:
        label = _TITLE.match(line.text)
        if label:
            return Value(label.group("value").strip(), Span(line.start + label.start("value"), line.end))
    return None


def _labelled(text: str) -> bool:
    head, mark, _rest = text.partition(":")
    return bool(mark) and (plain(head) in OTHER_HEADINGS or plain(head) in KEYS or plain(head) in ROLES)


def _only_time(text: str) -> bool:
    stamp = stamps.at(text)
    return stamp is not None and stamp.clock is not None and len(text) - stamp.end < 3


def _specific(text: str) -> bool:
    return plain(text) not in KEYS and ":" in text and plain(text.split(":", 1)[0]) not in KEYS


def _first_words(source: Source) -> int | None:
    return next(
        (line.index for line in source.lines[source.body :] if not line.blank and not line.opaque), None
    )


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
        if _SHOUTED.match(text) and plain(text) in OTHER_HEADINGS | set(ROLES) | {"impact time", "duration"}:
            skip_next = True
            continue
        if not _could_be_title(line, text):
            continue
        if best is None or not _informative(best.text):
            best = line
        if _informative(best.text):
            break
    if best is None:
        return None
    words = best.text.strip().strip("*_#= \t").strip()
    return Heading(best.index, 1, words, None, best.start, best.end, known=True)


def _before_sections(source: Source, known: dict[int, Heading]) -> Iterator[Line]:
    for line in source.lines[source.body :]:
        heading = known.get(line.index)
        if heading and (heading.key or heading.level < 7):
            return
        if not line.blank and not line.opaque:
            yield line


def _could_be_title(line: Line, text: str) -> bool:
    if len(text) > TITLE_UP_TO or line.quoted or line.row or line.item or line.rule or _LINK_ONLY.match(text):
        return False
    if (text.endswith((".", ",", ";")) and not text.endswith("...")) or text.endswith(":"):
        return False
    if text.startswith(("(", "*All", "All times", "<", "[", "{", ":")):
        return False
    label = _LABEL.match(text)
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
    return label in OTHER_HEADINGS or label in KEYS or label in ROLES or label in SEVERITY_LABELS


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
    inner = words.strip()
    for mark in ("**", "__", "*", "_"):
        if inner.startswith(mark) and inner.endswith(mark) and len(inner) > 2 * len(mark):
            inner = inner[len(mark) : -len(mark)].strip()
    return inner


def severity(source: Source) -> Value | None:
    for name in ("severity", "priority", "sev"):
        if name in source.fields:
            words, start, end = source.fields[name]
            return Value(words, Span(start, end))
    for line in source.lines:
        if line.opaque or len(line.text) > 300:
            continue
        found = _LABEL.match(line.text, line.inner)
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
            value = _value(source, part.start, part.end)
            if value:
                return value
    return None


def _value(source: Source, start: int, end: int) -> Value | None:
    raw = source.text[start:end]
    stripped = raw.strip()
    if not stripped:
        return None
    start += len(raw) - len(raw.lstrip())
    return Value(stripped, Span(start, start + len(stripped)))


def root_cause(source: Source, parts: list[Part]) -> Value | None:
    """The section, else a paragraph that names the cause, the plainest words and the most telling place first."""
    found = section_value(source, parts, "root_cause")
    if found:
        return found
    order = ("summary", "conclusion", "", "other", "impact", "resolution", "timeline")
    blocks = [(part, block) for part in parts if part.key in order for block in _paragraphs(source, part)]
    blocks.sort(key=lambda pair: order.index(pair[0].key))
    for pattern in (_STRONG_CAUSE, _CAUSE):
        for part, (start, end) in blocks:
            if part.key == "timeline" and pattern is _CAUSE:
                continue
            if pattern.search(source.text, start, end):
                return _value(source, start, end)
    return None


def _paragraphs(source: Source, part: Part) -> Iterator[tuple[int, int]]:
    start = end = -1
    for line in source.lines[part.first : part.last]:
        if line.blank or line.opaque or line.row or line.text.startswith("#"):
            if start >= 0:
                yield start, end
            start = -1
            continue
        if start < 0:
            start = max(line.start, part.start)
        end = min(line.end, part.end)
    if start >= 0:
        yield start, end


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
        label = _LABEL.match(line.text, line.inner + (3 if line.text.startswith("## ") else 0))
        if label and plain(label.group("label")) in ROLES:
            role = plain(label.group("label"))
            _names(found, label.group("value"), role, line.start + label.start("value"))
        elif (
            _SHOUTED.match(line.text.strip())
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


def _names(found: dict[str, Person], value: str, role: str, start: int) -> None:
    cleaned = re.sub(r"\([^()]{0,200}\)", lambda m: " " * len(m.group()), value)
    for piece in re.finditer(r"[^,;&/\"\[\]]+", cleaned):
        name = _NAME.search(piece.group())
        words = name.group().strip(" .-*_`") if name else ""
        if (
            name
            and 1 < len(words) <= 60
            and len(words.split()) <= 8
            and words.lower() not in ("and", "none", "n/a")
        ):
            at = start + piece.start() + name.start()
            found.setdefault(words, Person(words, role, Span(at, at + len(words))))
