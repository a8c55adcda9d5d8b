"""What is handed to a benchmark's `run`."""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.people.models import User

from . import server
from .cpu import Meter

#: A turn lasts at least so many CPU-milliseconds, so that what measuring itself costs does not show.
TURN = 40.0


class Bench:
    """Counts, times, serves, and says what came out."""

    def say(self, *lines: str) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def browser(self, user: User | None = None) -> Client:
        """Asks for pages inside this process, through every middleware, signed in if told as whom."""
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    @contextmanager
    def queries(self) -> Iterator[CaptureQueriesContext]:
        """`with bench.queries() as asked:`, and afterwards `len(asked)` and `asked.captured_queries`."""
        with CaptureQueriesContext(connection) as asked:
            yield asked

    @contextmanager
    def server(self, threads: int = 8) -> Iterator[server.Server]:
        """The real server on a loopback port. What `interleaved` counts holds its work when it is named there."""
        with server.running(threads) as started:
            yield started

    def settle(self) -> None:
        """Let the planner know what was put in; nothing does it by itself, so that it disturbs no turn."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")

    def interleaved(
        self, ways: Mapping[str, Callable[[], object]], *, rounds: int = 5, servers: tuple[int, ...] = ()
    ) -> dict[str, float]:
        """CPU-milliseconds of one call of each, in turns A B A B, the median of the rounds.

        In turns, so that a busy moment of the machine meets all of them alike. Each is called once beforehand.
        """
        meter = Meter(*servers)
        times = {name: max(1, round(TURN / max(0.01, once(meter, act)))) for name, act in ways.items()}
        found: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, act in ways.items():
                before = meter.read()
                for _ in range(times[name]):
                    act()
                found[name].append(meter.since(before) / times[name])
        return {name: statistics.median(each) for name, each in found.items()}


def once(meter: Meter, act: Callable[[], object]) -> float:
    """What a call costs when it is warm."""
    act()
    before = meter.read()
    act()
    return meter.since(before)
