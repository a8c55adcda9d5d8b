"""Opening an incident, its details, status, clocks and people, through their pages."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from incidents.audit.models import Event
from incidents.catalog.models import Tag
from incidents.timeline import history, panels
from incidents.timeline.models import Incident
from tests.cast import NOW, an_incident


def url(name, incident, *more):
    return reverse(f"timeline:{name}", args=[incident.pk, *more])


def errors(answer):
    return answer.context["form"].errors


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


def test_status(ben, incident):
    ben.post(url("status", incident), {"status": "mitigated"})
    incident.refresh_from_db()
    assert incident.status == "mitigated"
    assert "reason" in errors(ben.post(url("status", incident), {"status": "closed"}))
    ben.post(url("status", incident), {"status": "closed", "reason": "drill"})
    incident.refresh_from_db()
    assert (incident.status, incident.closing_reason) == ("closed", "drill")
    ben.post(url("status", incident), {"status": "open"})
    incident.refresh_from_db()
    assert (incident.status, incident.closing_reason) == ("open", "")


def test_a_duplicate_names_an_incident_that_one_sees(client, cast, incident, secret):
    client.force_login(cast.kenji)

    def close(reference):
        form = {"status": "closed", "reason": "duplicate", "duplicate_of": reference}
        return client.post(url("status", incident), form)

    unknown = [close(reference) for reference in ("INC-99999", secret.reference)]
    said = [str(errors(answer)["duplicate_of"]) for answer in unknown]
    assert said[0].replace("INC-99999", "X") == said[1].replace(secret.reference, "X")
    assert "duplicate itself" in str(errors(close(incident.reference))["duplicate_of"])
    assert "Name the other" in str(errors(close(""))["duplicate_of"])
    other = an_incident(cast, "The first report")
    close(str(other.pk))
    incident.refresh_from_db()
    assert incident.duplicate_of == other
    assert other.reference in client.get(incident.get_absolute_url()).content.decode()


def test_the_original_of_a_duplicate_stays_hidden(client, cast, incident, secret):
    incident.change_status("closed", reason="duplicate", duplicate_of=secret, by=cast.ben, at=NOW)
    client.force_login(cast.kenji)
    page = client.get(incident.get_absolute_url()).content.decode()
    assert secret.reference not in page and secret.title not in page and "Duplicate" in page


def clocks(**changes):
    names = ("started", "detected", "acknowledged", "mitigated", "resolved")
    return {"zone": "UTC", **{f"{name}_entry": "" for name in names}, **changes}


def test_a_status_sets_its_clock_at_once(ben, incident, noted, cast):
    later = incident.record(
        text="Traffic moved", by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(minutes=40)
    )
    incident.set_clocks({"started": noted}, by=cast.ben, at=NOW)
    page = ben.get(url("status", incident) + "?to=mitigated")
    assert page.context["form"]["mitigated"].value() == "now"
    assert page.context["form"]["resolved"].value() == ""
    ben.post(url("status", incident), {"status": "mitigated", "mitigated": later.pk, "resolved": "now"})
    incident.refresh_from_db()
    assert (incident.status, incident.mitigated_at) == ("mitigated", later.happened_at)
    assert incident.resolved_at is None, "which goes with another status"
    assert "mitigated" not in ben.get(url("status", incident)).context["form"].fields
    ben.post(url("status", incident), {"status": "resolved", "resolved": "now"})
    incident.refresh_from_db()
    assert incident.status == "resolved" and incident.resolved_at > later.happened_at


def test_a_status_whose_clock_would_run_backwards_is_refused_whole(ben, incident, noted, cast):
    incident.set_clocks({"started": NOW + dt.timedelta(minutes=5)}, by=cast.ben, at=NOW)
    answer = ben.post(url("status", incident), {"status": "mitigated", "mitigated": noted.pk})
    assert errors(answer)["mitigated"] == [
        "It cannot be mitigated before it started. Correct one of the two."
    ]
    incident.refresh_from_db()
    assert (incident.status, incident.mitigated_at) == ("open", None)
    answer = ben.post(url("status", incident), {"status": "mitigated", "mitigated": "999999"})
    assert "mitigated" in errors(answer)


def test_clocks_point_or_have_a_time(ben, incident, noted):
    ben.post(
        url("clocks", incident),
        clocks(
            started_entry=noted.pk, resolved_entry="own", resolved_date="2026-11-12", resolved_time="14:12"
        ),
    )
    incident.refresh_from_db()
    assert incident.time_to_resolve == dt.timedelta(hours=2, minutes=12)
    page = ben.get(url("clocks", incident))
    assert page.context["form"]["resolved_time"].value() == "14:12"
    assert page.context["form"]["started_entry"].value() == str(noted.pk)


def test_a_time_counts_only_where_it_was_chosen(ben, incident):
    ben.post(url("clocks", incident), clocks(started_date="2026-11-12", started_time="11:00"))
    incident.refresh_from_db()
    assert incident.started_at is None
    assert "started_time" in errors(ben.post(url("clocks", incident), clocks(started_entry="own")))


def test_clocks_that_run_backwards_are_refused_at_the_field(ben, incident, noted):
    answer = ben.post(
        url("clocks", incident),
        clocks(
            started_entry=noted.pk,
            detected_entry="own",
            detected_date="2026-11-12",
            detected_time="11:00",
        ),
    )
    assert "cannot be detected before it started" in str(errors(answer)["detected_entry"])
    assert "There is a problem" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.started_at is None


def test_clocks_point_at_no_foreign_entry(ben, incident, secret, cast):
    foreign = secret.record(text="x", by=cast.ben, at=NOW, happened_at=NOW)
    answer = ben.post(url("clocks", incident), clocks(started_entry=foreign.pk))
    assert "started_entry" in errors(answer)


def test_an_entry_is_made_a_clock_from_its_menu_and_back(ben, incident, noted):
    for started in (NOW, None):
        ben.post(url("entry_clock", incident, noted.pk), {"clock": "started"})
        incident.refresh_from_db()
        assert incident.started_at == started


def test_the_menu_refuses_with_the_same_sentence(ben, incident, noted, cast):
    incident.set_clocks({"started": NOW + dt.timedelta(minutes=1)}, by=cast.ben, at=NOW)
    page = ben.post(url("entry_clock", incident, noted.pk), {"clock": "detected"}, follow=True)
    assert "cannot be detected before it started" in page.content.decode()


def test_people_come_and_go(ben, incident, cast):
    ben.post(url("people", incident), {"user": cast.priya.pk, "role": "commander", "once": "a"})
    part = incident.involvements.get()
    again = ben.post(url("people", incident), {"user": cast.kenji.pk, "role": "commander", "once": "b"})
    assert "There is a commander already" in str(errors(again)["role"])
    ben.post(url("person_remove", incident, part.pk))
    assert not incident.involvements.exists()


def test_people_who_have_left_cannot_be_added(ben, incident, cast):
    answer = ben.post(url("people", incident), {"user": cast.dana.pk, "role": "scribe"})
    assert "user" in errors(answer)


def test_the_last_person_of_a_restricted_incident_stays(ben, secret, cast):
    for user in (cast.priya, cast.ben):
        part = secret.involvements.get(user=user)
        page = ben.post(url("person_remove", secret, part.pk), follow=True).content.decode()
    assert "is the last person who can see" in page
    assert secret.involvements.count() == 1


def test_whoever_leaves_a_restricted_incident_sees_it_no_longer(ben, secret, cast):
    part = secret.involvements.get(user=cast.ben)
    answer = ben.post(url("person_remove", secret, part.pk), follow=True)
    assert answer.redirect_chain[-1][0] == "/incidents/"
    assert ben.get(secret.get_absolute_url()).status_code == 404


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


def test_the_zone_of_the_clocks_can_be_chosen(ben, cast):
    incident = an_incident(cast, zone="Europe/Amsterdam", started=NOW)
    page = ben.get(f"{url('clocks', incident)}?zone=incident")
    assert (
        page.context["form"]["started_time"].value() == "13:00" and page.cookies["zone"].value == "incident"
    )
    assert 'aria-label="Zone of the times shown"' in page.text
    assert ben.get(f"{url('clocks', incident)}?zone=utc").context["form"]["started_time"].value() == "12:00"
