"""A text becomes incident, timeline, clocks, actions and draft: all of it, once, or nothing."""

import datetime as dt

import pytest

from incidents.actions.models import ActionItem
from incidents.catalog.models import Kind
from incidents.timeline.models import ClockRefused, Incident, TimelineEntry
from postmortems.archive.formats import FORMATS
from postmortems.archive.writing import markdown
from postmortems.exchange.bringing import CREATED, Terms, bring
from postmortems.exchange.choosing import guessed_clocks
from postmortems.exchange.filing import text_of
from postmortems.exchange.making import Choices, home_zone
from postmortems.exchange.models import AlreadyTakenIn, OpenQuestion, WriteUp
from postmortems.exchange.parsing import read
from tests.cast import NOW
from tests.postmortems.archive.sample import STARTED, a_report, an_entry
from tests.postmortems.exchange.samples import CLASSIC, DATELESS


def choices(cast, proposal, **changed):
    fields = {
        "title": "Ticket sales stopped",
        "severity": cast.severities["sev2"],
        "clocks": guessed_clocks(proposal),
    }
    return Choices(**{**fields, **changed})


def take_in(cast, text=CLASSIC, by=None, answers=None, **changed):
    proposal = read(text, answers=answers or {})
    return WriteUp.take_in(text, proposal, choices(cast, proposal, **changed), by=by or cast.ben, at=NOW)


def test_the_classic_form_becomes_a_whole_record(cast):
    incident = take_in(cast).incident
    entries = list(incident.entries.in_order())
    assert [f"{entry.happened_at:%d %H:%M}" for entry in entries] == [
        "03 23:20",
        "03 23:32",
        "03 23:50",
        "04 00:15",
        "04 00:40",
        "04 00:50",
    ]
    assert incident.time_to_resolve == dt.timedelta(minutes=90)
    assert incident.impact.startswith("Nobody could buy a ticket")
    assert incident.root_cause.startswith("The seat map service kept one lock")
    assert {entry.source for entry in entries} == {TimelineEntry.Source.IMPORT}
    assert entries[0].written == "11:20 PM GMT"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_file_with_the_line_ends_of_another_system_is_the_same_text(cast, end):
    text = CLASSIC.replace("Nobody could buy a ticket", "Many could not.\n\nNobody could buy a ticket", 1)
    assert text_of(text.replace("\n", end).encode(), "a.txt").text == text
    there = take_in(cast, text).incident
    terms = Terms(severity=cast.severities["sev2"])
    again = bring(
        text_of(text.replace("\n", end).encode(), "a.txt").text, "a.txt", terms, by=cast.ben, at=NOW
    )
    assert again.incident == there


@pytest.mark.parametrize("form", ["md", "txt"])
def test_figures_of_our_own_forms_come_back_with_what_is_an_estimate(cast, form):
    numbers = {
        "users_affected": "12000",
        "users_share": "2.50",
        "revenue": "1234.50",
        "downtime_minutes": "90",
    }
    report = a_report(numbers=numbers | {"currency": "EUR"}, estimates=["users_affected", "revenue"])
    text = FORMATS[form].of(report, lambda _id: None).decode()
    incident = take_in(cast, text).incident
    incident.refresh_from_db()
    assert incident.amounts == report.amounts
    assert (incident.currency, incident.estimates) == ("EUR", ["users_affected", "revenue"])


def test_measures_become_proposed_actions_done_where_the_text_says_so(cast):
    actions = take_in(cast).incident.actions.all()
    assert [(action.said_done, action.state) for action in actions] == [
        (True, ActionItem.State.PROPOSED),
        (False, ActionItem.State.PROPOSED),
        (False, ActionItem.State.PROPOSED),
    ]


def test_the_draft_keeps_the_sections_in_their_order_with_live_blocks(cast):
    sections = take_in(cast).incident.postmortem.parts()
    headings = [section.heading for section in sections]
    assert headings.index("Timeline") < headings.index("Root Cause and Resolution")
    assert headings[-2:] == ["Conclusion", "Reference"]
    kinds = {section.heading: section.kind for section in sections}
    assert kinds["Timeline"] == "timeline"
    assert kinds["Corrective and Preventative Measures"] == "actions"
    texts = {section.heading: section.text for section in sections}
    assert "11:20 PM" not in texts["Timeline"]
    assert "**Resolution:** The import was cancelled" in texts["Root Cause and Resolution"]


def test_every_word_of_the_source_is_kept(cast):
    assert take_in(cast).source == CLASSIC


def test_the_same_text_makes_nothing_new_and_leads_to_what_is_there(cast):
    first = take_in(cast)
    with pytest.raises(AlreadyTakenIn) as refusal:
        take_in(cast, text=CLASSIC.replace("\n", "\r\n"), by=cast.priya)
    assert refusal.value.write_up == first
    assert Incident.objects.count() == 1


def test_a_restricted_record_of_the_same_text_is_not_given_away(cast):
    take_in(cast, visibility="restricted")
    assert take_in(cast, by=cast.olga).incident.opened_by == cast.olga


def test_without_a_day_nothing_is_stored_until_it_is_answered(cast):
    with pytest.raises(OpenQuestion, match="which day"):
        take_in(cast, text=DATELESS)
    assert not Incident.objects.exists()
    incident = take_in(cast, text=DATELESS, answers={"date": "2025-03-09"}).incident
    assert incident.started_at == dt.datetime(2025, 3, 9, 14, 0, tzinfo=dt.UTC)


def test_what_was_answered_is_not_asked_for_again(cast):
    proposal = read(DATELESS)
    chosen = choices(cast, proposal, clocks={}, answered=frozenset({"date"}))
    assert WriteUp.take_in(DATELESS, proposal, chosen, by=cast.ben, at=NOW).incident.entries.count() == 3


def test_clocks_that_run_backwards_are_refused_and_nothing_is_stored(cast):
    with pytest.raises(ClockRefused, match="resolved before it started"):
        take_in(cast, clocks={"started": 5, "resolved": 0})
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("UTC-08:00", "Etc/GMT+8"),
        ("UTC+05:30", "UTC"),
        (None, "UTC"),
    ],
)
def test_a_zone_gets_a_name_that_the_record_can_hold(zone, name):
    assert home_zone(zone) == name


OWN_KIND = {
    "kind": "customer_call",
    "kind_name": "Customer call",
    "shape": "communication",
    "counts_as": "communication",
}


def our_own(cast, by):
    """The record that comes of our own Markdown: a drill with five clocks and a kind of its own."""
    clocks = {
        name: (STARTED + dt.timedelta(minutes=n)).isoformat()
        for n, name in enumerate(("started", "detected", "acknowledged", "mitigated", "resolved"))
    }
    entries = [an_entry(1, "It began.", 0), an_entry(2, "A customer rang.", 2) | OWN_KIND]
    text = markdown.write(a_report(nature="drill", clocks=clocks, entries=entries))
    outcome = bring(text, "ours.md", Terms(), by=by, at=NOW)
    assert outcome.state == CREATED, outcome.why
    return outcome.incident, clocks


def test_all_five_clocks_the_nature_and_own_kinds_come_back(cast):
    incident, clocks = our_own(cast, cast.amara)
    incident.refresh_from_db()
    assert {name: at.isoformat() for name, at in incident.instants.items()} == clocks
    assert incident.nature == "drill"
    assert incident.clocks.get(name="started").entry.text == "It began."
    entry = incident.entries.get(text="A customer rang.")
    assert (entry.kind, entry.kind_name, entry.shape) == ("customer_call", "Customer call", "communication")


def test_a_member_adds_no_kind_by_a_text_and_its_name_stays_in_the_words(cast):
    incident, _ = our_own(cast, cast.ben)
    assert (
        incident.entries.get(kind="other", text__contains="rang").text
        == "**Customer call.** A customer rang."
    )
    assert not Kind.objects.filter(slug="customer_call").exists()
