"""Zips and folders as files to read. Nothing is unpacked to the disk, so that no name in a zip leads anywhere. Pure."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from .converting import ENDINGS, LARGEST, Unreadable, too_large

#: Text packs to a tenth. What packs to less than this share was made to be packed.
RATIO = 200
_TOO_SMALL_TO_JUDGE = 64 * 1024
#: What other programs leave in folders and zips.
_LITTER = frozenset(["__MACOSX", "Thumbs.db", "desktop.ini"])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is looked into."""

    file: int = LARGEST
    """Bytes of one file."""
    zip_files: int = 2_000
    zip_bytes: int = 500 * 1024 * 1024
    """What the files of one zip may say they have together."""

    @classmethod
    def of(cls, settings: Any) -> Limits:
        """As the installation has them."""
        return cls(settings.IMPORT_FILE_BYTES, settings.IMPORT_ZIP_FILES, settings.IMPORT_ZIP_BYTES)


@dataclass(frozen=True, slots=True)
class Found:
    """One file, not read yet. `data()` gives its bytes or raises Unreadable."""

    name: str
    data: Callable[[], bytes]


def in_paths(paths: list[Path], limits: Limits) -> Iterator[Found]:
    """The files that are named, those in folders that are named, and those in zips among them, in order of name."""
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, limits)
        else:
            yield from _in_file(path, limits)


def _in_folder(folder: Path, limits: Limits) -> Iterator[Found]:
    # Links are left alone: they may lead out of the folder or in a ring.
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_symlink() or not path.is_file() or _is_litter(inside):
            continue
        if path.suffix.lower() in (*ENDINGS, ".json", ".zip"):
            yield from _in_file(path, limits)


def _in_file(path: Path, limits: Limits) -> Iterator[Found]:
    if path.suffix.lower() != ".zip":
        yield Found(str(path), lambda: _of_disk(path, limits))
        return
    try:
        with path.open("rb") as file:
            for found in in_zip(file, limits):
                yield Found(f"{path}/{found.name}", found.data)
    except OSError as error:
        yield refused(str(path), f"It cannot be opened: {error.strerror}.")
    except Unreadable as refusal:
        yield refused(str(path), str(refusal))


def _of_disk(path: Path, limits: Limits) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("There is no such file." if not path.exists() else "It is no file.")
        if path.stat().st_size > limits.file:
            raise Unreadable(too_large(limits.file))
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from None


def in_zip(file: BinaryIO, limits: Limits) -> Iterator[Found]:
    """The files of a zip, while `file` is open. Raises Unreadable for what is no zip, or was made to do harm."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError):
        raise Unreadable("It is called .zip but is none, or it is damaged.") from None
    with packed:
        parts = [part for part in packed.infolist() if not part.is_dir()]
        if len(parts) > limits.zip_files:
            raise Unreadable(f"It holds more than {limits.zip_files:,} files. Bring it in as several.")
        if sum(part.file_size for part in parts) > limits.zip_bytes:
            most = limits.zip_bytes // 1024**2
            raise Unreadable(f"It unpacks to more than {most:,} MB. Bring it in as several.")
        for part in sorted(parts, key=lambda part: part.filename):
            if not _is_litter(tuple(part.filename.replace("\\", "/").split("/"))):
                yield Found(_shown(part.filename), _reader(packed, part, limits))


def _reader(packed: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> Callable[[], bytes]:
    refused = _why_not(part, limits)
    return _refusal(refused) if refused else lambda: _unpacked(packed, part, limits)


def _why_not(part: zipfile.ZipInfo, limits: Limits) -> str:
    """Why a part of a zip is not unpacked, by what the directory says of it; empty when it is."""
    name = part.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return "Its name leads out of the zip."
    if stat.S_ISLNK(part.external_attr >> 16):
        return "It is a link to another file, which is not followed."
    if part.flag_bits & 1:
        return "It is protected with a password. Pack it without one."
    if part.file_size > limits.file:
        return too_large(limits.file)
    if part.file_size > _TOO_SMALL_TO_JUDGE and part.file_size > RATIO * max(part.compress_size, 1):
        return "It unpacks to far more than a write-up. It is not opened."
    return ""


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> bytes:
    try:
        with packed.open(part) as opened:
            # No more than the directory says comes out, whatever the packed bytes hold.
            return opened.read(limits.file + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise Unreadable("It is damaged, or packed in a way that is not read.") from None


def refused(name: str, sentence: str) -> Found:
    """A file of which nothing is read, and why."""
    return Found(name, _refusal(sentence))


def _refusal(sentence: str) -> Callable[[], bytes]:
    def refuse() -> bytes:
        raise Unreadable(sentence)

    return refuse


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any(part in _LITTER or (part.startswith(".") and part != "..") for part in parts)


def _shown(name: str) -> str:
    """A name of a zip for people to read, without signs that would turn or hide it."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[:200]
