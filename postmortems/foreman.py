"""Starts the reader of files when some wait: a process of its own, which no page waits for."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, close_old_connections, connection

from postmortems import child
from postmortems.exchange.batches.models import BatchFile

#: How often it is looked, in seconds, and how long after a reader that ended before the next is started.
LOOK, PAUSE = 1.0, 5.0
#: How long a reader waits for more, and how long one that is asked to end may finish its file.
STAY, FAREWELL = 10, 5

log = logging.getLogger(__name__)


@contextmanager
def at_work() -> Iterator[None]:
    """See to it that files which wait are read, while inside."""
    stopping = threading.Event()
    watcher = threading.Thread(target=_watch, args=(stopping,), name="foreman", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stopping.set()
        watcher.join(FAREWELL + 2)


def _watch(stopping: threading.Event) -> None:
    reader: subprocess.Popen[bytes] | None = None
    while not stopping.wait(LOOK):
        if reader is not None and reader.poll() is not None:
            # One that died at once must not be started again without a breath.
            reader = None
            stopping.wait(PAUSE)
        elif reader is None and _some_wait():
            reader = _start()
    connection.close()
    if reader is not None:
        # What it cannot finish in time is read again by the next.
        child.end(reader, patience=FAREWELL)


def _some_wait() -> bool:
    close_old_connections()
    try:
        return BatchFile.objects.unfinished().exists()
    except Error:
        # The database is away; pages say so.
        log.info("It could not be asked whether files wait.", exc_info=True)
        connection.close()
        return False


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--stay", str(STAY)]
    # It inherits where the database is, and that the environment is made.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
