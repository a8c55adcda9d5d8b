"""What a reader gives: one alert as one message tells of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

State = Literal["firing", "acknowledged", "resolved", "note"]


class Unreadable(ValueError):
    """A payload that the vendor would not send. The message ends "could not be read: …"."""


@dataclass(frozen=True)
class Reading:
    """One alert in one message.

    `key` is the vendor's own name for the alert, the same each time it is about it. `at` is when this state
    began, `starts_at` when the trouble did; None where the message does not say. Every time has a zone.
    `group` is what the vendor bundles alerts by; `mark` tells two notes of one moment apart.
    """

    key: str
    state: State
    title: str
    text: str = ""
    severity: str = ""
    service: str = ""
    at: dt.datetime | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    url: str = ""
    group: str = ""
    mark: str = ""
