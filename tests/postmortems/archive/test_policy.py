"""A severity's policy: whether a postmortem is required, by when, and how many approvals. Drafts follow it as it is
today; what is published stays as it came out."""

import datetime as dt
import html

import pytest
from django.urls import reverse

from incidents.timeline.models import Incident
from postmortems.archive.models import NotReady, Publication
from postmortems.home.page import Start
from postmortems.reviews import gate
from tests.cast import NOW

POLICY = {
    "name": "SEV-1",
    "meaning": "Most people cannot use what they came for.",
    "colour": "sev1",
    "postmortem_required": "on",
    "due_days": "5",
    "approvals_required": "1",
}


@pytest.fixture
def amara(client, cast):
    client.force_login(cast.amara)
    return client


@pytest.fixture
def change(amara, cast):
    """Changes the policy of SEV-1 on its page; None leaves a field out."""

    def change(**fields):
        data = {k: v for k, v in (POLICY | fields).items() if v is not None}
        address = reverse("catalog:severities_one", args=[cast.severities["sev1"].pk])
        assert amara.post(address, data).status_code == 302

    return change


def page(client, *where):
    return html.unescape(client.get(*where).text).replace("\xa0", " ")


def test_what_the_policy_asks_for_stands_on_the_incident(amara, incident, cast, change):
    address = incident.get_absolute_url()
    assert "Postmortem required" in page(amara, address) and "due" not in page(amara, address)
    incident.set_clocks({"started": NOW, "resolved": NOW + dt.timedelta(hours=1)}, by=cast.ben, at=NOW)
    assert "Postmortem required, due" in page(amara, address) and "Tue 17 Nov" in page(amara, address)
    change(due_days="12")
    assert "Tue 24 Nov" in page(amara, address)
    change(due_days="")
    assert "Postmortem required" in page(amara, address) and "due" not in page(amara, address)
    change(postmortem_required=None)
    assert "Postmortem required" not in page(amara, address)


@pytest.mark.parametrize("reason", ["drill", "false_alarm", "duplicate"])
def test_of_what_was_no_incident_of_its_own_none_is_asked(amara, incident, cast, reason):
    other = Incident.open(title="First", severity=cast.severities["sev3"], by=cast.ben, at=NOW)
    incident.set_clocks({"started": NOW, "resolved": NOW + dt.timedelta(hours=1)}, by=cast.ben, at=NOW)
    assert incident.postmortem_due_at is not None
    incident.change_status(
        "closed", reason=reason, duplicate_of=other if reason == "duplicate" else None, by=cast.ben, at=NOW
    )
    assert incident.postmortem_due_at is None
    assert "Postmortem required" not in page(amara, incident.get_absolute_url())


def test_whoever_begins_is_told(amara, incident, change):
    change(due_days="3", approvals_required="2")
    address = reverse("drafting:begin", args=[incident.pk])
    assert "Asks for a postmortem within 3 days, and for 2 approvals of it." in page(amara, address)
    waive = reverse("drafting:not_required", args=[incident.pk])
    assert "Asks for a postmortem within 3 days" in page(amara, waive)
    change(postmortem_required=None, approvals_required="0")
    assert "Leaves it to you whether to write a postmortem." in page(amara, address)
    assert "asks for" not in page(amara, waive).lower()


def test_a_draft_follows_the_policy(ready, cast, change):
    assert gate.blockers(ready) == []
    change(approvals_required="2")
    ready = type(ready).objects.get(pk=ready.pk)
    assert [b.sentence for b in gate.blockers(ready)] == ["One more approval is needed. Ask for a review."]
    with pytest.raises(NotReady):
        Publication.issue(ready, by=cast.ben, at=NOW)
    change(approvals_required="0")
    ready.incident.refresh_from_db()
    assert Publication.issue(ready, by=cast.ben, at=NOW).version == 1


def test_the_date_of_a_draft_follows_the_policy(ready, cast, change):
    before = Start(cast.ben, NOW).drafts[0].due
    change(due_days="1")
    assert Start(cast.ben, NOW).drafts[0].due not in ("", before)
    change(postmortem_required=None)
    assert Start(cast.ben, NOW).drafts[0].due == ""


def test_what_is_published_stays(amara, ready, cast, change):
    made = Publication.issue(ready, by=cast.ben, at=NOW)
    meaning = cast.severities["sev1"].meaning
    change(name="Catastrophe", meaning="The sky fell.", colour="sev2", approvals_required="9")
    amara.get("/settings/severities/")  # takes the message that it is saved
    text = page(amara, reverse("archive:report", args=[ready.incident_id]))
    assert "SEV-1" in text and "Catastrophe" not in text and "sev2" not in text
    stored = Publication.objects.get(pk=made.pk).frozen["severity"]
    assert stored == {"name": "SEV-1", "order": 1, "colour": "sev1", "meaning": meaning}
    draft = page(amara, ready.get_absolute_url())
    assert "Catastrophe" in draft, "the draft of the next version is living"
