"""Setting clocks, on their page and from an entry's menu."""

import datetime as dt

from tests.cast import NOW, an_incident

from .pages import errors, url


def clocks(**changes):
    names = ("started", "detected", "acknowledged", "mitigated", "resolved")
    return {"zone": "UTC", **{f"{name}_entry": "" for name in names}, **changes}


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


def test_the_zone_of_the_clocks_can_be_chosen(ben, cast):
    incident = an_incident(cast, zone="Europe/Amsterdam", started=NOW)
    page = ben.get(f"{url('clocks', incident)}?zone=incident")
    assert (
        page.context["form"]["started_time"].value() == "13:00" and page.cookies["zone"].value == "incident"
    )
    assert 'aria-label="Zone of the times shown"' in page.text
    assert ben.get(f"{url('clocks', incident)}?zone=utc").context["form"]["started_time"].value() == "12:00"
