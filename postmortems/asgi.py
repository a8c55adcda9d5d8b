"""The one server process: pages go to Django's WSGI handler in a pool of threads, on the port of all else.

Django's own ASGI handler opens a database connection for every request with psycopg2 and costs a multiple.
The threads here live as long as the process and keep theirs. What tools send to /hooks/ takes a shorter way to the same
handler, in threads of its own: a storm of alerts leaves the pages theirs, and the other way round.
"""

import asyncio
import io
import os
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from postmortems.middleware import HOOKS

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

django = get_wsgi_application()
pages = WSGIMiddleware(django, workers=settings.THREADS)  # type: ignore[arg-type]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request. Sockets are refused with a plain close: no room speaks over one."""
    if scope["type"] == "http" and scope["path"].startswith(HOOKS):
        await hooks(scope, whole(receive), send)
    else:
        await pages(scope, whole(receive) if scope["type"] == "http" else receive, send)  # type: ignore[arg-type]


class ShortWay:
    """To Django with small bodies and short answers: read before a thread is taken, sent when it is free again.

    Through a2wsgi each piece of body and answer changes between thread and loop, five times for a request,
    and each change waits for Python's lock: a third of what an alert cost.
    """

    def __init__(self, workers: int) -> None:
        self.threads = ThreadPoolExecutor(workers, thread_name_prefix="hooks")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            body = await self.body(receive)
        except ConnectionResetError:
            return  # nobody is there to be answered
        environ = build_environ(scope, io.BytesIO(body))  # type: ignore[arg-type]
        # What was read is what there is, whether or not the sender has told its length.
        environ["CONTENT_LENGTH"] = str(len(body))  # type: ignore[typeddict-unknown-key]
        loop = asyncio.get_running_loop()
        start, answer = await loop.run_in_executor(self.threads, self.ask, environ)
        await send(start)
        await send({"type": "http.response.body", "body": answer})

    async def body(self, receive: Receive) -> bytes:
        """All of it, or one byte more than is taken, by which the view sees that it is too large."""
        body, most, more = bytearray(), settings.MAX_ALERT_BYTES + 1, True
        while more and len(body) < most:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return bytes(body[:most])

    @staticmethod
    def ask(environ: Any) -> tuple[Message, bytes]:
        """Django's answer, in a thread."""
        start: Message = {"type": "http.response.start"}

        def begin(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            start["status"] = int(status[:3])
            start["headers"] = [
                (name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers
            ]

        answer = django(environ, begin)  # type: ignore[arg-type]
        try:
            return start, b"".join(answer)
        finally:
            answer.close()  # type: ignore[attr-defined]


hooks = ShortWay(settings.ALERT_THREADS)


def whole(receive: Receive) -> Receive:
    """Make a body that breaks off an error: half a form must not be taken for a short one."""

    async def guarded() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("The browser went away before it had sent everything.")
        return message

    return guarded
