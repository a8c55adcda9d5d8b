"""Threads: begun on one thing, replied to, settled, taken up again; comments that go leave a tombstone."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import Comment, ReviewRefused, Thread
from tests.cast import NOW, an_incident

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def thread(postmortem, cast):
    section = postmortem.parts()[0]
    return Thread.open(postmortem, text="Which *date* is right?", by=cast.kenji, at=NOW, section=section)


def test_a_thread_begins_with_a_comment_rendered_once(thread, cast):
    [comment] = thread.comments.all()
    assert comment.author == cast.kenji
    assert "<em>date</em>" in comment.html
    assert thread.is_open
    assert Event.objects.filter(verb="thread.opened", subject_id=thread.pk, by=cast.kenji).count() == 1


def test_a_thread_names_what_it_is_about(postmortem, cast):
    entry = postmortem.incident.entries.get()
    action = ActionItem.propose(postmortem.incident, text="Watch the date", by=cast.ben, at=NOW)
    about = {
        "the whole": {},
        postmortem.parts()[0].heading: {"section": postmortem.parts()[0]},
        "the entry at 12:00\u00a0UTC": {"entry": entry},
        "the action “Watch the date”": {"action": action},
    }
    for place, target in about.items():
        assert Thread.open(postmortem, text="Why?", by=cast.priya, at=NOW, **target).place == place


def test_a_thread_stays_when_its_place_goes(postmortem, cast):
    entry = postmortem.incident.entries.get()
    thread = Thread.open(postmortem, text="Why?", by=cast.priya, at=NOW, entry=entry)
    entry.remove(by=cast.ben, at=LATER)
    assert Thread.objects.get(pk=thread.pk).place_is_gone


def test_a_thread_is_about_one_thing_at_most(postmortem, cast):
    entry = postmortem.incident.entries.get()
    with pytest.raises(IntegrityError, match="thread_about_one_thing"), transaction.atomic():
        Thread.objects.create(
            postmortem=postmortem,
            section=postmortem.parts()[0],
            entry=entry,
            opened_by=cast.ben,
            opened_at=NOW,
        )


def test_a_thread_stands_on_a_part_of_its_own_postmortem(postmortem, cast):
    other = an_incident(cast, "Another").record(text="Paged", by=cast.ben, at=NOW, happened_at=NOW)
    with pytest.raises(ReviewRefused, match="its own postmortem"):
        Thread.open(postmortem, text="Why?", by=cast.ben, at=NOW, entry=other)


def test_resolving_and_reopening_say_who_and_when(thread, cast):
    thread.resolve(by=cast.ben, at=LATER)
    assert (thread.is_open, thread.resolved_by, thread.resolved_at) == (False, cast.ben, LATER)
    thread.resolve(by=cast.priya, at=LATER + dt.timedelta(hours=1))
    assert thread.resolved_by == cast.ben, "the first one keeps"
    thread.reopen(by=cast.kenji, at=LATER)
    assert (thread.is_open, thread.reopened_by) == (True, cast.kenji)
    verbs = Event.objects.filter(subject_type="thread", subject_id=thread.pk).order_by("id")
    assert [e.verb for e in verbs] == ["thread.opened", "thread.resolved", "thread.reopened"]


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_a_comment_says_something(thread, cast, text):
    with pytest.raises(ReviewRefused, match="Write something"):
        thread.reply(text, by=cast.ben, at=NOW)


def test_only_its_author_edits_a_comment(thread, cast):
    comment = thread.reply("October", by=cast.ben, at=NOW)
    for other in (cast.priya, cast.amara):
        with pytest.raises(ReviewRefused, match="author"):
            comment.edit("September", by=other, at=LATER)
    comment.edit("The second of October", by=cast.ben, at=LATER)
    comment.refresh_from_db()
    assert comment.edited_at == LATER
    assert "second of October" in comment.html


def test_an_edit_that_changes_nothing_leaves_no_mark(thread, cast):
    comment = thread.reply("October", by=cast.ben, at=NOW)
    assert comment.edit("October ", by=cast.ben, at=LATER).edited_at is None


def test_a_removed_comment_leaves_a_tombstone_without_words(thread, cast):
    comment = thread.reply("A name that should not be here", by=cast.ben, at=NOW)
    with pytest.raises(ReviewRefused):
        comment.remove(by=cast.priya, at=LATER)
    comment.remove(by=cast.amara, at=LATER)
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.text, comment.html, comment.removed_by) == ("", "", cast.amara)
    assert thread.comments.count() == 2
    with pytest.raises(ReviewRefused):
        comment.edit("Back again", by=cast.ben, at=LATER)


def test_with_its_last_comment_a_thread_is_resolved(thread, cast):
    reply = thread.reply("Never mind", by=cast.ben, at=NOW)
    thread.comments.first().remove(by=cast.kenji, at=LATER)
    thread.refresh_from_db()
    assert thread.is_open
    reply.remove(by=cast.ben, at=LATER)
    thread.refresh_from_db()
    assert not thread.is_open


def test_threads_of_a_restricted_incident_exist_for_its_people_only(secret, cast):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    Thread.open(postmortem, text="The key was 40 days old", by=cast.ben, at=NOW)
    for model in (Thread, Comment):
        assert model.objects.visible_to(cast.priya).count() == 1
        for outsider in (cast.amara, cast.kenji, cast.gus, cast.dana):
            assert model.objects.visible_to(outsider).count() == 0
