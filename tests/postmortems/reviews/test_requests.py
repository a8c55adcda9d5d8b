"""Asking for a review: who can be asked, and what asking does."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from incidents.audit.models import Event
from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import ReviewRefused, ReviewRequest
from tests.cast import NOW

from .conftest import again, answer

LATER = NOW + dt.timedelta(hours=1)
FRIDAY = NOW.date() + dt.timedelta(days=1)


def test_asking_puts_a_draft_in_review(postmortem, cast):
    [request] = ReviewRequest.ask(
        postmortem, [cast.priya, cast.priya], by=cast.ben, at=NOW, due_on=FRIDAY, message=" Please "
    )
    assert (request.person, request.asked_by, request.due_on, request.message) == (
        cast.priya,
        cast.ben,
        FRIDAY,
        "Please",
    )
    assert again(postmortem).state == Postmortem.State.IN_REVIEW
    assert postmortem.transitions.get().by == cast.ben
    assert Event.objects.get(verb="review.asked").data["people"] == [cast.priya.pk]


def test_asking_further_people_moves_nothing(in_review, cast):
    ReviewRequest.ask(in_review, [cast.olga], by=cast.ben, at=LATER)
    assert in_review.transitions.count() == 1


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ([], "Choose at least one person"),
        (["gus"], "Gus Brandt is a guest"),
        (["dana"], "Dana Left is closed"),
        (["priya", "ben"], "Ben Okafor wrote in it"),
    ],
)
def test_who_cannot_answer_is_not_asked_and_nobody_else_is(postmortem, cast, who, sentence):
    with pytest.raises(ReviewRefused, match=sentence):
        ReviewRequest.ask(postmortem, [getattr(cast, name) for name in who], by=cast.ben, at=NOW)
    assert not ReviewRequest.objects.exists()
    assert again(postmortem).state == Postmortem.State.DRAFT


def test_people_outside_a_restricted_incident_are_added_to_it_first(secret, cast):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    with pytest.raises(ReviewRefused, match="Add them to the incident first"):
        ReviewRequest.ask(postmortem, [cast.priya, cast.kenji], by=cast.ben, at=NOW)
    ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)
    assert ReviewRequest.objects.visible_to(cast.kenji).count() == 0


def test_a_postmortem_that_is_not_required_is_not_reviewed(postmortem, cast):
    postmortem.move(Postmortem.State.NOT_REQUIRED, by=cast.ben, at=NOW, note="A drill")
    with pytest.raises(ReviewRefused, match="It is not required"):
        ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)


def test_asking_anew_takes_the_place_of_a_question_without_answer(in_review, cast):
    ReviewRequest.ask(in_review, [cast.priya], by=cast.ben, at=LATER, due_on=FRIDAY)
    first, second = ReviewRequest.objects.filter(person=cast.priya).order_by("id")
    assert (first.withdrawn_at, first.withdrawn_by) == (LATER, cast.ben)
    assert second.is_open


def test_one_open_question_a_person(in_review, cast):
    with pytest.raises(IntegrityError, match="one_open_request"), transaction.atomic():
        ReviewRequest.objects.create(postmortem=in_review, person=cast.priya, asked_by=cast.ben, at=NOW)


def test_an_answered_question_cannot_be_taken_back(in_review, cast):
    answer(in_review, cast.priya)
    request = ReviewRequest.objects.get(person=cast.priya)
    assert request.answered_at == NOW
    request.withdraw(by=cast.ben, at=LATER)
    assert request.withdrawn_at is None


def test_a_question_waits_until_it_is_answered_or_taken_back(in_review, cast):
    waiting = ReviewRequest.objects.waiting_for
    assert waiting(cast.priya).count() == waiting(cast.kenji).count() == 1
    answer(in_review, cast.priya)
    ReviewRequest.objects.get(person=cast.kenji).withdraw(by=cast.ben, at=LATER)
    assert waiting(cast.priya).count() == waiting(cast.kenji).count() == 0


def test_nothing_waits_that_went_back_to_draft_or_out_of_sight(in_review, cast):
    incident = in_review.incident
    incident.revise(version=incident.version, by=cast.ben, at=LATER, visibility="restricted")
    assert ReviewRequest.objects.waiting_for(cast.priya).count() == 0
    incident.involvements.create(user=cast.priya, role="reader")
    assert ReviewRequest.objects.waiting_for(cast.priya).count() == 1
    again(in_review).move(Postmortem.State.DRAFT, by=cast.ben, at=LATER)
    assert ReviewRequest.objects.waiting_for(cast.priya).count() == 0


def test_a_date_passes_only_for_an_open_question(in_review, cast):
    [request] = ReviewRequest.ask(in_review, [cast.olga], by=cast.ben, at=NOW, due_on=FRIDAY)
    assert not request.is_late(FRIDAY)
    assert request.is_late(FRIDAY + dt.timedelta(days=1))
