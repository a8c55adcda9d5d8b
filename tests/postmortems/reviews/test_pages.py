"""The pages of a review: what they do, and who may do it."""

import datetime as dt
import html
import re

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from postmortems.drafting.models import Postmortem
from postmortems.reviews import checklist
from postmortems.reviews.forms import SALT
from postmortems.reviews.models import Approval, Comment, ReviewRequest, Thread
from tests.cast import NOW, an_incident

from .conftest import again, answer


@pytest.fixture
def thread(in_review, cast):
    section = in_review.parts()[0]
    return Thread.open(in_review, text="Which date is right?", by=cast.kenji, at=NOW, section=section)


@pytest.fixture
def enter(client, cast):
    """Sign a person in: enter("ben")."""

    def enters(name):
        client.force_login(getattr(cast, name))
        return client

    return enters


def to(name, postmortem, *more):
    return reverse(f"reviews:{name}", args=[postmortem.pk, *more])


def text_of(response):
    """The words of a page, one blank between them."""
    main = response.content.decode().partition("<main")[2] or response.content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def value_of(response, name):
    """The value of a hidden field."""
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', response.content.decode()).group(1))


# -- who may -------------------------------------------------------------------------------------------


def pages(postmortem, thread):
    comment = thread.comments.first()
    return {
        "review": to("review", postmortem),
        "history": to("history", postmortem),
        "ask": to("ask", postmortem),
        "threads": to("threads", postmortem),
        "new": to("new", postmortem),
        "thread": to("thread", postmortem, thread.pk),
        "comment": to("comment", postmortem, comment.pk),
        "removal": to("removal", postmortem, comment.pk),
    }


def acts(postmortem, thread):
    comment = thread.comments.first()
    request = postmortem.review_requests.first()
    return {
        "review": to("review", postmortem),
        "ask": to("ask", postmortem),
        "withdrawal": to("withdrawal", postmortem, request.pk),
        "new": to("new", postmortem),
        "reply": to("reply", postmortem, thread.pk),
        "resolution": to("resolution", postmortem, thread.pk),
        "reopening": to("reopening", postmortem, thread.pk),
        "comment": to("comment", postmortem, comment.pk),
        "removal": to("removal", postmortem, comment.pk),
    }


def test_strangers_sign_in_first(client, in_review, thread):
    for url in pages(in_review, thread).values():
        assert client.get(url).status_code == 302


def test_guests_read_and_change_nothing(enter, in_review, thread):
    guest = enter("gus")
    allowed = {name for name, url in pages(in_review, thread).items() if guest.get(url).status_code == 200}
    assert allowed == {"review", "history", "threads", "thread"}
    for name, url in acts(in_review, thread).items():
        assert guest.post(url, {"text": "Hello"}).status_code == 403, name
    assert Comment.objects.count() == 1


def test_a_restricted_incident_has_no_pages_for_others(enter, secret, cast):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)
    thread = Thread.open(postmortem, text="Who had it?", by=cast.ben, at=NOW)
    for name in ("amara", "kenji", "gus"):
        outsider = enter(name)
        for page, url in pages(postmortem, thread).items():
            assert outsider.get(url).status_code == 404, page
        for act, url in acts(postmortem, thread).items():
            assert outsider.post(url).status_code == 404, act
    insider = enter("priya")
    assert insider.get(to("threads", postmortem)).status_code == 200


def test_the_thread_of_another_postmortem_is_not_found(enter, in_review, thread, cast):
    other = Postmortem.draft(an_incident(cast, "Another"), by=cast.ben, at=NOW)
    member = enter("kenji")
    assert member.get(to("thread", other, thread.pk)).status_code == 404
    assert member.post(to("reply", other, thread.pk), {"text": "x"}).status_code == 404
    assert member.get(to("comment", other, thread.comments.first().pk)).status_code == 404


# -- threads -------------------------------------------------------------------------------------------


def test_a_comment_begins_on_the_section_that_was_chosen(enter, in_review):
    member = enter("kenji")
    section = in_review.parts()[0]
    page = member.get(to("new", in_review), {"section": section.key})
    assert f'value="section:{section.key}" selected' in page.content.decode()
    form = {"about": f"section:{section.key}", "text": "Which one?", "once": value_of(page, "once")}
    for _ in range(2):
        answered = member.post(to("new", in_review), form)
    thread = Thread.objects.get()
    assert answered.url == f"{thread.get_absolute_url()}#thread-{thread.pk}"
    assert thread.section == section


def test_an_empty_comment_is_refused_in_place(enter, in_review):
    refused = enter("kenji").post(to("new", in_review), {"about": "", "text": " "})
    assert refused.status_code == 422
    assert "There is a problem" in text_of(refused)


def test_a_reply_goes_back_to_where_it_was_written(enter, thread, in_review):
    member = enter("ben")
    url = to("reply", in_review, thread.pk)
    answered = member.post(url, {"text": "October", "from": "draft"})
    assert answered.url == f"{in_review.get_absolute_url()}#thread-{thread.pk}"
    assert member.post(url, {"text": "Really", "from": "threads"}).url.startswith(to("threads", in_review))
    assert thread.comments.count() == 3


def test_an_empty_reply_keeps_the_page(enter, thread, in_review):
    refused = enter("ben").post(to("reply", in_review, thread.pk), {"text": ""})
    assert refused.status_code == 422
    assert "Write something" in text_of(refused)


def test_resolving_says_what_was_typed_first(enter, thread, in_review, cast):
    member = enter("ben")
    member.post(to("resolution", in_review, thread.pk), {"text": "October it is"})
    thread.refresh_from_db()
    assert (thread.resolved_by, thread.comments.count()) == (cast.ben, 2)
    member.post(to("reopening", in_review, thread.pk))
    thread.refresh_from_db()
    assert thread.is_open


def test_a_script_gets_the_card_and_what_still_stands_in_the_way(enter, thread, in_review):
    member = enter("ben")
    url = to("resolution", in_review, thread.pk)
    answered = member.post(url, {"from": "draft"}, headers={"HX-Request": "true"})
    page = answered.content.decode()
    assert f'id="thread-{thread.pk}"' in page
    assert 'id="review-gate"' in page and 'hx-swap-oob="true"' in page
    assert "is still open" not in page
    elsewhere = member.post(url, {"from": "threads"}, headers={"HX-Request": "true"})
    assert "review-gate" not in elsewhere.content.decode()


def test_only_its_author_edits_and_only_its_author_or_an_administrator_removes(enter, thread, in_review):
    comment = thread.comments.first()
    edit, remove = to("comment", in_review, comment.pk), to("removal", in_review, comment.pk)
    assert enter("ben").get(edit).status_code == 403
    assert enter("ben").post(remove).status_code == 403
    assert enter("amara").post(edit, {"text": "x"}).status_code == 403
    author = enter("kenji")
    author.post(edit, {"text": "Which of the dates?"})
    comment.refresh_from_db()
    assert comment.text == "Which of the dates?"
    assert enter("amara").post(remove).status_code == 302
    page = text_of(enter("kenji").get(to("thread", in_review, thread.pk)))
    assert "Amara Diallo deleted a comment of Kenji Mori" in page
    assert "Which of the dates?" not in page


def test_hostile_words_are_shown_as_words(enter, in_review, cast):
    thread = Thread.open(in_review, text="<script>x</script><b onclick=y>z</b>", by=cast.kenji, at=NOW)
    page = enter("ben").get(to("thread", in_review, thread.pk)).content.decode()
    assert "<script>x" not in page and "onclick" not in page.partition("<article")[2]


def test_many_comments_cost_the_queries_of_one(enter, in_review, thread, cast, django_assert_max_num_queries):
    member = enter("ben")
    for number in range(10):
        more = Thread.open(in_review, text=f"Question {number}", by=cast.kenji, at=NOW)
        more.reply("Answer", by=cast.ben, at=NOW)
    with django_assert_max_num_queries(9):
        member.get(to("threads", in_review))


# -- asking --------------------------------------------------------------------------------------------


def test_only_those_are_offered_who_could_answer(enter, postmortem):
    page = text_of(enter("ben").get(to("ask", postmortem)))
    for name in ("Priya Raman", "Kenji Mori", "Olga Lind", "Amara Diallo"):
        assert name in page
    assert "Gus Brandt" not in page and "Dana Left" not in page
    assert "Not Ben Okafor." in page


def test_asking_moves_it_and_says_who_hears(enter, postmortem, cast):
    member = enter("ben")
    page = member.get(to("ask", postmortem))
    form = {
        "people": [cast.priya.pk, cast.kenji.pk],
        "due_on": timezone.now().date() + dt.timedelta(days=2),
        "message": "Please look at the impact",
        "once": value_of(page, "once"),
    }
    for _ in range(2):
        answered = member.post(to("ask", postmortem), form)
        assert answered.url == postmortem.get_absolute_url()
    assert ReviewRequest.objects.count() == 2
    assert again(postmortem).state == "in_review"


def test_a_search_keeps_who_is_chosen_and_names_them_on_the_button(enter, postmortem, cast):
    found = enter("ben").get(to("ask", postmortem), {"q": "platform", "people": [cast.priya.pk]})
    assert found.context["chosen"] == [cast.priya]
    assert found.context["others"] == [cast.kenji]
    assert "Ask Priya to review" in text_of(found)


def test_nobody_and_a_day_that_is_over_are_refused(enter, postmortem):
    refused = enter("ben").post(to("ask", postmortem), {"due_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "Choose at least one person to ask." in text_of(refused)
    assert "This day is over." in text_of(refused)


def test_whose_approval_is_stale_is_chosen_already(enter, in_review, cast):
    answer(in_review, cast.priya)
    in_review.parts()[0].write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    page = enter("ben").get(to("ask", in_review))
    assert page.context["chosen"] == [cast.priya]


def test_a_restricted_incident_offers_its_people(enter, secret, cast):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    page = enter("ben").get(to("ask", postmortem))
    assert page.context["others"] == [cast.priya]
    refused = enter("ben").post(to("ask", postmortem), {"people": [cast.kenji.pk]})
    assert refused.status_code == 422


def test_a_question_is_taken_back(enter, in_review, cast):
    request = ReviewRequest.objects.get(person=cast.priya)
    enter("ben").post(to("withdrawal", in_review, request.pk))
    request.refresh_from_db()
    assert request.withdrawn_by == cast.ben


# -- answering -----------------------------------------------------------------------------------------


def filled(page, **changes):
    """The form as a reviewer sends it, every question answered with yes."""
    given = {f"check_{key}": value for key, value in checklist.all_yes().items()}
    return (
        given
        | {"verdict": "approve", "seen": value_of(page, "seen"), "once": value_of(page, "once")}
        | changes
    )


def test_approving_what_was_read(enter, in_review, cast):
    reviewer = enter("priya")
    page = reviewer.get(to("review", in_review))
    assert "What there is to say." in text_of(page)
    answered = reviewer.post(to("review", in_review), filled(page, note="Well told"))
    assert answered.url == in_review.get_absolute_url()
    approval = Approval.objects.get()
    assert (approval.by, approval.note, approval.is_fresh) == (cast.priya, "Well told", True)


def test_a_change_in_between_is_named_and_the_form_asks_again(enter, in_review, cast):
    reviewer = enter("priya")
    page = reviewer.get(to("review", in_review))
    section = in_review.parts()[0]
    section.write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    refused = reviewer.post(to("review", in_review), filled(page, note="Well told"))
    assert refused.status_code == 422
    assert f"The section {section.heading} has changed." in text_of(refused)
    assert "Well told" in refused.content.decode()
    assert not Approval.objects.exists()
    reviewer.post(to("review", in_review), filled(refused))
    assert Approval.objects.get().is_fresh


#: Made for another purpose: the right form, the wrong salt. Named below, since it carries the time.
FOREIGN = signing.dumps({"sections": {}}, salt="another")


@pytest.mark.parametrize("seen", ["", "forged", FOREIGN], ids=["nothing", "forged", "foreign"])
def test_what_was_seen_cannot_be_made_up(enter, in_review, seen):
    reviewer = enter("priya")
    page = reviewer.get(to("review", in_review))
    assert reviewer.post(to("review", in_review), filled(page, seen=seen)).status_code == 422
    assert not Approval.objects.exists()
    assert signing.loads(value_of(page, "seen"), salt=SALT) == again(in_review).fingerprint()


def test_an_approval_answers_every_question(enter, in_review):
    reviewer = enter("priya")
    page = reviewer.get(to("review", in_review))
    refused = reviewer.post(to("review", in_review), filled(page, check_names=""))
    assert "Answer this before you approve." in text_of(refused)
    assert value_of(refused, "seen") == value_of(page, "seen")


def test_changes_are_requested_with_a_note(enter, in_review):
    reviewer = enter("priya")
    page = reviewer.get(to("review", in_review))
    refused = reviewer.post(to("review", in_review), {"verdict": "changes", "seen": value_of(page, "seen")})
    assert "Say what should change." in text_of(refused)
    form = {"verdict": "changes", "note": "A guess", "seen": value_of(page, "seen")}
    reviewer.post(to("review", in_review), form)
    assert not Approval.objects.get().approves


def test_an_author_reads_why_not(enter, in_review):
    page = enter("ben").get(to("review", in_review))
    assert "You wrote in it. Somebody who did not write in it reviews it." in text_of(page)
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_the_history_tells_all_and_what_changed_since(enter, in_review, cast):
    answer(in_review, cast.kenji, verdict="changes", note="A guess")
    answer(in_review, cast.priya)
    in_review.parts()[0].write("Other words.", base_seq=None, by=cast.ben, at=NOW)
    said = text_of(enter("olga").get(to("history", in_review)))
    assert "Ben Okafor asked Priya Raman ." in said
    assert "Ben Okafor moved it from draft to in review." in said
    assert "Kenji Mori asked for changes to revision" in said
    assert "A guess" in said
    assert said.count("Since then:") == 2


def test_the_page_of_an_answer_is_bounded(enter, in_review, cast, django_assert_max_num_queries):
    for name in ("kenji", "olga", "amara"):
        answer(in_review, getattr(cast, name))
    for number in range(20):
        in_review.incident.record(text=f"Step {number}", by=cast.ben, at=NOW, happened_at=NOW)
    reviewer = enter("priya")
    with django_assert_max_num_queries(20):
        reviewer.get(to("review", in_review))
