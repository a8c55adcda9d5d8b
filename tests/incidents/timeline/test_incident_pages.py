"""Opening an incident, and what its page shows."""

import datetime as dt
import re

import pytest

from incidents.timeline import panels
from incidents.timeline.models import Incident
from tests.cast import NOW, an_incident

from .pages import errors, url


def opening(cast, **changes):
    plain = {
        "once": "key",
        "title": "Card payments refused",
        "severity": cast.severities["sev1"].pk,
        "started_date": "2026-11-12",
        "started_time": "23:12",
        "zone": "Europe/Amsterdam",
        "visibility": "everyone",
    }
    return plain | changes


def test_an_incident_is_opened(ben, cast):
    answer = ben.post("/incidents/new/", opening(cast, services=[cast.services["checkout"].pk]))
    made = Incident.objects.get()
    assert answer["Location"] == f"{made.get_absolute_url()}?write=1"
    assert made.started_at == dt.datetime(2026, 11, 12, 22, 12, tzinfo=dt.UTC)
    assert (made.zone, made.opened_by) == ("Europe/Amsterdam", cast.ben)
    assert [s.slug for s in made.services.all()] == ["checkout"]


def test_a_double_click_opens_one(ben, cast):
    first, second = (ben.post("/incidents/new/", opening(cast)) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Incident.objects.count() == 1


def test_when_it_started_may_come_later(ben, cast):
    ben.post("/incidents/new/", opening(cast, started_date="", started_time=""))
    assert Incident.objects.get().started_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"severity": "999"}, "severity"),
        ({"severity": ""}, "severity"),
        ({"started_time": "later"}, "started_time"),
        ({"started_time": ""}, "started_time"),
        ({"started_date": "9999-01-01"}, "started_date"),
        ({"zone": "Mars"}, "zone"),
        ({"visibility": "nobody"}, "visibility"),
        ({"services": ["999"]}, "services"),
    ],
)
def test_what_is_missing_is_said_at_the_field(ben, cast, changes, field):
    answer = ben.post("/incidents/new/", opening(cast, **changes))
    assert field in errors(answer)
    assert "There is a problem" in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_restricted_one_is_for_the_people_chosen(ben, cast):
    ben.post("/incidents/new/", opening(cast, visibility="restricted", readers=[cast.kenji.pk]))
    made = Incident.objects.get()
    assert {i.user for i in made.involvements.all()} == {cast.ben, cast.kenji}


def test_the_meaning_of_each_severity_stands_beside_it(ben, cast):
    page = ben.get("/incidents/new/").content.decode()
    assert cast.severities["sev1"].meaning in page


def test_one_switch_of_zones_is_remembered(ben, cast):
    one = an_incident(cast, zone="Europe/Amsterdam")
    one.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW)
    assert ">13:00<" in ben.get(one.get_absolute_url()).content.decode()
    assert ">12:00<" in ben.get(one.get_absolute_url() + "?zone=utc").content.decode()
    assert ">12:00<" in ben.get(one.get_absolute_url()).content.decode()
    assert ben.get(one.get_absolute_url() + "?zone=junk").status_code == 200


def test_notes_say_what_looks_odd(ben, incident, noted):
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert "Nothing here says how and when it was detected." in page
    assert "?kind=detection" in page


def test_rooms_above_show_their_panels(ben, incident, cast, no_panels):
    def late(asked):
        return panels.Panel("components/note.html", {"text": f"late for {asked.user}"})

    def early(asked):
        return panels.Panel("components/note.html", {"text": f"early on {asked.incident.reference}"})

    def silent(asked):
        return None

    for builder, order in ((late, 9), (early, 1), (silent, 5), (late, 9)):
        panels.register("main", builder, order=order)
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert page.index(f"early on {incident.reference}") < page.index("late for Ben Okafor")
    assert page.count("late for") == 1


def test_what_can_be_done_with_an_entry_has_a_page(ben, cast, incident, noted):
    other = incident.record(text="At once", by=cast.ben, at=NOW, happened_at=NOW)
    incident.set_clocks({"started": noted}, by=cast.ben, at=NOW)
    page = ben.get(url("entry_tools", incident, noted.pk)).content.decode()
    assert "<h1>What to do with this entry</h1>" in page and "It fell over" in page
    assert "Move down" in page and "Move up" not in page
    assert re.search(r'value="started" aria-pressed="true"', page)
    assert re.search(r'value="detected" aria-pressed="false"', page)
    menu = ben.get(url("entry_tools", incident, other.pk), HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in menu and 'class="menu" open' in menu
    assert "Move up" in menu and "Move down" not in menu
    undated = incident.record(text="Some time", by=cast.ben, at=NOW)
    assert "This is when it was" not in ben.get(url("entry_tools", incident, undated.pk)).content.decode()
