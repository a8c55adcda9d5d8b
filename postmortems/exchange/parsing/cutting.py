"""An entry cut out of its lines: where it ends, its time as written, and the words that are left."""

from __future__ import annotations

import re

from .candidates import Candidate
from .parts import Part
from .raw import Raw
from .source import Line, Source
from .stamps import Stamp

_SEPARATOR = re.compile(
    r"[ \t]*(?:(?:\\?[-–—:：|,;=>→•.]+|&[mn]dash;|&nbsp;|&#(?:8211|8212|160);)(?=[ \t]|$|[^\d\s])[ \t]*){0,3}"
)
_AT = re.compile(r"(?<=[^ \t])[ \t]{1,9}(?:at|on|um|am|à|le|a las|às)$")
_MARKS = re.compile(r"[*_`]+")
ONLY_MARKS = re.compile(r"[\s*_`#:：.,|()\[\]-]*$")


def extent(source: Source, candidate: Candidate, following: int, part: Part, *, last: bool) -> int:
    """The line after the entry's last. Between two entries everything belongs to the first of them."""
    lines = source.lines
    end = min(following, part.last)
    if last and candidate.form != "head":
        end = candidate.line.index + 1
        while end < min(following, part.last) and _goes_on(lines, end, candidate):
            end += 1
    while end > candidate.line.index + 1 and (lines[end - 1].blank or lines[end - 1].rule):
        end -= 1
    return end


def _goes_on(lines: list[Line], number: int, candidate: Candidate) -> bool:
    """Whether a line after the last entry still is its text: no blank line between, or indented below it."""
    line = lines[number]
    if candidate.line.code and not line.code:
        return False
    if line.blank:
        return number + 1 < len(lines) and _deeper(lines[number + 1], candidate)
    return not lines[number - 1].blank or _deeper(line, candidate)


def _deeper(line: Line, candidate: Candidate) -> bool:
    width = len(line.text) - len(line.text.lstrip())
    return not line.blank and width > candidate.line.indent and width >= 2


def raw_of(source: Source, candidate: Candidate, end: int, number: int) -> Raw:
    line, stamp = candidate.line, candidate.stamp
    if candidate.until is not None:
        return _glued(candidate, number)
    if candidate.told:
        rest = line.words.strip()
    elif candidate.last:
        rest = line.text[candidate.inner : stamp.start].rstrip(" \t:-–—(*_`") + line.text[stamp.end :].rstrip(
            " #)*_`:"
        )
        rest = _AT.sub("", rest.strip().lstrip("*_` "))
    else:
        rest = _rest(line.text, stamp, candidate)
    below = source.lines[line.index + 1 : end]
    lines = [rest] if rest else []
    lines += _dedented(below, line.inner)
    last = source.lines[end - 1]
    return Raw(
        stamp if candidate.timed or not candidate.told else None,
        (candidate.below or line).text[stamp.start : stamp.end].strip(" *_`"),
        line.start + _first_column(candidate),
        last.end,
        "\n".join(lines).strip("\n"),
        part=number,
        undated=candidate.told and not candidate.timed,
    )


def _first_column(candidate: Candidate) -> int:
    """Where the entry begins on its line: at the list marker, or where the one before it on the line ends."""
    line = candidate.line
    if candidate.inner > line.inner and candidate.form != "head":
        return candidate.inner
    return len(line.text) - len(line.text.lstrip())


def _glued(candidate: Candidate, number: int) -> Raw:
    """An entry that ends where the next begins on the same line."""
    line, stamp, until = candidate.line, candidate.stamp, candidate.until or 0
    written = line.text[stamp.start : stamp.end].strip(" *_`")
    text = _rest(line.text[:until], stamp, candidate)
    return Raw(stamp, written, line.start + _first_column(candidate), line.start + until, text, part=number)


def _rest(text: str, stamp: Stamp, candidate: Candidate) -> str:
    """The words behind the time, with emphasis that opened before it opened again."""
    if text.startswith("](", stamp.end):
        # The time is the words of a link, whose address belongs to the entry.
        return text[candidate.inner :].strip()
    cut = _SEPARATOR.match(text, stamp.after).end()  # type: ignore[union-attr]
    rest = text[cut:]
    if candidate.form == "head":
        rest = rest.rstrip(" \t#")
        if rest.endswith("**") and rest.count("**") == 1:
            rest = rest[:-2].rstrip()
        return "" if ONLY_MARKS.match(rest) else rest
    opened = _MARKS.search(text, candidate.inner, stamp.start)
    closed = _MARKS.search(text, stamp.end, cut)
    if opened and not closed and rest.startswith(opened.group()):
        rest = rest[len(opened.group()) :]
    elif opened and not closed and opened.group() in rest:
        rest = opened.group() + rest
    elif rest.startswith(("** ", "__ ")):
        rest = rest[2:]
    return rest.strip()


def _dedented(lines: list[Line], width: int) -> list[str]:
    out = []
    for line in lines:
        blank = len(line.text) - len(line.text.lstrip(" \t"))
        out.append(
            line.text[min(blank, width) :].rstrip() if not line.code else line.text[min(blank, width) :]
        )
    return out
