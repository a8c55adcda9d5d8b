"""Write-ups taken in: the text as it came, and what was made of it in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import connection, models, transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.catalog.models import Service, Severity
from incidents.people.models import User
from incidents.timeline.models import Incident, Involvement, InvolvementRefused, TimelineEntry
from postmortems.drafting.models import Part, Postmortem, Template
from postmortems.exchange.action_kinds import action_kind
from postmortems.exchange.arrangement import Arrangement
from postmortems.exchange.choosing import FROM_TEXT, told
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.laying import lay_out
from postmortems.exchange.namesakes import Catalog
from postmortems.exchange.parsing.proposal import Entry, Moment, Proposal, Question

#: What the parser calls more exactly than the timeline does.
PRECISIONS = {"second": TimelineEntry.Precision.MINUTE}


class AlreadyTakenIn(Exception):
    """The same text is here. `write_up` leads to the incident that was made from it."""

    def __init__(self, write_up: WriteUp) -> None:
        super().__init__(f"This text has been brought in already, as {write_up.incident.reference}.")
        self.write_up = write_up


class OpenQuestion(Exception):
    """The text leaves something open that a record needs. `key` is the question's."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided on the preview, beside the answers that the reading itself has used."""

    title: str
    severity: Severity
    services: Iterable[Service] = ()
    visibility: str = Incident.Visibility.EVERYONE
    clocks: Mapping[str, int | str | dt.datetime] = field(default_factory=dict)
    """Clock → the position of an entry in the proposal, FROM_TEXT, or an instant of its own."""
    people: Iterable[tuple[User, str]] = ()
    """People of the text who have an account, with their roles."""
    template: Template | None = None
    """By which the draft is laid out; None for the text's own sections in their order."""
    answered: frozenset[str] = frozenset()
    """Keys of the questions that the person has answered; some the reader goes on asking all the same."""


class WriteUpQuerySet(models.QuerySet["WriteUp"]):
    """A text is seen by those who see the incident that came of it."""

    def visible_to(self, user: Any) -> WriteUpQuerySet:
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def of_text(self, text: str) -> WriteUpQuerySet:
        """Those with the same words, whatever the line endings and the space around them."""
        return self.filter(digest=digest(text))


def digest(text: str) -> str:
    """The fingerprint by which the same text is known again."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()


class WriteUp(models.Model):
    """One text that was brought in, whole, so that nothing of it can be lost by how it was read."""

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="write_up")
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200, blank=True, help_text="The file's name, when it was one.")
    source = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WriteUpQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or f"the text of {self.incident}"

    @classmethod
    def take_in(
        cls,
        text: str,
        proposal: Proposal,
        choices: Choices,
        *,
        by: User,
        at: dt.datetime,
        name: str = "",
        said: Arrangement | None = None,
    ) -> WriteUp:
        """Make incident, timeline, clocks, actions and draft of `proposal`, all or nothing.

        `said` is what a person rearranged in it.

        Raises AlreadyTakenIn, OpenQuestion when times have no zone or no date, and ClockRefused when the
        clocks as chosen would make a duration negative.
        """
        refuse_open_questions(proposal, choices.answered)
        with transaction.atomic():
            one_at_a_time(digest(text))
            # Only what this person may see counts, or the answer would tell of a restricted incident.
            there = cls.objects.of_text(text).visible_to(by).select_related("incident").first()
            if there is not None:
                raise AlreadyTakenIn(there)
            incident = _incident(proposal, choices, by=by, at=at)
            entries = [
                _entry(incident, entry, position, proposal.zone, by=by, at=at)
                for position, entry in enumerate(Catalog(by=by, at=at).at_home(proposal), 1)
            ]
            incident.set_clocks(_clocks(proposal, choices, entries), by=by, at=at)
            for person, role in choices.people:
                take_part(incident, person, role, by=by, at=at)
            for action in proposal.actions:
                _action(incident, action, by=by, at=at)
            parts = _parts(fold(text, proposal, said), choices.template, said.placed if said else {})
            Postmortem.draft(incident, by=by, at=at, template=choices.template, sections=parts)
            write_up = cls.objects.create(
                incident=incident, digest=digest(text), name=name[:200], source=text, by=by, at=at
            )
            Event.record("write_up.taken_in", write_up, by=by, at=at, incident=incident, name=name[:200])
        return write_up


def _parts(folded: list[Folded], template: Template | None, placed: Mapping[int, str]) -> list[Part]:
    asked = {part.key: part for part in template.parts()} if template else {}
    return [
        asked[one.asked.key]._replace(text=one.text)
        if one.asked
        else Part(one.heading, text=one.text, kind=one.kind)
        for one in lay_out(folded, list(asked.values()), placed)
    ]


#: What must be answered before a time may be stored, and what to say while it is not.
NEEDED = {
    "date": "Say on which day it happened; the text does not.",
    "year": "Say in which year it happened; the text does not.",
    "order": "Say whether the day or the month comes first in the dates of the text.",
    "zone": "Say which zone the times are in; the text does not, or could mean several.",
}


def refuse_open_questions(proposal: Proposal, answered: frozenset[str]) -> None:
    """Raise OpenQuestion for the first thing without which a time on the record would be a guess."""
    moments = [entry.at for entry in proposal.timeline if entry.at is not None]
    moments += [clock.moment for clock in told(proposal).values()]
    for question in proposal.questions:
        key = question.key or question.about
        if question.about in NEEDED and key not in answered and _rests(question, moments):
            own = ":" in key or key == "half"
            raise OpenQuestion(key, question.text if own else NEEDED[question.about])


def _rests(question: Question, moments: list[Moment]) -> bool:
    """Whether a time rests on the answer. One that a person has corrected may no longer do so."""
    if question.choices:
        return bool(moments)
    if question.about == "zone":
        return any(moment.clock is not None and moment.offset is None for moment in moments)
    return any(moment.day is None for moment in moments)


def one_at_a_time(key: str) -> None:
    # A lock on the text itself closes the race between two people, or two clicks, bringing the same one.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


@lru_cache(maxsize=256)
def home_zone(zone: str | None) -> str:
    """The IANA name for a proposal's zone: itself, Etc/GMT±n for whole hours, else UTC."""
    if not zone:
        return "UTC"
    # It walks over every file of the zone database, and is asked for each entry.
    if zone in available_timezones():
        return zone
    sign, hours, minutes = zone[3:4], zone[4:6], zone[7:9]
    if zone.startswith("UTC") and sign in "+-" and hours.isdigit() and minutes == "00":
        # The names of that family count the other way round.
        return f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}"
    return "UTC"


def _incident(proposal: Proposal, choices: Choices, *, by: User, at: dt.datetime) -> Incident:
    incident = Incident.open(
        title=choices.title,
        severity=choices.severity,
        by=by,
        at=at,
        services=choices.services,
        visibility=choices.visibility,
        zone=home_zone(proposal.zone),
        nature=proposal.nature if proposal.nature in Incident.Nature.values else Incident.Nature.REAL,
        impact=proposal.impact.text if proposal.impact else "",
        root_cause=proposal.root_cause.text if proposal.root_cause else "",
    )
    incident.change_status(Incident.Status.RESOLVED, by=by, at=at)
    return incident


def instant(moment: Moment | None, zone: str | None) -> dt.datetime | None:
    """The moment in UTC; a bare day begins at midnight in `zone`; None while something is missing."""
    if moment is None or moment.instant is not None:
        return moment.instant if moment else None
    if moment.day is not None and moment.clock is None:
        return dt.datetime.combine(moment.day, dt.time(), ZoneInfo(home_zone(zone))).astimezone(dt.UTC)
    return None


def _entry(
    incident: Incident, entry: Entry, position: int, zone: str | None, *, by: User, at: dt.datetime
) -> TimelineEntry:
    happened_at, ended_at = instant(entry.at, zone), instant(entry.end, zone)
    # Notes such as an assumed next day were seen and could be undone before; what stays open is marked.
    marks = []
    if happened_at is None:
        marks.append("no time could be read")
    if ended_at is not None and (happened_at is None or ended_at < happened_at):
        ended_at = None
        marks.append(f"the end could not be placed: {entry.written}")
    return incident.record(
        text=entry.text.strip() or entry.written,
        by=by,
        at=at,
        happened_at=happened_at,
        ended_at=ended_at,
        precision=PRECISIONS.get(entry.precision, entry.precision),
        written=entry.written[:120],
        zone=home_zone(zone),
        kind=entry.kind,
        source=TimelineEntry.Source.IMPORT,
        position=position,
        mark="; ".join(marks)[:200],
    )


def take_part(incident: Incident, person: User, role: str, *, by: User, at: dt.datetime) -> None:
    try:
        Involvement.take(incident, person, role, by=by, at=at)
    except InvolvementRefused:
        # The text names two commanders; a record has one.
        Involvement.take(incident, person, Involvement.Role.RESPONDER, by=by, at=at)


def _clocks(
    proposal: Proposal, choices: Choices, entries: list[TimelineEntry]
) -> dict[str, TimelineEntry | dt.datetime | None]:
    clocks: dict[str, TimelineEntry | dt.datetime | None] = {}
    for name, choice in choices.clocks.items():
        clock = told(proposal).get(name)
        if isinstance(choice, dt.datetime):
            clocks[name] = choice
        elif choice == FROM_TEXT:
            clocks[name] = instant(clock.moment, proposal.zone) if clock else None
        elif isinstance(choice, int) and choice < len(entries) and entries[choice].happened_at:
            clocks[name] = entries[choice]
    return clocks


def _action(incident: Incident, action: Any, *, by: User, at: dt.datetime) -> None:
    tracker = action.tracker or ""
    try:
        due_on = dt.date.fromisoformat(action.due) if action.due else None
    except ValueError:
        due_on = None
    ActionItem.propose(
        incident,
        text=action.text.strip(),
        by=by,
        at=at,
        kind=action.kind if action.kind in ActionItem.Kind.values else action_kind(action.text),
        due_on=due_on,
        tracker_url=tracker if tracker.startswith(("https://", "http://")) else "",
        owner_named=(action.owner or "")[:120],
        said_done=action.state == "done",
    )
