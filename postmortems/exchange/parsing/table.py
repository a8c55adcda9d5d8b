"""A table: its rows, and their cells with their places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int
    """In characters of the whole text, of the words without the blanks around them."""
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    start: int
    end: int
    cells: tuple[Cell, ...]

    def cell(self, column: int | None) -> Cell | None:
        return self.cells[column] if column is not None and column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Table:
    first: int
    last: int
    """Lines, `last` exclusive."""
    header: Row | None
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return max(len(row.cells) for row in (*self.rows, *((self.header,) if self.header else ())))

    def title(self, column: int) -> str:
        cell = self.header.cell(column) if self.header else None
        return cell.text.strip("*_` ") if cell else ""

    def column(self, *names: str) -> int | None:
        """The first column whose title begins with one of these words."""
        for number in range(self.width):
            if self.title(number).lower().startswith(names):
                return number
        return None
