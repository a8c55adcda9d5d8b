"""The one write path: nothing acknowledged is lost, the text is what the log says, a save counts once."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from postmortems.drafting.living import Replica
from postmortems.drafting.models import (
    BaseGone,
    BrokenLog,
    Draft,
    Postmortem,
    Section,
    Snapshot,
    TextClosed,
    TextTooLong,
    UnclearText,
    Update,
)
from tests.cast import NOW, an_incident, assemble

LATER = NOW + dt.timedelta(minutes=1)


def _log_says(postmortem, key):
    state = Snapshot.objects.filter(draft=postmortem.living).order_by("-seq").first()
    after = Update.objects.filter(draft=postmortem.living, seq__gt=state.seq if state else 0).order_by("seq")
    rows = [bytes(state.state)] if state else []
    return Replica([*rows, *(bytes(u.data) for u in after)]).text(key)


def test_the_first_texts_become_a_document_once(postmortem, summary):
    draft = postmortem.living
    assert (draft.seq, draft.text_seq, draft.updates.count()) == (1, 1, 1)
    assert _log_says(postmortem, "summary") == summary.text == "The job ran.\nIt failed.\n"
    assert summary.html == "<p>The job ran.\nIt failed.</p>"


def test_a_save_is_stored_rendered_and_numbered(cast, postmortem, summary):
    written = summary.write("It *failed*.\r\n", base_seq=1, by=cast.ben, at=LATER)
    summary.refresh_from_db()
    assert (written.text, written.seq, written.changed, written.merged) == ("It *failed*.\n", 2, True, False)
    assert (summary.text, summary.text_seq) == ("It *failed*.\n", 2)
    assert summary.html == "<p>It <em>failed</em>.</p>"
    assert _log_says(postmortem, "summary") == summary.text


def test_two_from_one_base_both_keep_their_words(cast, summary):
    summary.write("The nightly job ran.\nIt failed.\n", base_seq=1, by=cast.priya, at=LATER)
    written = summary.write("The job ran.\nIt failed twice.\n", base_seq=1, by=cast.ben, at=LATER)
    assert written.text == "The nightly job ran.\nIt failed twice.\n"
    assert written.merged


def test_who_types_on_while_a_save_is_merged_doubles_nothing(cast, summary):
    """The answer brought Priya's words, but Ben had typed on by then, without them."""
    summary.write("The nightly job ran.\nIt failed.\n", base_seq=1, by=cast.priya, at=LATER)
    for text in ("twice", "twice, badly", "twice, badly!", "twice, badly!"):
        written = summary.write(
            f"The job ran.\nIt failed {text}.\n", base_seq=1, by=cast.ben, at=LATER, once="form"
        )
        assert written.text == f"The nightly job ran.\nIt failed {text}.\n"


def test_a_page_that_was_gone_back_to_adds_only_what_is_new(cast, postmortem, summary):
    for text in ("One.", "One. Two.", "One. Two. Three.", "One. Two. Three."):
        assert summary.write(text, base_seq=1, by=cast.ben, at=LATER, once="form").text == text
    assert postmortem.living.updates.count() == 4


def test_a_forms_name_says_nothing_about_another_persons_saves(cast, summary):
    summary.write("Ben. The job ran.\nIt failed.\n", base_seq=1, by=cast.ben, at=LATER, once="form")
    written = summary.write(
        "The job ran.\nIt failed.\nPriya.\n", base_seq=1, by=cast.priya, at=LATER, once="form"
    )
    assert written.text == "Ben. The job ran.\nIt failed.\nPriya.\n"


def test_two_who_begin_an_empty_section_both_keep_their_words(cast, postmortem):
    section = postmortem.sections.get(key="conclusion")
    section.write("Ben was first.", base_seq=1, by=cast.ben, at=LATER)
    text = section.write("Priya was too.", base_seq=1, by=cast.priya, at=LATER).text
    assert "Ben was first." in text and "Priya was too." in text


def test_the_same_save_twice_counts_once(cast, postmortem, summary):
    key = str(uuid.uuid4())
    for _ in range(3):
        written = summary.write("The job ran again.\n", base_seq=1, by=cast.ben, at=LATER, once=key)
    assert written.text == "The job ran again.\n"
    assert Update.objects.filter(draft=postmortem.living).count() == 2


def test_an_unchanged_save_stores_nothing(cast, postmortem, summary):
    assert not summary.write(summary.text, base_seq=1, by=cast.ben, at=LATER).changed
    assert postmortem.living.updates.count() == 1


@pytest.mark.parametrize("behind", [1, 10, 100])
def test_an_old_base_is_merged(cast, postmortem, summary, behind):
    for n in range(behind):
        summary.write(f"{summary.text}Line {n}.\n", base_seq=None, by=cast.priya, at=LATER)
        summary.refresh_from_db()
    written = summary.write("The job ran late.\nIt failed.\n", base_seq=1, by=cast.ben, at=LATER)
    assert written.text.startswith("The job ran late.\nIt failed.\nLine 0.\n")
    assert written.text.count("Line") == behind


def test_a_base_older_than_the_last_snapshot_is_merged(cast, postmortem, summary, monkeypatch):
    monkeypatch.setattr(Draft, "SNAPSHOT_ROWS", 5)
    for n in range(23):
        summary.write(f"{summary.text}Line {n}.\n", base_seq=None, by=cast.priya, at=LATER)
        summary.refresh_from_db()
    assert postmortem.living.snapshots.count() == 4
    for base in (1, 3, 7, 20):
        text = "The job ran.\nIt failed.\n" + "".join(f"Line {n}.\n" for n in range(base - 1))
        written = summary.write(f"Said at {base}. {text}", base_seq=base, by=cast.ben, at=LATER)
        assert f"Said at {base}." in written.text and written.text.count("Line") == 23
    summary.refresh_from_db()
    assert _log_says(postmortem, "summary") == summary.text


def test_what_no_open_form_needs_is_pruned(cast, postmortem, summary, monkeypatch):
    monkeypatch.setattr(Draft, "SNAPSHOT_ROWS", 5)
    for day in range(20):
        at = NOW + dt.timedelta(days=day)
        for n in range(3):
            summary.write(f"Day {day}, {n}.\n", base_seq=None, by=cast.ben, at=at)
    draft = Draft.objects.get(postmortem=postmortem)
    oldest = draft.snapshots.order_by("seq").first()
    assert (
        oldest.at <= at - dt.timedelta(days=7) and draft.updates.order_by("seq").first().seq == oldest.seq + 1
    )
    assert draft.updates.count() < 40
    with pytest.raises(BaseGone):
        summary.write("Late.", base_seq=2, by=cast.ben, at=at)
    summary.refresh_from_db()
    assert summary.text == "Day 19, 2.\n" == _log_says(postmortem, "summary")


def test_nothing_is_pruned_when_log_and_text_differ(cast, postmortem, summary, monkeypatch):
    Section.objects.filter(key="conclusion").update(text="Smuggled in.", text_seq=2)
    monkeypatch.setattr(Draft, "SNAPSHOT_ROWS", 1)
    with pytest.raises(BrokenLog):
        summary.write("More.", base_seq=1, by=cast.ben, at=LATER)
    assert postmortem.living.updates.count() == 1


def test_text_that_fell_behind_is_rebuilt_under_the_lock(cast, postmortem, summary):
    """What a killed process leaves: a row in the log, and a text that does not stand for it."""
    draft = Draft.objects.get(postmortem=postmortem)
    rows = [bytes(u.data) for u in draft.updates.all()]
    Update.objects.create(
        draft=draft,
        seq=2,
        author=cast.ben,
        data=Replica(rows).write({"conclusion": "Said and kept."}),
        at=NOW,
    )
    Draft.objects.filter(pk=draft.pk).update(seq=2)
    summary.write("Next.", base_seq=None, by=cast.ben, at=LATER)
    assert postmortem.sections.get(key="conclusion").text == "Said and kept."
    draft.refresh_from_db()
    assert draft.text_seq == draft.seq == 3


def test_nobody_writes_the_text_but_the_log(summary):
    with pytest.raises(InternalError, match="text_is_derived"), transaction.atomic():
        Section.objects.filter(pk=summary.pk).update(text="Straight in.")


def test_the_log_is_append_only_and_each_number_stands_once(cast, postmortem):
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        postmortem.living.updates.update(data=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.create(draft=postmortem.living, seq=1, author=cast.ben, data=b"", at=NOW)


@pytest.mark.parametrize(
    ("text", "refusal"), [("half \ud83d", UnclearText), ("x" * (256 * 1024 + 1), TextTooLong)]
)
def test_what_cannot_be_kept_is_refused(cast, postmortem, summary, text, refusal):
    with pytest.raises(refusal):
        summary.write(text, base_seq=1, by=cast.ben, at=LATER)
    assert postmortem.living.updates.count() == 1


def test_line_ends_and_nul_are_normalised(cast, summary):
    assert summary.write("a\r\nb\rc\x00d", base_seq=1, by=cast.ben, at=LATER).text == "a\nb\ncd"


def test_the_longest_text_is_kept(cast, summary):
    text = ("é" * 63 + "\n") * 2064
    assert summary.write(text, base_seq=1, by=cast.ben, at=LATER).text == text


@pytest.mark.parametrize("base", [0, -1])
def test_a_base_that_never_was_doubles_nothing(cast, summary, base):
    with pytest.raises(BaseGone):
        summary.write("Doubled?", base_seq=base, by=cast.ben, at=LATER)


def test_a_withdrawn_postmortem_takes_no_text(cast, postmortem, summary):
    postmortem.move("not_required", by=cast.ben, at=NOW, note="A drill.")
    summary.postmortem.refresh_from_db()
    with pytest.raises(TextClosed, match="Take it back"):
        summary.write("More.", base_seq=1, by=cast.ben, at=LATER)


def _at_once(*jobs):
    """Run the jobs in threads of their own, each with its own connection."""
    failures = []

    def run(job):
        try:
            job()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures, failures


@pytest.mark.django_db(transaction=True)
def test_of_three_hundred_acknowledged_edits_by_twenty_writers_none_is_lost(monkeypatch):
    monkeypatch.setattr("postmortems.drafting.markdown.render", lambda text, prefix: "")
    cast = assemble()
    postmortem = Postmortem.draft(an_incident(cast), by=cast.ben, at=NOW)
    acknowledged, people = [], [cast.ben, cast.priya, cast.kenji, cast.amara]

    def writer(number):
        def work():
            section = Section.objects.select_related("postmortem__incident").get(
                postmortem=postmortem, key="summary"
            )
            for edit in range(15):
                # Two of three saves come from a form that was opened some saves of others before.
                if edit % 3 == 0:
                    base, text = _seen(section)
                words = f"w{number}e{edit}."
                written = section.write(
                    f"{text}{words}\n",
                    base_seq=base,
                    by=people[number % 4],
                    at=timezone.now(),
                    once=f"{number}-{edit}",
                )
                acknowledged.append((words, written.seq))
                if edit % 3 == 1:
                    base, text = written.seq, written.text

        return work

    _at_once(*(writer(n) for n in range(20)))
    text = Section.objects.get(postmortem=postmortem, key="summary").text
    assert len(acknowledged) == 300
    assert [words for words, _ in acknowledged if text.count(words) != 1] == []
    seqs = sorted(seq for _, seq in acknowledged)
    assert seqs == list(range(2, 302))
    assert list(postmortem.living.updates.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, 302)
    )
    assert _log_says(postmortem, "summary") == text


def _seen(section):
    """What a form shows: the text and the sequence, in one statement."""
    return Section.objects.filter(pk=section.pk).values_list("postmortem__living__seq", "text").get()


@pytest.mark.django_db(transaction=True)
def test_a_save_that_waits_for_the_lock_sees_the_snapshot_made_meanwhile(monkeypatch):
    monkeypatch.setattr(Draft, "SNAPSHOT_ROWS", 2)
    cast = assemble()
    postmortem = Postmortem.draft(an_incident(cast), by=cast.ben, at=NOW)
    sections = [
        postmortem.sections.get(key=key) for key in ("summary", "conclusion", "references", "root_cause")
    ]

    def writer(section):
        def work():
            for n in range(12):
                seq, text = _seen(section)
                section.write(f"{text}Line {n}.\n", base_seq=seq, by=cast.ben, at=timezone.now())

        return work

    _at_once(*(writer(section) for section in sections))
    for section in sections:
        section.refresh_from_db()
        assert (
            section.text == "".join(f"Line {n}.\n" for n in range(12)) == _log_says(postmortem, section.key)
        )


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_writes_once():
    cast = assemble()
    postmortem = Postmortem.draft(an_incident(cast), by=cast.ben, at=NOW)
    section = postmortem.sections.get(key="summary")

    def click():
        section.write("Once.", base_seq=1, by=cast.ben, at=timezone.now(), once="click")

    _at_once(*[click] * 6)
    section.refresh_from_db()
    assert section.text == "Once."
    assert postmortem.living.updates.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_get_one_postmortem():
    cast = assemble()
    incident = an_incident(cast)
    made, refused = [], []

    def begin():
        try:
            made.append(Postmortem.draft(incident, by=cast.ben, at=timezone.now()))
        except Exception as error:
            refused.append(error)

    _at_once(*[begin] * 4)
    assert len(made) == 1 and {error.postmortem for error in refused} == set(made)
