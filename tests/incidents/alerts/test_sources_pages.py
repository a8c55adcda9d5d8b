"""The settings about sources: made, tried, changed, given a new address, taken away."""

import re

import pytest

from incidents.alerts import examples
from incidents.alerts.models import Alert, AlertDelivery, AlertSource
from incidents.alerts.recipes import ADDRESS
from incidents.audit.models import Event
from incidents.catalog.models import CatalogRefused
from incidents.timeline.models import Incident
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def form(cast, **changes):
    given = {
        "once": "k1",
        "name": "Prometheus",
        "vendor": "alertmanager",
        "mode": "open",
        "bundle": "alert",
        "when_over": "resolve",
        "severity": cast.severities["sev2"].pk,
        "words": "critical = SEV-1\nwarning=sev-3",
        "visibility": "everyone",
    }
    return given | changes


def test_a_new_source_shows_its_address_once(amara, cast, send):
    page = amara.post("/settings/alerts/new/", form(cast)).text
    address = re.search(r"http://testserver(/hooks/[\w-]+/)", page)[1]
    assert page.count(address) == 2  # by itself, and in what to paste
    source = AlertSource.objects.get()
    assert {w.word: w.severity.name for w in source.severity_words.all()} == {
        "critical": "SEV-1",
        "warning": "SEV-3",
    }
    again = amara.get(source.get_absolute_url()).text
    assert address not in again and ADDRESS in again
    assert send(address, examples.firing("alertmanager", NOW)).status_code == 200
    assert Incident.objects.get().severity == cast.severities["sev1"]


def test_sent_twice_a_form_makes_one_source(amara, cast):
    for _ in range(2):
        amara.post("/settings/alerts/new/", form(cast))
    assert AlertSource.objects.count() == 1
    assert (
        "There is a source called Prometheus"
        in amara.post("/settings/alerts/new/", form(cast, once="k2")).text
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": "critical"}, "is no pair"),
        ({"words": "critical = SEV-9"}, "There is no severity “SEV-9”"),
        ({"visibility": "restricted"}, "Name at least one person"),
        ({"vendor": "statuspage", "secret": "x"}, "sends no secret"),
        ({"name": "a\0b"}, None),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(amara, cast, changes, sentence):
    answer = amara.post("/settings/alerts/new/", form(cast, **changes))
    assert answer.status_code == (422 if sentence else 400)
    if sentence:
        assert sentence in answer.text and 'value="Prometheus"' in answer.text
    assert not AlertSource.objects.exists()


def test_a_source_is_changed_over_the_version_that_was_seen(amara, make_source, cast):
    source, _ = make_source(secret="hidden-secret")
    page = amara.get(f"/settings/alerts/{source.pk}/edit/").text
    assert "hidden-secret" not in page
    changed = form(cast, version=1, vendor="generic", mode="keep")
    assert amara.post(f"/settings/alerts/{source.pk}/edit/", changed).status_code == 302
    source.refresh_from_db()
    assert (source.mode, source.secret, source.version) == ("keep", "hidden-secret", 2)
    stale = amara.post(f"/settings/alerts/{source.pk}/edit/", form(cast, version=1, name="Mine"))
    assert "Somebody else changed this source" in stale.text and 'value="Mine"' in stale.text
    assert 'name="version" value="2"' in stale.text
    amara.post(f"/settings/alerts/{source.pk}/edit/", form(cast, version=2, forget_secret="on"))
    source.refresh_from_db()
    assert source.secret == ""
    assert "hidden-secret" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_new_address_replaces_the_old_one(amara, make_source, send):
    source, door = make_source()
    page = amara.post(f"/settings/alerts/{source.pk}/address/", {"once": "a"}).text
    fresh = re.search(r"http://testserver(/hooks/[\w-]+/)", page)[1]
    assert (send(door).status_code, send(fresh).status_code) == (404, 200)
    assert amara.post(f"/settings/alerts/{source.pk}/address/", {"once": "a"}).status_code == 302
    assert send(fresh, key="b").status_code == 200


def test_a_source_is_switched_off_and_removed(amara, make_source, send, door):
    source = AlertSource.objects.get()
    send(door)
    amara.post(f"/settings/alerts/{source.pk}/switch/", {"to": "off"})
    assert "Switched off" in amara.get("/settings/alerts/").text
    amara.post(f"/settings/alerts/{source.pk}/switch/", {"to": "on"})
    assert "1 alert and every body" in amara.get(f"/settings/alerts/{source.pk}/removal/").text
    amara.post(f"/settings/alerts/{source.pk}/removal/")
    assert not AlertSource.objects.exists() and not Alert.objects.exists()
    assert Incident.objects.get().entries.count() == 1
    verbs = set(Event.objects.filter(subject_type="alertsource").values_list("verb", flat=True))
    assert {
        "alertsource.added",
        "alertsource.disabled",
        "alertsource.enabled",
        "alertsource.removed",
    } == verbs


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {},
            "It would have opened “Example: checkout answers slowly”: SEV-3, Checkout, Payments, for everyone here.",
        ),
        ({"mode": "keep"}, "Nothing was stored. Kept for a person to look at."),
    ],
)
def test_a_test_goes_the_whole_way_and_leaves_nothing(
    amara, make_source, fields, says, django_capture_on_commit_callbacks
):
    source, _ = make_source("pagerduty", **fields)
    with django_capture_on_commit_callbacks() as told:
        amara.post(f"/settings/alerts/{source.pk}/trial/", {"once": "t"})
    assert says in amara.get(source.get_absolute_url()).text
    assert not Incident.objects.exists() and not Alert.objects.exists()
    assert (AlertDelivery.objects.get().standing, len(told)) == ("trial", 1)


def test_a_body_is_shown_as_it_came(amara, make_source, send):
    source, door = make_source()
    send(door, r'{"title": "<b>\ud800", "state": "firing"}')
    send(door, b"\xff\0<script>")
    for delivery in AlertDelivery.objects.all():
        page = amara.get(f"/settings/alerts/{source.pk}/deliveries/{delivery.pk}/")
        assert page.status_code == 200
        assert "<script>x" not in page.text and "<b>" not in page.text
    assert (
        Incident.objects.get().reference in page.text
        or amara.get(source.get_absolute_url()).status_code == 200
    )


def test_what_tells_of_a_hidden_incident_is_hidden_in_the_settings_too(
    amara, make_source, send, cast, as_user
):
    source, door = make_source(visibility="restricted", readers=[cast.priya])
    send(door, title="Leaked key")
    delivery = AlertDelivery.objects.get()
    assert "Opened INC-" not in amara.get(source.get_absolute_url()).text
    assert amara.get(f"/settings/alerts/{source.pk}/deliveries/{delivery.pk}/").status_code == 404
    incident = Incident.objects.get()
    incident.involvements.create(user=cast.amara, role="responder")
    assert f'Opened <a href="{incident.get_absolute_url()}">{incident.reference}</a>.' in (
        amara.get(source.get_absolute_url()).text
    )


def test_a_severity_that_alerts_get_stays(make_source, cast):
    make_source(severity=cast.severities["sev4"])
    with pytest.raises(CatalogRefused, match="what alerts become"):
        cast.severities["sev4"].remove(by=cast.amara, at=NOW)


def test_sources_stand_in_the_order_of_their_names(amara, make_source):
    for name in ("Middle", "Last?", "A first"):
        make_source(name=name)
    names = re.findall(r'class="row-title"[^>]*>([^<]+)<', amara.get("/settings/alerts/").text)
    assert names == ["A first", "Last?", "Middle"]
