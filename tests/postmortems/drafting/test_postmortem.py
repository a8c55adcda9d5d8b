"""A postmortem's life: how it begins, the steps it may take, who sees and writes it."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from postmortems.drafting.models import (
    STEPS,
    AlreadyDrafted,
    IllegalTransition,
    Kind,
    Part,
    Postmortem,
    Section,
    State,
    Template,
)
from tests.cast import NOW

LATER = NOW + dt.timedelta(minutes=1)
ROUTES = {
    "draft": [],
    "in_review": ["in_review"],
    "published": ["in_review", "published"],
    "withdrawn": ["in_review", "published", "withdrawn"],
    "not_required": ["not_required"],
}


def test_it_begins_with_the_default_templates_sections(postmortem):
    assert [s.heading for s in postmortem.parts()] == [
        "Issue summary",
        "Timeline",
        "Root cause and resolution",
        "Corrective and preventative measures",
        "Conclusion",
        "Reference",
    ]
    assert postmortem.reference == f"PM-{postmortem.pk}"
    assert postmortem.get_absolute_url() == f"/postmortems/PM-{postmortem.pk}/"
    assert Event.objects.filter(verb="postmortem.drafted", incident=postmortem.incident).count() == 1


def test_another_template_can_be_chosen(cast, incident):
    detailed = Template.objects.get(slug="detailed")
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW, template=detailed)
    assert [s.key for s in postmortem.parts()] == [s.key for s in detailed.sections.all()]
    assert postmortem.template == detailed


def test_an_import_brings_its_own_headings_in_their_order(cast, incident):
    parts = [
        Part("Was geschah", "Erst dies.\r\nDann das."),
        Part("Timeline", kind=Kind.TIMELINE, key="timeline"),
        Part("Was geschah", "Noch einmal."),
        Part("日本", "x"),
    ]
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW, sections=parts)
    assert [(s.key, s.kind, s.text) for s in postmortem.parts()] == [
        ("was_geschah", "text", "Erst dies.\nDann das."),
        ("timeline", "timeline", ""),
        ("was_geschah_2", "text", "Noch einmal."),
        ("section", "text", "x"),
    ]
    assert postmortem.template is None


def test_a_text_without_a_section_is_no_silent_loss(cast, incident):
    with pytest.raises(KeyError):
        Postmortem.draft(incident, by=cast.ben, at=NOW, texts={"elsewhere": "words"})
    assert not Postmortem.objects.exists()


def test_an_incident_has_one(cast, incident, postmortem):
    with pytest.raises(AlreadyDrafted) as refused:
        Postmortem.draft(incident, by=cast.priya, at=LATER)
    assert refused.value.postmortem == postmortem


def test_editing_a_template_leaves_postmortems_alone(cast, postmortem):
    template = postmortem.template
    template.sections.get(key="summary").revise(by=cast.amara, at=LATER, heading="Abstract", guidance="")
    template.sections.get(key="conclusion").discard(by=cast.amara, at=LATER)
    assert postmortem.sections.get(key="summary").heading == "Issue summary"
    assert postmortem.sections.filter(key="conclusion").exists()
    template.discard(by=cast.amara, at=LATER)
    postmortem.refresh_from_db()
    assert postmortem.template is None


@pytest.mark.parametrize("to", State.values)
@pytest.mark.parametrize("start", State.values)
def test_only_the_steps_exist(cast, postmortem, start, to):
    for state in ROUTES[start]:
        postmortem.move(state, by=cast.ben, at=NOW, note="so")
    before = postmortem.transitions.count()
    if (start, to) in STEPS:
        step = postmortem.move(to, by=cast.ben, at=LATER, note="so")
        assert (step.from_state, step.to_state, step.by, step.at) == (start, to, cast.ben, LATER)
    else:
        with pytest.raises(IllegalTransition, match=f"PM-{postmortem.pk} is"):
            postmortem.move(to, by=cast.ben, at=LATER, note="so")
        assert postmortem.transitions.count() == before
    postmortem.refresh_from_db()
    assert postmortem.state == (to if (start, to) in STEPS else start)


@pytest.mark.parametrize(
    ("start", "to"), [("draft", "published"), ("draft", "withdrawn"), ("in_review", "withdrawn")]
)
def test_the_database_refuses_an_illegal_step_too(cast, postmortem, start, to):
    for state in ROUTES[start]:
        postmortem.move(state, by=cast.ben, at=NOW)
    with pytest.raises(InternalError), transaction.atomic():
        Postmortem.objects.filter(pk=postmortem.pk).update(state=to)
    with pytest.raises(IntegrityError), transaction.atomic():
        postmortem.transitions.create(from_state=start, to_state=to, by=cast.ben, at=NOW, note="x")


def test_the_database_refuses_one_that_begins_published(cast, incident):
    with pytest.raises(InternalError), transaction.atomic():
        Postmortem.objects.create(incident=incident, state="published", created_at=NOW)


@pytest.mark.parametrize("note", ["", "  \n"])
def test_not_required_needs_a_reason(cast, postmortem, note):
    with pytest.raises(IllegalTransition, match="Say why"):
        postmortem.move("not_required", by=cast.ben, at=LATER, note=note)
    with pytest.raises(IntegrityError), transaction.atomic():
        postmortem.transitions.create(from_state="draft", to_state="not_required", by=cast.ben, at=NOW)


def test_waiving_records_the_reason_where_nothing_was_drafted(cast, incident):
    postmortem = Postmortem.waive(incident, by=cast.ben, at=NOW, reason="A drill.")
    assert postmortem.state == "not_required" and not postmortem.can_write(cast.ben)
    assert postmortem.transitions.get().note == "A drill."


def test_it_is_visible_as_its_incident_is(cast, secret, postmortem):
    hidden = Postmortem.draft(secret, by=cast.ben, at=NOW)
    for person, sees in [("ben", True), ("priya", True), ("olga", False), ("amara", False), ("gus", False)]:
        visible = Postmortem.objects.visible_to(getattr(cast, person))
        assert (hidden in visible, postmortem in visible) == (sees, True)
        assert Section.objects.visible_to(getattr(cast, person)).filter(postmortem=hidden).exists() == sees
    assert not Postmortem.objects.visible_to(cast.dana).exists()


def test_guests_read(cast, postmortem):
    assert [postmortem.can_write(u) for u in (cast.amara, cast.ben, cast.olga, cast.gus)] == [
        True,
        True,
        True,
        False,
    ]


def test_authors_are_those_who_wrote(cast, postmortem):
    postmortem.sections.get(key="summary").write("Mine.", base_seq=1, by=cast.priya, at=LATER)
    postmortem.seal(at=LATER, kind="review", by=cast.kenji)
    assert list(postmortem.authors()) == [cast.ben, cast.priya]
    assert postmortem.is_author(cast.priya) and not postmortem.is_author(cast.kenji)


def test_required_and_empty(cast, postmortem):
    def keys():
        return [s.key for s in postmortem.empty_required()]

    assert keys() == ["timeline", "root_cause", "actions"]
    postmortem.incident.record(text="It broke.", by=cast.ben, at=NOW, happened_at=NOW)
    ActionItem.propose(postmortem.incident, text="Watch it.", by=cast.ben, at=NOW)
    assert keys() == ["root_cause"]
    postmortem.sections.get(key="root_cause").write("A port.", base_seq=1, by=cast.ben, at=LATER)
    assert keys() == []


@pytest.mark.parametrize(
    "text", ["", " \n ", "### Impact\n\n", "**Duration:**\n\n**Root cause:** \n", "Impact:\n- Cause:"]
)
def test_a_form_that_nobody_filled_in_is_empty(text):
    assert not Section(text=text).has_words


@pytest.mark.parametrize("text", ["x", "### Impact\nNone.", "**Duration:** 3 h", "-", "Note: this", "日本"])
def test_a_word_is_a_word(text):
    assert Section(text=text).has_words


def test_sections_are_added_moved_renamed_and_brought_back(cast, postmortem):
    summary, cause = postmortem.sections.get(key="summary"), postmortem.sections.get(key="root_cause")
    added = postmortem.add_section("Detection", by=cast.ben, at=LATER, after=summary)
    again = postmortem.add_section("Detection", by=cast.ben, at=LATER)
    assert (added.key, again.key) == ("detection", "detection_2")
    cause.move(0, by=cast.ben, at=LATER)
    summary.rename("In short", by=cast.ben, at=LATER)
    again.hide(by=cast.ben, at=LATER)
    assert [s.key for s in postmortem.parts()][:4] == ["root_cause", "summary", "detection", "timeline"]
    assert "detection_2" not in [s.key for s in postmortem.parts()]
    assert postmortem.sections.get(key="summary").heading == "In short"
    again.bring_back(by=cast.ben, at=LATER)
    assert postmortem.parts()[-1].key == "detection_2"
    added.write("By a customer.", base_seq=1, by=cast.ben, at=LATER)
    assert postmortem.sections.get(key="detection").text == "By a customer."


def test_words_written_into_a_section_that_was_deleted_meanwhile_are_kept(cast, postmortem):
    section = postmortem.sections.get(key="conclusion")
    section.hide(by=cast.priya, at=LATER)
    section.write("My words.", base_seq=1, by=cast.ben, at=LATER)
    section.bring_back(by=cast.ben, at=LATER)
    assert postmortem.sections.get(key="conclusion").text == "My words."


def test_what_changed_since_somebody_read_it(cast, postmortem):
    incident = postmortem.incident
    before = postmortem.fingerprint()
    assert postmortem.changes_since(before) == []
    postmortem.sections.get(key="summary").write("New.", base_seq=1, by=cast.ben, at=LATER)
    incident.record(text="It broke.", by=cast.ben, at=NOW, happened_at=NOW)
    changes = postmortem.changes_since(before)
    assert [change.about for change in changes] == ["sections", "timeline"]
    assert changes[0].url == f"/postmortems/PM-{postmortem.pk}/#summary"


def test_every_state_is_reached_and_left():
    assert {to for _, to in STEPS} == {start for start, _ in STEPS} == set(State.values)
