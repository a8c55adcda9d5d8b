"""What counts as a change of what somebody read, and how it is said."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from postmortems.drafting import fingerprint

RECORD = dict.fromkeys((*fingerprint.RECORD, *fingerprint.HEAD), "as it was")
ENTRY = dict.fromkeys(fingerprint.ENTRY) | {"position": 1, "mark": "", "linked": [], "enclosed": []}
LINK = SimpleNamespace(label="Log", url="https://example.org/log")
IMAGE = SimpleNamespace(public_id="abc", alt="Connections")
FACTORS = [{"id": 1, "text": "Two systems"}, {"id": 2, "text": "Nobody watched"}]
SERVICES = [{"name": "Checkout", "slug": "checkout"}, {"name": "Search", "slug": "search"}]


def rows(**changes):
    """Two sections, two entries, one action and the incident, with some fields changed: entry_text="…"."""
    values = {
        "impact": {"key": "impact", "heading": "Impact", "kind": "text", "text": "All cards."},
        "causes": {"key": "causes", "heading": "Causes", "kind": "text", "text": "A certificate."},
        "entry": {**ENTRY, "pk": 1, "text": "Paged", "linked": [LINK], "enclosed": [IMAGE]},
        "other": {**ENTRY, "pk": 2, "text": "Fixed", "position": 2},
        "action": {**dict.fromkeys(fingerprint.ACTION), "pk": 5, "text": "Watch it", "state": "accepted"},
        "incident": {**RECORD, "named_factors": FACTORS, "named_services": SERVICES},
    }
    for name, value in changes.items():
        row, field = name.split("_", 1)
        values[row][field] = value
    made = {name: SimpleNamespace(**fields) for name, fields in values.items()}
    return fingerprint.of(
        [made["impact"], made["causes"]], [made["entry"], made["other"]], [made["action"]], made["incident"]
    )


def said(old, new):
    headings = {"impact": "Impact", "causes": "Causes"}
    changes = fingerprint.compare(
        old, new, headings=headings, draft_url="/postmortems/PM-7/", incident_url="/incidents/INC-7/"
    )
    return [(change.about, change.sentence, change.url) for change in changes]


@pytest.mark.parametrize(
    ("change", "about", "sentence", "url"),
    [
        (
            {"impact_text": "Some cards."},
            "sections",
            "The section Impact has changed.",
            "/postmortems/PM-7/#impact",
        ),
        (
            {"entry_text": "Paged twice"},
            "timeline",
            "One timeline entry has changed.",
            "/incidents/INC-7/#entry-1",
        ),
        ({"action_owner_id": 3}, "actions", "One action has changed.", "/incidents/INC-7/#actions"),
        ({"action_state": "declined"}, "actions", "One action has changed.", "/incidents/INC-7/#actions"),
        (
            {"incident_severity_id": 1},
            "incident",
            "The facts of the incident have changed.",
            "/incidents/INC-7/",
        ),
    ],
)
def test_a_change_of_what_was_read_is_named(change, about, sentence, url):
    assert said(rows(), rows(**change)) == [(about, sentence, url)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"incident_named_factors": FACTORS[::-1]}, "The contributing factors have changed."),
        ({"incident_named_factors": []}, "The contributing factors have changed."),
        ({"incident_named_services": SERVICES[:1]}, "The list of services has changed."),
        ({"entry_linked": []}, "One timeline entry has changed."),
        ({"entry_enclosed": []}, "One timeline entry has changed."),
        (
            {"entry_enclosed": [SimpleNamespace(public_id="abc", alt="Memory")]},
            "One timeline entry has changed.",
        ),
        ({"other_linked": [LINK], "other_text": "Mended"}, "One timeline entry has changed."),
    ],
)
def test_causes_services_and_evidence_were_read_too(change, sentence):
    assert [told for _, told, _ in said(rows(), rows(**change))] == [sentence]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"entry_position": 9},
        {"entry_mark": "next day assumed"},
        {"action_state": "done"},
        {"incident_named_factors": [known | {"id": 9} for known in FACTORS]},
        {"incident_named_services": [known | {"name": f"Old {known['slug']}"} for known in SERVICES[::-1]]},
    ],
)
def test_what_was_not_read_changes_nothing(change):
    assert said(rows(), rows(**change)) == []


def test_an_instant_is_the_same_in_every_zone():
    noon = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
    elsewhere = noon.astimezone(dt.timezone(dt.timedelta(hours=5)))
    assert said(rows(entry_happened_at=noon), rows(entry_happened_at=elsewhere)) == []


def test_several_entries_are_counted():
    assert said(rows(), rows(entry_text="a", other_text="b"))[0][1] == "2 timeline entries have changed."


def test_what_came_and_what_went_are_changes():
    less = {**rows(), "entries": {"1": rows()["entries"]["1"]}, "sections": {}}
    assert [sentence for _, sentence, _ in said(less, rows())] == [
        "The section Impact has changed.",
        "The section Causes has changed.",
        "One timeline entry has changed.",
    ]
    assert said({**less, "sections": {"gone": "x"}}, less)[0][1] == "A section has been taken out."


@pytest.mark.parametrize("field", fingerprint.HEAD)
def test_what_else_stands_at_the_head_counts_too(field):
    assert [about for about, _, _ in said(rows(), rows(**{f"incident_{field}": "other"}))] == ["incident"]


def test_the_same_number_in_another_writing_is_no_change():
    before, after = (rows(incident_users_share=Decimal(text)) for text in ("3", "3.00"))
    assert said(before, after) == []


def test_a_fingerprint_from_before_the_head_was_covered_says_nothing_about_it():
    old = rows()
    del old["record"]["head"]
    assert said(old, rows(incident_trigger="A click")) == []
    assert said(old, rows(incident_title="Another"))


def test_a_fingerprint_from_before_more_was_covered_says_nothing_about_it():
    old = rows()
    del old["record"]["factors"], old["record"]["services"], old["evidence"]
    assert said(old, rows(incident_named_factors=[], incident_named_services=[], entry_linked=[])) == []
    assert said(old, rows(entry_text="Paged twice"))
