"""An answer is for what was read: later changes make it stale, and say what changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.catalog.models import Tag
from postmortems.drafting.models import Postmortem, Revision
from postmortems.reviews import checklist
from postmortems.reviews.models import Approval, ChangedMeanwhile, ReviewRefused
from tests.cast import NOW

from .conftest import again, answer

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def action(in_review, cast):
    return ActionItem.propose(in_review.incident, text="Watch the date", by=cast.ben, at=NOW)


def sentences(approval):
    return Approval.objects.get(pk=approval.pk).what_changed()


def test_an_approval_is_for_a_revision_that_no_edit_continues(in_review, cast):
    before = Revision.current(in_review)
    approval = answer(in_review, cast.priya)
    assert approval.revision == before
    assert approval.is_fresh
    in_review.parts()[0].write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    assert Revision.current(in_review).number == before.number + 1
    before.refresh_from_db()
    assert before.texts == approval.revision.texts


def test_an_edit_of_the_text_makes_it_stale(in_review, cast):
    approval = answer(in_review, cast.priya)
    section = in_review.parts()[0]
    section.write("Other words.", base_seq=None, by=cast.ben, at=LATER)
    assert sentences(approval) == [f"The section {section.heading} has changed."]


def test_writing_it_back_makes_it_fresh_again(in_review, cast):
    approval = answer(in_review, cast.priya)
    section = in_review.parts()[0]
    section.write("Other words.", base_seq=None, by=cast.ben, at=LATER)
    section.write("What there is to say.", base_seq=None, by=cast.ben, at=LATER)
    assert sentences(approval) == []


def test_an_edit_of_an_entry_makes_it_stale(in_review, cast):
    approval = answer(in_review, cast.priya)
    entry = in_review.incident.entries.get()
    entry.revise(version=entry.version, by=cast.ben, at=LATER, text="Two alerts came")
    assert sentences(approval) == ["One timeline entry has changed."]


def test_a_new_entry_and_a_removed_one_make_it_stale(in_review, cast):
    approval = answer(in_review, cast.priya)
    in_review.incident.entries.get().remove(by=cast.ben, at=LATER)
    in_review.incident.record(text="It was over", by=cast.ben, at=LATER, happened_at=LATER)
    assert sentences(approval) == ["2 timeline entries have changed."]


def test_an_edit_of_an_action_makes_it_stale_and_its_progress_does_not(in_review, action, cast):
    action.accept(owner=cast.kenji, due_on=NOW.date(), by=cast.ben, at=NOW)
    approval = answer(in_review, cast.priya)
    ActionItem.objects.get(pk=action.pk).start(by=cast.kenji, at=LATER)
    assert sentences(approval) == []
    action = ActionItem.objects.get(pk=action.pk)
    action.revise(version=action.version, by=cast.ben, at=LATER, text="Watch every date")
    assert sentences(approval) == ["One action has changed."]


def test_a_corrected_clock_makes_it_stale(in_review, cast):
    approval = answer(in_review, cast.priya)
    in_review.incident.set_clocks({"started": NOW}, by=cast.ben, at=LATER)
    assert sentences(approval) == ["The facts of the incident have changed."]


def test_other_factors_services_figures_and_evidence_make_it_stale(in_review, cast):
    incident = in_review.incident
    incident = incident.revise(version=incident.version, by=cast.ben, at=NOW, factors=["Nobody watched"])
    approval = answer(in_review, cast.priya)
    incident = incident.revise(
        version=incident.version, by=cast.ben, at=LATER, factors=["Nobody watched", "Two systems"]
    )
    assert sentences(approval) == ["The contributing factors have changed."]
    incident = incident.revise(
        version=incident.version, by=cast.ben, at=LATER, services=[cast.services["search"]]
    )
    assert sentences(approval)[1:] == ["The list of services has changed."]
    cast.services["search"].revise(by=cast.amara, at=LATER, name="Find")
    again_given = answer(in_review, cast.priya)
    assert sentences(again_given) == []
    incident = incident.revise(version=incident.version, by=cast.ben, at=LATER, users_affected=12)
    entry = incident.entries.get()
    entry.revise(version=1, by=cast.ben, at=LATER, evidence=[("Graph", "https://example.org/g")])
    assert sentences(again_given) == [
        "One timeline entry has changed.",
        "The facts of the incident have changed.",
    ]


def test_how_it_is_filed_leaves_it_fresh(in_review, cast):
    approval = answer(in_review, cast.priya)
    incident = in_review.incident
    incident = incident.revise(
        version=incident.version, by=cast.ben, at=LATER, tags=[Tag.objects.create(name="dns")]
    )
    incident = incident.revise(version=incident.version, by=cast.ben, at=LATER, team=cast.teams["platform"])
    incident.involvements.create(user=cast.kenji, role="responder")
    assert incident.tags.count() == 1
    assert sentences(approval) == []


def test_authors_guests_and_drafts_are_refused(postmortem, cast):
    with pytest.raises(ReviewRefused, match="not in review"):
        answer(postmortem, cast.priya)
    postmortem.move(Postmortem.State.IN_REVIEW, by=cast.ben, at=NOW)
    with pytest.raises(ReviewRefused, match="You wrote in it"):
        answer(postmortem, cast.ben)
    with pytest.raises(ReviewRefused, match="Guests read"):
        answer(postmortem, cast.gus)
    postmortem.parts()[0].write("Priya's words.", base_seq=None, by=cast.priya, at=NOW)
    with pytest.raises(ReviewRefused, match="You wrote in it"):
        answer(postmortem, cast.priya)
    assert not Approval.objects.exists()


def test_whoever_was_not_asked_may_answer(in_review, cast):
    assert answer(in_review, cast.olga).is_fresh


def test_what_was_read_must_still_stand_there(in_review, cast):
    seen = in_review.fingerprint()
    revision = Revision.current(in_review)
    section = in_review.parts()[0]
    section.write("Other words.", base_seq=None, by=cast.ben, at=LATER)
    with pytest.raises(ChangedMeanwhile) as refused:
        Approval.give(revision, by=cast.priya, at=LATER, answers=checklist.all_yes(), seen=seen)
    assert [c.sentence for c in refused.value.changes] == [f"The section {section.heading} has changed."]


def test_an_earlier_revision_cannot_be_approved(in_review, cast):
    earlier = in_review.seal(at=NOW)
    in_review.parts()[0].write("Other words.", base_seq=None, by=cast.ben, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        Approval.give(earlier, by=cast.priya, at=LATER, answers=checklist.all_yes())


def test_the_checklist_is_answered_with_an_approval(in_review, cast):
    with pytest.raises(checklist.Unanswered, match="One question"):
        answer(in_review, cast.priya, answers=checklist.all_yes() | {"names": ""})
    with pytest.raises(ValueError, match="colour"):
        answer(in_review, cast.priya, answers=checklist.all_yes() | {"colour": "yes"})
    approval = answer(in_review, cast.priya, answers=checklist.all_yes() | {"detection": "no"})
    assert ("Is it explained how it was detected?", "No") in approval.checklist


def test_changes_are_requested_with_a_note_and_without_the_checklist(in_review, cast):
    with pytest.raises(ReviewRefused, match="Say what should change"):
        answer(in_review, cast.priya, verdict="changes", note=" ", answers={})
    refusal = answer(in_review, cast.priya, verdict="changes", note="The impact is a guess", answers={})
    assert not refusal.approves
    with pytest.raises(IntegrityError, match="changes_requested_with_note"), transaction.atomic():
        Approval.objects.filter(pk=refusal.pk).update(note="")


def test_one_answer_a_person_counts_and_earlier_ones_remain(in_review, cast):
    first = answer(in_review, cast.priya, verdict="changes", note="The impact is a guess")
    second = answer(in_review, cast.priya, at=LATER)
    first.refresh_from_db()
    assert first.replaced_at == LATER
    assert list(Approval.objects.current()) == [second]
    verbs = Event.objects.filter(subject_type="approval").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["review.changes_requested", "review.approved"]


def test_answers_about_a_restricted_incident_exist_for_its_people_only(secret, cast):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    postmortem.move(Postmortem.State.IN_REVIEW, by=cast.ben, at=NOW)
    answer(again(postmortem), cast.priya)
    assert Approval.objects.visible_to(cast.ben).count() == 1
    assert Approval.objects.visible_to(cast.amara).count() == 0
