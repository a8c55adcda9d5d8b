"""What fills an incident's timeline: entries, and the clocks that point at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from incidents.audit.models import Event
from incidents.people.models import User

from .clock import Clock, ClockRefused
from .entry import TimelineEntry
from .evidence import Evidence


class Record:
    """Mixed into Incident: the verbs of its timeline."""

    pk: Any
    entries: Any
    clocks: Any
    instants: Any
    objects: Any
    refresh_from_db: Any

    def record(
        self,
        *,
        text: str,
        by: User | None,
        at: dt.datetime,
        evidence: Iterable[tuple[str, str]] = (),
        attachments: Mapping[str, str] | None = None,
        after: TimelineEntry | None = None,
        **fields: Any,
    ) -> TimelineEntry:
        """Put an entry on the timeline. `fields` are those of TimelineEntry; `at` is when it was recorded.

        `evidence` are labels and addresses; `attachments` are what `by` sent for it, as in `enclose`; `after`
        is the entry that it follows where both have one time.
        """
        if "position" not in fields:
            last = self.entries.aggregate(last=models.Max("position"))["last"]
            fields["position"] = (last or 0) + 1
        if fields.get("happened_at") is None:
            fields["precision"] = TimelineEntry.Precision.UNKNOWN
        with transaction.atomic():
            entry = self.entries.create(text=text, author=by, recorded_at=at, **fields)
            entry.show(evidence)
            if attachments:
                entry.enclose(attachments, by=by, at=at)
            if after is not None:
                entry.stand_after(after)
            Event.record("entry.recorded", entry, by=by, at=at, incident=self, version=entry.version)
        return entry

    def record_many(
        self, rows: Iterable[Mapping[str, Any]], *, by: User | None, at: dt.datetime
    ) -> list[TimelineEntry]:
        """Put several entries on the timeline, in the order given: a fixed number of queries, one event.

        Each row has the fields of TimelineEntry, and `evidence` as for `record`; `author` is whom it says.
        """
        with transaction.atomic():
            last = self.entries.aggregate(last=models.Max("position"))["last"] or 0
            shown, made = [], []
            for position, row in enumerate(rows, last + 1):
                fields = dict(row)
                shown.append(fields.pop("evidence", ()))
                if fields.get("happened_at") is None:
                    fields["precision"] = TimelineEntry.Precision.UNKNOWN
                made.append(TimelineEntry(incident_id=self.pk, position=position, recorded_at=at, **fields))
            made = TimelineEntry.objects.bulk_create(made)
            Evidence.objects.bulk_create(
                Evidence(entry=entry, label=label, url=url)
                for entry, links in zip(made, shown, strict=True)
                for label, url in links
            )
            self._tell("entries.recorded", [entry.pk for entry in made], by=by, at=at)
        return made

    def remove_many(self, entries: Iterable[int], *, by: User | None, at: dt.datetime) -> int:
        """Take those of these entries that stand off the timeline; how many that were."""
        return self._remove_or_restore("entries.removed", entries, by=by, at=at, removed_at=at)

    def restore_many(self, entries: Iterable[int], *, by: User | None, at: dt.datetime) -> int:
        """Bring those of these entries back that were removed; how many that were. Raises ClockRefused."""
        try:
            with transaction.atomic():
                return self._remove_or_restore("entries.restored", entries, by=by, at=at, removed_at=None)
        except IntegrityError as error:
            refusal = ClockRefused.from_database(error)
            if refusal is None:
                raise
            raise refusal from error

    def _remove_or_restore(
        self,
        verb: str,
        entries: Iterable[int],
        *,
        by: User | None,
        at: dt.datetime,
        removed_at: dt.datetime | None,
    ) -> int:
        with transaction.atomic():
            found = self.entries.filter(pk__in=list(entries), removed_at__isnull=removed_at is not None)
            # The row locks let one of two people at once do it; the other finds nothing left to do.
            changed = list(found.order_by("pk").select_for_update().values_list("pk", flat=True))
            if changed:
                self.entries.filter(pk__in=changed).update(
                    removed_at=removed_at, version=models.F("version") + 1
                )
                self._tell(verb, changed, by=by, at=at)
        return len(changed)

    def _tell(self, verb: str, entries: list[int], *, by: User | None, at: dt.datetime) -> None:
        subject: Any = self
        Event.record(verb, subject, by=by, at=at, incident=self, entries=entries)

    def set_clocks(
        self, clocks: dict[str, TimelineEntry | dt.datetime | None], *, by: User | None, at: dt.datetime
    ) -> None:
        """Point clocks at entries, give them times of their own, or (None) take them away.

        Clocks that are not named stay. Raises ClockRefused with a sentence, storing nothing, when a
        duration would be negative.
        """
        try:
            with transaction.atomic():
                # Serialises two people setting clocks of one incident.
                type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
                before = dict(self.clocks.filter(name__in=clocks).values_list("name", "entry_id"))
                # All go before any comes, so that moving two at once passes through no refused state.
                self.clocks.filter(name__in=clocks).delete()
                told = [(name, clocks.get(name)) for name in Clock.Name.values]
                Clock.objects.bulk_create(
                    Clock(incident_id=self.pk, name=name, entry=value)
                    if isinstance(value, TimelineEntry)
                    else Clock(incident_id=self.pk, name=name, own_at=value)
                    for name, value in told
                    if value is not None
                )
                self.refresh_from_db(fields=[f"{name}_at" for name in Clock.Name.values])
                said = {k: v.isoformat() if v else None for k, v in self.instants.items() if k in clocks}
                after = {k: v.pk if isinstance(v, TimelineEntry) else None for k, v in clocks.items()}
                moved = {k: [before.get(k), after[k]] for k in clocks if before.get(k) != after[k]}
                subject: Any = self
                Event.record(
                    "incident.clocks_set", subject, by=by, at=at, incident=self, clocks=said, pointed=moved
                )
        except IntegrityError as error:
            refusal = ClockRefused.from_database(error)
            if refusal is None:
                raise
            self.refresh_from_db()
            raise refusal from error
