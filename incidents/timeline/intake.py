"""What is taken as evidence, and under which name. Pure: bytes in, bytes and facts out, or a sentence.

An image is made anew (see `imaging`); any other file is kept as it is, and pages offer it as a download
alone. What a browser claims about a file is not believed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from . import imaging

LONGEST_NAME = 120
MEGABYTE = 1024 * 1024
#: Ending → what a download is called by; anything else that is let in is plain bytes.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".log": "text/plain",
    ".md": "text/plain",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".jsonl": "application/json",
    ".har": "application/json",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
}
#: Endings that promise an image that we can read; what is in such a file has to be one.
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class Unfit(Exception):
    """A file that is not taken. The message is a sentence for the person, with the file's name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken."""

    file_bytes: int
    pixels: int
    endings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is taken: what is to be stored, and what is known of it."""

    name: str
    content_type: str
    data: bytes
    small: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def ending(self) -> str:
        return PurePosixPath(self.name).suffix


def tidy_name(name: str) -> str:
    """The name without folders, without characters that cannot be seen or turn the line, of a fair length."""
    name = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        c for c in name if unicodedata.category(c)[0] != "C" and unicodedata.category(c) not in ("Zl", "Zp")
    )
    seen = " ".join(unicodedata.normalize("NFC", seen).split()).strip(". ")
    ending = PurePosixPath(seen).suffix[:12]
    stem = seen[: len(seen) - len(ending)] if ending else seen
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip()}{ending}" or "file"


def take(file: BinaryIO, *, name: str, limits: Limits) -> Taken:
    """Look into what somebody sent. Raises Unfit."""
    name = tidy_name(name)
    # One byte more than is taken is enough to know that there are too many.
    data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unfit(
            f"“{name}” is larger than {megabytes(limits.file_bytes)} MB, which is the most for one file."
        )
    if not data:
        raise Unfit(f"“{name}” is empty.")
    ending = PurePosixPath(name).suffix.lower()
    if imaging.is_image(data[:16]):
        return _image(data, name, limits)
    if ending in IMAGE_ENDINGS:
        raise Unfit(f"“{name}” is called an image, but what is in it is none that can be read here.")
    if ending not in limits.endings:
        raise Unfit(f"“{name}” is of a sort that is not taken. {sorts(limits)}")
    return Taken(name, CONTENT_TYPES.get(ending, "application/octet-stream"), data)


def _image(data: bytes, name: str, limits: Limits) -> Taken:
    try:
        still = imaging.make_anew(data, most_pixels=limits.pixels)
    except imaging.Unreadable as unreadable:
        raise Unfit(f"“{name}”: {unreadable}") from unreadable
    stem = PurePosixPath(name).stem
    return Taken(
        f"{stem}{still.ending}", still.content_type, still.data, still.small, still.width, still.height
    )


def sorts(limits: Limits) -> str:
    """ "Taken are images (PNG, JPEG, WebP, GIF) and …": one sentence."""
    return f"Taken are images (PNG, JPEG, WebP, GIF) and files that end in {', '.join(limits.endings)}."


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.4g}"
