"""The events of this room in words: write-ups that were brought in, alone and many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def _taken_in(data: Mapping[str, Any]) -> str:
    return f"brought in the write-up “{data['name']}”" if data.get("name") else "brought in a write-up"


def _files(did: str) -> Callable[[Mapping[str, Any]], str]:
    def said(data: Mapping[str, Any]) -> str:
        n = data.get("files")
        return f"{did} {n} file{'' if n == 1 else 's'}" if n else f"{did} files"

    return said


EVENTS = {
    "write_up.taken_in": _taken_in,
    "file_batch.sent": _files("sent to be brought in:"),
    "file_batch.cancelled": _files("cancelled the reading of"),
    # The write-up itself tells of it.
    "batch_file.answered": "",
    "user.brought_in": "brought in the name of a person",
}
