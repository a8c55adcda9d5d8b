"""An archive that somebody brings: opened, judged by its directory, and read in pieces of bounded size.

Nothing is unpacked to the disk under a name of the zip, so that no name leads anywhere.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from .older import TABLES_GONE
from .out import MANIFEST, NUMBERS
from .tables import FORMAT, TABLES, WHAT, part_of

#: The longest line that a table may have, and the most that the two small parts may hold.
LONGEST = 64 * 1024 * 1024
MOST_SAID = 16 * 1024 * 1024
_EVIDENCE = re.compile(r"evidence/[\w-]{1,22}(\.small)?", re.ASCII)
_DAMAGED = "It is damaged, or it was changed after it was made."


class ArchiveRefused(Exception):
    """An archive that is not brought in. The message is a sentence for the person; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    made_at: str
    schema: dict[str, str]
    rows: dict[str, int]
    lost: list[str]


def is_archive(path: Path) -> bool:
    """Whether this file is an archive of ours, of whatever version, and not a zip of write-ups."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _json(archive, MANIFEST).get("what") == WHAT
    except (ArchiveRefused, AttributeError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        return False


class Archive:
    """An open archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        names = [part.filename for part in archive.infolist()]
        said = _json(archive, MANIFEST)
        if said.get("format") != FORMAT:
            raise ArchiveRefused(
                f"It is an archive of format {said.get('format')}, and this version of Postmortems reads "
                f"format {FORMAT}. Bring it in with a newer version."
            )
        known = {MANIFEST, NUMBERS, *(table.part for table in TABLES), *map(part_of, TABLES_GONE)}
        strange = [name for name in names if name not in known and not _EVIDENCE.fullmatch(name)]
        if strange:
            raise ArchiveRefused(
                f"It holds “{_shown(strange[0])}”, which this version of Postmortems does not know. Bring it "
                "in with the version that made it, or a newer one."
            )
        if len(names) != len(set(names)) or any(part.flag_bits & 1 for part in archive.infolist()):
            raise ArchiveRefused(_DAMAGED)
        self.names = set(names)
        self.manifest = Manifest(
            str(said["made_at"]), dict(said["schema"]), dict(said["rows"]), list(map(str, said["lost"]))
        )

    def is_older_than(self, table: str) -> bool:
        """Whether it was made before there was such a table: then neither its parts nor its manifest know it."""
        return table not in self.manifest.rows and part_of(table) not in self.names

    def numbers(self) -> dict[str, int]:
        said = _json(self.archive, NUMBERS)
        if not all(isinstance(number, int) for number in said.values()):
            raise ArchiveRefused(_DAMAGED)
        return said

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part, one a row."""
        with _reading(), self.archive.open(name) as packed, io.BufferedReader(packed, 1 << 20) as part:  # type: ignore[type-var]
            while line := part.readline(LONGEST + 1):
                if len(line) > LONGEST or not line.endswith(b"\n"):
                    raise ArchiveRefused(_DAMAGED)
                yield line[:-1]

    def bytes(self, name: str) -> IO[bytes] | None:
        """An image or a file; None where the archive does not have it."""
        return self.archive.open(name) if name in self.names else None


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at `path`. Raises ArchiveRefused."""
    try:
        with _reading():
            archive = zipfile.ZipFile(path)
    except OSError as error:
        raise ArchiveRefused(f"It cannot be opened: {error.strerror or error}.") from error
    with archive:
        with _reading():
            found = Archive(archive)
        yield found


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, RuntimeError) as error:
        raise ArchiveRefused(_DAMAGED) from error


def _json(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    with _reading(), archive.open(name) as part:
        text = part.read(MOST_SAID + 1)
    try:
        said = json.loads(text) if len(text) <= MOST_SAID else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise ArchiveRefused(_DAMAGED)
    return said


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[:80]
