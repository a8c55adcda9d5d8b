"""Where an incident stands, why it is closed, and that this agrees with what it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from incidents.audit.models import Event

from .link import Link, LinkRefused
from .sight import NOT_REAL


class StatusRefused(Exception):
    """A change of status that makes no sense. The message is a sentence for the person."""


class Standing:
    """Mixed into Incident: its status."""

    Status: Any
    ClosingReason: Any
    objects: Any
    pk: Any
    save: Any
    set_clocks: Any
    status: str
    closing_reason: str
    nature: str
    duplicate_of: Any

    def _agree_on_nature(self) -> None:
        """Closed as a drill that it turns out not to have been, it is closed as resolved."""
        if self.closing_reason in NOT_REAL and self.closing_reason != self.nature:
            self.closing_reason = self.ClosingReason.RESOLVED

    def change_status(
        self,
        status: str,
        *,
        by: Any,
        at: dt.datetime,
        reason: str = "",
        duplicate_of: Any = None,
        clocks: dict[str, Any] | None = None,
    ) -> None:
        """Move to another status. Closing needs a reason; a duplicate names the other incident.

        What is closed as a drill or a false alarm is one from then on, also when it is opened again.
        `clocks` are set at once, as by `set_clocks`. Raises StatusRefused or ClockRefused with a sentence,
        storing nothing.
        """
        if status == self.Status.CLOSED and not reason:
            raise StatusRefused("Say why it is closed: resolved, duplicate, false alarm or drill.")
        if reason == self.ClosingReason.DUPLICATE and (duplicate_of is None or duplicate_of.pk == self.pk):
            raise StatusRefused("Name the other incident that this one duplicates.")
        closing = status == self.Status.CLOSED
        self.closing_reason = reason if closing else ""
        self.duplicate_of = duplicate_of if closing and reason == self.ClosingReason.DUPLICATE else None
        with transaction.atomic():
            # The row lock makes the status that is recorded as the one before the true one.
            before = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk).status
            self.status = status
            names = ["status", "closing_reason", "duplicate_of"]
            if self.closing_reason in NOT_REAL:
                self.nature = self.closing_reason
                names.append("nature")
            self.save(update_fields=names)
            changed = {"status": [before, status]}
            said: dict[str, Any] = {"incident": self, "changed": changed, "reason": self.closing_reason}
            subject: Any = self
            Event.record("incident.status_changed", subject, by=by, at=at, **said)
            try:
                Link.follow_closing(self, self.duplicate_of, by=by, at=at)
            except LinkRefused as refused:
                raise StatusRefused(
                    "The other one is closed as a duplicate of this one already."
                ) from refused
            if clocks:
                self.set_clocks(clocks, by=by, at=at)
