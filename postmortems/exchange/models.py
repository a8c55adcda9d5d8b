"""Write-ups taken in: the text as it came, and what was made of it in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.drafting.models import Part, Postmortem, Template
from postmortems.exchange.arrangement import Arrangement
from postmortems.exchange.choosing import told
from postmortems.exchange.converting import with_our_line_ends
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.laying import lay_out
from postmortems.exchange.making import Choices, action_of, clocks_of, entries_of, incident_of, take_part
from postmortems.exchange.namesakes import Catalog
from postmortems.exchange.parsing.proposal import Moment, Proposal, Question


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


class WriteUpQuerySet(models.QuerySet["WriteUp"]):
    """A text is seen by those who see the incident that came of it."""

    def visible_to(self, user: Any) -> WriteUpQuerySet:
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def of_text(self, text: str) -> WriteUpQuerySet:
        """Those with the same words, whatever the line endings and the space around them."""
        return self.filter(digest=digest(text))


def digest(text: str) -> str:
    """The fingerprint by which the same text is known again."""
    lines = (line.rstrip() for line in with_our_line_ends(text).split("\n"))
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
            incident = incident_of(proposal, choices, by=by, at=at)
            told = Catalog(by=by, at=at).at_home(proposal)
            entries = entries_of(incident, told, proposal.zone, by=by, at=at)
            incident.set_clocks(clocks_of(proposal, choices, entries), by=by, at=at)
            for person, role in choices.people:
                take_part(incident, person, role, by=by, at=at)
            for position, action in enumerate(proposal.actions, 1):
                action_of(incident, action, position, by=by, at=at)
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
