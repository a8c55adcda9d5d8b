"""The built-in Postgres: made whole, shared, stopped by the last, found again after a kill."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from postmortems import binaries, database, postmaster
from postmortems.bootstrap import ROOT, Refusal
from postmortems.management.commands.test import forget_killed_runs

HOLD = """
import sys
from pathlib import Path
from postmortems import binaries, database
with database.BuiltIn(Path(sys.argv[1]), settings=database.THROWN_AWAY).running() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("built-in") / "pg"


@pytest.fixture
def cluster(folder):
    return database.BuiltIn(folder, settings=database.THROWN_AWAY)


@pytest.fixture
def holder(folder):
    """Another process that uses the cluster; gives it with the URL that it was told."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,  # it holds on until it is killed, however long we take
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process, process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def ask(url: str, question: str):
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def pid_of(cluster: database.BuiltIn) -> int | None:
    running = postmaster.Running.read(cluster.data)
    return running.pid if running else None


def test_it_serves_while_it_is_used_and_keeps_what_was_written(cluster):
    with cluster.running() as url:
        ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        server = postmaster.Running.read(cluster.data)
        assert server and server.serves(cluster.data)
    assert pid_of(cluster) is None and not postmaster.alive(server.pid)
    with cluster.running() as url:
        assert ask(url, "SELECT answer FROM kept") == 42


def test_a_server_that_took_its_note_away_has_not_ended_while_it_lives(cluster):
    note = cluster.data / "postmaster.pid"
    with cluster.running():
        server, says = postmaster.Running.read(cluster.data), note.read_text()
        note.unlink()
        assert not cluster.gone(server)
        note.write_text(says)
    assert cluster.gone(server)


def test_the_application_is_no_superuser_and_nothing_listens_on_the_network(cluster):
    with cluster.running() as url:
        assert ask(url, "SHOW is_superuser") == "off"
        assert ask(url, "SHOW listen_addresses") == ""
        ask(url, "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS unaccent")
    assert cluster.folder.stat().st_mode & 0o777 == 0o700


def test_a_second_user_joins_and_the_last_one_stops_it(cluster, holder):
    process, url = holder
    with cluster.running() as same:
        assert same == url
        process.kill()
        process.wait()
    assert pid_of(cluster) is None


def test_the_first_to_leave_leaves_it_running(cluster, holder):
    with cluster.running():
        pass
    assert ask(holder[1], "SELECT 1") == 1


def test_it_is_found_again_after_its_user_was_killed(cluster, holder):
    process, url = holder
    before = pid_of(cluster)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ask(url, "SELECT 1") == 1
    with cluster.running():
        assert pid_of(cluster) == before
    assert pid_of(cluster) is None


def test_a_killed_server_is_started_again(cluster):
    with cluster.running() as url:
        ask(url, "SET synchronous_commit = on; CREATE TABLE survived AS SELECT 1")
        os.kill(pid_of(cluster), signal.SIGKILL)
        until = time.monotonic() + 60
        while postmaster.anybody_in(cluster.data) and time.monotonic() < until:
            time.sleep(0.05)
    with cluster.running() as url:
        assert ask(url, "SELECT count(*) FROM survived") == 1


def test_a_number_that_now_belongs_to_another_process_does_not_stop_it(cluster):
    cluster.make_folder()
    with cluster.running():
        pass
    lines = [
        str(os.getpid()),
        str(cluster.data),
        "1",
        "5432",
        str(cluster.folder / "socket"),
        "",
        "1 1",
        "ready",
    ]
    (cluster.data / "postmaster.pid").write_text("\n".join(lines))
    with cluster.running() as url:
        assert ask(url, "SELECT 1") == 1


def test_databases_of_killed_test_runs_are_dropped_and_others_stay(cluster):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = ["test_postmortems", f"test_postmortems_{ended.pid}", f"test_postmortems_{ended.pid}_gw1"]
    used = f"test_postmortems_{os.getpid()}_gw0"
    names = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname ~ '^test_'"
    with cluster.running() as url, contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        for name in (*left, used):
            connection.cursor().execute(f"CREATE DATABASE {name}")
        assert ask(url, names).split() == sorted((*left, used))
        forget_killed_runs(url)
        assert ask(url, names) == used


def test_half_a_cluster_is_never_taken_for_a_whole_one(tmp_path):
    cluster = database.BuiltIn(tmp_path / "pg", settings=database.THROWN_AWAY)
    cluster.make_folder()
    (cluster.folder / "data.making").mkdir()
    (cluster.folder / "data.making" / "PG_VERSION").write_text("18")
    with cluster.running() as url:
        assert ask(url, "SELECT 1") == 1


def test_a_long_path_gets_a_short_socket(tmp_path):
    cluster = database.BuiltIn(tmp_path / ("long" * 25) / "pg", settings=database.THROWN_AWAY)
    with cluster.running() as url:
        assert ask(url, "SELECT 1") == 1
        sockets = postmaster.Running.read(cluster.data).sockets
        assert len(str(sockets)) < 60 and sockets.stat().st_mode & 0o777 == 0o700
    assert not sockets.exists()


def test_data_of_another_version_are_left_alone_with_a_sentence(tmp_path):
    with pytest.raises(Refusal, match=r"written by Postgres 9; here is only Postgres \d+"):
        binaries.Binaries.find(9)


def test_a_server_that_does_not_start_shows_its_last_words(tmp_path):
    cluster = database.BuiltIn(tmp_path / "pg", settings={"shared_buffers": "nonsense", "fsync": "off"})
    with pytest.raises(Refusal, match=r"(?s)did not start.*shared_buffers"), cluster.running():
        pass


def test_root_finds_a_way_down(tmp_path, monkeypatch):
    if os.geteuid() != 0:
        assert binaries.run_as(tmp_path, Path("/bin/true")) == []
        return
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)
    with pytest.raises(Refusal, match="Run the command as an ordinary user"):
        binaries.run_as(tmp_path, Path("/bin/true"))


def test_root_can_become_the_owner_of_the_files(tmp_path, monkeypatch):
    if os.geteuid() != 0:
        assert binaries.ways_down(1000, 1000)[0][0][0] == "setpriv"
        return
    ways_down = binaries.ways_down
    monkeypatch.setattr(binaries, "ways_down", lambda uid, gid: ways_down(65534, 65534))
    cluster = database.BuiltIn(tmp_path / "pg", settings=database.THROWN_AWAY)
    with cluster.running() as url:
        assert ask(url, "SELECT 1") == 1
        status = Path(f"/proc/{pid_of(cluster)}/status").read_text()
        assert re.search(r"^Uid:\s+65534", status, re.M)


@pytest.mark.parametrize("arguments", (["up", "--help"], ["read", "a.txt"], ["test"], [], ["check"]))
def test_commands_that_ask_it_nothing_do_not_start_it(arguments, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(database.BuiltIn, "running", lambda self: pytest.fail("started"))
    with database.at_hand(arguments):
        pass


def test_database_url_takes_its_place(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/name")
    monkeypatch.setattr(database.BuiltIn, "running", lambda self: pytest.fail("started"))
    with database.at_hand(["up"]):
        pass


def test_a_server_that_is_still_starting_names_no_folder_that_could_be_cleared(tmp_path, monkeypatch):
    """Its socket's line is empty at first, and an empty path is the folder one stands in."""
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    lines = [str(os.getpid()), str(data), "1", "5432", "", "", ""]
    (data / "postmaster.pid").write_text("\n".join(lines))
    assert postmaster.Running.read(data) is None
    stands = tmp_path / "stands"
    ours = tmp_path / f"{database.SHORT}x"
    for folder in (stands, ours):
        folder.mkdir()
        (folder / "file").touch()
    monkeypatch.chdir(stands)
    cluster = database.BuiltIn(tmp_path / "pg")
    for named in (Path(""), Path("."), stands, tmp_path, Path(f"{database.SHORT}x")):
        cluster.clear(named)
    assert (stands / "file").exists() and (ours / "file").exists()
    cluster.clear(ours)
    assert not ours.exists()
