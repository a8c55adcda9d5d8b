"""The details of an incident, through their page: figures, factors, tags, and two who save at once."""

import pytest

from incidents.audit.models import Event
from incidents.catalog.models import Tag
from incidents.timeline import history
from incidents.timeline.models import Incident
from tests.cast import NOW

from .pages import errors, url


def details(incident, **changes):
    plain = {
        "version": incident.version,
        "title": incident.title,
        "severity": incident.severity_id,
        "visibility": incident.visibility,
        "zone": incident.zone,
        "factors_text_0": "",
    }
    return plain | changes


def test_details_are_saved(ben, incident, cast):
    Tag.objects.create(name="secrets")
    ben.post(
        url("edit", incident),
        details(
            incident,
            title="Cards refused",
            tags="secrets, Client certificates,",
            users_affected="9310",
            users_share="38.5",
            revenue="214000",
            currency="eur",
            downtime_minutes="89",
            factors_text_0="Two systems",
            factors_text_1="Nobody watched",
            team=cast.teams["payments"].pk,
        ),
    )
    incident.refresh_from_db()
    assert (incident.title, incident.currency, incident.version) == ("Cards refused", "EUR", 2)
    assert sorted(tag.name for tag in incident.tags.all()) == ["client-certificates", "secrets"]
    assert [f.text for f in incident.factors.all()] == ["Two systems", "Nobody watched"]
    page = ben.get(incident.get_absolute_url()).content.decode()
    assert "9\u00a0310" in page and "38.5\u00a0%" in page and "EUR\u00a0214\u00a0000" in page


def test_figures_are_taken_as_people_write_them(ben, incident, cast):
    written = {
        "users_affected": "about 12,000",
        "users_share": "~3%",
        "requests_failed": "1.2M",
        "revenue": "€5k",
        "downtime_minutes": "1 h 30",
    }
    ben.post(url("edit", incident), details(incident, **written))
    incident.refresh_from_db()
    stored = [getattr(incident, name) for name in (*written, "currency", "estimates")]
    assert stored == [12000, 3, 1_200_000, 5000, 90, "EUR", ["users_affected", "users_share"]]
    page = ben.get(incident.get_absolute_url()).content.decode().replace("\u00a0", " ")
    for shown in ("about 12 000", "about 3 %", ">1 200 000<", ">EUR 5 000<", ">1 h 30 min<"):
        assert shown in page
    form = ben.get(url("edit", incident)).context["form"]
    assert [form[name].value() for name in written] == [
        "about 12 000",
        "about 3",
        "1 200 000",
        "5 000",
        "1 h 30 min",
    ]
    # Saved as it is shown, it stays what it is, and nothing is said to have changed.
    again = {name: form[name].value() for name in (*written, "currency")}
    ben.post(url("edit", incident), details(incident, **again))
    told = Event.objects.filter(verb="incident.revised").order_by("-pk")[0].data
    assert told["changed"] == {}
    steps = history.of_incident(incident, "UTC", seen=Incident.objects.all())
    said = {change.what: (change.old, change.new) for change in steps[1].changes}
    assert said["Share of people"] == ("nothing", "3\u00a0%")
    assert said["Estimates"] == ("nothing", "people affected, share of people")


def test_a_figure_that_cannot_be_read_stays_as_it_was_typed(ben, incident):
    answer = ben.post(url("edit", incident), details(incident, users_affected="a few hundred"))
    assert errors(answer)["users_affected"] == [
        "“a few hundred” is no whole number. Write it as 12 000, 12k or about 12 000."
    ]
    assert 'value="a few hundred"' in answer.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"users_affected": "-1"}, "users_affected"),
        ({"users_affected": "9" * 30}, "users_affected"),
        ({"users_affected": "a few"}, "users_affected"),
        ({"users_affected": "1,2,3"}, "users_affected"),
        ({"revenue": "12.000", "currency": "EUR"}, "revenue"),
        ({"revenue": "€5", "currency": "USD"}, "currency"),
        ({"revenue": "$5"}, "currency"),
        ({"users_share": "100.5"}, "users_share"),
        ({"users_share": "NaN"}, "users_share"),
        ({"revenue": "Infinity"}, "revenue"),
        ({"revenue": "5"}, "currency"),
        ({"currency": "EU"}, "currency"),
        ({"downtime_minutes": "9" * 12}, "downtime_minutes"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"tags": ", ".join(f"tag{n}" for n in range(21))}, "tags"),
        ({"factors_text_0": "x" * 301}, "factors"),
        ({"title": ""}, "title"),
        ({"version": "x"}, "version"),
    ],
)
def test_details_that_cannot_be_are_said_at_the_field(ben, incident, changes, field):
    answer = ben.post(url("edit", incident), details(incident, **changes))
    assert field in errors(answer)
    incident.refresh_from_db()
    assert incident.version == 1


def test_the_second_of_two_sees_both_versions(ben, incident, cast):
    form = details(incident, title="What Ben wrote")
    incident.revise(version=1, by=cast.priya, at=NOW, title="What Priya wrote", trigger="A click")
    answer = ben.post(url("edit", incident), form)
    page = answer.content.decode()
    assert "What Ben wrote" in page and "What Priya wrote" in page and "A click" in page
    assert "Somebody else saved these details" in page
    # What both say is no difference: the severity, whose meaning stands beside it, is not among them.
    assert answer.context["differences"] == [("Title", "What Priya wrote"), ("Trigger", "A click")]
    incident.refresh_from_db()
    assert incident.title == "What Priya wrote"
    form["version"] = answer.context["form"]["version"].value()
    ben.post(url("edit", incident), form)
    incident.refresh_from_db()
    assert incident.title == "What Ben wrote"
