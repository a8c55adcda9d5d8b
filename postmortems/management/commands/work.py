"""Reads the files that were sent to be brought in, until none waits."""

import argparse
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from postmortems.exchange.batches.working import bounded, work_one


class Command(BaseCommand):
    help = (
        "Read the files that wait to be brought in, one after another, and end. `up` starts this by itself. "
        "Several may run at once, on several machines too."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--stay", type=int, default=0, metavar="SECONDS", help="wait so long for more before ending"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # The file in hand is finished first; its time is bounded.
            signal.signal(ending, lambda *_: stopping.set())
        # Pages come first.
        os.nice(10)
        read = 0
        idle = 0
        while not stopping.is_set() and idle <= options["stay"]:
            with bounded():
                found = work_one()
            read += found
            idle = 0 if found else idle + 1
            if not found and idle <= options["stay"]:
                stopping.wait(1)
        self.stdout.write(f"{read} file{'' if read == 1 else 's'} read.")
