"""The lines of the source, each with what the page does with it now. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from postmortems.exchange.annotation import Line
from postmortems.exchange.rounds import Round

from .face import face_of


@dataclass(frozen=True, slots=True)
class LineRow:
    line: Line
    face: str
    """Empty where the line is marked, open or in focus, since that passes with the round."""
    kept: bool
    """The page has it already."""
    touched: bool = False
    opened: bool = False
    focused: bool = False


def line_rows(lines: Iterable[Line], faces: Container[str], now: Round) -> Iterator[LineRow]:
    """`faces` are those that the page has."""
    for line in lines:
        if line.name in now.passing:
            states = (line.name == name for name in (now.touched, now.opened, now.focus))
            yield LineRow(line, "", False, *states)
        else:
            face = face_of(line)
            yield LineRow(line, face, face in faces)
