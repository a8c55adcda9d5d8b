"""A command that is told to end takes along what it started."""

import signal
import subprocess
import sys
import time

import pytest

from postmortems import postmaster
from postmortems.bootstrap import ROOT

#: As `test` and `bench` do: a database of its own, and in it a process that takes long.
COMMAND = """
import sys
from pathlib import Path
from postmortems import child, database
long = [sys.executable, "-c", "import time; print('at it', flush=True); time.sleep(600)"]
with child.ending_in_order(), database.BuiltIn(Path(sys.argv[1]), settings=database.THROWN_AWAY).running():
    sys.exit(child.run_to_the_end(long))
"""


@pytest.fixture
def command(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(tmp_path / "pg")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def ended(process, ending):
    process.send_signal(ending)
    return process.wait(timeout=90)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_its_database_and_its_process_end_with_it(command, tmp_path, ending):
    line = next(line for line in command.stdout if "Making" not in line)
    assert line == "at it\n" and postmaster.anybody_in(tmp_path / "pg" / "data")
    assert ended(command, ending) == 128 + ending
    # Its end of the pipe is closed too, so the process within is gone.
    assert command.stdout.read() == "" and not postmaster.anybody_in(tmp_path / "pg" / "data")


def test_a_database_that_is_still_starting_is_not_left_behind(command, tmp_path):
    until = time.monotonic() + 60
    while not (tmp_path / "pg" / "data" / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.005)
    assert ended(command, signal.SIGTERM) == 128 + signal.SIGTERM
    assert not postmaster.anybody_in(tmp_path / "pg" / "data")
