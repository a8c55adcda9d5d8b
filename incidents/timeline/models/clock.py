"""The five clocks of an incident. What they say is computed by the database, on every path."""

from __future__ import annotations

import pgtrigger
from django.db import IntegrityError, models

#: Constraint on the incident → what to tell the person whose change it refused.
CLOCK_SENTENCES = {
    "incident_detected_after_started": "It cannot be detected before it started. Correct one of the two.",
    "incident_acknowledged_after_detected": (
        "It cannot be acknowledged before it was detected. Correct one of the two."
    ),
    "incident_mitigated_after_started": "It cannot be mitigated before it started. Correct one of the two.",
    "incident_resolved_after_started": "It cannot be resolved before it started. Correct one of the two.",
}


class ClockRefused(Exception):
    """A change that would make a duration negative. The message is a sentence for the person.

    `clock` is the name of the later of the two clocks that are in each other's way.
    """

    def __init__(self, sentence: str, clock: str = "") -> None:
        super().__init__(sentence)
        self.clock = clock

    @classmethod
    def from_database(cls, error: IntegrityError) -> ClockRefused | None:
        """The refusal behind a constraint's error, or None when the error is about something else."""
        diagnostics = getattr(error.__cause__, "diag", None)
        name = getattr(diagnostics, "constraint_name", None) or ""
        sentence = CLOCK_SENTENCES.get(name)
        return cls(sentence, name.split("_")[1]) if sentence else None


#: Sets the incident's five instants from its clocks; `target` is the SQL for the incident's id.
RECOMPUTE = """
    UPDATE incidents_incident i SET
        started_at = c.started, detected_at = c.detected, acknowledged_at = c.acknowledged,
        mitigated_at = c.mitigated, resolved_at = c.resolved
    FROM (
        SELECT
            max(t.instant) FILTER (WHERE t.name = 'started') AS started,
            max(t.instant) FILTER (WHERE t.name = 'detected') AS detected,
            max(t.instant) FILTER (WHERE t.name = 'acknowledged') AS acknowledged,
            max(t.instant) FILTER (WHERE t.name = 'mitigated') AS mitigated,
            max(t.instant) FILTER (WHERE t.name = 'resolved') AS resolved
        FROM (
            SELECT k.name, coalesce(k.own_at, e.happened_at) AS instant
            FROM incidents_clock k
            LEFT JOIN incidents_timelineentry e ON e.id = k.entry_id AND e.removed_at IS NULL
            WHERE k.incident_id = {target}
        ) t
    ) c
    WHERE i.id = {target};
    RETURN NULL;
"""


class Clock(models.Model):
    """One of the five moments: it points at a timeline entry, or has a time of its own.

    The incident's `started_at` … `resolved_at` follow from these rows by a trigger, so that correcting
    an entry corrects every duration, ordering and chart, whoever or whatever made the correction.
    """

    class Name(models.TextChoices):
        STARTED = "started", "Started"
        DETECTED = "detected", "Detected"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        MITIGATED = "mitigated", "Mitigated"
        RESOLVED = "resolved", "Resolved"

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=12, choices=Name)
    entry = models.ForeignKey(
        "incidents.TimelineEntry", null=True, blank=True, on_delete=models.CASCADE, related_name="clocks"
    )
    own_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "name"], name="clock_once"),
            models.CheckConstraint(
                condition=models.Q(entry=None) ^ models.Q(own_at=None), name="clock_points_or_has_time"
            ),
            models.CheckConstraint(
                condition=models.Q(name__in=["started", "detected", "acknowledged", "mitigated", "resolved"]),
                name="clock_name_known",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="incident_follows_clock",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=RECOMPUTE.format(target="coalesce(NEW.incident_id, OLD.incident_id)"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of incident {self.incident_id}"
