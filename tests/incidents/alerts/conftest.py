"""A source of the generic form, and a way to send to it."""

import datetime as dt
import json

import pytest
from django.test import Client

from incidents.alerts.models import AlertSource
from tests.cast import NOW

#: When the alerts of these tests fire: an hour before anybody looks.
FIRED = NOW - dt.timedelta(hours=1)


@pytest.fixture
def make_source(cast):
    """`make_source("grafana", mode="keep")` gives (source, the path of its door)."""

    def make(vendor="generic", **fields):
        fields.setdefault("name", f"Monitoring {AlertSource.objects.count()}")
        fields.setdefault("severity", cast.severities["sev3"])
        source, token = AlertSource.add(by=cast.amara, at=NOW, vendor=vendor, **fields)
        return source, f"/hooks/{token}/"

    return make


@pytest.fixture
def door(make_source):
    """The path of a generic source."""
    return make_source()[1]


@pytest.fixture
def as_user():
    """`as_user(cast.ben)` asks for pages as that person."""

    def as_user(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def amara(as_user, cast):
    """A browser in which an administrator is signed in."""
    return as_user(cast.amara)


@pytest.fixture
def send():
    """`send(door, title="…", state="firing")` posts one alert, or `body` as it is."""
    client = Client()

    def send(door, body=None, *, headers=None, **alert):
        if body is None:
            body = json.dumps({"title": "Checkout slow", "state": "firing", "key": "checkout", **alert})
        return client.post(door, body, content_type="application/json", headers=headers or {})

    return send


def minutes(number: int) -> str:
    """So many minutes after the alert fired, as a tool would write it."""
    return (FIRED + dt.timedelta(minutes=number)).isoformat()
