"""Drills and false alarms: known while they go on, marked wherever they are named, left out of figures."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction

from incidents.actions.models import ActionItem
from incidents.timeline.forms import DetailsForm
from incidents.timeline.models import Incident
from tests.cast import NOW, an_incident


def test_a_drill_is_marked_while_it_is_open(ben, cast):
    drill = an_incident(cast, "Region failover", nature="drill")
    page = ben.get(drill.get_absolute_url()).text
    assert (
        f"<title>Drill: {drill.reference}" in page
        and 'class="state plain boxed"' in page
        and ">Open<" in page
    )


def test_closing_as_a_drill_makes_it_one_and_it_stays_one(incident, cast):
    incident.change_status("closed", reason="drill", by=cast.ben, at=NOW)
    incident.change_status("open", by=cast.ben, at=NOW)
    incident.refresh_from_db()
    assert (incident.nature, incident.closing_reason) == ("drill", "")


def test_what_turns_out_to_be_real_is_closed_as_resolved(incident, cast):
    incident.change_status("closed", reason="false_alarm", by=cast.ben, at=NOW)
    incident.revise(version=1, by=cast.ben, at=NOW, nature="real")
    incident.refresh_from_db()
    assert (incident.nature, incident.status, incident.closing_reason) == ("real", "closed", "resolved")


@pytest.mark.parametrize("fields", [{"nature": "game"}, {"status": "closed", "closing_reason": "drill"}])
def test_the_database_keeps_both_in_step(incident, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**fields)


def test_a_form_that_does_not_say_it_changes_nothing(ben, cast):
    drill = an_incident(cast, "Region failover", nature="drill")
    form = DetailsForm(instance=drill)
    data = {name: form[name].value() for name in ("title", "severity", "visibility", "zone")}
    assert ben.post(f"{drill.get_absolute_url()}edit/", data | {"version": 1}).status_code == 302
    drill.refresh_from_db()
    assert drill.nature == "drill"


def test_closing_a_drill_proposes_to_say_so(ben, cast):
    drill = an_incident(cast, "Region failover", nature="drill")
    form = ben.get(f"{drill.get_absolute_url()}status/?to=closed").context["form"]
    assert form["reason"].value() == "drill"


@pytest.fixture
def several(cast, incident):
    """A real one, a drill, a false alarm and a duplicate."""
    an_incident(cast, "Region failover", nature="drill")
    an_incident(cast, "Loose probe", nature="false_alarm")
    twin = an_incident(cast, "Told twice")
    twin.change_status("closed", reason="duplicate", duplicate_of=incident, by=cast.ben, at=NOW)
    return twin


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Card payments refused"}),
        ("?nature=drill", {"Region failover"}),
        ("?nature=false_alarm", {"Loose probe"}),
        ("?nature=any", {"Card payments refused", "Region failover", "Loose probe", "Told twice"}),
        ("?nature=junk", {"Card payments refused"}),
    ],
)
def test_the_list_counts_what_is_real_unless_asked(ben, several, query, found):
    page = ben.get(f"/incidents/{query}").context["page"]
    assert {incident.title for incident in page} == found


def test_the_list_says_what_it_leaves_out(ben, several):
    page = ben.get("/incidents/").text
    assert "Left out: 1\u00a0drill, 1\u00a0false alarm and 1\u00a0duplicate." in page
    assert ">Include them</a>" in page
    assert "Left out" not in ben.get("/incidents/?nature=any").text


def test_a_reference_finds_what_is_left_out(ben, several):
    assert list(ben.get(f"/incidents/?q={several.reference}").context["page"]) == [several]


def test_what_is_left_out_tells_of_nothing_hidden(client, cast, secret):
    secret.revise(version=1, by=cast.ben, at=NOW, nature="drill")
    client.force_login(cast.kenji)
    assert "Left out" not in client.get("/incidents/").text


def test_the_sheet_names_the_nature_and_the_figures(ben, several, incident, cast):
    incident.revise(
        version=1,
        by=cast.ben,
        at=NOW,
        users_affected=1200,
        revenue=5,
        currency="EUR",
        estimates=["users_affected"],
        factors=["Two"],
    )
    answer = ben.get("/incidents/export.csv?nature=any")
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    assert rows["Region failover"]["nature"] == "Drill"
    real = rows["Card payments refused"]
    assert (real["people affected"], real["estimates"], real["contributing factors"]) == (
        "1200",
        "people affected",
        "Two",
    )
    assert real["links"] == f"has the duplicate {several.reference}"


def test_estimates_say_about(ben, incident, cast):
    incident.revise(version=1, by=cast.ben, at=NOW, users_affected=1234567, estimates=["users_affected"])
    assert "about\u00a01\u00a0234\u00a0567" in ben.get(incident.get_absolute_url()).text


def test_the_board_and_the_page_of_an_action_mark_those_of_a_drill(ben, cast):
    drill = an_incident(cast, "Region failover", nature="drill")
    action = ActionItem.propose(drill, text="Shorten the runbook", by=cast.ben, at=NOW)
    assert ">Drill<" in ben.get("/actions/").text.partition(drill.reference)[2]
    assert ">Drill<" in ben.get(action.get_absolute_url()).text
