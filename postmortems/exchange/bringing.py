"""Many write-ups at once: each is created when its text leaves nothing open, and never by a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath

from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline.models import ClockRefused, Incident
from postmortems.exchange.choosing import guessed_clocks, title_of
from postmortems.exchange.converting import Unreadable
from postmortems.exchange.making import Choices
from postmortems.exchange.models import AlreadyTakenIn, OpenQuestion, WriteUp, refuse_open_questions
from postmortems.exchange.most import too_much
from postmortems.exchange.parsing import Proposal, read

CREATED, THERE, ASKED = "created", "already there", "needs an answer"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was said once for all of them."""

    severity: Severity | None = None
    """For a text that names none."""
    visibility: str = Incident.Visibility.EVERYONE
    day: dt.date | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    state: str
    why: str = ""
    """What has to be answered, as a sentence."""
    incident: Incident | None = None


def bring(text: str, name: str, terms: Terms, *, by: User, at: dt.datetime, dry: bool = False) -> Outcome:
    """Take one text in. Again with the same text it is already there. `dry` only says what would be.

    Raises Unreadable for one that tells of too much.
    """
    there = WriteUp.objects.of_text(text).visible_to(by).select_related("incident").first()
    if there is not None:
        return Outcome(THERE, incident=there.incident)
    proposal = read(text, date=terms.day, zone=terms.zone)
    if sentence := too_much(proposal):
        raise Unreadable(sentence)
    severity = severity_in(proposal, list(Severity.objects.all())) or terms.severity
    if severity is None:
        return Outcome(ASKED, "Say how severe it was; the text does not.")
    title = title_of(proposal) or " ".join(PurePath(name).stem.replace("_", " ").replace("-", " ").split())
    choices = Choices(
        title=title[:200] or "Untitled",
        severity=severity,
        visibility=terms.visibility,
        clocks=guessed_clocks(proposal),
    )
    try:
        if dry:
            refuse_open_questions(proposal, frozenset())
            return Outcome(CREATED)
        made = WriteUp.take_in(text, proposal, choices, by=by, at=at, name=name)
    except (OpenQuestion, ClockRefused) as refusal:
        return Outcome(ASKED, str(refusal))
    except AlreadyTakenIn as refusal:
        return Outcome(THERE, incident=refusal.write_up.incident)
    return Outcome(CREATED, incident=made.incident)


def severity_in(proposal: Proposal, known: list[Severity]) -> Severity | None:
    """The severity whose name the text gives, if it does; never a guess."""
    words = proposal.severity.text.casefold().replace(" ", "").replace("-", "") if proposal.severity else ""
    for severity in known:
        if words and words.startswith(severity.name.casefold().replace("-", "").replace(" ", "")):
            return severity
    return None
