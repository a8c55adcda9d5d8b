"""A storm of alerts over HTTP: none is lost, and each alert opens one incident."""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import statistics
import threading
import time
import urllib.parse
from itertools import count

from django.db.models import Sum

from benchmarks.frame.bench import Bench
from benchmarks.frame.cpu import Meter
from incidents.alerts.models import Alert, AlertDelivery, AlertSource
from incidents.catalog.models import Severity
from incidents.timeline.models import Incident, TimelineEntry

NOON = dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC)
#: Whether it is quick enough also hangs on the disk: nothing is answered before its commit is on it.
AS_IN_REAL_LIFE = True
#: A storm is never longer, whatever is asked for.
LONGEST = 60


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rate", type=int, default=200, help="requests a second that are tried for (200)")
    parser.add_argument("--seconds", type=int, default=LONGEST, help=f"for how long, at most {LONGEST}")
    parser.add_argument("--alerts", type=int, default=50, metavar="N", help="different fingerprints (50)")
    parser.add_argument("--senders", type=int, default=8, help="senders at once (8)")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    severity = Severity.objects.order_by("order")[0]
    _, token = AlertSource.add(by=None, at=NOON, name="Storm", vendor="generic", severity=severity)
    wanted = chosen.rate * min(chosen.seconds, LONGEST)
    load = os.getloadavg()[0]
    with bench.server() as up:
        storm = Storm(f"{up.address}/hooks/{token}/", wanted, chosen.rate, chosen.alerts)
        meter = Meter(up.pid)
        before = meter.read()
        took = storm.rage(chosen.senders)
        spent = {pid: (ms - before.get(pid, 0.0)) / storm.sent for pid, ms in meter.read().items()}
    bench.say(
        f"sent       {storm.sent:>8} in {took:.0f} s, {storm.sent / took:.0f} a second",
        f"CPU-ms     {spent.pop(up.pid):>8.2f} of the server for each; {spent.pop(0):.2f} of the senders,"
        f" {sum(spent.values()):.2f} of the database",
        f"load       {load:>8.1f} before it began, on {os.cpu_count()} cores",
    )
    count_again(bench, storm)


def count_again(bench: Bench, storm: Storm) -> None:
    """Say what was answered and what is there, and whether that is the same."""
    milliseconds = sorted(1000 * each for each in storm.times)
    kept = AlertDelivery.objects.aggregate(all=Sum("times"))["all"] or 0
    heard = Alert.objects.aggregate(all=Sum("times"))["all"] or 0
    bench.say(
        f"accepted   {len(milliseconds):>8}   others: {storm.refused or 'none'}",
        f"p50, p95   {statistics.median(milliseconds):>8.1f} and {milliseconds[int(0.95 * len(milliseconds))]:.1f} ms",
        f"incidents  {Incident.objects.count():>8} for {Alert.objects.count()} alerts,"
        f" with {TimelineEntry.objects.count()} entries",
        f"lost       {len(milliseconds) - min(kept, heard):>8}",
    )
    lost = len(milliseconds) > min(kept, heard) or len(milliseconds) < storm.sent
    if lost or Incident.objects.count() != Alert.objects.count():
        raise SystemExit("Something was lost, or an alert opened more than one incident.")


class Storm:
    """So many requests at an even pace; every third body is new, the others came before."""

    def __init__(self, address: str, wanted: int, rate: int, alerts: int) -> None:
        self.url = urllib.parse.urlsplit(address)
        self.wanted, self.rate, self.alerts = wanted, rate, alerts
        self.turn, self.lock = count(), threading.Lock()
        self.sent = 0
        self.times: list[float] = []
        self.refused: dict[int, int] = {}

    def rage(self, threads: int) -> float:
        """Send all of it; gives how many seconds that took."""
        self.began = time.perf_counter()
        senders = [threading.Thread(target=self.send) for _ in range(threads)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        return time.perf_counter() - self.began

    def send(self) -> None:
        line = http.client.HTTPConnection(self.url.netloc, timeout=30)
        while (number := next(self.turn)) < self.wanted:
            time.sleep(max(0.0, self.began + number / self.rate - time.perf_counter()))
            if time.perf_counter() - self.began > 2 * LONGEST:
                return  # a machine that cannot keep up ends here, and the counts say so
            begun = time.perf_counter()
            line.request("POST", self.url.path, self.body(number), {"Content-Type": "application/json"})
            answer = line.getresponse()
            answer.read()
            spent = time.perf_counter() - begun
            with self.lock:
                self.sent += 1
                if answer.status == 200:
                    self.times.append(spent)
                else:
                    self.refused[answer.status] = self.refused.get(answer.status, 0) + 1

    def body(self, number: int) -> bytes:
        key = f"alert-{number % self.alerts}"
        alert = {"title": f"Queue of {key} grows", "key": key, "state": "firing", "severity": "critical"}
        note = number if number % 3 == 0 else number % 3
        return json.dumps(alert | {"at": NOON.isoformat(), "text": f"Measurement {note}"}).encode()
