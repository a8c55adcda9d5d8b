"""The server process: pages from Django, bodies whole or refused, sockets refused, one driver."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db.backends.postgresql import psycopg_any

from postmortems import asgi


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
