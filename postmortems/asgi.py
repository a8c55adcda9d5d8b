"""The one server process: pages go to Django's WSGI handler in a pool of threads, on the port of all else.

Django's own ASGI handler opens a database connection for every request with psycopg2 and costs a multiple.
The threads here live as long as the process and keep theirs.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

pages = WSGIMiddleware(get_wsgi_application(), workers=settings.THREADS)  # type: ignore[arg-type]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request. Sockets are refused with a plain close: no room speaks over one."""
    await pages(scope, whole(receive) if scope["type"] == "http" else receive, send)  # type: ignore[arg-type]


def whole(receive: Receive) -> Receive:
    """Make a body that breaks off an error: half a form must not be taken for a short one."""

    async def guarded() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("The browser went away before it had sent everything.")
        return message

    return guarded
