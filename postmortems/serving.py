"""The steps of `up`: one at a time, a free port, its address, schema and static files when changed."""

import contextlib
import fcntl
import hashlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LOCK = settings.VAR / "up.lock"
PORTS_TO_TRY = 50
#: Any number; the processes that bring one database up to date must agree on it.
MIGRATION_LOCK = 7_066_711


class RunsAlready(Exception):
    """Another `up` serves from this folder. Its argument is the address."""


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the folder's lock, which the kernel takes back however this process ends."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunsAlready(served_at() or "an address that it is still choosing") from error
        lock.truncate(0)
        try:
            yield
        finally:
            lock.truncate(0)


def announce(address: str) -> None:
    LOCK.write_text(json.dumps({"pid": os.getpid(), "address": address}))


def served_at() -> str | None:
    """The address at which `up` serves from this folder now, if it does."""
    with contextlib.suppress(OSError, ValueError), LOCK.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return str(json.load(lock)["address"])
    return None


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on, at `port` or the next free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + PORTS_TO_TRY):
        taken = socket.socket(family)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, candidate))
            taken.listen(2048)
        except (OSError, OverflowError) as error:
            taken.close()
            if getattr(error, "errno", None) not in (98, 48):  # in use, on Linux and on macOS
                raise
        else:
            return taken
    raise OSError(f"The ports {port} to {port + PORTS_TO_TRY - 1} are all taken.")


def address_of(server: socket.socket) -> str:
    """What to type into a browser on this machine, or what the person running it said is the address."""
    if "SITE_URL" in os.environ:
        return settings.SITE_URL
    host, port = server.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def names_of_this_machine(host: str) -> list[str]:
    """Under which names a browser may ask for us when we listen at `host`."""
    if host not in ("0.0.0.0", "::"):
        return [f"[{host}]" if ":" in host else host]
    names = [socket.gethostname(), f"{socket.gethostname()}.local"]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outwards:
        # Nothing is sent: this asks the kernel which of our addresses it would send from.
        outwards.connect(("192.0.2.1", 9))
        names.append(outwards.getsockname()[0])
    return names


def is_behind() -> bool:
    """Whether the database lacks tables or columns of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> bool:
    """Bring the schema up to date; give whether there was anything to do."""
    with connection.cursor() as cursor:
        # Several processes may start on one database at once: the first does the work, the others wait.
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            waiting = is_behind()
            if waiting:
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    connection.close()
    return waiting


def collect_static() -> bool:
    """Write hashed and compressed copies of the static files; give whether any had changed."""
    mark = Path(settings.STATIC_ROOT) / "collected.txt"
    now = static_fingerprint()
    if mark.exists() and mark.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(now)
    return True


def static_fingerprint() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = os.stat(storage.path(path))
            seen.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
