"""PDFs that were made before, in a folder of this machine: by what is set in them, and no more than so much.

Who asks for one has been let in already: the name is a fingerprint of the whole page, which only those can make who
see the report. What was changed, were it one letter of a stylesheet, is another page and is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path


class Shelf:
    """A folder that forgets first what nobody has asked for longest."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder, self.most = folder, most

    def find(self, page: str, by: str) -> bytes | None:
        """What was made of this page, `by` a maker of this version."""
        path = self._path(page, by)
        with contextlib.suppress(OSError):
            made = path.read_bytes()
            # Asked for now, so it goes last.
            os.utime(path)
            return made
        return None

    def keep(self, page: str, by: str, made: bytes) -> None:
        """Put it on the shelf, if there is room for it at all. A full disk is no reason to fail."""
        if len(made) > self.most // 4:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._path(page, by)
            beside = path.with_suffix(f".{secrets.token_hex(4)}")
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(made)
            beside.replace(path)
            self._make_room()

    def _path(self, page: str, by: str) -> Path:
        said = f"{by}\n{page}"
        return self.folder / f"{hashlib.sha256(said.encode()).hexdigest()}.pdf"

    def _make_room(self) -> None:
        found = []
        for each in self.folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                stat = each.stat()
                found.append((stat.st_mtime, stat.st_size, each))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda one: one[0]):
            if total <= self.most:
                break
            path.unlink(missing_ok=True)
            total -= size
