"""Tables between marks of their own, whose cells may stand each on its line.

MediaWiki's ("{|" to "|}"), AsciiDoc's ("|===" to "|==="), and reStructuredText's: grids of "+---+" and `list-table`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from .source import Line, Source
from .table import Cell, Row, Table

_GRID = re.compile(r"[ ]{0,3}\+(?:[-=]{2,}\+)+[ \t]*$")
_LIST_TABLE = re.compile(r"[ ]{0,3}\.\. list-table::")
_ROW_ITEM = re.compile(r"[ \t]*\*[ \t]+-(?:[ \t]+|$)")
_CELL_ITEM = re.compile(r"[ \t]+-(?:[ \t]+|$)")
_OPTION = re.compile(r"[ \t]+:([a-z-]+):[ \t]*(.*)$")
_ATTRIBUTES = re.compile(r"[^|\[\]\n]{0,200}=[^|\[\]\n]{0,200}\|(?!\|)")
"""What MediaWiki writes before a cell: "style=… | 10:00"."""
_ADOC_CELL = re.compile(r"(?:(?<=[ \t])|^)(?:\d{1,2}[+*])?[<^>.]{0,3}[adehlmsv]?\|")
_COLS = re.compile(r"cols=\"([^\"\n]{1,200})\"")


@dataclass(slots=True)
class _Building:
    rows: list[list[Cell]] = field(default_factory=list)
    header: bool = False

    def cell(self, line: Line, start: int, end: int) -> None:
        """A cell that begins on this line, in characters of the line."""
        inner = line.text[start:end]
        begin = line.start + start + len(inner) - len(inner.lstrip())
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(Cell(inner.strip(), begin, begin + len(inner.strip())))

    def more(self, line: Line, end: int | None = None) -> None:
        """Words that go on with the last cell."""
        words = line.text[:end].strip()
        if words and self.rows and self.rows[-1]:
            last = self.rows[-1][-1]
            text = f"{last.text}\n{words}" if last.text else words
            self.rows[-1][-1] = Cell(text, last.start, line.start + len(line.text[:end].rstrip()))


def find(source: Source, first: int, last: int) -> list[Table]:
    found: list[Table] = []
    open_ended: set[object] = set()
    number = first
    while number < last:
        line = source.lines[number]
        reader = _reader(line) if line.text and not line.opaque else None
        end = reader[0](source, number + 1, last) if reader and reader[1] not in open_ended else None
        if reader is None or end is None:
            # What nothing closes from here on is closed nowhere below either.
            open_ended |= {reader[1]} & {_wiki, _adoc} if reader else set()
            number += 1
            continue
        building = reader[1](source, number, end)
        if table := _made(building, source.lines[number], number, end + 1):
            found.append(table)
        number = end + 1
    return found


_Reader = tuple[Callable[[Source, int, int], int | None], Callable[[Source, int, int], _Building]]


def _reader(line: Line) -> _Reader | None:
    """How the table ends that this line begins, and how it is read."""
    text = line.text.lstrip()
    if text.startswith("{|"):
        return _closing("|}"), _wiki
    if text.startswith("|==="):
        return _closing("|==="), _adoc
    if text.startswith("+") and _GRID.match(line.text):
        return _grid_end, _grid
    return (_indented_end, _listed) if _LIST_TABLE.match(line.text) else None


def _made(building: _Building, line: Line, first: int, last: int) -> Table | None:
    made = [Row(line.index, row[0].start, row[-1].end, tuple(row)) for row in building.rows if row]
    header = made.pop(0) if building.header and len(made) > 1 else None
    return Table(first, last, header, tuple(made)) if made else None


def _closing(mark: str) -> Callable[[Source, int, int], int | None]:
    def closes(source: Source, first: int, last: int) -> int | None:
        lines = source.lines[first:last]
        return next((line.index for line in lines if line.text.lstrip().startswith(mark)), None)

    return closes


def _grid_end(source: Source, first: int, last: int) -> int | None:
    number = first
    while (
        number < last
        and source.lines[number].text.lstrip()[:1] in ("|", "+")
        and not source.lines[number].blank
    ):
        number += 1
    return number - 1 if number > first + 1 else None


def _indented_end(source: Source, first: int, last: int) -> int | None:
    number = first
    while number < last and (source.lines[number].blank or source.lines[number].text[:1] in (" ", "\t")):
        number += 1
    while number > first and source.lines[number - 1].blank:
        number -= 1
    return number - 1 if number > first else None


def _wiki(source: Source, first: int, end: int) -> _Building:
    made = _Building()
    for line in source.lines[first + 1 : end]:
        text = line.text.lstrip()
        at = len(line.text) - len(text)
        if text.startswith("|-"):
            made.rows.append([])
        elif text[:1] in ("|", "!") and text[:2] != "|+":
            made.header = made.header or (text[0] == "!" and not any(len(row) for row in made.rows[:-1]))
            _wiki_line(made, line, at + 1, "!!" if text[0] == "!" and "!!" in text else "||")
        elif text[:2] != "|+":
            made.more(line)
    made.rows = [row for row in made.rows if row]
    return made


def _wiki_line(made: _Building, line: Line, at: int, mark: str) -> None:
    while at <= len(line.text):
        end = line.text.find(mark, at)
        end = len(line.text) if end < 0 else end
        before = _ATTRIBUTES.match(line.text, at, end)
        made.cell(line, before.end() if before else at, end)
        at = end + len(mark)


def _adoc(source: Source, first: int, end: int) -> _Building:
    told = source.lines[first - 1].text if first else ""
    cols = _COLS.search(told)
    width = cols.group(1).count(",") + 1 if cols else 0
    made = _Building(header="header" in told)
    flat = _Building()
    for line in source.lines[first + 1 : end]:
        starts = list(_ADOC_CELL.finditer(line.text))
        if not starts:
            flat.more(line)
            continue
        flat.more(line, starts[0].start())
        for place, start in enumerate(starts):
            flat.cell(
                line, start.end(), starts[place + 1].start() if place + 1 < len(starts) else len(line.text)
            )
        if not width:
            width = len(starts)
            made.header = made.header or source.lines[line.index + 1].blank
    cells = flat.rows[0] if flat.rows else []
    made.rows = [cells[at : at + width] for at in range(0, len(cells), width or 1)]
    return made


def _grid(source: Source, first: int, end: int) -> _Building:
    made = _Building(rows=[[]])
    for line in source.lines[first + 1 : end + 1]:
        if line.text.lstrip().startswith("+"):
            made.header = made.header or "=" in line.text
            made.rows.append([])
            continue
        bounds = [at for at, sign in enumerate(line.text) if sign == "|"]
        fresh = not made.rows[-1]
        for column, (left, right) in enumerate(pairwise(bounds)):
            if fresh:
                made.cell(line, left + 1, right)
            elif column < len(made.rows[-1]) and (words := line.text[left + 1 : right].strip()):
                above = made.rows[-1][column]
                made.rows[-1][column] = Cell(
                    f"{above.text}\n{words}".strip(), above.start, line.start + right
                )
    made.rows = [row for row in made.rows if row]
    return made


def _listed(source: Source, first: int, end: int) -> _Building:
    made = _Building()
    for line in source.lines[first + 1 : end + 1]:
        option = _OPTION.match(line.text)
        if option and not made.rows:
            made.header = made.header or (option.group(1) == "header-rows" and option.group(2).strip() != "0")
        elif row := _ROW_ITEM.match(line.text):
            made.rows.append([])
            made.cell(line, row.end(), len(line.text))
        elif (cell := _CELL_ITEM.match(line.text)) and made.rows:
            made.cell(line, cell.end(), len(line.text))
        else:
            made.more(line)
    return made
