"""Readers in processes and threads of their own: nothing twice, nothing lost, whoever is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from incidents.timeline.models import Incident
from postmortems import child, foreman
from postmortems.exchange.batches.models import BatchFile
from postmortems.exchange.batches.working import work_one
from tests.postmortems.exchange.batches.conftest import outcomes
from tests.postmortems.exchange.samples import CLASSIC

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def writings(n):
    return {f"{i}.md": CLASSIC.encode() + f"Ticket office {i}\n".encode() for i in range(n)}


def test_two_readers_at_once_make_each_file_once(send):
    batch, counts = send(writings(12)), []

    def read():
        try:
            n = 0
            while work_one():
                n += 1
            counts.append(n)
        finally:
            connections.close_all()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    assert sum(counts) == 12
    assert all(counts)
    assert set(outcomes(batch)) == {"created"}
    assert Incident.objects.count() == 12
    assert set(batch.files.values_list("attempts", flat=True)) == {1}


def reader():
    """`manage.py work` on the database of the tests."""
    now = connection.settings_dict
    host = now["HOST"] or now["OPTIONS"]["host"]
    place = f"postgres://{now['USER']}@/{now['NAME']}?host={quote(host, safe='/')}"
    environment = {**os.environ, "DATABASE_URL": place, "POSTMORTEMS_NO_BOOTSTRAP": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("It did not come to that.")


def test_a_reader_that_is_killed_is_followed_by_one_that_goes_on(send):
    batch = send(writings(15))
    first = reader()
    wait_until(lambda: batch.files.filter(outcome="created").count() >= 2)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    made = Incident.objects.count()
    assert 2 <= made < 15
    second = reader()
    said, _ = second.communicate(timeout=120)
    assert set(outcomes(batch)) == {"created"}
    assert Incident.objects.count() == 15
    assert said == f"{15 - made} files read.\n"


def test_a_reader_that_is_asked_to_end_finishes_the_file_in_hand(send):
    batch = send(writings(15))
    one = reader()
    wait_until(lambda: batch.files.filter(outcome="created").exists())
    child.end(one, patience=foreman.FAREWELL)
    assert one.returncode == 0
    assert "working" not in outcomes(batch)
    assert set(batch.files.filter(outcome="created").values_list("attempts", flat=True)) == {1}
    assert batch.files.filter(outcome="waiting").exists()


def test_the_foreman_starts_a_reader_when_files_wait_and_ends_it_when_it_goes(send, monkeypatch):
    started = []

    def start():
        started.append(reader())
        return started[-1]

    monkeypatch.setattr(foreman, "_start", start)
    monkeypatch.setattr(foreman, "LOOK", 0.05)
    with foreman.at_work():
        time.sleep(0.3)
        assert started == []
        batch = send(writings(2))
        wait_until(lambda: set(outcomes(batch)) == {"created"})
    assert len(started) == 1
    assert started[0].poll() is not None


def test_a_file_is_held_only_as_long_as_its_reader_lives(send):
    send(writings(1))
    held, done = threading.Event(), threading.Event()

    def hold():
        try:
            BatchFile.objects.claim(at=timezone.now())
            held.set()
            done.wait(30)
        finally:
            connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    assert work_one() is False
    done.set()
    holder.join(30)
    assert work_one() is True
    assert Incident.objects.count() == 1
