"""`manage.py bench`: its list, its refusals, what it counts, and one small benchmark from start to end."""

import os
import subprocess
import sys
import time

import pytest
from django.db import connection

from benchmarks.frame.bench import Bench
from benchmarks.frame.cpu import Meter, on_core
from postmortems.bootstrap import ROOT
from postmortems.management.commands import bench


def run(*arguments, url=""):
    environment = os.environ | {
        "POSTMORTEMS_NO_BOOTSTRAP": "1",
        "DJANGO_SETTINGS_MODULE": "postmortems.settings",
    }
    environment["DATABASE_URL"] = url or environment.get("DATABASE_URL", "")
    command = [sys.executable, "manage.py", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_alone_it_lists_every_benchmark_with_a_line_of_what_it_measures():
    said = run().stdout
    for name, line in bench.benchmarks().items():
        assert f"  {name} " in said and line in said
        assert line.endswith("."), f"benchmarks/{name}.py says of itself what it measures"


def test_a_file_that_says_nothing_of_itself_would_be_seen(tmp_path):
    (tmp_path / "mute.py").write_text("def run(bench, chosen): ...")
    (tmp_path / "__init__.py").write_text("")
    assert bench.benchmarks(tmp_path) == {"mute": ""}


@pytest.mark.parametrize("name", bench.benchmarks())
def test_each_has_what_the_frame_calls(name):
    text = (bench.FOLDER / f"{name}.py").read_text()
    assert "\ndef run(bench" in text


def test_the_database_spares_itself_the_disk_unless_told_otherwise(tmp_path):
    (tmp_path / "easy.py").write_text('"""x."""\n')
    (tmp_path / "real.py").write_text('"""x."""\nAS_IN_REAL_LIFE = True\n')
    assert bench.settings_for("easy", tmp_path)["fsync"] == "off"
    assert bench.settings_for("real", tmp_path) == {}


def test_a_name_that_is_not_there_is_refused_with_those_that_are():
    done = run("nothing")
    assert done.returncode == 1
    assert "no benchmark “nothing”" in done.stderr and "incident_page" in done.stderr


def test_two_at_once_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(bench.database, "VAR", tmp_path)
    with bench.alone(), pytest.raises(bench.CommandError, match="measure each other"), bench.alone():
        raise AssertionError("let in")


@pytest.mark.django_db
def test_ways_take_turns():
    turns = []
    found = Bench().interleaved({"a": lambda: spend("a", turns), "b": lambda: spend("b", turns)}, rounds=2)
    in_turns = [name for n, name in enumerate(turns) if n == 0 or turns[n - 1] != name]
    assert in_turns == ["a", "b", "a", "b", "a", "b"]
    assert set(found) == {"a", "b"} and min(found.values()) > 0


def spend(name, turns):
    turns.append(name)
    until = time.process_time() + 0.02
    while time.process_time() < until:
        pass


@pytest.mark.django_db
def test_the_database_s_share_is_counted():
    meter = Meter()
    if not meter.sees_the_database:
        pytest.skip("The database runs where its processes cannot be seen.")
    before, own = meter.read(), time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(sqrt(n)) FROM generate_series(1, 300000) AS n")
    assert meter.since(before) > 2 * 1000 * (time.process_time() - own)
    assert on_core(os.getpid()) > 0


@pytest.mark.django_db
def test_queries_are_counted():
    with Bench().queries() as asked, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    assert len(asked) == 2


@pytest.mark.django_db(transaction=True)
def test_a_server_serves_the_benchmark_s_own_database(django_db_serialized_rollback, monkeypatch):
    import urllib.request

    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "benchmarks.frame.settings")
    with Bench().server(threads=2) as up, urllib.request.urlopen(f"{up.address}/health/") as answer:
        assert answer.status == 200
        assert on_core(up.pid) > 0


def test_a_small_one_runs_to_its_end():
    done = run("incident_page", "--entries", "1", "3", "--rounds", "1")
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == ["entries", "1", "3"]
    assert rows[1][1] == rows[2][1], "more entries ask for more queries"
