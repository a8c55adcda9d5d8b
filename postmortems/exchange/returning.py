"""A report's JSON back in: the record that it tells of, and the version word for word.

What leaves as JSON comes back as the same, in an empty place down to its numbers. Where a number is taken, or something
that the JSON does not hold is needed, docs/exchange.md says what happens.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.catalog.models import CatalogRefused
from incidents.people.models import TeamRefused, User
from incidents.timeline.models import ClockRefused, ContributingFactor, Incident, TimelineEntry
from postmortems.archive.freezing import NUMBERS, PROSE
from postmortems.archive.models import Publication, SearchDocument
from postmortems.archive.report import FORMAT, Report
from postmortems.drafting.models import Draft, Part, Postmortem, Revision, TextRefused

from .bringing import CREATED, THERE, Outcome
from .claiming import People, are_free, go_on_after, go_on_with
from .converting import Unreadable
from .making import home_zone, take_part
from .models import AlreadyTakenIn, WriteUp, digest, one_at_a_time
from .namesakes import Catalog
from .whole.harmless import harmless

#: What stands where the JSON does not say which other action or incident is meant.
CHANGED = "It is a report of Postmortems, but parts of it are missing or changed."
OTHER_TOOK_ITS_PLACE = "Another action took its place."


def frozen_in(text: str) -> dict[str, Any]:
    """What a version keeps, made harmless. Raises Unreadable with a sentence."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("It is called JSON but is none.") from None
    if not isinstance(said, dict) or "format" not in said or "reference" not in said:
        raise Unreadable("It is JSON, but no report of Postmortems.")
    if said["format"] != FORMAT:
        raise Unreadable(
            f"It is a report of format {str(said['format'])[:40]}, and this version reads format {FORMAT}."
        )
    try:
        harmless(said)
    except ValueError:
        raise Unreadable(CHANGED) from None
    return said


def take_in(
    text: str, *, visibility: str = Incident.Visibility.EVERYONE, by: User, at: dt.datetime, name: str = ""
) -> WriteUp:
    """Make what the JSON tells of, all or nothing. Raises Unreadable and AlreadyTakenIn."""
    frozen = frozen_in(text)
    with transaction.atomic():
        one_at_a_time(digest(text))
        there = WriteUp.objects.of_text(text).visible_to(by).select_related("incident").first()
        if there is not None:
            raise AlreadyTakenIn(there)
        incident = _made(frozen, visibility, by=by, at=at)
        write_up = WriteUp.objects.create(
            incident=incident, digest=digest(text), name=name[:200], source=text, by=by, at=at
        )
        Event.record("write_up.taken_in", write_up, by=by, at=at, incident=incident, name=name[:200])
    return write_up


def bring(text: str, name: str, visibility: str, *, by: User, at: dt.datetime, dry: bool = False) -> Outcome:
    """Take one report in, as one of many. Raises Unreadable. `dry` only says what would be."""
    try:
        if dry:
            frozen_in(text)
            there = WriteUp.objects.of_text(text).visible_to(by).select_related("incident").first()
            return Outcome(THERE, incident=there.incident) if there else Outcome(CREATED)
        made = take_in(text, visibility=visibility, by=by, at=at, name=name)
    except AlreadyTakenIn as refusal:
        return Outcome(THERE, incident=refusal.write_up.incident)
    return Outcome(CREATED, incident=made.incident)


def _made(frozen: dict[str, Any], visibility: str, *, by: User, at: dt.datetime) -> Incident:
    try:
        return _Returning(frozen, visibility, by=by, at=at).make()
    except (ClockRefused, CatalogRefused, TeamRefused, TextRefused) as refusal:
        raise Unreadable(str(refusal)) from refusal
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError, DatabaseError) as error:
        # Whatever was changed in it, the record says what cannot be; the cause stands behind the sentence.
        why = (str(error).splitlines() or [""])[0][:200]
        raise Unreadable(f"It is a report of Postmortems, but was changed: {why}") from error


class _Returning:
    """One report on its way in, inside a transaction."""

    def __init__(self, frozen: dict[str, Any], visibility: str, *, by: User, at: dt.datetime) -> None:
        self.frozen, self.report = frozen, Report.of(frozen)
        self.visibility, self.by, self.at = visibility, by, at
        self.people = People(by=by, at=at)
        self.catalog = Catalog(by=by, at=at)

    def make(self) -> Incident:
        self.incident = self._open()
        self._timeline()
        ContributingFactor.rewrite(self.incident, self.report.factors)
        if self.visibility == Incident.Visibility.EVERYONE:
            # Of a restricted one nobody learns by being named in it.
            for who in self.frozen["people"]:
                if (person := self.people.find(who)) is not None:
                    take_part(self.incident, person, who["role"], by=self.by, at=self.at)
        self._status()
        self._actions()
        if self.report.postmortem:
            postmortem = self._write()
            if self.report.version:
                self._publish(postmortem)
            SearchDocument.index(postmortem)
        return self.incident

    def _open(self) -> Incident:
        said, number = self.report, _number(self.report.reference)
        kept = {"pk": number} if are_free(Incident, [number]) else {}
        incident = Incident.open(
            title=said.title[:200],
            severity=self.catalog.severity(self.frozen["severity"]),
            by=self.by,
            at=self.at,
            visibility=self.visibility,
            zone=home_zone(said.zone),
            nature=said.nature,
            team=self.catalog.team(said.team),
            services=[self.catalog.service(name) for name in said.services],
            tags=[self.catalog.tag(name) for name in said.tags],
            estimates=[name for name in NUMBERS if name in said.estimates],
            **{name: getattr(said, name) for name in PROSE},
            **{name: value for name, value in said.numbers.items() if name in NUMBERS},
            **kept,
        )
        if kept:
            go_on_after(Incident, number)
        self.frozen["reference"] = incident.reference
        # Figures come as text; what is stored is what the database makes of them.
        incident.refresh_from_db()
        return incident

    def _timeline(self) -> None:
        rows = [self._entry(entry) for entry in self.report.entries]
        ids = [entry.id for entry in self.report.entries]
        if are_free(TimelineEntry, ids):
            go_on_after(TimelineEntry, max(ids))
            rows = [row | {"id": number} for row, number in zip(rows, ids, strict=True)]
        made = self.incident.record_many(rows, by=self.by, at=self.at) if rows else []
        for said, entry in zip(self.frozen["entries"], made, strict=True):
            said["id"] = entry.pk
        clocks: dict[str, Any] = dict(self.report.clocks)
        for told, row in zip(self.report.entries, made, strict=True):
            clocks |= dict.fromkeys(told.clocks, row)
        self.incident.set_clocks(clocks, by=self.by, at=self.at)

    def _entry(self, entry: Any) -> dict[str, Any]:
        plain = (
            "happened_at",
            "ended_at",
            "precision",
            "written",
            "zone",
            "text",
            "key_moment",
            "source",
            "mark",
        )
        return {name: getattr(entry, name) for name in (*plain, "author_name")} | {
            "kind": self.catalog.kind(entry),
            "evidence": [(link.label, link.url) for link in entry.evidence],
        }

    def _status(self) -> None:
        reason = self.report.closing_reason
        if reason == Incident.ClosingReason.DUPLICATE:
            # The JSON does not say of which.
            reason = Incident.ClosingReason.RESOLVED
        if self.report.status in Incident.Status.values and self.report.status != self.incident.status:
            self.incident.change_status(self.report.status, by=self.by, at=self.at, reason=reason)

    def _actions(self) -> None:
        ids = [action.id for action in self.report.actions]
        keep = are_free(ActionItem, ids)
        if keep:
            go_on_after(ActionItem, max(ids))
        for position, (said, action) in enumerate(
            zip(self.frozen["actions"], self.report.actions, strict=True), 1
        ):
            made = ActionItem.objects.create(
                incident=self.incident,
                position=position,
                proposed_by=self.by,
                created_at=self.at,
                owner=self.people.find(said["owner"]),
                team=self.catalog.team(action.team),
                **self._step(action),
                **({"id": action.id} if keep else {}),
            )
            said["id"] = made.pk
            Event.record("action.proposed", made, by=self.by, at=self.at, incident=self.incident, version=1)

    def _step(self, action: Any) -> dict[str, Any]:
        plain = ("text", "kind", "state", "owner_named", "due_on", "priority", "tracker_url", "evidence")
        fields = {name: getattr(action, name) for name in (*plain, "declined_because")}
        if action.state == ActionItem.State.DONE:
            fields["finished_at"] = self.report.at
        if action.state == ActionItem.State.SUPERSEDED:
            fields |= {"state": ActionItem.State.DECLINED, "declined_because": OTHER_TOOK_ITS_PLACE}
        return fields

    def _write(self) -> Postmortem:
        number = _number(self.report.postmortem)
        if are_free(Postmortem, [number]):
            go_on_with(Postmortem, number)
        parts = [Part(s.heading[:200], text=s.text, key=s.key, kind=s.kind) for s in self.report.sections]
        postmortem = Postmortem.draft(self.incident, by=self.by, at=self.at, sections=parts)
        self.frozen["postmortem"] = postmortem.reference
        self._credit(postmortem)
        return postmortem

    def _credit(self, postmortem: Postmortem) -> None:
        """Those who wrote it are its authors; whoever brings it in is not."""
        first, *others = [self.people.find(who) for who in self.frozen["authors"]] or [None]
        postmortem.created_by = first
        postmortem.save(update_fields=["created_by"])
        Revision.objects.filter(postmortem=postmortem).update(author=first)
        seq = Draft.locked(postmortem).seq
        for author in others:
            Revision.note(postmortem, seq=seq, by=author, at=self.at)

    def _publish(self, postmortem: Postmortem) -> None:
        for state in (Postmortem.State.IN_REVIEW, Postmortem.State.PUBLISHED):
            postmortem.move(state, by=self.by, at=self.at, note=f"Version {self.report.version}, brought in")
        Publication.take_over(
            postmortem, self.frozen, issued_by=self.people.find(self.frozen["by"]), by=self.by, at=self.at
        )


def _number(reference: str) -> int:
    digits = reference.partition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else 0
