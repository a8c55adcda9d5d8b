"""What a paragraph of a Word document is by its style: a heading, code, an item of a list and its number."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_HEADING = re.compile(r"heading ([1-9])$", re.I)
_CODE = re.compile(r"(?:html )?preformatted|source code|code block|^code$|listing", re.I)
_LIST = re.compile(r"list (bullet|number)(?: ([2-5]))?$", re.I)
#: Deeper than Word lets anybody go.
_LEVELS = 9
#: A style may build on another, and a damaged document's styles in a ring.
_ANCESTORS = 12


def style_of(document: Any, paragraph: Any) -> Any:
    """The style of a paragraph, or None."""
    mark = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return document.styles.element.get_by_id(mark.get(f"{_W}val")) if mark is not None else None


def _name(style: Any) -> str:
    return (style.name_val or "") if style is not None else ""


def uses_code(style: Any) -> bool:
    return bool(_CODE.search(_name(style)))


def heading_level(paragraph: Any, style: Any) -> int:
    """1 to 6 for a heading, 0 for what is none. The document's title stands above all."""
    name = _name(style)
    if name.lower() == "title":
        return 1
    found = _HEADING.match(name)
    if found:
        return min(int(found.group(1)), 6)
    for properties in (paragraph.find(f"{_W}pPr"), *(s.find(f"{_W}pPr") for s in _line(style))):
        level = properties.find(f"{_W}outlineLvl") if properties is not None else None
        if level is not None and (level.get(f"{_W}val") or "9").isdecimal():
            value = int(level.get(f"{_W}val"))
            return min(value + 1, 6) if value < _LEVELS else 0
    return 0


def _line(style: Any) -> list[Any]:
    """A style and those that it builds on."""
    found: list[Any] = []
    while style is not None and len(found) < _ANCESTORS:
        found.append(style)
        style = style.base_style
    return found


class Numbering:
    """Counts the items of a document's lists, in their order."""

    def __init__(self, document: Any) -> None:
        self.formats: dict[tuple[str, int], str] = {}
        self.counts: dict[str, list[int]] = {}
        try:
            root = document.part.part_related_by(_PART).element
        except KeyError:
            return
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.iter(f"{_W}abstractNum")}
        for num in root.iter(f"{_W}num"):
            named = num.find(f"{_W}abstractNumId")
            levels = abstract.get(named.get(f"{_W}val")) if named is not None else None
            for level in levels.iter(f"{_W}lvl") if levels is not None else ():
                shape = level.find(f"{_W}numFmt")
                place = level.get(f"{_W}ilvl") or ""
                if shape is not None and place.isdecimal():
                    key = (num.get(f"{_W}numId") or "", int(place))
                    self.formats[key] = shape.get(f"{_W}val") or "bullet"

    def marker(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """A hyphen or the number with its dot, and how deep; nothing for what is no item."""
        found = _LIST.match(_name(style))
        level = int(found.group(2) or 1) - 1 if found else 0
        for properties in (paragraph.find(f"{_W}pPr"), *(s.find(f"{_W}pPr") for s in _line(style))):
            numbered = properties.find(f"{_W}numPr") if properties is not None else None
            if numbered is not None:
                return self._of(numbered, level)
        if not found:
            return "", 0
        return (f"{self._next(style.name_val, level)}." if found.group(1).lower() == "number" else "-"), level

    def _of(self, numbered: Any, least: int) -> tuple[str, int]:
        name, place = (numbered.find(f"{_W}{part}") for part in ("numId", "ilvl"))
        number = (name.get(f"{_W}val") or "0") if name is not None else "0"
        written = (place.get(f"{_W}val") or "0") if place is not None else "0"
        own = min(int(written), _LEVELS - 1) if written.isdecimal() else 0
        if number == "0":
            return "", 0
        # "List Bullet 2" is a list of its own that begins at the left as far as its numbering knows.
        level = max(own, least)
        if self.formats.get((number, own), "bullet") in ("bullet", "none"):
            return "-", level
        return f"{self._next(number, level)}.", level

    def _next(self, key: str, level: int) -> int:
        counts = self.counts.setdefault(key, [0] * _LEVELS)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return counts[level]
