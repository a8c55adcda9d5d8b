"""The door: who gets in, what is kept, what is answered; no body is a fault of ours."""

import hashlib
import hmac
import json
import uuid
from importlib import import_module

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pghistory.models import Context

from incidents.alerts import examples, signatures
from incidents.alerts.models import Alert, AlertDelivery, AlertSource
from incidents.alerts.readers import READERS
from incidents.timeline.models import Incident, TimelineEntry
from tests.cast import NOW

from .conftest import minutes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("token", ["x", "a" * 500, "%C3%A9", "..", "0" * 64])
def test_an_unknown_address_says_nothing(door, token):
    answer = Client().post(f"/hooks/{token}/", "{}", content_type="application/json")
    assert (answer.status_code, answer.content) == (404, b"")


def test_only_post_gets_in(door, client):
    assert client.get(door).status_code == 405


def test_the_token_is_kept_as_a_hash_alone(make_source):
    source, door = make_source()
    token = door.split("/")[2]
    assert token not in json.dumps(AlertSource.objects.values().get(), default=str)
    assert AlertSource.behind(token) == source


def test_the_history_of_an_entry_does_not_tell_the_address(send, door):
    send(door)
    token = door.split("/")[2]
    assert TimelineEntry.pgh_event_model.objects.count() == 1
    assert token not in json.dumps(list(Context.objects.values("metadata")))


def test_what_an_earlier_version_noted_of_an_address_is_forgotten():
    kept = [
        Context.objects.create(id=uuid.uuid4(), metadata={"url": url}) for url in ("/hooks/s3cret/", "/a/")
    ]
    migration = import_module("incidents.migrations.0012_no_address_in_history")
    with connection.cursor() as cursor:
        cursor.execute(migration.FORGET)
    assert [Context.objects.get(pk=each.pk).metadata["url"] for each in kept] == ["/hooks/", "/a/"]


def test_an_answer_is_as_safe_as_any_and_about_nobody(send, door):
    answer = send(door)
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"):
        assert name in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Vary" not in answer.headers and not answer.cookies


@pytest.mark.parametrize("vendor", sorted(READERS))
def test_every_vendor_opens_an_incident_with_our_example(make_source, send, vendor):
    _, door = make_source(vendor)
    assert send(door, examples.firing(vendor, NOW)).json() == {"taken": True}
    incident = Incident.objects.get()
    assert incident.title == examples.TITLE
    assert incident.started_at == NOW


def test_the_body_and_the_telling_headers_are_kept(send, door):
    body = b'{"title": "A", "state": "firing"}'
    send(door, body, headers={"User-Agent": "Tool/1", "Authorization": "Bearer x"})
    kept = AlertDelivery.objects.get()
    assert bytes(kept.body) == body
    assert kept.headers == {"user-agent": "Tool/1", "content-type": "application/json"}


BAD = {
    "nothing": b"",
    "not JSON": b"{'title': 'A'}",
    "cut off": b'{"title": "A", "sta',
    "NUL": b"\0\0",
    "no UTF-8": b'{"title": "\xff"}',
    "NaN": b'{"title": "A", "state": "firing", "at": NaN}',
    "infinity": b'{"title": "A", "state": "firing", "at": -Infinity}',
    "deep": b"[" * 100_000,
    "deep and closed": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "digits": b'{"title": ' + b"9" * 6000 + b"}",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_json_is_kept_and_refused(send, door, name):
    answer = send(door, BAD[name])
    kept = AlertDelivery.objects.get()
    assert answer.status_code == 400
    assert kept.outcome.startswith("Could not be read: ") and answer.json()["problem"] == kept.outcome
    assert bytes(kept.body) == BAD[name]


@pytest.mark.parametrize(
    "body", ["1", '"x"', "null", "[]", "{}", "[1]", '{"title": {"a": 1}, "state": "firing"}']
)
@pytest.mark.parametrize("vendor", sorted(READERS))
def test_json_of_another_form_is_kept_and_refused(make_source, send, vendor, body):
    _, door = make_source(vendor)
    assert send(door, body).status_code == 422
    assert AlertDelivery.objects.get().outcome.startswith("Could not be read: ")


def test_text_that_no_database_keeps_is_cleaned(send, door):
    send(door, r'{"title": "A\u0000B\ud800C", "state": "firing", "text": "\u0007x", "at": 1e400}')
    assert AlertDelivery.objects.get().standing == "unreadable"
    send(door, r'{"title": "A\u0000B\ud800C", "state": "firing", "text": "\u0007x"}')
    assert Incident.objects.get().title == "A�B�C"


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-12T09:00:00", 1e300, -1]
)
def test_a_time_that_is_none_is_said_so(send, door, at):
    assert send(door, at=at).status_code == 422


def test_a_large_body_is_cut_and_kept(send, door, settings):
    settings.MAX_ALERT_BYTES = 1000
    assert send(door, b'"' + b"x" * 998 + b'"').status_code == 422
    answer = send(door, b'"' + b"x" * 999 + b'"')
    assert answer.status_code == 413
    assert len(bytes(AlertDelivery.objects.get(standing="too_large").body)) == 1000


def test_a_form_is_refused_without_a_fault(door):
    client = Client()
    assert client.post(door, {"title": "A"}).status_code == 400
    assert client.post(door, "title=A", content_type="application/x-www-form-urlencoded").status_code == 400


def test_a_source_that_is_switched_off_takes_nothing(make_source, send, cast):
    source, door = make_source()
    source.disable(by=cast.amara, at=NOW)
    assert send(door).status_code == 410
    assert not AlertDelivery.objects.exists()
    source.enable(by=cast.amara, at=NOW)
    assert send(door).status_code == 200


def test_an_old_address_opens_nothing(make_source, send, cast):
    source, door = make_source()
    token = source.readdress(by=cast.amara, at=NOW)
    assert send(door).status_code == 404
    assert send(f"/hooks/{token}/").status_code == 200


# -- signatures --------------------------------------------------------------------------------------------

KEY = "s3cret"


def proof(vendor: str, body: bytes, key: str = KEY) -> dict[str, str]:
    """What a vendor sends along to show that it knows the secret."""
    made = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
    if vendor not in signatures.SIGNED:
        return {"authorization": f"Bearer {key}"}
    said = {"pagerduty": f"v1={'0' * 64},v1={made}", "generic": f"sha256={made}"}
    return {signatures.SIGNED[vendor]: said.get(vendor, made)}


@pytest.mark.parametrize("vendor", sorted(READERS))
def test_with_a_secret_only_what_is_signed_gets_in(make_source, send, vendor):
    _, door = make_source(vendor, secret=KEY)
    body = examples.firing(vendor, NOW)
    for headers in ({}, proof(vendor, body, "other"), {"authorization": "Bearer é"}):
        assert send(door, body, headers=headers).status_code == 403
    refused = AlertDelivery.objects.get()
    assert (refused.standing, refused.times, bytes(refused.body)) == ("refused", 3, b"")
    assert send(door, body, headers=proof(vendor, body)).status_code == 200
    assert Incident.objects.count() == 1


def test_a_signature_is_of_this_body(make_source, send):
    _, door = make_source("sentry", secret=KEY)
    headers = proof("sentry", examples.firing("sentry", NOW))
    assert send(door, b"{}", headers=headers).status_code == 403


def test_grafana_signs_its_time_too():
    made = hmac.new(KEY.encode(), b"1700000000:{}", hashlib.sha256).hexdigest()
    headers = {"x-grafana-alerting-signature": made, "x-grafana-alerting-timestamp": "1700000000"}
    assert signatures.genuine("grafana", KEY, headers, b"{}")
    assert not signatures.genuine("grafana", KEY, headers | {"x-grafana-alerting-timestamp": "17"}, b"{}")


def test_an_older_grafana_sends_the_secret_and_a_wrong_signature_is_not_made_good_by_it():
    sent = {"authorization": f"Bearer {KEY}"}
    assert signatures.genuine("grafana", KEY, sent, b"{}")
    assert not signatures.genuine("grafana", KEY, {"authorization": "Bearer other"}, b"{}")
    assert not signatures.genuine("grafana", KEY, sent | {"x-grafana-alerting-signature": "0"}, b"{}")
    assert not signatures.genuine("sentry", KEY, sent, b"{}")


# -- nothing lost ------------------------------------------------------------------------------------------


def test_what_could_not_be_handled_is_kept_and_asked_for_again(send, door, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    with monkeypatch.context() as patch:
        patch.setattr(Alert, "take", broken)
        assert send(door, at=minutes(0)).status_code == 503
    kept = AlertDelivery.objects.get()
    assert (kept.standing, Incident.objects.count()) == ("failed", 0)
    assert send(door, at=minutes(0)).status_code == 200
    kept.refresh_from_db()
    assert (kept.standing, kept.times, Incident.objects.count()) == ("taken", 2, 1)


def test_a_repeat_costs_little_and_the_same_for_two_alerts_and_for_twenty(
    make_source, django_assert_num_queries
):
    source, _ = make_source()

    def body(number: int, note: str) -> bytes:
        alerts = [
            {"title": f"A{n}", "state": "firing", "at": minutes(0), "text": note} for n in range(number)
        ]
        return json.dumps(alerts).encode()

    # One alert that goes on is one statement; several are locked in their order.
    for number, new, same in ((1, 5, 4), (2, 9, 8), (20, 9, 8)):
        source.receive(body(number, "first"), headers={}, at=NOW)
        with django_assert_num_queries(new):
            source.receive(body(number, "again"), headers={}, at=NOW)
        with django_assert_num_queries(same):
            source.receive(body(number, "again"), headers={}, at=NOW)
