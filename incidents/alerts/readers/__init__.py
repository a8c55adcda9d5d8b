"""One pure reader a vendor: what came in over HTTP goes in, readings come out. No Django."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from . import alertmanager, datadog, generic, grafana, kuma, opsgenie, pagerduty, sentry, statuspage
from .reading import Reading, State, Unreadable

__all__ = ["READERS", "Reading", "State", "Unreadable", "parse", "read"]

READERS: dict[str, Callable[[Any], list[Reading]]] = {
    "alertmanager": alertmanager.read,
    "grafana": grafana.read,
    "pagerduty": pagerduty.read,
    "opsgenie": opsgenie.read,
    "datadog": datadog.read,
    "sentry": sentry.read,
    "kuma": kuma.read,
    "statuspage": statuspage.read,
    "generic": generic.read,
}
#: Alerts in one delivery; more would hold too many rows at once.
MOST = 1000


class NotJson(Unreadable):
    """A body that is no JSON at all."""


def parse(body: bytes) -> Any:
    """The JSON of a body. Raises NotJson for what only looks like it: NaN, no end to the brackets."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotJson("the body is not UTF-8.") from error
    if not text.strip():
        raise NotJson("the body is empty.")
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise NotJson("the JSON is nested too deeply.") from error
    except ValueError as error:
        raise NotJson("the body is not JSON.") from error


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def read(vendor: str, payload: Any) -> list[Reading]:
    """Every alert in the payload, in its order. Raises Unreadable with the rest of a sentence."""
    readings = READERS[vendor](payload)
    if len(readings) > MOST:
        raise Unreadable(f"it holds {len(readings)} alerts, and {MOST} at once is the most.")
    return readings
