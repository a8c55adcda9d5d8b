"""The channels of an export that holds several, to choose one from: those of the incident's hours first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from incidents.timeline.models import Incident
from postmortems.exchange.chat import Transcript

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Channel:
    """One of them, as the page offers it."""

    name: str
    number: int
    first: dt.datetime | None
    last: dt.datetime | None
    near: int
    """How much was said while the incident went on, an hour before and after it included."""


def span_of(incident: Incident) -> tuple[dt.datetime, dt.datetime] | None:
    """The hours that an incident's channel is about, an hour more at both ends; None without a start."""
    start, end = incident.started_at, incident.resolved_at or incident.mitigated_at
    return (start - HOUR, (end or start) + HOUR) if start else None


def offered(transcripts: tuple[Transcript, ...], incident: Incident) -> list[Channel]:
    found = [_channel(transcript, span_of(incident)) for transcript in transcripts]
    return sorted(found, key=lambda channel: (-channel.near, channel.name))


def _channel(transcript: Transcript, span: tuple[dt.datetime, dt.datetime] | None) -> Channel:
    times = [message.at for message in transcript.messages if message.at]
    near = sum(span[0] <= at <= span[1] for at in times) if span else 0
    return Channel(
        transcript.channel,
        len(transcript.messages),
        min(times, default=None),
        max(times, default=None),
        near,
    )
