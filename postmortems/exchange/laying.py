"""The sections of a write-up laid out by a template: each in the place that asks for it, the others as they are.

Pure. No word is lost: a heading that says something else than its place goes along above its text, a section
that no place asks for stays one of its own behind the template's, and rows always have their live block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from postmortems.exchange.folding import LIVE, Folded
from postmortems.exchange.sectioning import key_of

#: Given as a place: the section stays one of its own.
OWN = "-"


class Asked(Protocol):
    """A section of a template."""

    @property
    def heading(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...


@dataclass
class Laid:
    """One section of the draft. `asked` is the template's; None for one of the text's own."""

    heading: str
    kind: str
    asked: Asked | None = None
    text: str = ""
    rows: int = 0
    """Entries or action items that stand under it."""
    holds: list[Folded] = field(default_factory=list)
    """The sections of the text that stand in it."""

    @property
    def lacks(self) -> bool:
        """Whether the template requires words here and the text has none."""
        return self.asked is not None and self.asked.required and not self.text.strip() and not self.rows


def lay_out(parts: Sequence[Folded], asked: Sequence[Asked], placed: Mapping[int, str]) -> list[Laid]:
    """`parts` in the order of the template, then what it does not ask for, in the order of the text.

    `placed` is what a person said: section, by where it begins → key of a place, or OWN.
    """
    laid = [Laid(one.heading, one.kind, one) for one in asked]
    own: list[Laid] = []
    for part in parts:
        place = _place(part, laid, placed)
        if place is None:
            own.append(Laid(part.heading, part.kind, text=part.text, rows=_rows(part), holds=[part]))
            continue
        _put(place, part)
        if part.kind in LIVE and place.kind != part.kind:
            # Its words go where they were put; its rows stand where rows of their kind stand.
            _live(part, laid, own)
    return [*laid, *own]


def _place(part: Folded, laid: Sequence[Laid], placed: Mapping[int, str]) -> Laid | None:
    said = placed.get(part.span.start) if part.span else None
    if said == OWN:
        return None
    tests = (
        lambda asked: asked.key == said,
        lambda asked: part.kind in LIVE and asked.kind == part.kind,
        lambda asked: _plain(asked.heading) == _plain(part.heading),
        lambda asked: part.key != "other" and part.key in (asked.key, about(asked.heading)),
        lambda asked: len(part.heading) > 3 and f" {_plain(part.heading)} " in f" {_plain(asked.heading)} ",
    )
    found = (one for test in tests for one in laid if one.asked is not None and test(one.asked))
    return next(found, None)


def _put(place: Laid, part: Folded) -> None:
    first = not place.holds
    same = _plain(part.heading) == _plain(place.heading) or _means(place, part)
    text = part.text if first and same else f"### {part.heading}\n\n{part.text}"
    place.text = f"{place.text}\n\n{text}".strip("\n")
    place.holds.append(part)
    if place.kind == part.kind:
        place.rows += _rows(part)


def _means(place: Laid, part: Folded) -> bool:
    """Whether the two headings are two words for one thing."""
    if part.kind in LIVE and part.kind == place.kind:
        return True
    return part.key != "other" and part.key in (place.asked.key if place.asked else "", about(place.heading))


def _live(part: Folded, laid: list[Laid], own: list[Laid]) -> None:
    home = next((one for one in (*laid, *own) if one.kind == part.kind), None)
    if home is None:
        home = Laid(LIVE[part.kind], part.kind)
        own.append(home)
    home.rows += _rows(part)


def _rows(part: Folded) -> int:
    return {"timeline": part.entries, "actions": part.actions}.get(part.kind, 0)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", heading.casefold()).split())


@lru_cache(maxsize=500)
def about(heading: str) -> str:
    """What a heading is about, by the reader's key; "" where its words say nothing to the reader."""
    found = key_of(heading)
    return "" if found == "other" else found
