"""Which requests the live server is still answering, in threads of its own."""

import threading
import time
from typing import Any

from django.core.signals import request_finished, request_started

_at_work: set[threading.Thread] = set()


def _began(**_: Any) -> None:
    if threading.current_thread() is not threading.main_thread():
        _at_work.add(threading.current_thread())


def _ended(**_: Any) -> None:
    _at_work.discard(threading.current_thread())


request_started.connect(_began)
request_finished.connect(_ended)


def open_requests() -> int:
    """How many are being answered now."""
    return sum(thread.is_alive() for thread in list(_at_work))


def wait_until_answered(seconds: float = 30) -> bool:
    """Let the server finish what browsers have asked for; False when it does not in this time."""
    until = time.monotonic() + seconds
    while open_requests():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True
