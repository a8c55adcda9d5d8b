"""Runs one benchmark: `manage.py bench NAME` starts this on a database server that is thrown away."""

import argparse
import contextlib
import importlib
import io
import os
import sys


def main(name: str, arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.frame.settings"
    import django

    django.setup()
    from django.db import connection

    from benchmarks.frame.bench import Bench
    from benchmarks.frame.cpu import Meter
    from postmortems import serving

    benchmark = importlib.import_module(f"benchmarks.{name}")
    parser = argparse.ArgumentParser(prog=f"manage.py bench {name}", description=benchmark.__doc__)
    if hasattr(benchmark, "options"):
        benchmark.options(parser)
    chosen = parser.parse_args(arguments)
    serving.collect_static()
    before = connection.settings_dict["NAME"]
    # What a killed benchmark left is dropped first. Its commands talk whatever the verbosity.
    with contextlib.redirect_stdout(io.StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with connection.cursor() as cursor:
            # Making a million rows may take its time; the server that a benchmark starts keeps its limits.
            cursor.execute("SET statement_timeout = 0")
        bench = Bench()
        if not Meter().sees_the_database:
            bench.say("The database's share cannot be seen from here: this process alone is counted.")
        benchmark.run(bench, chosen)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
