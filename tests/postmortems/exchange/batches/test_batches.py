"""A batch of files: every file is read once, and none keeps the ones behind it out."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.audit.models import Event
from incidents.timeline.models import Incident
from postmortems.exchange.batches import working
from postmortems.exchange.batches.models import KEPT_FOR, BatchFile, FileBatch, NoLongerHeld
from postmortems.exchange.batches.working import work_one
from postmortems.exchange.packing import refused
from tests.postmortems.exchange.batches.conftest import outcomes
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

pytestmark = pytest.mark.django_db


def test_every_file_gets_its_outcome_and_its_sentence(send, read_all):
    batch = send()
    assert outcomes(batch) == ["waiting"] * 5
    assert read_all() == 5
    assert outcomes(batch) == ["created", "asked", "failed", "failed", "there"]
    made, asked, failed, empty, there = batch.files.all()
    assert made.incident == there.incident == Incident.objects.get()
    assert made.incident.write_up.name == "tickets.md"
    assert asked.why == "Say on which day it happened; the text does not."
    assert failed.why.startswith("Files that end in .png are not read.")
    assert empty.why == "There is no text in it."
    assert Event.objects.filter(verb="file_batch.sent").get().data == {"files": 5}


def test_bytes_are_kept_while_somebody_has_to_answer_and_no_longer(send, read_all):
    batch = send()
    read_all()
    assert [bool(file.raw) for file in batch.files.all()] == [False, True, False, False, False]
    with pytest.raises(IntegrityError, match="batch_file_bytes_until_it_is_clear"), transaction.atomic():
        batch.files.filter(outcome="asked").update(raw=None)


def test_what_cannot_be_unpacked_is_told_in_its_row(cast):
    found = [refused("x.zip/../up.md", "Its name leads out of the zip.")]
    terms = FileBatch(visibility="everyone").terms
    file = FileBatch.send(found, terms, by=cast.ben, at=timezone.now()).files.get()
    assert (file.outcome, file.why) == ("failed", "Its name leads out of the zip.")


def test_sending_again_creates_nothing_new(send, read_all):
    send()
    read_all()
    again = send()
    read_all()
    assert outcomes(again) == ["there", "asked", "failed", "failed", "there"]
    assert Incident.objects.count() == 1


def test_what_was_said_for_all_answers_what_a_text_leaves_open(send, read_all):
    batch = send(day=dt.date(2025, 3, 9))
    read_all()
    assert outcomes(batch)[1] == "created"
    assert str(batch.files.all()[1].incident.started_at.date()) == "2025-03-09"


def test_a_restricted_batch_makes_restricted_incidents(send, read_all, cast):
    batch = send(visibility="restricted")
    read_all()
    assert Incident.objects.visible_to(cast.ben).count() == 1
    assert not Incident.objects.visible_to(cast.olga).exists()
    assert not Incident.objects.visible_to(cast.amara).exists()
    assert not FileBatch.objects.visible_to(cast.amara).exists()
    assert FileBatch.objects.visible_to(cast.ben).get() == batch


def test_administrators_see_what_others_send_but_no_file_of_an_incident_that_they_do_not(
    send, read_all, cast
):
    batch = send()
    read_all()
    seen = BatchFile.objects.visible_to(cast.amara)
    assert (FileBatch.objects.visible_to(cast.amara).get(), seen.count()) == (batch, 5)
    Incident.objects.update(visibility="restricted")
    assert [file.outcome for file in seen.all()] == ["asked", "failed", "failed"]
    assert seen.tally()[batch.pk] == {"asked": 1, "failed": 2}
    assert BatchFile.objects.visible_to(cast.ben).count() == 5
    assert not BatchFile.objects.visible_to(cast.olga).exists()


def test_few_files_do_not_wait_for_the_many_that_were_sent_before(send, cast):
    many = send({f"{n}.md": CLASSIC.encode() + str(n).encode() for n in range(4)})
    few = send({"one.md": CLASSIC.encode()}, by=cast.priya)
    work_one()
    work_one()
    assert (outcomes(many), outcomes(few)) == (["created", "waiting", "waiting", "waiting"], ["created"])


def test_cancelling_leaves_what_was_not_begun_and_keeps_what_was_made(send, read_all, cast):
    batch = send()
    work_one()
    assert batch.cancel(by=cast.ben, at=timezone.now()) == 4
    assert outcomes(batch) == ["created", *["cancelled"] * 4]
    assert not batch.files.exclude(raw=None).exists()
    assert batch.cancel(by=cast.ben, at=timezone.now()) == 0
    assert read_all() == 0
    assert Event.objects.filter(verb="file_batch.cancelled").count() == 1


def test_who_has_left_brings_nothing_in(send, read_all, cast):
    batch = send(by=cast.dana)
    read_all()
    assert set(outcomes(batch)) == {"failed"}
    assert batch.files.first().why == "Dana Left may not bring anything in any more."
    assert not Incident.objects.exists()


def test_a_reader_that_was_killed_between_reading_and_storing_leaves_nothing_behind(
    send, read_all, monkeypatch
):
    batch = send()

    def killed(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as now:
        now.setattr(BatchFile, "settle", killed)
        with pytest.raises(SystemExit):
            work_one()
    assert outcomes(batch) == ["working", *["waiting"] * 4]
    assert not Incident.objects.exists()
    read_all()
    assert outcomes(batch)[0] == "created"
    assert batch.files.first().attempts == 2


def test_a_file_that_breaks_its_reader_is_left_after_some_attempts_and_the_others_are_read(
    send, read_all, monkeypatch, caplog
):
    batch = send()
    read = BatchFile.read
    monkeypatch.setattr(BatchFile, "read", lambda file: 1 / 0 if file.position == 1 else read(file))
    assert read_all() == 7
    assert outcomes(batch) == ["failed", "asked", "failed", "failed", "created"]
    assert batch.files.first().why == "Reading it was broken off 3 times, so it is left alone."
    assert len([one for one in caplog.records if "could not be read" in one.message]) == 3


def test_a_database_that_goes_away_is_not_the_files_fault(send, monkeypatch):
    batch = send()

    def gone(file):
        raise OperationalError("the connection is gone")

    monkeypatch.setattr(BatchFile, "read", gone)
    with pytest.raises(OperationalError):
        work_one()
    assert outcomes(batch)[0] == "working"


def test_who_was_taken_for_dead_settles_nothing(send, cast):
    batch = send()
    slow = BatchFile.objects.claim(at=timezone.now())
    slow.let_go()
    quick = BatchFile.objects.claim(at=timezone.now())
    assert (slow.pk, slow.attempts, quick.attempts) == (quick.pk, 1, 2)
    with pytest.raises(NoLongerHeld):
        slow.take_in(at=timezone.now())
    assert not Incident.objects.exists()
    quick.take_in(at=timezone.now())
    quick.let_go()
    assert outcomes(batch)[0] == "created"


def test_an_answer_that_never_comes_is_waited_for_a_month(send, read_all):
    batch = send()
    read_all()
    asked = batch.files.filter(outcome="asked")
    asked.update(finished_at=timezone.now() - KEPT_FOR + dt.timedelta(minutes=1))
    assert swept() == "Forgot 0 files that waited 30 days for an answer.\n"
    asked.update(finished_at=timezone.now() - KEPT_FOR - dt.timedelta(minutes=1))
    assert swept() == "Forgot 1 files that waited 30 days for an answer.\n"
    file = batch.files.all()[1]
    assert (file.outcome, file.raw) == ("failed", None)
    assert file.why == "It waited 30 days for an answer and is not kept any longer. Bring it in again."


def swept():
    out = io.StringIO()
    call_command("sweep_batches", stdout=out)
    return out.getvalue()


def test_names_that_no_database_keeps_are_kept_readable(send):
    batch = send({"a\x00b/" + "x" * 500 + ".md": DATELESS.encode()})
    assert batch.files.get().name.startswith("a\ufffdb/xxx")


def test_a_search_that_never_returns_is_ended_by_the_kernel(monkeypatch):
    told = []
    monkeypatch.setattr(working.signal, "alarm", told.append)
    monkeypatch.setattr(working.signal, "signal", lambda *args: told.append(args))
    with working.bounded(7):
        pass
    assert told == [(working.signal.SIGALRM, working.signal.SIG_DFL), 7, 0]


def test_claiming_asks_the_index(send):
    send({f"{n}.md": b"x" for n in range(3)})
    waiting = BatchFile.objects.unfinished().order_by("position", "pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN " + str(waiting.query).replace("(waiting, working)", "('waiting', 'working')")
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "batch_file_unfinished" in plan


def statements(send, read_all, texts):
    """How many a file, once the reader has read before."""
    send({f"{n}.md": text.encode() for n, text in enumerate(texts)})
    with CaptureQueriesContext(connection) as asked:
        read_all()
    return len(asked)


def writing(n, entries=6):
    lines = "".join(f"- 10:{minute:02} Step {minute} of case {n}\n" for minute in range(entries))
    return f"# Case {n}\n\n## Timeline (UTC, 2025-05-08)\n\n{lines}\n## Actions\n\n- Alert on it\n- Rehearse it\n"


def test_ten_files_cost_each_what_twenty_do_and_a_long_timeline_what_a_short_one_does(send, read_all):
    statements(send, read_all, [writing(0)])
    ten = statements(send, read_all, [writing(n) for n in range(1, 11)])
    twenty = statements(send, read_all, [writing(n) for n in range(11, 31)])
    long = statements(send, read_all, [writing(n, 50) for n in range(31, 41)])
    assert (twenty - ten) % 10 == 0
    each = (twenty - ten) // 10
    assert long == ten and each <= 60
    # What is left is looking for more, once.
    assert ten - 10 * each == twenty - 20 * each <= 4
    assert Incident.objects.count() == 41
    assert Incident.objects.latest("pk").entries.count() == 50
