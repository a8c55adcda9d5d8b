"""What an alert does to incidents: opens one, adds entries, sets clocks, resolves what it opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from incidents.alerts.readers import Reading
from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import ClockRefused, Incident, TimelineEntry

KNOWN = "Known already; counted."
OPEN = (Incident.Status.OPEN, Incident.Status.MITIGATED)
KINDS = {"firing": "detection", "acknowledged": "action", "resolved": "recovery", "note": "other"}
BEGINNINGS = {"acknowledged": "Acknowledged: ", "resolved": "Over: "}
AUTHOR = 120


class Telling:
    """Mixed into Alert. Everything here runs while the alert's row is locked."""

    pk: Any
    source: Any
    source_id: Any
    moments: Any
    incident: Incident | None
    incident_id: Any
    state: str
    title: str
    url: str
    group: str
    key: str
    severity_word: str
    service_word: str
    starts_at: dt.datetime | None
    changed_at: dt.datetime
    opened: bool
    aside_at: dt.datetime | None
    aside_by: Any
    save: Any

    def tell(self, reading: Reading, *, delivery: Any, at: dt.datetime) -> str:
        """Put something new on record; gives the outcome as a sentence."""
        moment, made = self.moments.get_or_create(
            state=reading.state,
            at=reading.at or at,
            mark=reading.mark,
            defaults={"delivery": delivery, "text": reading.text},
        )
        if not made:
            return KNOWN
        # What comes late does not undo what came after it.
        late = moment.at < self.changed_at and self.state != "note" and reading.state != "note"
        again = reading.state == "firing" and self.state != "note"
        if not late:
            self._become(reading, moment)
        outcome = self._place(moment, again=again, late=late, at=at)
        self.save()
        return outcome

    def _become(self, reading: Reading, moment: Any) -> None:
        if reading.state == "firing":
            self.title, self.starts_at = reading.title, reading.starts_at or moment.at
            self.aside_at = self.aside_by = None
        if reading.state != "note":
            self.state, self.changed_at = reading.state, moment.at
        self.severity_word = reading.severity or self.severity_word
        self.service_word = reading.service or self.service_word
        self.url, self.group = reading.url or self.url, reading.group or self.group

    def _place(self, moment: Any, *, again: bool, late: bool, at: dt.datetime) -> str:
        """On the open incident, on a new one, or on the list of what waits for a person."""
        incident = self._standing()
        if incident is None and moment.state == "firing" and not late:
            if self.source.mode == self.source.Mode.KEEP:
                self.incident, self.opened = None, False
                subject: Any = self
                Event.record("alert.kept", subject, by=None, at=at)
                return "Kept for a person to look at."
            self._open(by=None, at=at)
            self._put_on_record(moment, at=at)
            return f"Opened {self.incident.reference}."  # type: ignore[union-attr]
        if self.incident is None:
            return "Kept; there is no incident that it belongs to."
        return self._put_on_record(moment, again=again, late=late, at=at) + (" It came late." if late else "")

    def _standing(self) -> Incident | None:
        """The open incident of this alert or of its group, locked; None where there is none."""
        if self._in_group:
            # Alerts of one group have rows of their own, so the group itself is what they wait for.
            with connection.cursor() as cursor:
                name = f"alerts {self.source_id} {self.group}"
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        mine = {"pk": self.incident_id}
        if self._in_group:
            mine = {"alerts__source": self.source_id, "alerts__group": self.group}
        found = (
            Incident.objects.filter(**mine, status__in=OPEN).order_by("-pk").values_list("pk", flat=True)[:1]
        )
        incident = Incident.objects.filter(pk__in=list(found)).select_for_update(of=("self",)).first()
        if incident is None or incident.status not in OPEN:
            return None
        if self.incident_id != incident.pk:
            self.incident, self.opened = incident, False
        return incident

    @property
    def _in_group(self) -> bool:
        return self.source.bundle == self.source.Bundle.GROUP and bool(self.group)

    def _open(self, *, by: User | None, at: dt.datetime) -> None:
        source = self.source
        service = source.service_for(self.service_word)
        self.incident = Incident.open(
            title=self.title,
            severity=source.severity_for(self.severity_word),
            by=by,
            at=at,
            team=source.team or (service.team if service else None),
            services=[service] if service else [],
            visibility=source.visibility,
            readers=list(source.readers.all()),
            detected_by=f"Alert of {source}",
        )
        self.opened = by is None

    def _put_on_record(self, moment: Any, *, at: dt.datetime, again: bool = False, late: bool = False) -> str:
        """Add the entry, then let it move what it may; a refused clock leaves the entry standing."""
        incident = Incident.objects.select_for_update(of=("self",)).get(pk=self.incident_id)
        self.incident = incident
        moment.incident, moment.entry = incident, self._entry(incident, moment, again=again, at=at)
        moment.save(update_fields=["incident", "entry"])
        said = [f"Added an entry to {incident.reference}."]
        try:
            if moment.state == "firing":
                self._begin(incident, moment, at=at)
            elif moment.state == "acknowledged" and incident.acknowledged_at is None:
                incident.set_clocks({"acknowledged": moment.entry}, by=None, at=at)
            elif moment.state == "resolved" and not late:
                said.append(self._end(incident, at=at))
                if incident.status == Incident.Status.RESOLVED and incident.resolved_at is None:
                    incident.set_clocks({"resolved": moment.entry}, by=None, at=at)
        except ClockRefused as refused:
            said.append(f"The clock was left as it is: {refused}")
        return " ".join(filter(None, said))

    def _entry(self, incident: Incident, moment: Any, *, again: bool, at: dt.datetime) -> TimelineEntry:
        begins = "Firing again: " if again else BEGINNINGS.get(moment.state, "")
        text = f"{begins}{self.title}" + (f"\n\n{moment.text}" if moment.text else "")
        if moment.state == "note" and moment.text:
            text = moment.text
        return incident.record(
            text=text,
            by=None,
            at=at,
            happened_at=moment.at,
            kind=KINDS[moment.state],
            source=TimelineEntry.Source.ALERT,
            author_name=str(self.source)[:AUTHOR],
            zone="UTC",
            evidence=[(self.source.get_vendor_display(), self.url)] if self.url else (),
        )

    def _begin(self, incident: Incident, moment: Any, *, at: dt.datetime) -> None:
        """The first firing is how it was detected; it started when the tool says so."""
        if incident.detected_at is not None:
            return
        clocks: dict[str, TimelineEntry | dt.datetime | None] = {"detected": moment.entry}
        if incident.started_at is None:
            earlier = self.starts_at is not None and self.starts_at < moment.at
            clocks["started"] = self.starts_at if earlier else moment.entry
        incident.set_clocks(clocks, by=None, at=at)

    def _end(self, incident: Any, *, at: dt.datetime) -> str:
        """Resolve what this source opened, where it is to, once none of its alerts goes on."""
        opened = self.opened or incident.alerts.filter(source=self.source_id, opened=True).exists()
        if self.source.when_over != self.source.WhenOver.RESOLVE or not opened:
            return ""
        if incident.alerts.exclude(pk=self.pk).filter(state__in=("firing", "acknowledged")).exists():
            return "Other alerts of it go on."
        if incident.status != Incident.Status.OPEN or self._moved_by_a_person(incident):
            return "Its status was left as a person has set it."
        incident.change_status(Incident.Status.RESOLVED, by=None, at=at)
        return f"{incident.reference} is resolved."

    @staticmethod
    def _moved_by_a_person(incident: Incident) -> bool:
        moved = Event.objects.filter(incident=incident, verb="incident.status_changed", by__isnull=False)
        return moved.exists()
