"""Timeline entries: one row for each thing that happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, models, transaction
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from incidents.audit.models import Event
from incidents.audit.versions import Conflict, Versioned
from incidents.catalog.models import Kind

from .attachment import Attachment
from .clock import RECOMPUTE, Clock, ClockRefused
from .evidence import FILE_SHOWN, Evidence, Shows


class EditConflict(Conflict):
    """Somebody else changed the entry, or the incident, first."""

    SAID = "Somebody else changed this entry while you were writing. Both versions are shown."


class EntryQuerySet(models.QuerySet["TimelineEntry"]):
    """The order of a timeline, and what is on it."""

    def standing(self) -> EntryQuerySet:
        """Entries that have not been deleted."""
        return self.filter(removed_at=None)

    def with_clocks(self) -> EntryQuerySet:
        """Each with `pointed`, the names of the clocks that point at it, in the same query."""
        names = Clock.objects.filter(entry=models.OuterRef("pk")).values("name")
        return self.annotate(pointed=ArraySubquery(names))

    def with_evidence(self) -> EntryQuerySet:
        """Each with its links, images and files as small records, to be shown, in the same query."""
        links = Evidence.objects.filter(entry=models.OuterRef("pk"))
        sent = Attachment.objects.filter(entry=models.OuterRef("pk"), removed_at=None)
        return self.annotate(
            named_links=ArraySubquery(links.values(json=JSONObject(label="label", url="url"))),
            named_files=ArraySubquery(sent.values(json=JSONObject(**{name: name for name in FILE_SHOWN}))),
        )

    def in_order(self) -> EntryQuerySet:
        """By time, ties by position; entries without a time last, in the order they were given."""
        ordered = self.order_by(models.F("happened_at").asc(nulls_last=True), "position", "id")
        return ordered.with_kinds()

    def with_kinds(self) -> EntryQuerySet:
        """Each entry with what its kind is called, how it is drawn and what it counts as; no query more."""
        kinds = Kind.objects.filter(slug=models.OuterRef("kind"))
        seen = JSONObject(name="name", shape="shape", means="means")
        return self.annotate(kind_row=models.Subquery(kinds.values_list(seen)[:1]))


@pghistory.track(exclude=["recorded_at"])
class TimelineEntry(Shows, Versioned, models.Model):
    """One thing that happened, with the time as it is known and as its author wrote it."""

    class Precision(models.TextChoices):
        MINUTE = "minute", "To the minute"
        ABOUT = "about", "About"
        DAY = "day", "The day only"
        UNKNOWN = "unknown", "No time known"

    class Source(models.TextChoices):
        PERSON = "person", "A person"
        IMPORT = "import", "A write-up"
        ALERT = "alert", "An alert"
        CHAT = "chat", "A chat"

    CONFLICT = EditConflict
    #: The fields that `revise` may change.
    EDITABLE = (
        "happened_at",
        "ended_at",
        "precision",
        "written",
        "zone",
        "text",
        "kind",
        "key_moment",
        "position",
        "mark",
    )

    incident = models.ForeignKey("incidents.Incident", on_delete=models.CASCADE, related_name="entries")
    happened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.MINUTE)
    written = models.CharField(max_length=120, blank=True, help_text="The time in its author's words.")
    zone = models.CharField(max_length=60, blank=True, help_text="The zone that the author wrote it in.")
    text = models.TextField()
    kind = models.CharField(max_length=40, default="other", help_text="The slug of a kind of the catalog.")
    source = models.CharField(max_length=8, choices=Source, default=Source.PERSON)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=120, blank=True, help_text="An author who has no account here.")
    key_moment = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0, help_text="The order among entries of one instant.")
    mark = models.CharField(max_length=200, blank=True, help_text="What an import was not sure of.")
    quote = models.TextField(blank=True, help_text="The words as they were said, kept beside an edited text.")
    origin = models.CharField(max_length=200, blank=True, help_text="By which its source is known again.")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "timeline entries"
        indexes = [models.Index(fields=["incident", "happened_at", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("happened_at")),
                name="entry_ends_after_it_begins",
                violation_error_message="The end cannot be before the beginning.",
            ),
            models.CheckConstraint(
                condition=models.Q(precision="unknown", happened_at=None)
                | (~models.Q(precision="unknown") & models.Q(happened_at__isnull=False)),
                name="entry_time_or_unknown",
                violation_error_message="Give a time, or say that no time is known.",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="entry_has_text"),
            # A message becomes one entry of an incident, however often its export is brought in.
            models.UniqueConstraint(
                fields=["incident", "origin"], condition=~models.Q(origin=""), name="entry_once_per_origin"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="incident_follows_entry",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("happened_at", "removed_at"),
                func=RECOMPUTE.format(target="NEW.incident_id"),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @cached_property
    def _kind(self) -> dict[str, str]:
        known = getattr(self, "kind_row", None)
        return known or Kind.objects.values("name", "shape", "means").get(slug=self.kind)

    @property
    def kind_name(self) -> str:
        """What its kind is called today."""
        return self._kind["name"]

    @property
    def shape(self) -> str:
        """How its kind is drawn: the name of a shape in `shapes`."""
        return self._kind["shape"]

    @property
    def counts_as(self) -> str:
        """Which of the ten built-in roles its kind has, where the product itself asks."""
        return self._kind["means"]

    def revise(self, *, version: int, by: Any, at: dt.datetime, **changes: Any) -> TimelineEntry:
        """Change some of EDITABLE (and `evidence`, `attachments`), based on `version`, the one that was seen.

        Raises EditConflict when somebody else saved in between, ClockRefused when a clock that points
        here would make a duration negative, EvidenceRefused. Nothing is stored in any of these cases.
        """
        unknown = set(changes) - {*self.EDITABLE, "evidence", "attachments"}
        if unknown:
            raise TypeError(f"not editable: {sorted(unknown)}")
        return self._change("entry.revised", version=version, by=by, at=at, **changes)

    def remove(self, *, by: Any, at: dt.datetime, version: int | None = None) -> TimelineEntry:
        """Take the entry off the timeline; `restore` brings it back. Clocks that point here fall silent.

        With the `version` that the person saw it raises EditConflict where somebody has changed it since.
        """
        return self._change("entry.removed", version=version, by=by, at=at, removed_at=at)

    def restore(self, *, by: Any, at: dt.datetime, **changes: Any) -> TimelineEntry:
        """Undo `remove`, with `changes` to it; clocks that pointed here point here again."""
        return self._change("entry.restored", by=by, at=at, removed_at=None, **changes)

    def move(self, step: int, *, by: Any, at: dt.datetime) -> TimelineEntry:
        """Change places with the neighbour before (-1) or after (1) that has the same time, or none too.

        At the end of such a group nothing happens.
        """
        with transaction.atomic():
            group = self._peers()
            place = next(n for n, entry in enumerate(group) if entry.pk == self.pk)
            if not 0 <= place + step < len(group):
                return group[place]
            group.insert(place + step, group.pop(place))
            self._number(group)
            Event.record("entry.moved", self, by=by, at=at, incident=self.incident, step=step)
        return next(entry for entry in group if entry.pk == self.pk)

    def why_it_stays(self, step: int) -> str:
        """Why `move` would change nothing, as a sentence; empty where it would."""
        group = list(self.peers().values_list("pk", flat=True))
        if 0 <= group.index(self.pk) + step < len(group):
            return ""
        same = "no time" if self.happened_at is None else "this time"
        if len(group) == 1:
            rule = "Entries stand in the order of their times"
            return f"{rule}, and no other has {same}. To move this one, change its time."
        return f"It is the {'first' if step < 0 else 'last'} entry with {same} already."

    def stand_after(self, other: TimelineEntry) -> None:
        """Follow `other` directly, where both have the same time. Part of recording; tells nobody."""
        group = self._peers()
        ids = [entry.pk for entry in group]
        if other.pk in ids:
            me = group.pop(ids.index(self.pk))
            group.insert(next(n for n, e in enumerate(group) if e.pk == other.pk) + 1, me)
            self._number(group)

    def peers(self) -> EntryQuerySet:
        """Entries of this one's time, it among them, in order: those that it can change places with."""
        same = TimelineEntry.objects.filter(incident_id=self.incident_id, happened_at=self.happened_at)
        return same.standing().in_order()

    def _peers(self) -> list[TimelineEntry]:
        """The same, locked, so that two people moving at once take turns."""
        return list(self.peers().select_for_update())

    @staticmethod
    def _number(group: list[TimelineEntry]) -> None:
        first = min(entry.position for entry in group)
        for position, entry in enumerate(group, first):
            if entry.position != position:
                entry.position = position
                entry.save(update_fields=["position"])

    def _change(
        self,
        verb: str,
        *,
        by: Any,
        at: dt.datetime,
        version: int | None = None,
        evidence: Iterable[tuple[str, str]] | None = None,
        attachments: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> TimelineEntry:
        try:
            with transaction.atomic():
                entry = self.held(version)
                changed = entry.put(changes)
                if evidence is not None:
                    changed |= entry.show(evidence)
                if attachments is not None:
                    changed |= entry.enclose(attachments, by=by, at=at)
                Event.record(
                    verb,
                    entry,
                    by=by,
                    at=at,
                    incident=entry.incident,
                    changed=changed,
                    version=entry.version,
                )
        except IntegrityError as error:
            refusal = ClockRefused.from_database(error)
            if refusal is None:
                raise
            raise refusal from error
        return entry
