"""What the demo has made, so that exactly that can be taken away again.

The list stands in an event of its own, `demo.made`. Rows that belong to an incident go with it; rows of the history,
which no foreign key holds, are found by what they tell about.
"""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertSource
from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Attachment, Incident, TimelineEntry
from incidents.timeline.models.attachment import forget
from postmortems.reviews.models import Approval

MADE = "demo.made"
#: In which order they go: first what leans on the rest.
ORDER = ("incident", "alert", "alertsource", "tag", "service", "user", "team")
Row = TypeVar("Row", bound=models.Model)


class Ledger:
    """Keys of what was made, by the name of the model."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}

    def made(self, row: Row) -> Row:
        """Note it and give it back."""
        self.rows.setdefault(row._meta.model_name or "", []).append(row.pk)
        return row


def remove() -> tuple[int, list[str]]:
    """Take the demo away; gives how many incidents went and what stays, as sentences.

    What people here have made since leans on some of it: an incident that one of theirs duplicates, a colleague who
    wrote in one of theirs. That stays.
    """
    gone = 0
    stays: list[str] = []
    with transaction.atomic():
        for event in Event.objects.filter(verb=MADE):
            rows = {name: event.data["made"].get(name, []) for name in ORDER}
            gone += _incidents(rows["incident"], stays)
            event.delete()
            _told_about(rows)
            for name in ORDER[1:]:
                _others(apps.get_model("incidents", name), rows[name], stays)
    return gone, stays


def _incidents(keys: list[int], stays: list[str]) -> int:
    before = Incident.objects.count()
    # Duplicates lean on the incident that they name.
    for incident in Incident.objects.filter(pk__in=keys).order_by(
        models.F("duplicate_of").asc(nulls_last=True), "-pk"
    ):
        entries = list(incident.entries.values_list("pk", flat=True))
        actions = list(incident.actions.values_list("pk", flat=True))
        files = Attachment.objects.filter(incident=incident).stored_names()
        try:
            with transaction.atomic():
                Approval.objects.filter(postmortem__incident=incident).delete()
                ActionItem.objects.filter(incident=incident, superseded_by__isnull=False).delete()
                incident.delete()
        except ProtectedError:
            stays.append(f"{incident} stays: something that is not of the demo leans on it.")
            continue
        transaction.on_commit(partial(forget, files))
        _history(TimelineEntry).filter(pgh_obj_id__in=entries).delete()
        _history(ActionItem).filter(pgh_obj_id__in=actions).delete()
    return before - Incident.objects.count()


def _history(noun: type[models.Model]) -> Any:
    """The rows of a model's history."""
    return noun._meta.get_field("events").related_model._default_manager  # type: ignore[union-attr]


def _told_about(rows: dict[str, list[int]]) -> None:
    """Take away what was recorded about the rows themselves: found, added, let in, shut out."""
    for name, keys in rows.items():
        if name != "incident":
            about = Event.objects.filter(incident=None, subject_type=name, subject_id__in=keys)
            # What a person here has done since to a team of the demo is theirs.
            about.filter(models.Q(by=None) | models.Q(by__in=rows["user"])).delete()
    # A team that was here before keeps its own events, without those about the demo's people.
    Event.objects.filter(subject_type="team", data__user__in=rows["user"]).delete()


def _others(noun: type[models.Model], keys: list[int], stays: list[str]) -> None:
    for row in noun._default_manager.filter(pk__in=keys):
        if _still_used(row):
            stays.append(f"{row} stays: it is in use.")
            continue
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            stays.append(f"{row} stays: there is something of theirs that is not of the demo.")


def _still_used(row: Any) -> bool:
    """Whether something of somebody else's would change if it went."""
    if isinstance(row, User):
        return False
    if isinstance(row, Alert | AlertSource):
        told = [row] if isinstance(row, Alert) else row.alerts.all()
        return any(alert.incident_id is not None for alert in told)
    used = row.incidents.exists()
    return used or (hasattr(row, "members") and row.members.exists())
