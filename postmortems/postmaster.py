"""What a running Postgres says of itself in its folder, and whether that is still true."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

#: The name of its socket in the folder of sockets.
SOCKET = ".s.PGSQL.5432"


class Running:
    """What `postmaster.pid` says of a server: its process and the folder of its socket."""

    def __init__(self, pid: int, sockets: Path):
        self.pid = pid
        self.sockets = sockets

    @classmethod
    def read(cls, data: Path) -> Running | None:
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            lines = (data / "postmaster.pid").read_text().splitlines()
            # A server that is still starting has not said yet where its socket is: the line is empty.
            return cls(int(lines[0]), Path(lines[4])) if lines[4] else None
        return None

    def serves(self, data: Path) -> bool:
        """Is the process still that server? Numbers are used again, and a folder may have been copied."""
        if not alive(self.pid):
            return False
        where = Path(f"/proc/{self.pid}/cwd")
        try:
            # A server works in its data folder for as long as it lives.
            return where.resolve(strict=True) == data.resolve()
        except (FileNotFoundError, PermissionError):  # a system without /proc, or somebody else's process
            return self.answers()

    def answers(self) -> bool:
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as knock, contextlib.suppress(OSError):
            knock.connect(str(self.sockets / SOCKET))
            return True
        return False


def alive(pid: int) -> bool:
    """Is there a process of this number?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def anybody_in(folder: Path) -> bool:
    """Does a process work in the folder: a server, or what a killed one left behind?"""
    for place in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if place.resolve(strict=True) == folder.resolve():
                return True
    return False
