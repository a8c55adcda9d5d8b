"""Runs every check of the project: its tests, in a browser too, and the rules of the house, with pytest."""

import contextlib
import os
import re
import sys
from collections.abc import Iterator

import psycopg2
from django.core.management.base import BaseCommand

from postmortems import bootstrap, child, database
from postmortems.postmaster import alive

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
        with child.ending_in_order(), self.database() as url:
            environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            if browser:
                environment["CHROME_PATH"] = browser
            command = [sys.executable, "-m", "pytest", *(argv[2:] or EVERYTHING)]
            code = child.run_to_the_end(command, environment)
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
        built_in = database.BuiltIn(database.VAR / "test-pg", settings=database.THROWN_AWAY)
        try:
            with built_in.running() as url:
                forget_killed_runs(url)
                yield url
        except bootstrap.Refusal as refusal:
            sys.exit(f"\n{refusal}")


def forget_killed_runs(url: str) -> None:
    """Each run has a database of its own, called after its process; drop those whose process is no more."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_' ORDER BY 1")
        for (name,) in cursor.fetchall():
            process = re.search(r"_(\d+)(?:_gw\d+)?$", name)
            if process is None or not alive(int(process[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
