"""The text as lines that know where they stand and whether anything in them may be read.

Code, HTML comments and front matter are marked once, here; later steps ask the line and never look into it.
All of it is one pass over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SIGNS = r"[ \t\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]*"
"""Pattern: blanks, arrows and little pictures that stand before the words and say nothing that we read."""
_BREAK = re.compile(r"\r\n|\n|\r")
_BROKEN = re.compile(r"<br[ ]?/?>(?=[ \t]{0,3}[~*_]{0,3}\d{1,2}:\d\d)", re.IGNORECASE)
"""A break inside a paragraph behind which a time stands: "… fails.<br> 21:14 - The fix …"."""
_FENCE = re.compile(r"[ \t]{0,12}(?:[-*+>][ \t]+|\d{1,3}[.)][ \t]+)?(`{3,}|~{3,})([^`]*)$")
_MARKER = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?P<mark>(?:[-*+•·◦▪‣●○–—][ \t]+|o\t[ \t]*|\(?\d{1,3}[.)][ \t]+|#\.[ \t]+"
    r"|\d{1,2}\.\d(?:\.\d{1,2})?\.?[ \t]+(?=[A-ZÀ-Þ])"
    r"|\(?[a-z]\)[ \t]+|[a-z]\.[ \t]+|[ivx]{2,4}[.)][ \t]+|\*[ \t]+\d{1,2}\.[ \t]+){1,2})?"
    r"(?P<box>\[[ xX✓✔]?\][ \t]+)?"
)
_WIKI_MARKER = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>(?:[*#]{1,5}|\.{1,5}|-)[ \t]+(?=\S))(?P<box>\[[ xX*✓✔]?\][ \t]+)?"
)
"""Lists of MediaWiki and AsciiDoc, where each further mark is a step deeper: "** more", "# first", ". first"."""
_RULE = re.compile(r"[ ]{0,3}([-*_=])(?:[ \t]*+\1){2,}+[ \t]*+$")
_DELIMITER = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_ROW = re.compile(r"[ \t]*+\|[^|\n]*+\|")
_FIELD = re.compile(r":?(?P<name>[A-Za-z_][\w -]{0,40})[ \t]*+(?::|(?<=[ \t])=)[ \t]++(?P<value>.*)$")


@dataclass(slots=True)
class Line:
    """One line without its break. `start` and `end` count characters of the whole text."""

    index: int
    start: int
    end: int
    text: str
    code: bool = False
    comment: bool = False
    front: bool = False
    indent: int = 0
    mark: str = ""
    box: str = ""
    inner: int = 0
    """Where the words begin, after indent, list marker and checkbox."""
    blank: bool = False
    opaque: bool = False
    """Nothing in it is a heading, an entry or an action."""
    row: bool = False
    """A row of a table with pipes."""

    def __post_init__(self) -> None:
        self.blank = not self.text.strip()

    def settle(self) -> None:
        """Say once what every later step asks: a line does not change after the text was split."""
        self.opaque = self.code or self.comment or self.front
        self.row = not self.opaque and "|" in self.text and _ROW.match(self.text) is not None

    @property
    def words(self) -> str:
        return self.text[self.inner :]

    @property
    def quoted(self) -> bool:
        return self.text.lstrip().startswith(">")

    @property
    def item(self) -> bool:
        return bool(self.mark or self.box)

    @property
    def rule(self) -> bool:
        return bool(_RULE.match(self.text))

    @property
    def delimiter(self) -> bool:
        return "-" in self.text and "|" in self.text and bool(_DELIMITER.match(self.text))


@dataclass(slots=True)
class Source:
    text: str
    lines: list[Line]
    fields: dict[str, tuple[str, int, int]]
    """Front matter: lower-case name to value and its span."""
    body: int = 0
    """Index of the first line after the front matter."""
    numbered: bool = False
    """Headings are numbered lines: "2. Timeline"."""
    marked: bool = False
    """There are headings with # marks, so a bare word needs more to be one."""
    wiki: bool = False
    """MediaWiki or AsciiDoc headings, where # is a numbered list."""
    adoc: bool = False
    """AsciiDoc headings, which nothing closes: "== Timeline"."""
    centred: bool = False
    """Headings stand in the middle of their lines, far from the margin."""


SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    " ",
)
"""Blanks that web pages and office programs put between a time and its am or pm."""


def split(text: str) -> Source:
    lines = _lines(text if text.isascii() else text.translate(SPACES))
    source = Source(text, lines, {})
    _front_matter(source)
    _comments(source)
    _code(source)
    for line in lines:
        line.settle()
    _tags(lines)
    _tight_items(lines)
    source.wiki = any(_WIKI.match(line.text) for line in lines if not line.opaque)
    source.adoc = sum(_ADOC.match(line.text) is not None for line in lines if not line.opaque) > 1
    source.marked = sum(_HASH.match(line.text) is not None for line in lines if not line.opaque) > 1
    for line in lines:
        _measure(line, wiki=source.wiki or source.adoc)
    return source


_HASH = re.compile(r" {0,3}#{1,6} ")
_TAGGED = re.compile(r"[ ]{0,8}(?:<[ou]l[^<>\n]{0,80}>)?(?:(?P<item><li[^<>\n]{0,80}>)|<p>)", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:li|ol|ul|p|strong|b|em|i|br|img|span)\b[^<>\n]{0,300}>", re.IGNORECASE)
_TIGHT = re.compile(r"(?P<indent>[ \t]*+)(?P<mark>[-•]|\d{1,2}[.)])(?=[^\W\d_])")
_TIGHT_CLOCK = re.compile(r"(?P<indent>[ \t]*+)(?P<mark>[-•])(?=[*_]{0,2}\d{1,2}[:.]\d\d)")
_ROUND = re.compile(r"(?P<indent>[ \t]*+)(?P<mark>o[ \t]++)(?=[A-ZÀ-Þ])")
_TIGHT_NUMBER = re.compile(r"(?P<indent>[ \t]*+)(?P<mark>(?P<number>\d{1,2})[.)])(?=\d{1,2}:\d\d)")
_NUMBER = re.compile(r"[ \t]*+(?P<number>\d{1,2})[.)]")
_LOOSE_CLOCK = re.compile(r"[ \t]*+[-•][ \t]++[*_]{0,2}\d{1,2}[:.]\d\d")
FEWEST_TIGHT = 3
"""So many lines begin with a mark that touches their first word before it is a list."""
_ADOC = re.compile(r"={1,6} [^=\n]++$")
_WIKI = re.compile(r"(={2,6})[^=\n]++\1[ \t]*+$")


def _tags(lines: list[Line]) -> None:
    """Items and paragraphs in HTML become Markdown's, each character in its place: "<li><b>10:00</b> down</li>"."""
    for line in lines:
        if line.opaque or "<" not in line.text[:12]:
            continue
        found = _TAGGED.match(line.text)
        if found:
            mark = "-" if found.group("item") else ""
            rest = _INLINE.sub(lambda tag: " " * len(tag.group()), line.text[found.end() :])
            line.text = mark.ljust(found.end()) + rest


def _tight_items(lines: list[Line]) -> None:
    """ "-Add a check", "1.Add a check", where several lines begin so; and "o Add a check", of a page."""
    tight = [(line, found) for line in lines if not line.opaque and (found := _TIGHT.match(line.text))]
    if len(tight) < FEWEST_TIGHT:
        tight = []
    rounded = [(line, found) for line in lines if not line.opaque and (found := _ROUND.match(line.text))]
    if len(rounded) < FEWEST_TIGHT:
        rounded = []
    for line, found in (*tight, *rounded, *_tight_clocks(lines)):
        line.mark = found.group("mark")
        line.indent, line.inner = len(found.group("indent").expandtabs(4)), found.end()


def _tight_clocks(lines: list[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """ "-14:45: up again" right below "- 14:35: a restart", "10.14:45: up again" below the ninth item."""
    for above, line in pairwise(line for line in lines if not line.blank):
        if line.opaque or above.opaque:
            continue
        counted, before = _TIGHT_NUMBER.match(line.text), _NUMBER.match(above.text)
        if counted and before and int(counted["number"]) == int(before["number"]) + 1:
            yield line, counted
        found = _TIGHT_CLOCK.match(line.text)
        if found and (_LOOSE_CLOCK.match(above.text) or (above.mark and _TIGHT_CLOCK.match(above.text))):
            yield line, found


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for found in _BREAK.finditer(text):
        _add(lines, text, start, found.start())
        start = found.end()
    _add(lines, text, start, len(text))
    if lines and lines[0].text.startswith("\ufeff"):
        first = lines[0]
        lines[0] = Line(0, first.start + 1, first.end, first.text[1:])
    return lines


def _add(lines: list[Line], text: str, start: int, end: int) -> None:
    """The line, or its pieces; a row of a table and an item of a list stay one."""
    if "<" in (line := text[start:end]) and "|" not in line and not _MARKER.match(line)["mark"]:  # type: ignore[index]
        for found in _BROKEN.finditer(text, start, end):
            lines.append(Line(len(lines), start, found.end(), text[start : found.end()]))
            start = found.end()
    lines.append(Line(len(lines), start, end, text[start:end]))


def _measure(line: Line, *, wiki: bool) -> None:
    found = (wiki and _WIKI_MARKER.match(line.text)) or _MARKER.match(line.text)
    if not found or line.opaque or line.mark:
        return
    line.indent = len(found.group("indent").expandtabs(4))
    if wiki and found.re is _WIKI_MARKER:
        line.indent += 2 * (len(found.group("mark").strip()) - 1)
    line.mark = found.group("mark") or ""
    line.box = found.group("box") or ""
    line.inner = found.end()


def _front_matter(source: Source) -> None:
    lines = source.lines
    first = next((line for line in lines if not line.blank), None)
    if first is None or first.text.strip() not in ("---", "+++"):
        return
    mark = first.text.strip()
    last = next((line.index for line in lines[first.index + 1 :] if line.text.strip() == mark), None)
    if last is None or not any(_FIELD.match(line.text) for line in lines[first.index + 1 : last]):
        return
    for line in lines[first.index : last + 1]:
        line.front = True
        found = _FIELD.match(line.text)
        if found:
            _field(source, line, found)
    if "heading" in source.fields:
        source.fields.setdefault("title", source.fields["heading"])
    source.body = last + 1


def _field(source: Source, line: Line, found: re.Match[str]) -> None:
    value = found.group("value").strip()
    start = line.start + found.start("value") + len(found.group("value")) - len(found.group("value").lstrip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value, start = value[1:-1], start + 1
    if value:
        source.fields.setdefault(found.group("name").strip().lower(), (value, start, start + len(value)))


def _comments(source: Source) -> None:
    """Mark the lines that are wholly inside <!-- -->. An unclosed comment hides nothing."""
    text, pos, index = source.text, 0, 0
    while True:
        opened = text.find("<!--", pos)
        closed = text.find("-->", opened + 4) if opened >= 0 else -1
        if closed < 0:
            return
        end = closed + 3
        while index < len(source.lines) and source.lines[index].end < end:
            line = source.lines[index]
            line.comment = line.comment or (line.start >= opened and line.end <= end)
            index += 1
        if index < len(source.lines):
            line = source.lines[index]
            head = text[line.start : max(opened, line.start)]
            line.comment = not head.strip() and not text[end : line.end].strip()
        pos = end


def _code(source: Source) -> None:
    """Mark fenced code. A fence that nobody closes is one line of code, not the rest of the text."""
    fences = [(line, found) for line in source.lines if not line.front and (found := _FENCE.match(line.text))]
    longest = _closers_after(fences)
    number = 0
    while number < len(fences):
        line, found = fences[number]
        mark = found.group(1)
        line.code = True
        number += 1
        if longest[number].get(mark[0], 0) < len(mark):
            continue
        while not _closes(fences[number][1], mark):
            number += 1
        for inside in source.lines[line.index : fences[number][0].index + 1]:
            inside.code = True
        number += 1


def _closes(found: re.Match[str], mark: str) -> bool:
    return found.group(1)[0] == mark[0] and len(found.group(1)) >= len(mark) and not found.group(2).strip()


def _closers_after(fences: list[tuple[Line, re.Match[str]]]) -> list[dict[str, int]]:
    """For each place in the list of fences, the longest bare fence of either kind from there on."""
    after: list[dict[str, int]] = [{}]
    for _line, found in reversed(fences):
        known = after[-1]
        if not found.group(2).strip():
            mark = found.group(1)
            known = known | {mark[0]: max(len(mark), known.get(mark[0], 0))}
        after.append(known)
    return after[::-1]
