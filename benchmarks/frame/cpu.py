"""CPU time of this process, of the database that serves it, and of a server that it started.

Requests a second move with the machine and its neighbours; the time that processes were on a core holds. The kernel
counts it in nanoseconds in `schedstat`. Where there is no /proc, or the database runs on another machine, this
process alone is counted.
"""

import contextlib
import time
from pathlib import Path

from django.db import connection

PROC = Path("/proc")


class Meter:
    """Adds up the processes that do the work."""

    def __init__(self, *servers: int) -> None:
        self.servers = servers
        self.postmaster = postmaster()

    @property
    def sees_the_database(self) -> bool:
        return self.postmaster is not None

    def read(self) -> dict[int, float]:
        """Milliseconds by process; 0 stands for this one."""
        times = {0: 1000 * time.process_time()}
        for pid in (*self.servers, *children(self.postmaster)):
            with contextlib.suppress(OSError):
                times[pid] = on_core(pid)
        return times

    def since(self, before: dict[int, float]) -> float:
        """What was used meanwhile, also by processes that began in between."""
        now = self.read()
        return sum(max(0.0, spent - before.get(pid, 0.0)) for pid, spent in now.items())


def on_core(pid: int) -> float:
    """Milliseconds that all threads of a process were on a core."""
    tasks = (PROC / str(pid) / "task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def postmaster() -> int | None:
    """The process above the one that serves our connection, where both can be seen from here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with contextlib.suppress(OSError, ValueError):
        if "postgres" in (PROC / str(backend) / "comm").read_text():
            return parent(PROC / str(backend))
    return None


def children(of: int | None) -> list[int]:
    found = []
    for process in PROC.glob("[0-9]*") if of else ():
        with contextlib.suppress(OSError, ValueError):
            if parent(process) == of:
                found.append(int(process.name))
    return found


def parent(process: Path) -> int:
    # The name stands in brackets and may hold blanks; what follows it does not.
    return int((process / "stat").read_text().rpartition(")")[2].split()[1])
