"""Runs every check of the project: its tests, in a browser too, and the rules of the house, with pytest."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand

from postmortems import bootstrap, database

#: Without arguments everything runs, in as many processes as the smallest machine has cores.
EVERYTHING = ["-n", "2"]


class Command(BaseCommand):
    help = "Run all tests and checks; arguments go to pytest, as in: manage.py test tests/incidents -k title"

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand the arguments on as they are: they are pytest's."""
        if {"-h", "--help"} & {*argv[2:]}:
            self.print_help(argv[0], argv[1])
            return
        browser = self.browser()
        with self.database() as url:
            environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            if browser:
                environment["CHROME_PATH"] = browser
            command = [sys.executable, "-m", "pytest", *(argv[2:] or EVERYTHING)]
            code = self.run_to_the_end(command, environment)
        sys.exit(code)

    def browser(self) -> str | None:
        from tests import browser

        found = browser.find_or_install()
        if found is None:
            self.stderr.write(browser.MISSING)
            if os.environ.get("CI"):
                sys.exit(1)
        return found

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """The server that DATABASE_URL names, else a built-in one of the tests' own."""
        if given := os.environ.get("DATABASE_URL"):
            yield given
            return
        try:
            with database.BuiltIn(database.VAR / "test-pg", settings=database.THROWN_AWAY).running() as url:
                yield url
        except bootstrap.Refusal as refusal:
            sys.exit(f"\n{refusal}")

    def run_to_the_end(self, command: list[str], environment: dict[str, str]) -> int:
        process = subprocess.Popen(command, cwd=bootstrap.ROOT, env=environment)
        while True:
            # Ctrl-C goes to pytest too, which reports what it has; the database waits for that.
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()
