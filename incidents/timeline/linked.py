"""An incident's links as they read from its side, of those that the person may know of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from .models import Incident, Link
from .models.link import again


@dataclass(frozen=True, slots=True)
class Seen:
    """One link from one side: what it is called there, and the incident at its other end."""

    link: Link
    words: str
    other: Incident


@dataclass(frozen=True, slots=True)
class Links:
    """All of them, and which time it is that this happened."""

    rows: list[Seen]
    time: int = 1
    times: int = 1

    @property
    def original(self) -> Incident | None:
        """The incident that this one is closed as a duplicate of."""
        found = (row.other for row in self.rows if row.words == Link.Relation.DUPLICATE.label)
        return next(found, None)

    @property
    def again(self) -> str:
        """ "3rd time", from the second one on; "first of 3 times" on the first."""
        if self.times == 1:
            return ""
        return f"{ordinal(self.time)} time" if self.time > 1 else f"first of {self.times} times"


def ordinal(number: int) -> str:
    """ "2nd", "11th", "23rd"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def linked(incident: Incident, visible: models.QuerySet[Any]) -> Links:
    """One query where there is any link, one more where it happened again.

    A link to what is not in `visible` does not exist.
    """
    if not getattr(incident, "has_links", True):
        return Links([])
    found = Link.objects.of(incident).seen_by(visible).select_related("incident", "other", "by")
    rows = [
        Seen(link, str(link.get_relation_display()), link.other)
        if link.incident_id == incident.pk
        else Seen(link, Link.BACKWARDS[Link.Relation(link.relation)], link.incident)
        for link in found
    ]
    if not any(row.link.relation == Link.Relation.AGAIN for row in rows):
        return Links(rows)
    chain = again(incident, visible)
    return Links(rows, chain.index(incident.pk) + 1, len(chain))
