"""The server process: pages from Django, bodies whole or refused, sockets refused, one driver."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.backends.postgresql import psycopg_any

from incidents.alerts.models import AlertDelivery, AlertSource
from postmortems import asgi
from tests.cast import NOW, kinds, scale


def scope(path: str = "/", method: str = "GET", headers: dict[str, str] | None = None) -> dict:
    given = {"host": "localhost", **(headers or {})}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }


def run(coroutine):
    """In a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def talk(about: dict, *messages: dict) -> list[dict]:
    """Everything that the application sends for one scope."""
    incoming, sent = list(messages), []

    async def receive():
        return incoming.pop(0)

    async def send(message):
        sent.append(message)

    await asgi.application(about, receive, send)
    return sent


def test_a_page_comes_from_django():
    sent = run(talk(scope("/nowhere"), {"type": "http.request", "body": b""}))
    assert sent[0]["status"] == 404
    assert b"There is nothing here" in b"".join(message.get("body", b"") for message in sent)


def receiving(*messages: dict):
    incoming = iter(messages)

    async def receive():
        return next(incoming)

    return asgi.whole(receive)


def test_a_body_in_pieces_passes():
    piece = {"type": "http.request", "body": b"a", "more_body": True}
    assert run(receiving(piece)()) is piece


def test_a_body_that_breaks_off_is_no_shorter_body():
    with pytest.raises(ConnectionResetError):
        run(receiving({"type": "http.disconnect"})())


def test_a_form_that_breaks_off_is_not_acted_on():
    form = scope(
        "/theme/", "POST", {"content-type": "application/x-www-form-urlencoded", "content-length": "50"}
    )
    begun = {"type": "http.request", "body": b"theme=dark&next=/"}
    whole = run(talk(form, begun))
    assert whole[0]["status"] == 403  # without the session's secret; the control
    broken = run(talk(form, begun | {"more_body": True}, {"type": "http.disconnect"}))
    assert broken[0]["status"] == 500


# -- the short way of alerts ---------------------------------------------------------------------------------


@pytest.fixture
def hooks(transactional_db, monkeypatch):
    """The short way with one thread, whose connection is closed in the end."""
    short = asgi.ShortWay(1)
    monkeypatch.setattr(asgi, "hooks", short)
    yield short
    short.threads.submit(connections.close_all).result()
    short.threads.shutdown()


@pytest.fixture
def door(hooks):
    kinds()
    token = AlertSource.add(by=None, at=NOW, name="Tool", vendor="generic", severity=scale()[0])[1]
    return scope(f"/hooks/{token}/", "POST", {"content-type": "application/json"})


BODY = b'{"title": "Queue grows", "state": "firing"}'


def test_an_alert_comes_in_pieces_and_without_a_length(door):
    pieces = (
        {"type": "http.request", "body": BODY[at : at + 9], "more_body": True} for at in range(0, 50, 9)
    )
    sent = run(talk(door, *pieces, {"type": "http.request", "body": b""}))
    assert (sent[0]["status"], sent[1]["body"]) == (200, b'{"taken": true}')
    assert dict(sent[0]["headers"])[b"x-content-type-options"] == b"nosniff"
    assert bytes(AlertDelivery.objects.get().body) == BODY


def test_an_alert_that_breaks_off_is_not_taken_for_a_short_one(door):
    begun = {"type": "http.request", "body": BODY, "more_body": True}
    assert run(talk(door, begun, {"type": "http.disconnect"})) == []
    assert not AlertDelivery.objects.exists()


def test_no_more_is_read_than_is_taken(door, settings):
    settings.MAX_ALERT_BYTES = 100
    piece = {"type": "http.request", "body": b"x" * 60, "more_body": True}
    # A third is never asked for: there is none.
    assert run(talk(door, piece, piece))[0]["status"] == 413
    assert bytes(AlertDelivery.objects.get().body) == b"x" * 100


def test_what_is_no_address_gets_the_page_that_says_so(hooks):
    sent = run(talk(scope("/hooks/"), {"type": "http.request", "body": b""}))
    assert sent[0]["status"] == 404 and b"There is nothing here" in sent[1]["body"]


def test_a_socket_is_closed_before_it_opens():
    sent = run(talk({"type": "websocket", "path": "/"}, {"type": "websocket.connect"}))
    assert sent == [{"type": "websocket.close", "code": 1000}]


def test_another_driver_is_refused(monkeypatch):
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    here = apps.get_app_config("postmortems")
    here.ready()
    monkeypatch.setattr(psycopg_any, "is_psycopg3", True)
    with pytest.raises(ImproperlyConfigured, match="psycopg2"):
        here.ready()
