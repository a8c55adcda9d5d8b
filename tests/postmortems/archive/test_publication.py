"""Publishing freezes a version, asks the gate, and keeps its word even against raw SQL."""

import datetime as dt
import io

import pytest
from django.db import DatabaseError, connection, transaction

from incidents.audit.models import Event
from incidents.timeline.models import Attachment
from postmortems.archive.changes import between, same_words
from postmortems.archive.figures import figures
from postmortems.archive.models import (
    NothingNew,
    NotReady,
    Publication,
    SearchDocument,
    WithdrawalRefused,
)
from postmortems.archive.report import Report
from postmortems.archive.writing import markdown
from postmortems.drafting.models import Postmortem
from tests.cast import NOW

from .conftest import STARTED, approved

LATER = NOW + dt.timedelta(days=1)


def rewrite(postmortem, text, by):
    section = postmortem.sections.get(key="summary")
    section.write(text, base_seq=None, by=by, at=LATER)


def test_a_version_says_everything(cast, incident, ready):
    incident.involvements.create(user=cast.kenji, role="commander")
    made = Publication.issue(ready, by=cast.ben, at=NOW)
    report = made.report
    assert (made.version, report.version, report.reference) == (1, 1, incident.reference)
    assert [s.heading for s in report.sections][:2] == ["Summary", "Why it could happen"]
    assert "<strong>card</strong>" in report.sections[0].html
    assert report.entries[0].text == "The certificate passes its end date."
    assert report.entries[1].clocks == ("detected",)
    assert report.clocks["started"] == STARTED
    assert report.durations["time_to_detect"] == dt.timedelta(minutes=77)
    assert [a.state for a in report.actions] == ["proposed", "accepted"]
    assert str(report.actions[1].owner) == "Priya Raman"
    assert [str(who) for who in report.authors] == ["Ben Okafor"]
    assert [str(answer.by) for answer in report.approvals] == ["Priya Raman"]
    assert [(who.name, who.role) for who in report.people] == [("Kenji Mori", "commander")]
    assert report.standfirst.replace("\xa0", " ") == (
        "Wednesday 11 to Thursday 12 November 2026. Written by Ben Okafor."
    )


def test_publishing_moves_the_state_and_leaves_records(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    ready.refresh_from_db()
    assert ready.state == Postmortem.State.PUBLISHED
    assert ready.transitions.last().to_state == "published"
    assert ready.revisions.first().kind == "publish"
    assert Event.objects.filter(verb="postmortem.published", incident=ready.incident).count() == 1


def test_the_gate_keeps_a_draft_back_and_stores_nothing(cast, draft):
    with pytest.raises(NotReady) as refused:
        Publication.issue(draft, by=cast.ben, at=NOW)
    assert refused.value.reasons[0].sentence
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Publication.objects.exists()


def test_an_override_is_kept_with_what_stood_in_the_way(cast, draft):
    made = Publication.issue(draft, by=cast.ben, at=NOW, override_reason="The regulator asks today.")
    assert made.override_reason == "The regulator asks today."
    assert made.override_blockers
    assert made.report.override_reason == "The regulator asks today."
    draft.refresh_from_db()
    assert draft.state == "published"


def test_no_override_is_recorded_where_none_was_needed(cast, ready):
    made = Publication.issue(ready, by=cast.ben, at=NOW, override_reason="Just in case")
    assert (made.override_reason, made.override_blockers) == ("", [])


def test_what_is_published_does_not_follow_later_edits(cast, incident, ready):
    made = Publication.issue(ready, by=cast.ben, at=NOW)
    rewrite(ready, "Something else.", cast.ben)
    incident.entries.first().remove(by=cast.ben, at=LATER)
    report = Publication.objects.get(pk=made.pk).report
    assert report.sections[0].text == "For an hour nobody could pay by **card**."
    assert len(report.entries) == 2


@pytest.mark.parametrize(
    "change",
    [
        "title = 'other'",
        "frozen = '{}'",
        "version = 7",
        "at = now()",
        "by_id = NULL",
        "change_note = 'x'",
        "override_reason = 'x'",
    ],
)
def test_the_database_lets_nobody_change_a_version(cast, ready, change):
    Publication.issue(ready, by=cast.ben, at=NOW)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        connection.cursor().execute(f"UPDATE postmortems_publication SET {change}")


def test_a_later_edit_is_version_two_and_version_one_stays(cast, ready):
    first = Publication.issue(ready, by=cast.ben, at=NOW)
    with pytest.raises(NotReady):
        Publication.issue(ready, by=cast.ben, at=LATER)
    rewrite(ready, "For two hours nobody could pay.", cast.ben)
    approved(cast, ready, at=LATER)
    second = Publication.issue(ready, by=cast.ben, at=LATER, change_note="Two hours, not one.")
    assert second.version == 2
    assert second.report.change_note == "Two hours, not one."
    assert Publication.objects.get(pk=first.pk).report.sections[0].text.startswith("For an hour")


def test_the_same_words_are_not_published_twice(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    with pytest.raises(NothingNew, match="since version 1"):
        Publication.issue(ready, by=cast.ben, at=LATER, override_reason="Again.")
    assert Publication.objects.count() == 1


def test_withdrawing_needs_a_reason_and_something_to_withdraw(cast, ready):
    with pytest.raises(WithdrawalRefused, match="nothing to withdraw"):
        Publication.withdraw(ready, by=cast.ben, at=NOW, reason="Wrong.")
    Publication.issue(ready, by=cast.ben, at=NOW)
    with pytest.raises(WithdrawalRefused, match="why"):
        Publication.withdraw(ready, by=cast.ben, at=NOW, reason="  ")
    Publication.withdraw(ready, by=cast.ben, at=LATER, reason="It names a customer.")
    ready.refresh_from_db()
    assert ready.state == "withdrawn"
    assert Publication.objects.get().withdrawn_reason == "It names a customer."
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(withdrawn_at=None, withdrawn_reason="", withdrawn_by=None)


def test_what_was_withdrawn_can_be_published_again(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    Publication.withdraw(ready, by=cast.ben, at=LATER, reason="It names a customer.")
    ready.refresh_from_db()
    ready.move("draft", by=cast.ben, at=LATER)
    rewrite(ready, "Nobody could pay.", cast.ben)
    approved(cast, ready, at=LATER)
    again = Publication.issue(ready, by=cast.ben, at=LATER, change_note="Without the name.")
    assert again.version == 2
    assert list(Publication.objects.standing()) == [again]


def test_a_withdrawal_leaves_the_next_version_where_it_is(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    rewrite(ready, "For two hours nobody could pay.", cast.ben)
    approved(cast, ready, at=LATER)
    Publication.withdraw(ready, by=cast.ben, at=LATER, reason="It names a customer.")
    ready.refresh_from_db()
    assert ready.state == "in_review"
    assert SearchDocument.objects.get(postmortem=ready).state == "in_review"


def test_only_those_who_see_the_incident_see_its_versions(cast, ready):
    made = Publication.issue(ready, by=cast.ben, at=NOW)
    assert list(Publication.objects.visible_to(cast.olga)) == [made]
    ready.incident.involvements.create(user=cast.ben, role="commander")
    ready.incident.revise(version=ready.incident.version, by=cast.ben, at=LATER, visibility="restricted")
    assert list(Publication.objects.visible_to(cast.ben)) == [made]
    for user in (cast.olga, cast.amara, cast.dana):
        assert not Publication.objects.visible_to(user).exists()


def test_home_gets_the_newest_standing_version_of_each(cast, ready, another):
    first = Publication.issue(ready, by=cast.ben, at=NOW)
    other = another("Mail relay refused logins")
    rewrite(ready, "For two hours nobody could pay.", cast.ben)
    approved(cast, ready, at=LATER)
    second = Publication.issue(ready, by=cast.ben, at=LATER)
    assert list(Publication.objects.recent()) == [second, other]
    Publication.withdraw(ready, by=cast.ben, at=LATER, reason="Wrong.")
    assert list(Publication.objects.recent()) == [other]
    assert first.version == 1


def test_frozen_json_reads_back_as_the_same_report(cast, ready):
    made = Publication.issue(ready, by=cast.ben, at=NOW)
    assert Report.of(made.report.frozen) == made.report


# -- evidence ----------------------------------------------------------------------------------------------


def test_a_version_keeps_its_evidence_when_the_entry_changes_and_goes(cast, client, incident, draft, shown):
    client.force_login(cast.gus)
    entry = incident.entries.in_order().first()
    entry.revise(version=2, by=cast.ben, at=LATER, attachments={})
    entry.remove(by=cast.ben, at=LATER)
    page = client.get(f"/reports/{incident.reference}/").content.decode()
    assert f'src="{shown.small_url}"' in page and 'alt="The pool is full"' in page
    for address in (shown.get_absolute_url(), shown.small_url):
        assert client.get(address).status_code == 200
    assert client.get(incident.get_absolute_url()).content.decode().count(shown.id) == 0
    assert f"[graph.png]({shown.get_absolute_url()}): The pool is full" in markdown.write(
        Publication.objects.get().report
    )


def test_its_evidence_goes_with_a_withdrawn_report(cast, client, incident, draft, shown):
    client.force_login(cast.gus)
    incident.entries.in_order().first().revise(version=2, by=cast.ben, at=LATER, attachments={})
    Publication.withdraw(draft, by=cast.ben, at=LATER, reason="It named a customer.")
    assert client.get(shown.get_absolute_url()).status_code == 404


def test_restricting_the_incident_hides_the_evidence_of_its_report(cast, client, incident, shown):
    incident.refresh_from_db()
    incident.revise(version=incident.version, by=cast.ben, at=LATER, visibility="restricted")
    client.force_login(cast.olga)
    assert client.get(shown.get_absolute_url()).status_code == 404


def test_new_evidence_is_something_new_to_publish(cast, incident, draft, shown):
    log = Attachment.take(incident, io.BytesIO(b"it fell"), name="app.log", by=cast.ben, at=LATER)
    entry = incident.entries.in_order().first()
    with pytest.raises(NothingNew):
        Publication.issue(draft, by=cast.ben, at=LATER, override_reason="x")
    entry.revise(
        version=2, by=cast.ben, at=LATER, attachments={shown.id: "The pool is full", log.public_id: ""}
    )
    second = Publication.issue(draft, by=cast.ben, at=LATER, override_reason="x")
    changes = between(Publication.objects.get(version=1).report, second.report)
    said = "".join(run.text for c in changes.entries for run in c.runs if getattr(run, "kind", "") == "add")
    assert "app.log" in said and "graph.png" not in said
    assert second.report.attachments[1].name == "app.log"


def test_a_version_from_before_there_were_attachments_is_read_and_is_the_same(cast, ready):
    frozen = Publication.issue(ready, by=cast.ben, at=NOW).frozen
    before = frozen | {
        "entries": [{k: v for k, v in e.items() if k != "attachments"} for e in frozen["entries"]]
    }
    assert Report.of(before).attachments == []
    assert same_words(before, frozen)


# -- what it was --------------------------------------------------------------------------------------------


def test_a_version_says_what_it_was_when_it_was_published(cast, client, incident, ready):
    incident = incident.revise(version=incident.version, by=cast.ben, at=NOW, nature="drill")
    drill = Publication.issue(ready, by=cast.ben, at=NOW, override_reason="A drill")
    incident = incident.revise(version=incident.version, by=cast.ben, at=NOW, nature="real")
    drill.refresh_from_db()
    assert (drill.report.nature, incident.nature) == ("drill", "real")
    client.force_login(cast.olga)
    address = f"/reports/{incident.reference}/"
    assert ">Drill<" in client.get(address).text.partition("<h1")[0].rpartition('<p class="facts"')[2]
    assert "- **What it was:** Drill" in client.get(f"/reports/{incident.reference}.md").text


@pytest.mark.parametrize(("closing", "nature"), [("", "real"), ("resolved", "real"), ("drill", "drill")])
def test_a_version_from_before_there_was_a_nature_says_it_by_its_closing(ready, cast, closing, nature):
    frozen = Publication.issue(ready, by=cast.ben, at=NOW).frozen
    old = {name: value for name, value in frozen.items() if name != "nature"} | {"closing_reason": closing}
    assert Report.of(old).nature == nature
    assert same_words(old, frozen | {"nature": nature, "closing_reason": closing})


def test_turning_out_to_be_a_drill_is_something_new_to_publish(ready, cast):
    frozen = Publication.issue(ready, by=cast.ben, at=NOW).frozen
    drill = frozen | {"nature": "drill"}
    assert not same_words(frozen, drill)
    assert [fact.heading for fact in between(Report.of(frozen), Report.of(drill)).facts] == ["What it was"]


def test_the_order_of_the_factors_is_frozen_and_a_new_order_is_something_new(cast, incident, ready):
    incident.revise(version=1, by=cast.ben, at=NOW, factors=["Two systems", "One check"])
    first = Publication.issue(ready, by=cast.ben, at=NOW, override_reason="The first order")
    incident.factors.get(text="One check").move(True, version=2, by=cast.ben, at=LATER)
    second = Publication.issue(ready, by=cast.ben, at=LATER, override_reason="The order")
    assert (first.report.factors, second.report.factors) == (
        ("Two systems", "One check"),
        ("One check", "Two systems"),
    )
    assert "**Contributing factors:** One check; Two systems" in markdown.write(second.report)
    assert [change.heading for change in between(first.report, second.report).facts] == [
        "Contributing factors"
    ]


def test_which_figures_are_estimates_is_frozen(cast, incident, ready):
    incident.revise(
        version=1, by=cast.ben, at=NOW, users_affected=12000, users_share=3, estimates=["users_affected"]
    )
    first = Publication.issue(ready, by=cast.ben, at=NOW, override_reason="Estimated")
    incident.revise(version=2, by=cast.ben, at=LATER, estimates=["users_share"])
    second = Publication.issue(ready, by=cast.ben, at=LATER, override_reason="Counted")
    assert [f.value for f in figures(first.report) if f.label == "People affected"] == [
        "about\u00a012\u00a0000"
    ]
    for report, lines in (
        (first.report, ("**People affected:** about 12000", "**Share of people:** 3 %")),
        (second.report, ("**People affected:** 12000", "**Share of people:** about 3 %")),
    ):
        assert all(line in markdown.write(report) for line in lines)
    told = between(first.report, second.report).facts
    assert [change.heading for change in told] == ["People affected", "Share of people"]


def test_a_version_from_before_estimates_were_kept_says_it_of_none(cast, incident, ready):
    incident.revise(version=1, by=cast.ben, at=NOW, users_affected=12000)
    frozen = Publication.issue(ready, by=cast.ben, at=NOW, override_reason="x").frozen
    old = {name: value for name, value in frozen.items() if name != "estimates"}
    assert Report.of(old).amounts["users_affected"].shown == "12\u00a0000"
    assert same_words(old, frozen)
    assert not same_words(old, frozen | {"estimates": ["users_affected"]})
