"""Changing the status, through its page: with its clock, and with a reason for closing."""

import datetime as dt

from tests.cast import NOW, an_incident

from .pages import errors, url


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
