"""A published version stays as it was, and says how the record has gone on since."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.archive.models import Publication
from postmortems.archive.since import since
from tests.cast import NOW

LATER = NOW + dt.timedelta(days=1)
START = dt.datetime(2026, 11, 11, 23, 12, tzinfo=dt.UTC)


def at(**minutes):
    return {name: START + dt.timedelta(minutes=m) if m is not None else None for name, m in minutes.items()}


THEN = at(started=0, detected=19, mitigated=60, resolved=70)


@pytest.mark.parametrize(
    ("now", "entries", "details", "said"),
    [
        (THEN, 0, False, ""),
        (THEN, 1, False, "1 entry changed."),
        (THEN, 2, True, "2 entries changed, the details were corrected."),
        (THEN | at(resolved=80), 2, False, "2 entries changed, time to resolve is now 1 h 20 min."),
        (THEN | at(mitigated=None), 0, False, "time to mitigate is not known any more."),
        (at(started=5, detected=24, mitigated=65, resolved=75), 0, False, "the clocks moved."),
        (THEN | at(acknowledged=20), 0, False, "time to acknowledge is now 1 min."),
    ],
)
def test_the_sentence_names_what_is_different(now, entries, details, said):
    found = since(1, THEN, now, entries=entries, details=details).replace("\u00a0", " ")
    assert found == (f"The record has changed since version 1 was published: {said}" if said else "")


@pytest.fixture
def published(cast, ready):
    return Publication.issue(ready, by=cast.ben, at=NOW)


@pytest.fixture
def look(client, cast, published):
    """The report's page as Olga, who has no part in it, is shown it."""

    def look(**headers):
        client.force_login(cast.olga)
        return client.get(reverse("archive:report", args=[published.postmortem.incident_id]), headers=headers)

    return look


def test_a_corrected_clock_changes_the_record_and_not_the_version(look, cast, published):
    incident = published.postmortem.incident
    before = look()
    assert "The record has changed" not in before.content.decode()
    found = incident.entries.get(kind="diagnosis")
    found.revise(version=found.version, by=cast.ben, at=LATER, happened_at=START + dt.timedelta(minutes=40))
    after = look(**{"if-none-match": before["ETag"]})
    said = after.content.decode().replace("\u00a0", " ")
    assert after.status_code == 200
    assert "since version 1 was published: 1 entry changed, time to detect is now 40 min." in said
    assert "1 h 17 min" in said, "the version itself says what it said"
    assert incident.get_absolute_url() in said and reverse("timeline:history", args=[incident.pk]) in said


def test_an_entry_added_and_one_taken_away_are_counted_once_each(look, cast, published):
    incident = published.postmortem.incident
    new = incident.record(text="Came to light", by=cast.ben, at=LATER)
    new.revise(version=1, by=cast.ben, at=LATER, text="Came to light later")
    incident.entries.get(kind="diagnosis").remove(by=cast.ben, at=LATER)
    assert "2 entries changed, time to detect is not known any more." in look().content.decode()


def test_the_next_version_has_nothing_to_say(look, cast, ready, published):
    ready.incident.record(text="Came to light", by=cast.ben, at=LATER)
    assert "1 entry changed" in look().content.decode()
    after = LATER + dt.timedelta(hours=1)
    Publication.issue(ready, by=cast.ben, at=after, change_note="More is known.", override_reason="Known.")
    assert "The record has changed" not in look().content.decode()


def test_it_costs_no_query(look, cast, published, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    look()
    with CaptureQueriesContext(connection) as unchanged:
        look()
    for number in range(10):
        published.postmortem.incident.record(text=f"Step {number}", by=cast.ben, at=LATER)
    with django_assert_num_queries(len(unchanged)):
        assert "10 entries changed" in look().content.decode()
