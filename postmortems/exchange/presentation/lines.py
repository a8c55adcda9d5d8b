"""The lines of the source, each with what the page does with it now. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from postmortems.exchange.annotation import Line

from .face import face_of


@dataclass(frozen=True, slots=True)
class LineRow:
    line: Line
    face: str
    """Empty where the line is touched or open, since that passes with the round."""
    kept: bool
    """The page has it already."""
    touched: bool = False
    opened: bool = False


def line_rows(lines: Iterable[Line], faces: Container[str], touched: str, opened: str) -> Iterator[LineRow]:
    """`faces` are those that the page has; `touched` and `opened` are names as a round has them."""
    for line in lines:
        if line.name in (touched, opened):
            yield LineRow(line, "", False, line.name == touched, line.name == opened)
        else:
            face = face_of(line)
            yield LineRow(line, face, face in faces)
