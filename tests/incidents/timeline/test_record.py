"""Filling a timeline: evidence, order among ties, people, factors."""

import datetime as dt

import pytest

from incidents.audit.models import Event
from incidents.timeline.models import (
    ContributingFactor,
    Incident,
    Involvement,
    InvolvementRefused,
    TimelineEntry,
)
from tests.cast import NOW

LINK = ("Graph", "https://example.org/graph")


def order(incident):
    return [entry.text for entry in incident.entries.standing().in_order()]


def test_evidence_is_recorded_and_revised_with_its_entry(incident, cast):
    entry = incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW, evidence=[LINK])
    entry.revise(version=1, by=cast.priya, at=NOW, evidence=[LINK, ("Log", "https://example.org/log")])
    assert [link.label for link in entry.evidence.all()] == ["Graph", "Log"]
    said = Event.objects.get(verb="entry.revised").data
    assert said["version"] == 2
    assert said["changed"]["evidence"][0] == "Graph (https://example.org/graph)"


def test_the_same_evidence_is_no_change(incident, cast):
    entry = incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW, evidence=[LINK])
    before = entry.evidence.get().pk
    entry.revise(version=1, by=cast.ben, at=NOW, evidence=[LINK])
    assert entry.evidence.get().pk == before


def test_entries_of_one_time_change_places(incident, cast):
    for text in "abc":
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW)
    incident.record(text="later", by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(minutes=1))
    c = TimelineEntry.objects.get(text="c")
    c.move(-1, by=cast.ben, at=NOW)
    assert order(incident) == ["a", "c", "b", "later"]
    c.move(1, by=cast.ben, at=NOW)
    c.move(1, by=cast.ben, at=NOW)
    assert order(incident) == ["a", "b", "c", "later"]


def test_places_are_told_apart_even_when_they_were_the_same(incident, cast):
    for text in "ab":
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW, position=0)
    TimelineEntry.objects.get(text="b").move(-1, by=cast.ben, at=NOW)
    assert order(incident) == ["b", "a"]


def test_entries_without_a_time_change_places_too(incident, cast):
    for text in "ab":
        incident.record(text=text, by=cast.ben, at=NOW)
    TimelineEntry.objects.get(text="a").move(1, by=cast.ben, at=NOW)
    assert order(incident) == ["b", "a"]


def test_an_entry_can_be_put_right_after_another(incident, cast):
    first = incident.record(text="a", by=cast.ben, at=NOW, happened_at=NOW)
    incident.record(text="c", by=cast.ben, at=NOW, happened_at=NOW)
    incident.record(text="b", by=cast.ben, at=NOW, happened_at=NOW, after=first)
    incident.record(text="d", by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(1), after=first)
    assert order(incident) == ["a", "b", "c", "d"]


def test_one_person_commands(incident, cast):
    Involvement.take(incident, cast.ben, "commander", by=cast.ben, at=NOW)
    Involvement.take(incident, cast.ben, "commander", by=cast.ben, at=NOW)
    with pytest.raises(InvolvementRefused, match="There is a commander already"):
        Involvement.take(incident, cast.priya, "commander", by=cast.ben, at=NOW)
    assert incident.involvements.count() == 1


def test_the_last_person_of_a_restricted_incident_stays(secret, cast):
    secret.involvements.get(user=cast.priya).end(by=cast.ben, at=NOW)
    with pytest.raises(InvolvementRefused, match="Ben Okafor is the last person who can see"):
        secret.involvements.get(user=cast.ben).end(by=cast.ben, at=NOW)
    assert secret.involvements.count() == 1


def test_somebody_who_has_left_does_not_count_as_the_last_person(secret, cast):
    secret.involvements.get(user=cast.priya).end(by=cast.ben, at=NOW)
    secret.involvements.create(user=cast.dana, role="reader")
    with pytest.raises(InvolvementRefused):
        secret.involvements.get(user=cast.ben).end(by=cast.ben, at=NOW)


def test_an_open_incident_may_have_nobody(incident, cast):
    mine = Involvement.take(incident, cast.ben, "scribe", by=cast.ben, at=NOW)
    mine.end(by=cast.ben, at=NOW)
    assert [e.verb for e in Event.objects.filter(verb__startswith="person").order_by("id")] == [
        "person.added",
        "person.removed",
    ]


def test_readers_of_a_new_restricted_incident_see_it(cast):
    made = Incident.open(
        title="Leak",
        severity=cast.severities["sev1"],
        by=cast.ben,
        at=NOW,
        visibility="restricted",
        readers=[cast.kenji, cast.ben],
    )
    assert {i.user for i in made.involvements.all()} == {cast.ben, cast.kenji}
    assert not Incident.objects.visible_to(cast.amara).exists()


def test_factors_keep_their_rows_and_their_order(incident, cast):
    revised = incident.revise(version=1, by=cast.ben, at=NOW, factors=["a", " b ", "", "a"])
    kept = ContributingFactor.objects.get(text="b").pk
    revised.revise(version=2, by=cast.ben, at=NOW, factors=["b", "c"])
    assert [f.text for f in incident.factors.all()] == ["b", "c"]
    assert ContributingFactor.objects.get(text="b").pk == kept
    assert Event.objects.filter(verb="incident.revised").last().data["changed"] == {
        "factors": ["a; b", "b; c"]
    }
