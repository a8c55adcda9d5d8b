"""Many deliveries at the same moment: none is lost, and each alert opens one incident."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from incidents.alerts.models import Alert, AlertDelivery
from incidents.timeline.models import Incident, TimelineEntry
from postmortems.bootstrap import ROOT
from tests.cast import NOW

from .conftest import minutes

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


@pytest.fixture
def all_at_once():
    """Run `act` with each of the arguments, in eight threads with a connection each."""

    def run(act, arguments):
        def one(argument):
            try:
                return act(argument)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, arguments))

    return run


def body(*keys: str, note: int = 0, group: str = "") -> bytes:
    alerts = [
        {
            "title": f"Alert {k}",
            "key": k,
            "state": "firing",
            "at": minutes(0),
            "text": str(note),
            "group": group,
        }
        for k in keys
    ]
    return json.dumps(alerts).encode()


def test_a_storm_of_few_alerts_opens_few_incidents(make_source, all_at_once):
    source, _ = make_source()
    wanted = [(f"k{n % 3}", n // 3 % 10) for n in range(120)]
    kept = all_at_once(lambda w: source.receive(body(w[0], note=w[1]), headers={}, at=NOW).standing, wanted)
    assert set(kept) == {"taken"}
    assert (Incident.objects.count(), TimelineEntry.objects.count()) == (3, 3)
    assert sum(AlertDelivery.objects.values_list("times", flat=True)) == 120
    assert sorted(Alert.objects.values_list("times", flat=True)) == [40, 40, 40]


def test_groups_in_any_order_end_in_one_incident(make_source, all_at_once):
    source, _ = make_source(bundle="group")
    orders = [("a", "b", "c"), ("c", "b", "a"), ("b", "d"), ("d", "a"), ("e",), ("f", "e")] * 4
    numbered = list(enumerate(orders))
    kept = all_at_once(
        lambda o: source.receive(body(*o[1], note=o[0], group="g"), headers={}, at=NOW).standing, numbered
    )
    assert set(kept) == {"taken"}
    assert Incident.objects.count() == 1
    assert TimelineEntry.objects.count() == len("abcdef")


def test_two_people_open_one_incident(make_source, all_at_once, cast):
    source, _ = make_source(mode="keep")
    source.receive(body("a"), headers={}, at=NOW)
    alert = Alert.objects.get()
    opened = all_at_once(lambda who: alert.open_incident(by=who, at=NOW).pk, [cast.ben, cast.priya] * 4)
    assert len(set(opened)) == Incident.objects.count() == 1


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "control: without it"])
def test_an_alert_that_fires_anew_in_all_threads_opens_one_incident(
    make_source, all_at_once, monkeypatch, locked
):
    """The control takes the lock of the row away and lets all threads see the same state."""
    source, _ = make_source()
    source.receive(body("a").replace(b"firing", b"resolved"), headers={}, at=NOW)
    if not locked:
        together = threading.Barrier(THREADS)

        def unlocked(queryset, **_):
            rows = list(queryset)
            together.wait(timeout=60)
            return rows

        monkeypatch.setattr(type(Alert.objects.all()), "select_for_update", unlocked)
    times = [body("a").replace(minutes(0).encode(), minutes(n).encode()) for n in range(1, 1 + THREADS)]
    all_at_once(lambda each: source.receive(each, headers={}, at=NOW), times)
    assert (Incident.objects.count() == 1) is locked


#: A process of its own: says that it is ready, waits for the word, and takes in what it reads.
ANOTHER_PROCESS = """
import datetime as dt, sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from incidents.alerts.models import AlertSource
source = AlertSource.objects.get()
print("ready", flush=True)
for line in sys.stdin:
    body = line.rstrip().encode()
    print(source.receive(body, headers={}, at=dt.datetime.now(dt.UTC)).standing, flush=True)
"""


@pytest.fixture
def processes():
    """Two Pythons of their own on the database of this test, ready to be written to."""
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", ANOTHER_PROCESS, connection.settings_dict["NAME"]]
    started = []

    def start():
        for _ in range(2):
            given = {"cwd": ROOT, "env": surroundings, "text": True, "bufsize": 1}
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            started.append(subprocess.Popen(command, **given, **pipes))
        assert [each.stdout.readline() for each in started] == ["ready\n"] * 2
        return started

    yield start
    for each in started:
        each.stdin.close()
        assert each.wait(60) == 0
        each.stdout.close()


def test_two_processes_that_get_the_same_alerts_open_one_incident_each(make_source, processes):
    """What holds them apart stands in the database, so it holds between servers too."""
    make_source()
    both = processes()
    alerts = [f"k{number}" for number in range(10)]
    for key in alerts:
        for each, note in zip(both, (1, 2), strict=True):
            # The one body of both, which is counted; then two bodies that tell of the same firing.
            each.stdin.write(f"{body(key).decode()}\n{body(key, note=note).decode()}\n")
    said = [each.stdout.readline().strip() for each in both for _ in range(2 * len(alerts))]
    assert set(said) == {"taken"}
    assert (Incident.objects.count(), TimelineEntry.objects.count()) == (10, 10)
    assert Alert.objects.filter(times=4, moments__state="firing").distinct().count() == 10
    times = AlertDelivery.objects.order_by("-times").values_list("times", flat=True)
    assert list(times) == [2] * 10 + [1] * 20
