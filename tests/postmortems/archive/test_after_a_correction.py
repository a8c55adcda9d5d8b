"""A corrected entry corrects whatever is made from the record; what was published stays, and says so."""

import csv
import datetime as dt
import io
import json

import pytest
from django.urls import reverse

from postmortems.archive.models import Publication
from tests.cast import NOW

LATER = NOW + dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def published(cast, ready):
    return Publication.issue(ready, by=cast.ben, at=NOW)


@pytest.fixture
def made(client, cast, published):
    """Everything that is made from the incident, by name, as text."""
    client.force_login(cast.ben)
    pk = published.postmortem.incident_id

    def text(name, *args):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200
        return answer.content.decode().replace("\u00a0", " ")

    def made():
        return {
            "json": text("archive:now", pk, "json"),
            "md": text("archive:now", pk, "md"),
            "csv": text("timeline:export"),
            "list": text("timeline:incidents"),
            "version": text("archive:version", pk, 1),
            "version.json": text("archive:download", pk, "json"),
            "version.md": text("archive:download", pk, "md"),
        }

    return made


def correct_the_entry(incident, cast):
    found = incident.entries.get(kind="diagnosis")
    moved = found.happened_at - 37 * MINUTE
    found.revise(version=found.version, by=cast.ben, at=LATER, happened_at=moved)


def correct_the_clock(incident, cast):
    found = incident.entries.get(kind="diagnosis")
    incident.set_clocks({"detected": found.happened_at - 37 * MINUTE}, by=cast.ben, at=LATER)


@pytest.mark.parametrize("correct", [correct_the_entry, correct_the_clock])
def test_what_is_made_afresh_follows_and_the_version_stays(made, cast, published, correct):
    incident = published.postmortem.incident
    before = made()
    correct(incident, cast)
    after = made()
    incident.refresh_from_db()
    assert incident.time_to_detect == 40 * MINUTE
    assert "23:52" in after["json"] and "23:52" not in before["json"]
    assert json.loads(after["json"]) != json.loads(before["json"])
    assert after["md"] != before["md"] and "23:52" in after["md"]
    rows = [list(csv.DictReader(io.StringIO(each["csv"].lstrip("\ufeff")))) for each in (before, after)]
    detected = next(name for name in rows[0][0] if "etect" in name)
    assert rows[0][0][detected] != rows[1][0][detected]
    assert "Undetected 1 h 17" in before["list"] and "Undetected 40 min" in after["list"]
    for kept in ("version.json", "version.md"):
        assert after[kept] == before[kept], kept
    assert "The record has changed since version 1 was published" in after["version"]
    assert "time to detect is now 40 min" in after["version"]
    assert "The record has changed" not in before["version"] and "1 h 17 min" in after["version"]


def paste_two(incident, cast):
    rows = [{"text": f"Pasted {n}", "happened_at": LATER, "precision": "minute"} for n in (1, 2)]
    incident.record_many(rows, by=cast.ben, at=LATER)


def take_two_away(incident, cast):
    incident.remove_many([entry.pk for entry in incident.entries.all()[:2]], by=cast.ben, at=LATER)


@pytest.mark.parametrize("change", [paste_two, take_two_away])
def test_several_entries_at_once_are_later_changes_too(published, cast, change):
    incident = published.postmortem.incident
    versions = Publication.objects.with_later_changes()
    assert versions.get(pk=published.pk).entries_changed == 0
    change(incident, cast)
    assert versions.get(pk=published.pk).entries_changed == 2


def test_an_entry_that_changed_twice_counts_once(published, cast):
    incident = published.postmortem.incident
    paste_two(incident, cast)
    pasted = incident.entries.filter(text="Pasted 2").get()
    pasted.revise(version=pasted.version, by=cast.ben, at=LATER, text="Said better")
    assert Publication.objects.with_later_changes().get(pk=published.pk).entries_changed == 2
