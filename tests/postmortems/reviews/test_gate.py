"""The gate: each thing that stands in the way is one sentence with a link, and goes when it is settled."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.actions.models import ActionItem
from postmortems.drafting.models import Postmortem, Section
from postmortems.reviews import gate
from postmortems.reviews.models import Thread
from postmortems.reviews.standing import Standing
from tests.cast import NOW, an_incident

from .conftest import again, answer

LATER = NOW + dt.timedelta(hours=1)


def found(postmortem, key=None):
    """The blockers of the postmortem as it is stored now."""
    return [b for b in gate.blockers(again(postmortem)) if key in (None, b.key)]


def says(postmortem, key):
    return [b.sentence for b in found(postmortem, key)]


@pytest.fixture
def ready(in_review, cast):
    """In review, approved, nothing open."""
    answer(in_review, cast.priya)
    return again(in_review)


def test_nothing_stands_in_the_way_of_what_is_ready(ready):
    assert found(ready) == []


def test_a_draft_is_reviewed_first(postmortem, cast):
    assert says(postmortem, None) == ["It is a draft. Ask somebody to review it."]
    assert found(postmortem)[0].url == reverse("reviews:ask", args=[postmortem.pk])


def test_what_is_withdrawn_or_not_required_is_a_draft_first(postmortem, cast):
    postmortem.move(Postmortem.State.NOT_REQUIRED, by=cast.ben, at=NOW, note="A drill")
    assert says(postmortem, "state") == ["It is not required. Make it a draft again."]


def test_a_required_section_says_something(ready, cast):
    section = ready.sections.filter(required=True, kind="text").first()
    section.write("", base_seq=None, by=cast.ben, at=LATER)
    [blocker] = found(ready, f"section:{section.key}")
    assert blocker.sentence == f"{section.heading} is required and has no text."
    assert blocker.url == f"{ready.get_absolute_url()}#{section.key}"


def test_a_live_timeline_counts_as_words(ready, cast):
    Section.objects.filter(postmortem=ready, kind="timeline").update(required=True)
    timeline = ready.sections.get(kind="timeline")
    timeline.write("", base_seq=None, by=cast.ben, at=LATER)
    assert found(ready, f"section:{timeline.key}") == []
    ready.incident.entries.get().remove(by=cast.ben, at=LATER)
    assert says(ready, f"section:{timeline.key}") == [f"{timeline.heading} is required and has no entries."]


def test_an_open_thread_is_named_and_several_are_counted(ready, cast):
    section = ready.parts()[0]
    first = Thread.open(ready, text="Why?", by=cast.kenji, at=NOW, section=section)
    assert says(ready, "threads") == [f"One thread on {section.heading} is still open."]
    assert found(ready, "threads")[0].url.endswith(f"#thread-{first.pk}")
    second = Thread.open(ready, text="When?", by=cast.kenji, at=NOW)
    assert says(ready, "threads") == ["Two threads are still open."]
    for thread in (first, second):
        thread.resolve(by=cast.ben, at=LATER)
    assert found(ready, "threads") == []


def test_an_accepted_action_needs_an_owner_who_is_here(ready, cast):
    action = ActionItem.propose(ready.incident, text="Watch the date", by=cast.ben, at=NOW)
    action.accept(owner=cast.olga, due_on=NOW.date(), by=cast.ben, at=NOW)
    assert found(ready, "actions") == []
    cast.olga.is_active = False
    cast.olga.save()
    assert says(ready, "actions") == [
        "One accepted action belongs to Olga Lind, whose account is closed. Give it to somebody else."
    ]


def test_an_undecided_action_is_a_note_and_blocks_nothing(postmortem, in_review, cast):
    action = ActionItem.propose(postmortem.incident, text="Watch the date", by=cast.ben, at=NOW)
    answer(in_review, cast.priya)
    assert found(postmortem) == []
    assert [n.sentence for n in gate.notes(again(postmortem))] == [
        "One action is proposed and not decided yet."
    ]
    action.decline(because="The next one covers it", by=cast.ben, at=LATER)
    assert gate.notes(again(postmortem)) == []


def test_marks_left_from_an_import_are_looked_at(ready, cast):
    entry = ready.incident.record(
        text="Rolled back", by=cast.ben, at=NOW, happened_at=NOW, source="import", mark="next day assumed"
    )
    assert says(ready, "marks") == ["One timeline entry was marked by the import to be checked."]
    assert found(ready, "marks")[0].url.endswith(f"#entry-{entry.pk}")
    entry.revise(version=entry.version, by=cast.ben, at=LATER, mark="")
    assert found(ready, "marks") == []


def test_entries_that_an_import_could_not_date_get_a_time(ready, cast):
    ready.incident.record(text="Rolled back", by=cast.ben, at=NOW, source="import")
    ready.incident.record(text="A note of ours", by=cast.ben, at=NOW)
    assert says(ready, "undated") == ["One timeline entry was brought in without a time."]


def test_requested_changes_stand_until_the_text_changes(in_review, cast):
    answer(in_review, cast.priya)
    refusal = answer(in_review, cast.kenji, verdict="changes", note="The impact is a guess")
    assert says(in_review, "changes") == ["Kenji Mori asked for changes."]
    assert found(in_review, "changes")[0].url.endswith(f"#answer-{refusal.pk}")
    in_review.parts()[0].write("Counted now.", base_seq=None, by=cast.ben, at=LATER)
    assert found(in_review, "changes") == []


def test_too_few_approvals(in_review, cast):
    severity = in_review.incident.severity
    severity.approvals_required = 2
    severity.save()
    assert says(in_review, "approvals") == ["Two approvals are needed. Ask for a review."]
    answer(in_review, cast.priya)
    assert says(in_review, "approvals") == ["One more approval is needed. Ask for a review."]
    answer(in_review, cast.kenji)
    assert found(in_review, "approvals") == []


def test_a_stale_approval_says_whose_and_what_changed(ready, cast):
    section = ready.parts()[0]
    number = answer(ready, cast.priya).revision.number
    section.write("Other words.", base_seq=None, by=cast.ben, at=LATER)
    entry = ready.incident.entries.get()
    entry.revise(version=entry.version, by=cast.ben, at=LATER, text="Two alerts came")
    assert says(ready, "approvals") == [
        f"One approval is needed. Priya’s is for revision {number}; "
        f"since then the section {section.heading} and one timeline entry changed."
    ]


def test_a_severity_may_ask_for_no_approval(in_review):
    severity = in_review.incident.severity
    severity.approvals_required = 0
    severity.save()
    assert found(in_review) == []


def test_the_next_version_is_reviewed_too(ready, cast):
    ready.move(Postmortem.State.PUBLISHED, by=cast.ben, at=LATER)
    assert says(ready, "state") == ["It is published. Ask for a review to begin the next version."]


def test_ten_postmortems_cost_the_queries_of_one(ready, cast, django_assert_num_queries):
    for number in range(9):
        more = Postmortem.draft(an_incident(cast, f"Incident {number}"), by=cast.ben, at=NOW)
        more.incident.record(text="Paged", by=cast.ben, at=NOW, happened_at=NOW)
        for _ in range(3):
            Thread.open(more, text="Why?", by=cast.kenji, at=NOW, section=more.parts()[0])
    for rows in (Postmortem.objects.filter(pk=ready.pk), Postmortem.objects.all()):
        postmortems = list(rows.with_incident())
        with django_assert_num_queries(7):
            for standing in Standing.of_each(postmortems):
                gate.blockers_of(standing)
                gate.notes_of(standing)
                assert standing.reviewers is not None
