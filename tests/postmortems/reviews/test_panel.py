"""What the draft's page shows of its reviews: the gate, the people, the threads, and one next step."""

import html
import re

import pytest
from django.urls import reverse

from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import ReviewRequest, Thread
from postmortems.reviews.panel import Panel
from tests.cast import NOW

from .conftest import again, answer


def panel_of(postmortem, user):
    return Panel.of(again(postmortem), user, NOW)


def words(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def look(client, cast):
    """The draft's page for a person: look("ben", postmortem)."""

    def opened(name, postmortem):
        client.force_login(getattr(cast, name))
        return client.get(postmortem.get_absolute_url())

    return opened


def test_the_page_says_what_stands_in_the_way_and_who_reviews(look, in_review, cast):
    section = in_review.parts()[0]
    answer(in_review, cast.priya)
    section.write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    Thread.open(in_review, text="Which one?", by=cast.kenji, at=NOW, section=section)
    said = words(look("ben", in_review))
    assert "Not ready to publish 0 of 1 approval" in said
    assert f"One thread on {section.heading} is still open." in said
    assert "Priya Raman Approval is stale" in re.sub(r"\bPR\b ", "", said)
    assert "Asked Asked" not in said
    assert f"Comment on {section.heading}" in look("ben", in_review).content.decode()


def test_what_is_ready_says_so(look, in_review, cast):
    answer(in_review, cast.priya)
    opened = look("ben", in_review)
    assert "Ready to publish 1 of 1 approval" in words(opened)
    assert reverse("archive:publication", args=[in_review.pk]) in opened.content.decode()


def test_each_person_has_one_next_step(postmortem, cast):
    assert panel_of(postmortem, cast.ben).next_step == "ask"
    assert panel_of(postmortem, cast.gus).next_step == ""
    ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)
    assert panel_of(postmortem, cast.priya).next_step == "answer"
    assert panel_of(postmortem, cast.kenji).next_step == "answer"
    assert panel_of(postmortem, cast.ben).next_step == "ask"
    answer(again(postmortem), cast.priya)
    assert panel_of(postmortem, cast.priya).next_step == "publish"
    postmortem.parts()[0].write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    assert panel_of(postmortem, cast.ben).next_step == "ask_again"
    assert panel_of(postmortem, cast.priya).next_step == "answer"


def test_what_is_not_required_has_no_next_step(postmortem, cast):
    postmortem.move(Postmortem.State.NOT_REQUIRED, by=cast.ben, at=NOW, note="A drill")
    assert panel_of(postmortem, cast.ben).next_step == ""


def test_a_guest_reads_the_threads_and_finds_no_form(look, in_review, cast):
    Thread.open(in_review, text="Which one?", by=cast.kenji, at=NOW)
    opened = look("gus", in_review).content.decode()
    assert "Which one?" in opened
    assert "thread-form" not in opened and "Comment on the whole" not in opened


def test_the_page_costs_the_same_for_many_threads_and_answers(
    client, in_review, cast, django_assert_max_num_queries
):
    client.force_login(cast.ben)
    counts = []
    for number in range(6):
        Thread.open(in_review, text="Which one?", by=cast.kenji, at=NOW, section=in_review.parts()[number])
        if number in (0, 5):
            with django_assert_max_num_queries(16) as asked:
                client.get(in_review.get_absolute_url())
            counts.append(len(asked))
        for name in ("olga", "amara", "kenji"):
            answer(again(in_review), getattr(cast, name))
    assert counts[0] == counts[1]
