"""Where words go in a picture so that none covers another. Widths are estimates, rather too wide. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

#: Advance widths in thousandths of the size, of the widest of the system fonts that browsers pick.
NARROW, WIDE = set("iljtfrI.,:;'|!()[] \u00a0"), set("mwMWQO%@\u2026")
ROWS_UP, ROWS_DOWN = 5, 4


def text_width(text: str, size: int, bold: bool = False) -> float:
    """How wide the text is at most, in pixels."""
    total = sum(360 if c in NARROW else 920 if c in WIDE else 700 if c.isupper() else 600 for c in text)
    return total * size / 1000 * (1.07 if bold else 1)


@dataclass(frozen=True)
class Box:
    """A stretch of the width."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def meets(self, other: Box, room: float = 0) -> bool:
        return self.left < other.right + room and other.left < self.right + room

    def holds(self, x: float) -> bool:
        return self.left < x < self.right


@dataclass(frozen=True)
class Label:
    """A word at a place: `at` is the x of what it names; side, row and box are found by the layout."""

    at: float
    lines: tuple[str, ...]
    width: float
    strong: bool = False
    row: int = 0
    left: bool = False
    shown: bool = True
    box: Box = field(default=Box(0, 0))

    def on(self, row: int, left: bool) -> Label:
        """Right of its stem, or left of it."""
        box = (
            Box(self.at - 4 - self.width, self.at - 4) if left else Box(self.at + 4, self.at + 4 + self.width)
        )
        return replace(self, row=row, left=left, box=box)


def upper_rows(labels: list[Label], width: float) -> list[Label]:
    """Labels above a band, row 0 lowest, in as few rows as let no stem cut a label.

    A label's stem runs from its own row down through all lower ones. Should no arrangement fit, the label
    that is hardest to place is left out (its stem stays), so the search always ends.
    """
    for rows in range(1, ROWS_UP + 1):
        placed = _search(labels, rows, width, [])
        if placed is not None:
            return placed
    return _without_the_hardest(labels, width)


def _search(rest: list[Label], rows: int, width: float, placed: list[Label]) -> list[Label] | None:
    if not rest:
        return placed
    for row in range(rows):
        for left in (False, True):
            label = rest[0].on(row, left)
            if label.box.left < -4 or label.box.right > width + 4 or any(_clash(label, p) for p in placed):
                continue
            found = _search(rest[1:], rows, width, [*placed, label])
            if found is not None:
                return found
    return None


def _clash(one: Label, other: Label) -> bool:
    """Two labels on one row overlap, the stem of one cuts the other, or the later of a moment is above."""
    if abs(one.at - other.at) < 1 and not one.left and one.row > other.row:
        return True
    if one.row == other.row and one.box.meets(other.box, 4):
        return True
    if one.row >= other.row and other.box.holds(one.at):
        return True
    return other.row >= one.row and one.box.holds(other.at)


def _without_the_hardest(labels: list[Label], width: float) -> list[Label]:
    order = [2, 1, 3, 0, 4]
    for out in sorted(range(len(labels)), key=lambda i: order.index(i) if i < 5 else 9):
        rest = [label for i, label in enumerate(labels) if i != out]
        placed = _search(rest, ROWS_UP, width, [])
        if placed is not None:
            placed.insert(out, replace(labels[out], shown=False, row=0))
            return placed
    return [replace(label, shown=False) for label in labels]


def lower_rows(labels: Iterable[Label], width: float, standing: int = 0) -> list[Label]:
    """Names under a lane, first come first served, each as near to its mark as edges and neighbours allow.

    A name below the first row hangs on a line; no line cuts a name. What finds no room is left out. The first
    `standing` have their places already.
    """
    labels = list(labels)
    placed = labels[:standing]
    for label in labels[standing:]:
        tries = (replace(label, row=row, box=_box_below(label, labels, width)) for row in range(ROWS_DOWN))
        free = (tried for tried in tries if not any(_hangs_into(tried, other) for other in placed))
        found = next(free, None)
        if found:
            placed.append(found)
    return placed


def _box_below(label: Label, labels: list[Label], width: float) -> Box:
    """Centred on its mark, unless ending or beginning there leaves more of the other marks' lines free."""
    spots = (label.at - label.width / 2, label.at + 6 - label.width, label.at - 6)
    boxes = []
    for spot in spots:
        left = min(max(spot, 0), width - label.width)
        boxes.append(Box(left, left + label.width))
    return min(boxes, key=lambda box: sum(box.holds(other.at) for other in labels if other is not label))


def _hangs_into(one: Label, other: Label) -> bool:
    if one.row == other.row:
        return one.box.meets(other.box, 6)
    upper, lower = (one, other) if one.row < other.row else (other, one)
    return Box(upper.box.left - 2, upper.box.right + 2).holds(lower.at)
