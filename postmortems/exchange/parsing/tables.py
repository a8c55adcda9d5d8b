"""Tables with pipes or in HTML: rows, cells with their places, and which column says what."""

from __future__ import annotations

import re
from itertools import pairwise

from . import walled
from .source import Line, Source
from .table import Cell, Row, Table

__all__ = ["Cell", "Row", "Table", "cells", "tables"]

_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<(?P<close>/)?(?P<name>table|tr|td|th)\b[^<>]{0,300}>", re.IGNORECASE)


def tables(source: Source, first: int, last: int) -> list[Table]:
    """The tables in these lines, in the order of the text."""
    marked = walled.find(source, first, last)
    inside = {number for table in marked for number in range(table.first, table.last)}
    found = _piped(source, first, last, inside)
    others = [*marked, *_tagged(source, first, last)]
    return sorted([*found, *others], key=lambda table: table.first) if others else found


def _piped(source: Source, first: int, last: int, inside: set[int]) -> list[Table]:
    found: list[Table] = []
    number = first
    while number < last:
        if not source.lines[number].row or number in inside:
            number += 1
            continue
        begin = number
        while number < last and source.lines[number].row and number not in inside:
            number += 1
        table = _table(source.lines[begin:number])
        if table:
            found.append(table)
    return found


def _table(lines: list[Line]) -> Table | None:
    if lines[0].text.lstrip().startswith("||") and len(lines) > 1:
        return Table(lines[0].index, lines[-1].index + 1, cells(lines[0]), tuple(map(cells, lines[1:])))
    delimiter = next((i for i, line in enumerate(lines[:3]) if line.delimiter), None)
    header = cells(lines[delimiter - 1]) if delimiter else None
    begin = delimiter + 1 if delimiter is not None else 0
    rows = tuple(cells(line) for line in lines[begin:] if not line.delimiter)
    if not rows:
        return None
    return Table(lines[0].index, lines[-1].index + 1, header, rows)


def _tagged(source: Source, first: int, last: int) -> list[Table]:
    """HTML tables: one pass over their tags. A row that nobody closes ends where the next begins."""
    found: list[Table] = []
    rows: list[Row] = []
    row: list[Cell] = []
    opened = begun = heads = 0
    cell = -1
    for line in source.lines[first:last]:
        if line.opaque or "<" not in line.text:
            continue
        for tag in _TAG.finditer(line.text):
            name, closing = tag.group("name").lower(), bool(tag.group("close"))
            if cell >= 0 and (closing or name in ("tr", "td", "th")):
                row.append(_between(source.text, cell, line.start + tag.start()))
                cell = -1
            if row and (name == "table" or name == "tr"):
                rows.append(Row(begun, row[0].start, line.start + tag.end(), tuple(row)))
                row = []
            if name in ("td", "th") and not closing:
                cell = line.start + tag.end()
                begun = line.index if not row else begun
                heads += name == "th" and not rows
            elif name == "table" and closing and rows:
                header = rows[0] if heads and len(rows) > 1 else None
                found.append(Table(opened, line.index + 1, header, tuple(rows[1:] if header else rows)))
            if name == "table":
                rows, row, heads, opened = [], [], 0, line.index
    return found


def _between(text: str, start: int, end: int) -> Cell:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Cell(inner.strip(), start, start + len(inner.strip()))


def cells(line: Line) -> Row:
    """Cut a row at its pipes. The closing pipe may be missing."""
    text = line.text.rstrip()
    if "||" in text and "|||" not in text.replace(" ", ""):
        return _wiki_cells(line, text)
    bounds = [found.start() for found in _PIPE.finditer(text)]
    if bounds and bounds[-1] != len(text) - 1:
        bounds.append(len(text))
    row = []
    for left, right in pairwise(bounds):
        inner = text[left + 1 : right]
        start = line.start + left + 1 + len(inner) - len(inner.lstrip())
        row.append(Cell(inner.strip(), start, start + len(inner.strip())))
    return Row(line.index, line.start, line.end, tuple(row))


def _wiki_cells(line: Line, text: str) -> Row:
    """MediaWiki's row on one line: "| 10:00 || The disk fills"; Jira's names of columns: "||Time||What||"."""
    row, at = [], text.index("|") + 1 + text.lstrip().startswith("||")
    text = text.removesuffix("||")
    for piece in text[at:].split("||"):
        start = line.start + at + len(piece) - len(piece.lstrip())
        row.append(Cell(piece.strip(), start, start + len(piece.strip())))
        at += len(piece) + 2
    return Row(line.index, line.start, line.end, tuple(row))
