"""What is said about an incident beside its timeline: edited, told in its history, shown, frozen and exported."""

import csv
import html
import io

import pytest
from django.urls import reverse

from incidents.timeline import history
from incidents.timeline.models import Incident, Involvement
from postmortems.archive.models import Publication
from tests.cast import NOW

#: Field of the form: what is typed, how the history says it, how pages and files show it.
SAID = {
    "trigger": ("A renewed certificate", "Trigger: nothing → A renewed certificate", "A renewed certificate"),
    "detected_by": ("A customer’s call", "Detected by: nothing → A customer’s call", "A customer’s call"),
    "root_cause": ("A pinned root", "Root cause: nothing → A pinned root", "A pinned root"),
    "zone": ("Asia/Kolkata", "Home time zone: UTC → Kolkata (Asia/Kolkata)", "Kolkata"),
    "team": ("payments", "Team: nothing → Payments", "Looked after by Payments"),
}


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


@pytest.fixture
def edited(ben, cast, incident):
    """The incident after Ben has typed all of SAID into its form, and given Priya and Kenji their parts."""
    address = reverse("timeline:edit", args=[incident.pk])
    form = ben.get(address).context["form"]
    data = {name: form[name].value() for name in ("version", "title", "severity", "visibility")}
    data |= {name: typed for name, (typed, _, _) in SAID.items()} | {"team": cast.teams["payments"].pk}
    assert ben.post(address, data).status_code == 302
    people = reverse("timeline:people", args=[incident.pk])
    for user, role in ((cast.priya, "commander"), (cast.kenji, "communications"), (cast.olga, "reader")):
        assert ben.post(people, {"user": user.pk, "role": role}).status_code == 302
    incident.refresh_from_db()
    return incident


def read(client, name, *args):
    return html.unescape(client.get(reverse(name, args=args)).text).replace("\xa0", " ")


def test_the_history_says_it_in_words(edited):
    steps = history.of_incident(edited, "UTC", seen=Incident.objects.all())
    changes = {f"{c.what}: {c.old} → {c.new}" for step in steps for c in step.changes}
    assert changes >= {words for _, words, _ in SAID.values()}
    sentences = [step.sentence for step in steps]
    assert "added Priya Raman as commander" in sentences


def test_the_incident_shows_it(ben, edited):
    page = read(ben, "timeline:incident", edited.pk)
    assert all(shown in page for _, _, shown in SAID.values())
    assert "Its home time zone is Kolkata." in page
    assert "Priya Raman" in page and "Commander" in page and "1 reader" in page


def test_the_list_leaves_with_it(ben, edited):
    text = ben.get(reverse("timeline:export")).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["trigger"], row["detected by"], row["root cause"]) == (
        "A renewed certificate",
        "A customer’s call",
        "A pinned root",
    )
    assert (row["team"], row["home time zone"]) == ("Payments", "Asia/Kolkata")
    assert row["people"] == "Priya Raman (commander); Kenji Mori (communications)"


def test_a_report_freezes_and_shows_it(ben, cast, ready, edited):
    Publication.issue(ready, by=cast.ben, at=NOW, override_reason="Edited since it was read")
    page = read(ben, "archive:report", edited.pk)
    for shown in ("A renewed certificate", "A customer’s call", "Looked after by Payments", "Kolkata"):
        assert shown in page
    assert "Priya Raman" in page and "commander" in page
    for ending in ("md", "txt", "html"):
        text = html.unescape(read(ben, "archive:download", edited.pk, ending))
        for shown in ("A renewed certificate", "A customer’s call", "Payments", "Asia/Kolkata"):
            assert shown in text, ending
        assert "Priya Raman (commander)" in text and "Olga Lind (reader)" not in text


def test_a_later_edit_makes_an_approval_stale(ready, edited):
    from postmortems.reviews import gate

    said = " ".join(blocker.sentence for blocker in gate.blockers(type(ready).objects.get(pk=ready.pk)))
    assert "the facts of the incident" in said


@pytest.mark.parametrize(
    "name", ["timeline:edit", "timeline:people", "timeline:history", "timeline:incident"]
)
def test_of_a_restricted_one_nobody_else_sees_any_of_it(client, cast, secret, name):
    secret.revise(version=1, by=cast.ben, at=NOW, trigger="A leaked key", detected_by="An audit")
    Involvement.take(secret, cast.kenji, "scribe", by=cast.ben, at=NOW)
    client.force_login(cast.kenji)
    assert client.get(reverse(name, args=[secret.pk])).status_code == 200
    client.force_login(cast.amara)
    assert client.get(reverse(name, args=[secret.pk])).status_code == 404
    assert "A leaked key" not in client.get(reverse("timeline:export")).content.decode()
