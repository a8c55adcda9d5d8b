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
from postmortems import foreman
from postmortems.exchange.batches.models import BatchFile
from postmortems.exchange.batches.working import work_one
from tests import sessions
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
        reader.join(120)
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


def wait_until(true, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("It did not come to that.")


#: Whoever makes the third incident has to wait for us.
TURNSTILE = """
CREATE FUNCTION turnstile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT count(*) FROM incidents_incident) >= 2 THEN
        PERFORM set_config('lock_timeout', '0', true);
        PERFORM pg_advisory_xact_lock(7);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER turnstile BEFORE INSERT ON incidents_incident FOR EACH ROW EXECUTE FUNCTION turnstile();
SELECT pg_advisory_lock(7);
"""


@pytest.fixture
def turnstile():
    """Readers stop in the middle of the third file until they are let through, however fast or slow they are."""
    with connection.cursor() as cursor:
        cursor.execute(TURNSTILE)

        def let_through():
            cursor.execute("SELECT pg_advisory_unlock_all()")

        yield let_through
        let_through()
        cursor.execute("DROP FUNCTION turnstile CASCADE")


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] == 1


def test_a_reader_that_is_killed_is_followed_by_one_that_goes_on(send, turnstile):
    batch = send(writings(6))
    first = reader()
    wait_until(somebody_waits)
    first.send_signal(signal.SIGKILL)
    first.wait(60)
    assert Incident.objects.count() == 2
    turnstile()
    # Postgres sees only now that nobody is there any more, and gives the third file back.
    assert sessions.wait_until_alone()
    second = reader()
    said, _ = second.communicate(timeout=120)
    assert set(outcomes(batch)) == {"created"}
    assert Incident.objects.count() == 6
    assert said == "4 files read.\n"


def test_a_reader_that_is_asked_to_end_finishes_the_file_in_hand(send, turnstile):
    batch = send(writings(6))
    one = reader()
    wait_until(somebody_waits)
    one.send_signal(signal.SIGTERM)
    turnstile()
    assert one.wait(120) == 0
    assert sorted(outcomes(batch)) == ["created"] * 3 + ["waiting"] * 3
    assert set(batch.files.filter(outcome="created").values_list("attempts", flat=True)) == {1}


def test_the_foreman_starts_a_reader_when_files_wait_and_ends_it_when_it_goes(send, monkeypatch):
    started = []

    def start():
        started.append(reader())
        return started[-1]

    monkeypatch.setattr(foreman, "_start", start)
    monkeypatch.setattr(foreman, "LOOK", 0.05)
    monkeypatch.setattr(foreman, "FAREWELL", 60)
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
