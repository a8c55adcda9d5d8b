"""Brings an archive in: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction

from incidents.people.models import User
from incidents.timeline.models.attachment import forget
from postmortems.archive.models import SearchDocument

from .afresh import Afresh, living_texts
from .older import COLUMNS_GONE, said_otherwise
from .out import take_your_time
from .part import Archive, ArchiveRefused, opened
from .tables import TABLES, Table

#: How much goes to the database at once.
_ROWS, _BYTES = 1_000, 4 * 1024 * 1024
#: Triggers that would write what the archive brings itself, or refuse what it may say.
QUIET = (
    "incidents.TimelineEntry:insert_insert",
    "incidents.ActionItem:insert_insert",
    "postmortems.Postmortem:begins_as_draft",
)


@dataclass
class Brought:
    """What came in, and what was not as Postmortems would have written it."""

    rows: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def bring_back(path: Path, *, at: dt.datetime, replace: bool = False, dry: bool = False) -> Brought:
    """Fill this place from the archive at `path`. Raises ArchiveRefused; then everything is as it was.

    It has to be empty, unless `replace`: then all that is here goes first. `dry` does all of it and undoes it.
    """
    brought = Brought()
    with opened(path) as archive:
        afresh = Afresh(archive, brought.remarks)
        try:
            with pgtrigger.ignore(*QUIET), transaction.atomic():
                take_your_time()
                _make_room(replace)
                for table in TABLES:
                    brought.rows[table.name] = _load(archive, table, afresh)
                _keep_numbers(archive)
                with connection.cursor() as cursor:
                    # References between rows are looked at here, where it can still be refused.
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                living_texts(at)
                SearchDocument.rebuild()
                if dry:
                    transaction.set_rollback(True)
            if dry:
                forget(afresh.stored)
        except DatabaseError as error:
            forget(afresh.stored)
            raise ArchiveRefused(f"The database refuses it: {str(error).splitlines()[0][:300]}") from error
        except BaseException:
            # Whatever ends it, the bytes that were stored belong to no row.
            forget(afresh.stored)
            raise
    brought.remarks += [f"{name}: the archive itself has no bytes of it." for name in archive.manifest.lost]
    return brought


def what_is_here() -> dict[str, int]:
    """What somebody has made here; a first administrator and what is shipped are nothing yet."""
    counted = {
        name: apps.get_model("incidents", model).objects.count()
        for name, model in {
            "incidents": "incident",
            "teams": "team",
            "services": "service",
            "tags": "tag",
            "alert sources": "alertsource",
        }.items()
    }
    people = User.objects.count()
    return {name: n for name, n in {**counted, "people": people if people > 1 else 0}.items() if n}


def somebody_keeps_it() -> User:
    """The first administrator; a new one where the archive brought none, or nobody could come in."""
    first = User.objects.filter(role=User.Role.ADMIN, is_active=True).order_by("pk").first()
    return first or User.objects.create_superuser(settings.ADMIN_EMAIL, name="Administrator")


def _make_room(replace: bool) -> None:
    here = what_is_here()
    if here and not replace:
        told = ", ".join(f"{n} {name}" for name, n in here.items())
        raise ArchiveRefused(
            f"This place is not empty: {told}. An archive fills an empty one. With --replace everything "
            "that is here is deleted first."
        )
    # Sessions and links go too: their people may be others from now on.
    tables = {table.db_table for table in TABLES} | {
        model._meta.db_table
        for label in ("incidents", "postmortems", "pghistory", "sessions", "account")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table != "pghistory_events"
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in sorted(tables)))


def _load(archive: Archive, table: Table, afresh: Afresh) -> int:
    if archive.is_older_than(table.name):
        return 0
    count = 0
    for batch in _batches(_checked(archive, table, afresh)):
        columns = ", ".join(f'"{column}"' for column in table.fields)
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{table.db_table}" ({columns}) SELECT {columns} '
                f'FROM jsonb_populate_recordset(NULL::"{table.db_table}", %s::jsonb)',
                ["[" + ",".join(batch) + "]"],
            )
        count += len(batch)
    if count != archive.manifest.rows.get(table.name):
        raise ArchiveRefused("It is damaged: not every row that it should hold is in it.")
    return count


def _batches(lines: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= _ROWS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _checked(archive: Archive, table: Table, afresh: Afresh) -> Iterator[str]:
    """The lines of a table as they go to the database: what stays is passed on letter by letter."""
    known = set(table.columns)
    gone = COLUMNS_GONE.get(table.name, {}).keys()
    for raw in archive.lines(table.part):
        try:
            line = raw.decode()
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ArchiveRefused(f"It is damaged: {table.name} has a line that cannot be read.") from error
        if not isinstance(row, dict):
            raise ArchiveRefused(f"It is damaged: {table.name} has a line that is no row.")
        if strange := sorted(row.keys() - known - gone):
            raise ArchiveRefused(
                f"It says “{strange[0][:80]}” of {table.name}, which this version of Postmortems does not know. "
                "Bring it in with the version that made it, or a newer one."
            )
        more = {column: _default(table, column) for column in known - row.keys()}
        try:
            more |= said_otherwise(table.name, row)
            more |= afresh.of(table.name, row | more)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ArchiveRefused(f"It is damaged: {table.name} has a row that cannot be.") from error
        # Of a name that is there twice the database takes the last.
        line = line.rstrip()
        said = json.dumps(more, cls=DjangoJSONEncoder)[1:] if more else ""
        yield f"{line[:-1]}{',' if row else ''}{said}" if more else line


def _default(table: Table, column: str) -> Any:
    """What stands in a column that an older archive does not have."""
    of: models.Field[Any, Any] = table.fields[column]
    if of.has_default() or of.null or of.empty_strings_allowed:
        return of.get_default()
    raise ArchiveRefused(
        f"It says nothing of {column} in {table.name}, which this version of Postmortems needs."
    )


def _keep_numbers(archive: Archive) -> None:
    """Go on counting where the archive stopped, so that no number is given out twice."""
    said = archive.numbers()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.db_table, table.key])
            (sequence,) = cursor.fetchone()
            if not sequence:
                continue
            cursor.execute(f'SELECT coalesce(max("{table.key}"), 0) FROM "{table.db_table}"')
            last = max(cursor.fetchone()[0], said.get(table.name, 0))
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence, max(last, 1), last > 0])
