"""The product's own server, as `up` runs it, on a free port of this machine."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from django.db import connection

from postmortems.bootstrap import ROOT, Refusal

PATIENCE = 30


class Server:
    """A server that runs: where, and in which process."""

    def __init__(self, address: str, pid: int) -> None:
        self.address = address
        self.pid = pid


@contextlib.contextmanager
def running(threads: int) -> Iterator[Server]:
    """Start it on the benchmark's database with as many threads, and stop it afterwards."""
    port = free_port()
    environment = os.environ | {
        "BENCH_DATABASE": connection.settings_dict["NAME"],
        "THREADS": str(threads),
    }
    command = [sys.executable, "-m", "uvicorn", "postmortems.asgi:application", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--log-level", "warning", "--no-access-log"], cwd=ROOT, env=environment
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health/", timeout=PATIENCE):
            return
        time.sleep(0.05)
    raise Refusal("The server of the benchmark did not start.")
