"""No path stores a duration that is negative, and each says so in a sentence."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.timeline.models import Clock, ClockRefused, Incident, TimelineEntry
from tests.cast import NOW

MINUTE = dt.timedelta(minutes=1)
DETECTED = "It cannot be detected before it started. Correct one of the two."
RESOLVED = "It cannot be resolved before it started. Correct one of the two."


@pytest.fixture
def entries(incident, cast):
    """Started, detected and resolved; each clock points at its entry."""
    made = [
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW + n * MINUTE, zone="UTC")
        for text, n in (("It fell over", 0), ("An alert rang", 19), ("It stood up", 90))
    ]
    clocks = dict(zip(("started", "detected", "resolved"), made, strict=True))
    incident.set_clocks(clocks, by=cast.ben, at=NOW)
    return made


def stored(incident) -> tuple[object, ...]:
    """Everything that a refused change could have left behind."""
    found = Incident.objects.get(pk=incident.pk)
    rows = TimelineEntry.objects.filter(incident=incident).order_by("pk")
    return (
        found.instants,
        found.status,
        found.version,
        list(rows.values_list("pk", "happened_at", "text", "version", "removed_at")),
        list(Clock.objects.filter(incident=incident).order_by("name").values_list("name", "entry", "own_at")),
        incident.events.count(),
    )


def form(entry, **changes):
    plain = {
        "zone": "UTC",
        "date": "2026-11-12",
        "kind": "other",
        "text": entry.text,
        "version": entry.version,
    }
    return plain | changes


def edit(client, incident, entries):
    return client.post(_at(entries[0], "entry"), form(entries[0], time="12:20", text="Other words")), DETECTED


def edit_the_later(client, incident, entries):
    return client.post(_at(entries[2], "entry"), form(entries[2], time="11:00")), RESOLVED


def point(client, incident, entries):
    return client.post(_at(entries[2], "entry_clock"), {"clock": "started"}, follow=True), DETECTED


def the_clocks(client, incident, entries):
    sent = {"zone": "UTC", "started_entry": entries[1].pk, "detected_entry": entries[0].pk}
    return client.post(reverse("timeline:clocks", args=[incident.pk]), sent), DETECTED


@pytest.mark.parametrize("path", [edit, edit_the_later, point, the_clocks])
def test_a_page_refuses_with_the_sentence_and_stores_nothing(ben, incident, entries, path):
    before = stored(incident)
    answer, sentence = path(ben, incident, entries)
    assert answer.status_code == 200 and sentence in answer.text
    assert stored(incident) == before


def test_an_entry_does_not_come_back_before_what_was_set_meanwhile(ben, incident, entries, cast):
    entries[1].remove(by=cast.ben, at=NOW)
    incident.refresh_from_db()
    assert incident.detected_at is None and incident.time_to_detect is None, (
        "a clock without its entry is silent"
    )
    incident.set_clocks({"started": NOW + 30 * MINUTE}, by=cast.ben, at=NOW)
    before = stored(incident)
    answer = ben.post(_at(entries[1], "entry_restore"), follow=True)
    assert DETECTED in answer.text and stored(incident) == before
    # Written again over the deleted one: the sentence stands at the time, and the words are kept.
    entries[1].refresh_from_db()
    answer = ben.post(_at(entries[1], "entry"), form(entries[1], time="12:19", text="It rang", back="1"))
    assert DETECTED in answer.text and "It rang" in answer.text and stored(incident) == before
    with pytest.raises(ClockRefused, match=DETECTED):
        incident.restore_many([entries[1].pk], by=cast.ben, at=NOW)
    assert stored(incident) == before


def test_an_earlier_state_does_not_come_back_before_what_was_set_meanwhile(ben, incident, entries, cast):
    first = entries[1].events.order_by("pgh_id").first()
    entries[1].revise(version=1, by=cast.ben, at=NOW, happened_at=NOW + 40 * MINUTE)
    incident.set_clocks({"started": NOW + 30 * MINUTE}, by=cast.ben, at=NOW)
    before = stored(incident)
    address = reverse("timeline:entry_earlier", args=[incident.pk, entries[1].pk, first.pgh_id])
    assert DETECTED in ben.post(address, follow=True).text
    assert stored(incident) == before


def test_a_status_is_refused_with_its_clock(ben, incident, entries, cast):
    incident.set_clocks({"started": NOW + 10 * MINUTE, "resolved": None}, by=cast.ben, at=NOW)
    before = stored(incident)
    sent = {"status": "resolved", "resolved": entries[0].pk}
    answer = ben.post(reverse("timeline:status", args=[incident.pk]), sent)
    assert RESOLVED in answer.text and stored(incident) == before


def test_several_entries_that_were_taken_away_come_back_together_or_not_at_all(incident, entries, cast):
    incident.remove_many([entry.pk for entry in entries[1:]], by=cast.ben, at=NOW)
    incident.set_clocks({"started": NOW + 30 * MINUTE}, by=cast.ben, at=NOW)
    before = stored(incident)
    with pytest.raises(ClockRefused, match=DETECTED):
        incident.restore_many([entry.pk for entry in entries], by=cast.ben, at=NOW)
    assert stored(incident) == before


INSTANTS = st.one_of(st.none(), st.integers(-90, 90))
PAIRS = (
    ("started", "detected"),
    ("detected", "acknowledged"),
    ("started", "mitigated"),
    ("started", "resolved"),
)
NAMES = [str(name) for name in Clock.Name.values]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    first=st.fixed_dictionaries(dict.fromkeys(NAMES, INSTANTS)),
    then=st.dictionaries(st.sampled_from(NAMES), INSTANTS),
    moved=st.dictionaries(st.sampled_from(NAMES), st.integers(-90, 90)),
)
def test_whatever_is_set_no_duration_in_the_database_is_negative(incident, cast, first, then, moved):
    with transaction.atomic():
        for clocks in (first, then):
            values = {name: _entry(incident, cast, after) for name, after in clocks.items()}
            _try(lambda values=values: incident.set_clocks(values, by=cast.ben, at=NOW))
            _hold(incident, values)
        for name, after in moved.items():
            clock = incident.clocks.filter(name=name).first()
            if clock:
                at = NOW + after * MINUTE
                _try(
                    lambda clock=clock, at=at: clock.entry.revise(
                        version=clock.entry.version, by=cast.ben, at=NOW, happened_at=at
                    )
                )
                # Round every verb, too.
                _try(lambda clock=clock, at=at: _raw(clock, at))
            _hold(incident, {})
        transaction.set_rollback(True)


def _at(entry, name):
    return reverse(f"timeline:{name}", args=[entry.incident_id, entry.pk])


def _entry(incident, cast, after):
    if after is None:
        return None
    return incident.record(text="Step", by=cast.ben, at=NOW, happened_at=NOW + after * MINUTE)


def _try(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except (ClockRefused, IntegrityError):
        return False
    return True


def _raw(clock, at):
    TimelineEntry.objects.filter(pk=clock.entry_id).update(happened_at=at)


def _hold(incident, values):
    found = Incident.objects.get(pk=incident.pk)
    for earlier, later in PAIRS:
        begin, end = found.instants[earlier], found.instants[later]
        assert begin is None or end is None or begin <= end, (earlier, later, values)
    for clock in incident.clocks.all():
        assert found.instants[clock.name] == (clock.own_at or clock.entry.happened_at)
    spans = (found.time_to_detect, found.time_to_acknowledge, found.time_to_mitigate, found.time_to_resolve)
    assert all(span is None or span >= dt.timedelta(0) for span in spans)
