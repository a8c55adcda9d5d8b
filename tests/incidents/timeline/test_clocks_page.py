"""The clocks' page while its zone is switched: nothing that was typed is lost, and no instant moves."""

import datetime as dt

import pytest

from tests.cast import NOW, an_incident

NAMES = ("started", "detected", "acknowledged", "mitigated", "resolved")


@pytest.fixture
def incident(cast):
    return an_incident(cast, zone="Europe/Amsterdam", started=NOW + dt.timedelta(seconds=17))


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def typed(zone="UTC", **changes):
    return {"zone": zone, **{f"{name}_entry": "" for name in NAMES}, **changes}


def own(name, day, time):
    return {f"{name}_entry": "own", f"{name}_date": day, f"{name}_time": time}


def switched(client, incident, key, values):
    """What stands in the form after another zone is chosen."""
    page = client.post(f"{incident.get_absolute_url()}clocks/?zone={key}", {**values, "shown": "anew"})
    assert page.status_code == 200 and "There is a problem" not in page.text
    form = page.context["form"]
    return page, {field.html_name: field.value() for field in form}


@pytest.mark.parametrize(
    ("day", "time", "there"),
    [
        ("2026-11-12", "22:05", ("2026-11-12", "23:05")),
        ("2026-11-12", "23:30", ("2026-11-13", "00:30")),
        ("2026-11-12", "10:05 PM", ("2026-11-12", "23:05")),
        ("2026-11-12", "10:05:09 PM", ("2026-11-12", "23:05:09")),
        ("2026-11-12", "22:05 Asia/Kolkata", ("2026-11-12", "17:35")),
        # Twice 02:30 in Amsterdam that night: said in UTC, so that nothing is asked.
        ("2026-10-25", "00:30", ("2026-10-25", "00:30Z")),
        # What cannot be read stays as it is, for whoever typed it.
        ("2026-11-12", "later", ("2026-11-12", "later")),
        ("", "", ("", "")),
        ("nonsense", "25:99", ("nonsense", "25:99")),
    ],
)
def test_what_is_typed_is_the_same_instant_in_the_zone_that_is_chosen(ben, incident, day, time, there):
    _, values = switched(ben, incident, "incident", typed(**own("detected", day, time)))
    assert (values["zone"], values["detected_entry"]) == ("Europe/Amsterdam", "own")
    assert (values["detected_date"], values["detected_time"]) == there


def test_a_time_that_has_to_be_asked_about_keeps_its_zone(ben, incident):
    there = own("detected", "2026-10-25", "02:30")
    page, values = switched(ben, incident, "utc", typed("Europe/Amsterdam", **there))
    assert values["detected_time"] == "02:30 Europe/Amsterdam"
    assert "There were two times 02:30" in page.text
    answered = {**values, "answer_detected_time_clock": "2026-10-25T00:30Z"}
    _, values = switched(
        ben,
        incident,
        "utc",
        typed("Europe/Amsterdam", **there, **{k: v for k, v in answered.items() if k.startswith("answer")}),
    )
    assert (values["detected_date"], values["detected_time"]) == ("2026-10-25", "00:30")


def test_entries_and_clocks_that_are_not_known_stay_chosen(ben, cast, incident):
    entry = incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW)
    _, values = switched(ben, incident, "incident", typed(detected_entry=str(entry.pk)))
    assert (values["detected_entry"], values["started_entry"]) == (str(entry.pk), "")


def test_there_and_back_and_saved_moves_no_clock(ben, incident):
    before = incident.started_at
    _, there = switched(ben, incident, "incident", typed(**own("started", "2026-11-12", "12:00")))
    assert there["started_time"] == "13:00"
    _, back = switched(ben, incident, "utc", {k: v or "" for k, v in there.items()})
    assert back["started_time"] == "12:00"
    ben.post(f"{incident.get_absolute_url()}clocks/", {k: v or "" for k, v in there.items()})
    incident.refresh_from_db()
    assert incident.started_at == before, "with its seconds"


def test_nothing_is_stored_by_choosing_a_zone(ben, incident):
    switched(ben, incident, "incident", typed(**own("started", "2026-11-11", "09:00")))
    incident.refresh_from_db()
    assert incident.started_at == NOW + dt.timedelta(seconds=17)


@pytest.mark.parametrize("zone", ["", "Mars/Base", "UTC\ud800", "x" * 500])
def test_a_form_that_names_no_zone_is_no_fault(ben, incident, zone):
    page = ben.post(
        f"{incident.get_absolute_url()}clocks/?zone=utc",
        {
            **typed(zone.encode("utf-8", "surrogatepass")),
            **own("started", "2026-11-12", "22:05"),
            "shown": "anew",
        },
    )
    assert page.status_code in (200, 400)


def test_who_may_not_change_it_switches_nothing(client, cast, secret):
    client.force_login(cast.olga)
    assert client.post(f"{secret.get_absolute_url()}clocks/?zone=utc", {"shown": "anew"}).status_code == 404
