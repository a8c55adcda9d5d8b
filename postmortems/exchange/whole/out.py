"""Writes the archive: one consistent moment of everything, streamed, in an order that is always the same."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from incidents.timeline.models import Attachment

from .tables import FORMAT, TABLES, WHAT, Table

MANIFEST, NUMBERS = "manifest.json", "numbers.json"
#: So that the same rows are the same bytes.
_TIMELESS = (1980, 1, 1, 0, 0, 0)
_ROWS = 200


@dataclass
class Packed:
    """What went in."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    lost: list[str] = field(default_factory=list)
    """Images and files whose bytes the storage has no more, in words."""


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the database as it is now, whatever is written meanwhile, and takes its time."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        take_your_time()
        yield


def take_your_time() -> None:
    """Lift the limits that keep a page from holding up others, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def pack(file: IO[bytes], *, at: dt.datetime) -> Packed:
    """Write everything into `file`. Call it inside `one_moment`."""
    packed = Packed()
    with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        for table in TABLES:
            packed.rows[table.name] = _rows(archive, table)
        _write(archive, NUMBERS, numbers())
        for attachment in Attachment.objects.exclude(entry=None, published_at=None).order_by("pk").iterator():
            _bytes(archive, attachment, packed)
        said = {
            "what": WHAT,
            "format": FORMAT,
            "made_at": at.astimezone(dt.UTC).isoformat(),
            "schema": _schema(),
            "rows": packed.rows,
            "files": packed.files,
            "lost": packed.lost,
        }
        _write(archive, MANIFEST, said)
    return packed


def _part(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIMELESS)
    info.compress_type, info.external_attr = how, 0o600 << 16
    return info


def _write(archive: zipfile.ZipFile, name: str, said: Any) -> None:
    archive.writestr(_part(name), json.dumps(said, indent=1) + "\n")


def _rows(archive: zipfile.ZipFile, table: Table) -> int:
    count = 0
    # A cursor of the server's: the rows never stand in memory all at once.
    with (
        archive.open(_part(table.part), "w", force_zip64=True) as part,
        connection.chunked_cursor() as cursor,
    ):
        cursor.execute(table.select)
        while lines := cursor.fetchmany(_ROWS):
            part.write("".join(f"{line}\n" for (line,) in lines).encode())
            count += len(lines)
    return count


def _bytes(archive: zipfile.ZipFile, attachment: Attachment, packed: Packed) -> None:
    for ending, small in (("", False), (".small", True)):
        if small and not attachment.small:
            continue
        try:
            with attachment.open(small=small) as source:
                info = _part(f"evidence/{attachment.public_id}{ending}", zipfile.ZIP_STORED)
                with archive.open(info, "w", force_zip64=True) as part:
                    shutil.copyfileobj(source, part)
            packed.files += 1
        except FileNotFoundError:
            packed.lost.append(f"INC-{attachment.incident_id} {attachment.name}{' (small copy)' * small}")


def numbers() -> dict[str, int]:
    """The last number that each table has given out: none is given out twice, though its row is gone."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.db_table, table.key])
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
                (found[table.name],) = cursor.fetchone()
    return found


def _schema() -> dict[str, str]:
    """The newest migration of each floor."""
    done = sorted(MigrationRecorder(connection).applied_migrations())
    return {app: name for app, name in done if app in ("incidents", "postmortems")}
