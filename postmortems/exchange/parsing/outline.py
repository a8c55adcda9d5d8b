"""Headings of every form, and the sections that they make.

A heading is a `#` line, an underlined or `==` line, a bold line, a label ("Impact: …", "- **Impact**: …"), a
line that is nothing but a known heading word, or an HTML heading. Sections are flat and cover the text
without a gap, which is what makes reading lossless: whatever no rule understands stands in a section's body.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from . import stamps
from .source import SIGNS, Line, Source
from .words.headings import ASKS_WHY, BRIEF_TIMELINES, KEYS, OTHER_HEADINGS, TELLING, WEAK_TIMELINES

WORDED = 7
"""The level of bold lines, bare words and labels on a line of their own: deeper than any real heading."""
LABEL = 8
"""The level of a label with its text on the same line."""

LONGEST_HEADING = 12
"""In words; what is longer is a sentence."""
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?P<gap>[ \t]*)(?P<words>[^#\s].*?)[ \t#]*$")
_WIKI = re.compile(r"(={1,6})[ \t]*(?P<words>[^=\s][^=\n]*?)[ \t]*(?:\1)?[ \t]*$")
_HTML = re.compile(r"[ \t]*<h([1-6])>(?P<words>[^<\n]{1,300})</h\1>[ \t]*$", re.IGNORECASE)
_BOLD = re.compile(rf"{SIGNS}(\*\*|__)(?P<words>[^*_\n]{{1,160}})\1[ \t]*:?[ \t]*$")
_LABEL = re.compile(
    r"(?P<open>\*\*|__|\*|_)?(?P<words>[^\s:*_|\[\]()][^:*|\[\]\n]{0,78}?)[ \t]*"
    r"(?P<close>[*_]{0,3}[:：][*_]{0,3})"
)
_SIGN = re.compile(SIGNS)
_ASKED = re.compile(r"(?:what|which|how|who)(?:'s| is| was| were| are)? (?:the |its |our )?", re.IGNORECASE)
_UNDERLINE = re.compile(r"[ ]{0,3}(={3,}|-{3,}|([~^\"*+'`#])\2{2,})[ \t]*$")
_JIRA = re.compile(r"h([1-6])\.[ \t]+(?P<words>\S.*)$")
_CLUTTER = re.compile(r":[a-z0-9_+-]{2,30}:|[*_`~#]|^[\s\W\d]*\d{1,2}[.)][ \t]+|<[^<>\n]{1,100}>")
_PARENTHESES = re.compile(r"[(\[][^()\[\]\n]{0,200}[)\]](?:\([^()\n]{0,300}\))?")
_LEAD = re.compile(
    r"(?:in|to|as a|en|zusammen)[ ]?(?:conclusion|conclude|fassend|summary we|conclusión|conclusão)\b",
    re.IGNORECASE,
)
_PICTURES = frozenset(["So", "Sk", "Cf", "Mn"])
_STRONG = sorted(
    ((phrase, key) for key, phrases in TELLING.items() for phrase in phrases), key=lambda pair: -len(pair[0])
)


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    text: str
    key: str | None
    start: int
    end: int
    """Of the heading with its marks; the body begins at `end`."""
    brief: bool = False
    weak: bool = False
    """May hold a timeline, or the story before it."""
    known: bool = False
    """A heading word of ours, though perhaps without a key ("Background")."""


@dataclass(slots=True)
class Part:
    """A section in the making: its heading, or None for what stands before the first, and its lines."""

    heading: Heading | None
    first: int
    last: int
    """Lines of the body, `last` exclusive. The first may begin in the middle, after a label."""
    start: int
    end: int
    key: str
    level: int

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


def plain(words: str) -> str:
    """A heading in small letters, without emphasis, emoji, number and closing marks."""
    words = _CLUTTER.sub("", words)
    if not words.isascii():
        words = "".join(c for c in words if c.isascii() or unicodedata.category(c) not in _PICTURES)
    return " ".join(words.replace("’", "'").lower().split()).strip(" :：.-–—")


def key_of(words: str, *, loose: bool) -> str | None:
    """The section's key for heading words. `loose` looks inside longer ones, where it surely is a heading."""
    simple = plain(words)
    found = _known(simple)
    if found or not loose:
        return found
    bare = plain(_PARENTHESES.sub(" ", words))
    found = _known(bare) or ("root_cause" if bare.startswith(ASKS_WHY) else None)
    if found:
        return found
    for mark in (":", " - ", " – ", " — ", "/", " | "):
        head = bare.split(mark, 1)[0].strip()
        if head != bare and head in KEYS:
            return KEYS[head]
    return _inside(bare) if len(bare.split()) <= LONGEST_HEADING else None


def _known(simple: str) -> str | None:
    """The key of a phrase that we know, also where it is asked for: "What was the root cause?"."""
    simple = simple.rstrip("?! ")
    if simple in KEYS:
        return KEYS[simple]
    asked = _ASKED.match(simple)
    return (
        KEYS.get(simple[asked.end() :].removesuffix(" of the incident").removesuffix(" of the outage"))
        if asked
        else None
    )


def _inside(bare: str) -> str | None:
    padded = f" {bare.rstrip('?! ')} "
    best = None
    for phrase, key in _STRONG:
        at = padded.find(f" {phrase} ")
        if at >= 0 and (best is None or at < best[0]):
            best = (at, key)
    return best[1] if best else None


def headings(source: Source) -> list[Heading]:
    """Every line that is a heading, whether or not it opens a section."""
    labelled = _labelled_list(source)
    source.numbered = (
        sum(not line.opaque and line.mark[:1].isdigit() and _numbered(line) for line in source.lines) > 1
    )
    found: list[Heading] = []
    for line in source.lines:
        if line.opaque or line.blank or line.quoted or line.row:
            continue
        heading = _real(source, line) or _worded(source, line, labelled)
        if heading:
            found.append(heading)
    return found


def _real(source: Source, line: Line) -> Heading | None:
    """A heading by its marks."""
    text = line.text
    found = None
    if text.lstrip(" ")[:1] == "#" and not source.wiki:
        found = _ATX.match(text)
        if found and len(found.group(1)) == 1 and not found.group("gap"):
            found = None
    elif text[:1] == "=":
        found = _WIKI.match(text) if source.wiki or text[:2] == "==" or text[:2] == "= " else None
    elif "<h" in text[:8].lower():
        found = _HTML.match(text)
    elif text[:1] == "h":
        found = _JIRA.match(text)
    if found:
        level = int(found.group(1)) if found.group(1).isdigit() else len(found.group(1))
        return _heading(line, level, found.group("words"), line.start, line.end, loose=True)
    return _underlined(source, line)


def _underlined(source: Source, line: Line) -> Heading | None:
    if line.item or line.indent > 3 or line.index + 1 >= len(source.lines) or len(line.text) > 120:
        return None
    below = source.lines[line.index + 1]
    mark = _UNDERLINE.match(below.text) if not below.opaque else None
    above = source.lines[line.index - 1] if line.index else None
    if mark is None or (above is not None and not above.blank) or line.text.rstrip().endswith((".", ",")):
        return None
    if mark.group(2) and len(mark.group(1)) < len(line.text.rstrip()):
        return None
    level = {"=": 1, "-": 2}.get(mark.group(1)[0], 3)
    return _heading(line, level, line.text.strip(), line.start, below.end, loose=True)


def _heading(line: Line, level: int, words: str, start: int, end: int, *, loose: bool) -> Heading:
    key = key_of(words, loose=loose)
    simple = plain(words)
    return Heading(
        line.index,
        level,
        words.strip(),
        key,
        start,
        end,
        brief=simple in BRIEF_TIMELINES,
        weak=simple in WEAK_TIMELINES,
        known=key is not None or simple in OTHER_HEADINGS,
    )


def _worded(source: Source, line: Line, labelled: bool) -> Heading | None:
    """A heading by its words: a bold line, a label, a bare known phrase."""
    if line.item:
        if line.mark[:1].isdigit() and source.numbered and _numbered(line):
            return _heading(line, WORDED, line.text.strip(), line.start, line.end, loose=False)
        return _item_label(line) if labelled and line.indent <= 3 and not line.box else None
    if line.indent > 3:
        return None
    bold = _BOLD.match(line.text)
    if bold:
        words = bold.group("words").rstrip(": ")
        dated = len(words) < 60 and next(stamps.find(words), None) is not None
        known = dated or key_of(words, loose=False) or plain(words) in OTHER_HEADINGS
        return (
            _heading(line, WORDED, _signed(line, words), line.start, line.end, loose=False) if known else None
        )
    if _bare(source, line):
        return _heading(line, WORDED, line.text.strip().rstrip(":："), line.start, line.end, loose=True)
    if _LEAD.match(line.text):
        return Heading(line.index, WORDED, "", "conclusion", line.start, line.start, known=True)
    return _label(line)


def _bare(source: Source, line: Line) -> bool:
    """A line of nothing but a heading word. In the middle of a wrapped paragraph it is a word of that."""
    text = line.text.strip()
    if len(text) > 80 or text.endswith((".", ",", ";")) or text[:1].islower():
        return False
    bare = _PARENTHESES.sub(" ", text) if "(" in text else text
    if not key_of(bare, loose=False):
        return False
    above = source.lines[line.index - 1].text.strip() if line.index else ""
    return not above or not source.marked or above.endswith((".", ":", "!", "?", ")", "`", ">"))


def _numbered(line: Line) -> bool:
    """ "2. Timeline": a number and nothing but a heading word."""
    return line.indent == 0 and len(line.words) < 80 and key_of(line.words, loose=False) is not None


def _signed(line: Line, words: str) -> str:
    """The words with the little picture before them, which are the author's too."""
    sign = _SIGN.match(line.text, line.inner).group().strip()  # type: ignore[union-attr]
    return f"{sign} {words}" if sign else words


def _label(line: Line) -> Heading | None:
    found = _LABEL.match(line.text, _SIGN.match(line.text, line.inner).end())  # type: ignore[union-attr]
    if found is None or line.text[found.end() : found.end() + 2] == "//":
        return None
    words = found.group("words")
    if key_of(words, loose=False) is None or words[:1].islower():
        return None
    level = LABEL if line.text[found.end() :].strip() else WORDED
    return _heading(line, level, _signed(line, words), line.start, line.start + found.end(), loose=False)


def _item_label(line: Line) -> Heading | None:
    found = _LABEL.match(line.text, line.inner) or _BOLD.match(line.text, line.inner)
    if found is None or not line.words.startswith(("**", "__")):
        return None
    words = found.group("words")
    simple = plain(words)
    if key_of(words, loose=False) is None and simple not in OTHER_HEADINGS:
        return None
    return _heading(line, WORDED, words, line.start, line.start + found.end(), loose=False)


def _labelled_list(source: Source) -> bool:
    """Whether the whole report is one list with bold labels as its headings."""
    labels = [
        heading
        for line in source.lines
        if not line.opaque and line.item and line.indent == 0 and line.words.startswith(("**", "__"))
        and (heading := _item_label(line))
    ]  # fmt: skip
    return len({heading.key for heading in labels if heading.key}) >= 2 and len(labels) >= 3


STAY: dict[str, frozenset[str | None]] = {
    "actions": frozenset({"actions", "detection", "resolution", "impact", "summary", None}),
    "lessons": frozenset({"lessons", "detection", "resolution", "impact", "summary", None}),
    "timeline": frozenset({"timeline", "detection", "resolution", "impact", "summary", None}),
    "references": frozenset({"references", None}),
}
"""Under a section, deeper headings with these keys are part of its body."""


def sections(source: Source, found: list[Heading], title: Heading | None) -> list[Part]:
    """Cut the text at the headings that open a section. The parts cover everything but the title."""
    parts = [Part(None, 0, 0, 0, 0, "other", 0)]
    if source.body:
        body = source.lines[source.body - 1].end
        parts.append(Part(None, 0, 0, body, body, "other", 0))
    if title is not None and title not in found:
        found = sorted([*(h for h in found if h.line != title.line), title], key=lambda h: h.start)
    for heading in found:
        if heading is title:
            parts[-1].end = heading.start
            parts.append(Part(None, 0, 0, heading.end, 0, "other", 0))
        elif _opens(heading, parts[-1]):
            parts[-1].end = heading.start
            parts.append(Part(heading, 0, 0, heading.end, 0, heading.key or "other", heading.level))
    parts[-1].end = len(source.text)
    if source.body:
        parts[0].end = parts[1].start
    _number_lines(source, parts)
    return [
        part for part in parts if part.heading or source.text[part.start : part.end].strip("\ufeff \t\r\n")
    ]


def _number_lines(source: Source, parts: list[Part]) -> None:
    """Give each part its lines: those that its body reaches into."""
    index = 0
    for part in parts:
        while index < len(source.lines) and source.lines[index].end <= part.start and part.start > 0:
            index += 1
        part.first = index
        while index < len(source.lines) and source.lines[index].start < part.end:
            index += 1
        part.last = max(index, part.first)
        index = max(part.first, index - 1)


def _opens(heading: Heading, current: Part) -> bool:
    if current.key == "timeline" and _stamped(heading):
        return False
    real = heading.level < WORDED
    deeper = current.heading is not None and heading.level > current.level
    if heading.key is None:
        return (real and not deeper) or (not real and heading.known and current.level >= WORDED)
    if deeper:
        same = frozenset({current.key}) if heading.level < LABEL else frozenset()
        return heading.key not in STAY.get(current.key, same)
    return True


def _stamped(heading: Heading) -> bool:
    """A heading with a time is an entry of the timeline above it, one with a date a day of it."""
    if heading.key is not None:
        return False
    if stamps.at(heading.text):
        return True
    final = stamps.last(heading.text)
    return final is not None and final.day is not None
