"""Reports as files in a folder: which of them, under which names, and never over something else in silence."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from incidents.timeline.models import Incident
from postmortems.archive.formats import Format
from postmortems.archive.leaving import Leaving
from postmortems.archive.models import Publication

WRITTEN, SAME, KEPT, LEFT = "written", "already there", "not written", "left out"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was said once for all of them."""

    forms: list[Format]
    folder: Path
    as_it_stands: bool = False
    restricted: bool = False
    zone: str = ""
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    """The file's, or the incident's where no file came of it."""
    state: str
    why: str = field(default="")


def hand_out(incident: Incident, terms: Terms, *, at: dt.datetime) -> Iterator[Outcome]:
    """Write one incident's report in each form that was asked for. May raise pdf.CannotDraw."""
    if incident.is_restricted and not terms.restricted:
        yield Outcome(incident.reference, LEFT, "It is restricted. With --restricted it is written too.")
        return
    leaving = _leaving(incident, terms, at=at)
    if leaving is None:
        yield Outcome(
            incident.reference, LEFT, "Nothing of it is published. With --draft it is written as it stands."
        )
        return
    for form in terms.forms:
        name = leaving.name(form)
        yield keep(terms.folder / name, leaving.written(form, terms.zone), overwrite=terms.overwrite)


def _leaving(incident: Incident, terms: Terms, *, at: dt.datetime) -> Leaving | None:
    if terms.as_it_stands:
        return Leaving.as_it_stands(incident, by=None, at=at)
    versions = Publication.objects.of(incident.pk).standing().select_related("postmortem")
    newest = versions.first()
    return Leaving.published(newest) if newest else None


def keep(path: Path, data: bytes, *, overwrite: bool) -> Outcome:
    """Write a file whole or not at all. Another one of its name stays, unless `overwrite`."""
    try:
        with fresh_file(path, overwrite=overwrite) as file:
            file.write(data)
    except FileExistsError:
        if path.is_file() and path.read_bytes() == data:
            return Outcome(path.name, SAME)
        return Outcome(
            path.name, KEPT, "There is another file of that name. With --overwrite it is replaced."
        )
    return Outcome(path.name, WRITTEN)


@contextmanager
def fresh_file(path: Path, *, overwrite: bool, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A file that gets its name when it is whole. Raises FileExistsError."""
    if path.exists() and not overwrite:
        raise FileExistsError(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield file
        if overwrite:
            beside.replace(path)
        else:
            # Unlike a move, a second name is refused where there is something by now.
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
