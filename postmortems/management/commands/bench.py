"""Measures what things cost: runs one of benchmarks/ on a database server that is thrown away."""

import ast
import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postmortems import bootstrap, child, database

FOLDER = bootstrap.ROOT / "benchmarks"
#: Nothing of the server's own accord while something is timed; `Bench.settle` does it when asked.
QUIET = database.THROWN_AWAY | {"autovacuum": "off"}


class Command(BaseCommand):
    help = "Measure what things cost: bench NAME [options]. Alone it lists the benchmarks."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand the options on as they are: they are the benchmark's."""
        if not argv[2:] or argv[2] in ("-h", "--help"):
            self.stdout.write(f"{self.help}\n\n{listing()}")
            return
        try:
            sys.exit(self.measure(argv[2], argv[3:]))
        except (CommandError, bootstrap.Refusal) as refusal:
            sys.exit(f"\n{refusal}")

    def measure(self, name: str, options: list[str]) -> int:
        if name not in benchmarks():
            raise CommandError(f"There is no benchmark “{name}”. There are:\n\n{listing()}")
        command = [sys.executable, "-m", "benchmarks.frame", name, *options]
        with child.ending_in_order(), alone(), self.database(settings_for(name)) as url:
            return child.run_to_the_end(command, os.environ | {"DATABASE_URL": url})

    @contextlib.contextmanager
    def database(self, settings: dict[str, str]) -> Iterator[str]:
        """The server that DATABASE_URL names, else a built-in one of the benchmarks' own."""
        if given := os.environ.get("DATABASE_URL"):
            yield given
            return
        with database.BuiltIn(database.VAR / "bench-pg", settings=settings).running() as url:
            yield url


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One benchmark at a time: two would measure each other, and want the same database."""
    database.VAR.mkdir(exist_ok=True)
    with (database.VAR / "bench.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError("A benchmark runs already, and two would measure each other.") from error
        yield


def benchmarks(folder: Path = FOLDER) -> dict[str, str]:
    """Each benchmark with the first line of what it says of itself; read, not imported."""
    return {
        path.stem: (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        for path in sorted(folder.glob("*.py"))
        if path.stem != "__init__"
    }


def settings_for(name: str, folder: Path = FOLDER) -> dict[str, str]:
    """What the server is told: nothing, where the benchmark says that it wants one as in real life."""
    real = "\nAS_IN_REAL_LIFE = True\n" in (folder / f"{name}.py").read_text()
    return {} if real else QUIET


def listing() -> str:
    width = max(map(len, benchmarks()), default=0)
    return "\n".join(f"  {name:{width}}  {line}" for name, line in benchmarks().items())
