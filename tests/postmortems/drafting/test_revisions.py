"""Revisions: edits close together are one, what somebody leans on stays, every one can be gone back to."""

import datetime as dt

import pytest

from postmortems.drafting.models import Presence, Revision, Template, TemplateRefused
from tests.cast import NOW


def minutes(n):
    return NOW + dt.timedelta(minutes=n)


def write(postmortem, key, text, *, by, at):
    return postmortem.sections.get(key=key).write(text, base_seq=None, by=by, at=at)


def told(postmortem):
    rows = postmortem.revisions.order_by("number").values_list("number", "kind", "author__name")
    return [(number, kind, name.split()[0]) for number, kind, name in rows]


def test_edits_of_one_person_close_together_are_one(cast, postmortem):
    for n in range(1, 8):
        write(postmortem, "summary", f"Take {n}.", by=cast.ben, at=minutes(n))
    assert told(postmortem) == [(1, "auto", "Ben")]
    revision = Revision.current(postmortem)
    assert revision.texts["summary"] == "Take 7."
    assert (revision.started_at, revision.at, revision.seq) == (NOW, minutes(7), 8)


@pytest.mark.parametrize(
    ("pause", "revisions"), [(10, 1), (11, 2)], ids=["ten minutes go on", "eleven begin another"]
)
def test_a_pause_begins_another(cast, postmortem, pause, revisions):
    write(postmortem, "summary", "After a pause.", by=cast.ben, at=minutes(pause))
    assert postmortem.revisions.count() == revisions


def test_an_hour_is_long_enough(cast, postmortem):
    for n in range(1, 15):
        write(postmortem, "summary", f"Take {n}.", by=cast.ben, at=minutes(9 * n))
    assert postmortem.revisions.count() == 3


def test_another_person_begins_another(cast, postmortem):
    write(postmortem, "summary", "Ben.", by=cast.ben, at=minutes(1))
    write(postmortem, "summary", "Priya.", by=cast.priya, at=minutes(2))
    write(postmortem, "summary", "Ben again.", by=cast.ben, at=minutes(3))
    assert told(postmortem) == [(1, "auto", "Ben"), (2, "auto", "Priya"), (3, "auto", "Ben")]


def test_what_a_review_leans_on_is_not_continued(cast, postmortem):
    sealed = postmortem.seal(at=minutes(1))
    write(postmortem, "summary", "Later.", by=cast.ben, at=minutes(2))
    sealed.refresh_from_db()
    assert sealed.texts["summary"].startswith("The job ran.")
    assert Revision.current(postmortem).number == sealed.number + 1


def test_a_kind_makes_a_row_of_its_own(cast, postmortem):
    review = postmortem.seal(at=minutes(1), kind="review", by=cast.priya)
    assert (review.number, review.kind, review.sealed_at, review.author) == (
        2,
        "review",
        minutes(1),
        cast.priya,
    )


def test_a_name_is_kept(cast, postmortem):
    named = postmortem.name_revision("Before the meeting", by=cast.ben, at=minutes(1))
    write(postmortem, "summary", "Later.", by=cast.ben, at=minutes(2))
    named.refresh_from_db()
    assert (named.name, named.texts["summary"]) == ("Before the meeting", "The job ran.\nIt failed.\n")


def test_one_section_is_restored_and_the_others_stay(cast, postmortem):
    write(postmortem, "summary", "Worse.", by=cast.priya, at=minutes(1))
    write(postmortem, "conclusion", "New.", by=cast.priya, at=minutes(2))
    first = postmortem.revisions.get(number=1)
    assert first.restore(by=cast.ben, at=minutes(3), key="summary")
    texts = Revision.current(postmortem).texts
    assert (texts["summary"], texts["conclusion"]) == ("The job ran.\nIt failed.\n", "New.")
    assert told(postmortem)[-1] == (3, "restore", "Ben")
    assert postmortem.sections.get(key="summary").html == "<p>The job ran.\nIt failed.</p>"


def test_a_restore_is_undone_by_a_restore(cast, postmortem):
    write(postmortem, "summary", "Second.", by=cast.priya, at=minutes(1))
    postmortem.sections.get(key="summary").rename("Abstract", by=cast.priya, at=minutes(1))
    postmortem.sections.get(key="conclusion").hide(by=cast.priya, at=minutes(2))
    second = Revision.current(postmortem)
    first = postmortem.revisions.get(number=1)
    first.restore(by=cast.ben, at=minutes(3))
    assert Revision.current(postmortem).sections == first.sections
    assert not first.restore(by=cast.ben, at=minutes(3))
    second.restore(by=cast.ben, at=minutes(4))
    assert Revision.current(postmortem).texts["summary"] == "Second."
    assert postmortem.living.updates.count() == 4


def test_a_restore_merges_with_a_form_that_was_open(cast, postmortem):
    write(postmortem, "summary", "The job ran.\nIt failed.\nTwice.\n", by=cast.priya, at=minutes(1))
    postmortem.revisions.get(number=1).restore(by=cast.ben, at=minutes(2))
    summary = postmortem.sections.get(key="summary")
    written = summary.write(
        "The night job ran.\nIt failed.\nTwice.\n", base_seq=2, by=cast.kenji, at=minutes(3)
    )
    assert written.text == "The night job ran.\nIt failed.\n"


def test_presence_fades(cast, postmortem):
    Presence.ping(postmortem, by=cast.ben, at=NOW, section="summary")
    Presence.ping(postmortem, by=cast.priya, at=NOW + dt.timedelta(seconds=30))
    Presence.ping(postmortem, by=cast.ben, at=NOW + dt.timedelta(seconds=10), section="conclusion")

    def here(seconds):
        found = Presence.here(postmortem, at=NOW + dt.timedelta(seconds=seconds))
        return [(p.user.name.split()[0], p.section) for p in found]

    assert here(40) == [("Ben", "conclusion"), ("Priya", "")]
    assert here(60) == [("Priya", "")]
    Presence.leave(postmortem, by=cast.priya)
    assert here(60) == []


def test_templates_are_edited(cast, postmortem):
    classic = Template.objects.default()
    short = Template.add("Short & quick", by=cast.amara, at=NOW, description="For small ones.", like=classic)
    assert short.slug == "short-quick" and short.sections.count() == classic.sections.count()
    extra = short.add_section(heading="Money", by=cast.amara, at=NOW, required=True)
    extra.move(0, by=cast.amara, at=NOW)
    assert short.sections.first() == extra
    short.make_default(by=cast.amara, at=NOW)
    assert Template.objects.default() == short
    assert Template.objects.filter(is_default=True).count() == 1


def test_the_last_template_stays(cast):
    Template.objects.exclude(slug="classic").delete()
    with pytest.raises(TemplateRefused):
        Template.objects.get().discard(by=cast.amara, at=NOW)
