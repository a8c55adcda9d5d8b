"""What one incident has to do with another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Greatest, Least

from incidents.audit.models import Event

#: All incidents that are the same again as one, over any number of steps through incidents that are seen.
AGAIN = """
WITH RECURSIVE seen AS ({visible}), chain (id) AS (
    VALUES (%s::bigint)
    UNION
    SELECT CASE WHEN l.incident_id = c.id THEN l.other_id ELSE l.incident_id END
    FROM chain c JOIN incidents_link l ON l.relation = 'again' AND c.id IN (l.incident_id, l.other_id)
    WHERE l.incident_id IN (SELECT id FROM seen) AND l.other_id IN (SELECT id FROM seen)
)
SELECT i.id FROM chain JOIN incidents_incident i USING (id) ORDER BY coalesce(i.started_at, i.opened_at), i.id
"""


class LinkRefused(Exception):
    """Two incidents that cannot be linked like that. The message is a sentence."""


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by who may know of them."""

    def seen_by(self, incidents: models.QuerySet) -> LinkQuerySet:
        """Those of which both ends are among `incidents`, the ones that the person sees."""
        visible = incidents.order_by().values("pk")
        return self.filter(incident__in=visible, other__in=visible)

    def of(self, incident: Any) -> LinkQuerySet:
        """Those at whose one end `incident` stands."""
        return self.filter(models.Q(incident=incident) | models.Q(other=incident))


class Link(models.Model):
    """`incident` is related to, a duplicate of, or the same again as `other`."""

    class Relation(models.TextChoices):
        RELATED = "related", "Related to"
        AGAIN = "again", "The same again as"
        DUPLICATE = "duplicate", "A duplicate of"

    #: What it is called from the other end.
    BACKWARDS = {
        Relation.RELATED: "Related to",
        Relation.AGAIN: "Happened again as",
        Relation.DUPLICATE: "Has the duplicate",
    }

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="links_here")
    relation = models.CharField(max_length=9, choices=Relation)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                Least("incident", "other"), Greatest("incident", "other"), "relation", name="link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(incident=models.F("other")), name="link_has_two_incidents"
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=["related", "again", "duplicate"]), name="link_relation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident.reference} {self.get_relation_display().lower()} {self.other.reference}"

    @classmethod
    def join(
        cls, incident: Any, other: Any, relation: str, *, by: Any, at: dt.datetime, note: str = ""
    ) -> Link:
        """Link two incidents. Raises LinkRefused for one with itself, and for what is linked like that already.

        A duplicate is linked by closing it: `Incident.change_status`.
        """
        if incident.pk == other.pk:
            raise LinkRefused("An incident cannot be linked to itself. Name another one.")
        try:
            with transaction.atomic():
                link = cls.objects.create(
                    incident=incident, other=other, relation=relation, note=note, by=by, at=at
                )
                link._tell("link.added", by=by, at=at)
        except IntegrityError as error:
            # The constraint closes the race between two people who link the same two.
            raise LinkRefused(
                f"{incident.reference} and {other.reference} are linked like that already."
            ) from error
        return link

    def unjoin(self, *, by: Any, at: dt.datetime) -> None:
        """Take the link away. Raises LinkRefused where the closing reason says the same."""
        if self.relation == self.Relation.DUPLICATE:
            raise LinkRefused(
                f"{self.incident.reference} is closed as a duplicate. Change its status, and the link goes with it."
            )
        self._end(by=by, at=at)

    @classmethod
    def follow_closing(cls, incident: Any, other: Any, *, by: Any, at: dt.datetime) -> None:
        """Make the duplicate's link say what the closing reason says: `other`, or nothing. Part of closing."""
        for link in cls.objects.filter(incident=incident, relation=cls.Relation.DUPLICATE):
            if other is not None and link.other_id == other.pk:
                return
            link._end(by=by, at=at)
        if other is not None:
            cls.join(incident, other, cls.Relation.DUPLICATE, by=by, at=at)

    def _end(self, *, by: Any, at: dt.datetime) -> None:
        with transaction.atomic():
            self._tell("link.removed", by=by, at=at)
            self.delete()

    def _tell(self, verb: str, *, by: Any, at: dt.datetime) -> None:
        """Both incidents remember it. Whoever reads one must see `other` to read of it."""
        for here, there, words in (
            (self.incident, self.other, self.get_relation_display()),
            (self.other, self.incident, self.BACKWARDS[self.Relation(self.relation)]),
        ):
            Event.record(
                verb,
                self,
                by=by,
                at=at,
                incident=here,
                other=there.pk,
                relation=words.lower(),
                note=self.note,
            )


def again(incident: Any, visible: models.QuerySet) -> list[int]:
    """The numbers of all that are the same again, this one among them, oldest first, of those in `visible`."""
    sql, params = visible.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(AGAIN.format(visible=sql), [*params, incident.pk])
        return [number for (number,) in cursor.fetchall()]
