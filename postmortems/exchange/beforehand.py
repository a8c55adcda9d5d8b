"""What a report in JSON tells of before it is brought back, and who may bring it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from incidents.people.models import User
from postmortems.archive.report import Report
from postmortems.archive.writing import words

from .converting import Unreadable
from .returning import CHANGED, frozen_in

NOT_YOURS = (
    "It is a report of Postmortems with what others published and approved in it, so an administrator brings it in. "
    "Its Markdown can be brought in by everybody who writes."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of, for somebody who decides whether it comes in."""

    title: str
    version: int
    facts: list[tuple[str, str]]
    counts: list[tuple[int, str]]
    """How many there are, and of what."""


def looks_like_one(text: str) -> bool:
    """Whether a text that has no name is a report and no write-up."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.keys() >= {"format", "reference"}


def refuse_others(by: User) -> None:
    """Raise Unreadable unless an administrator brings it: it says who published and who approved."""
    if not by.is_admin:
        raise Unreadable(NOT_YOURS)


def told(text: str) -> Told:
    """What the JSON tells of. Raises Unreadable with a sentence."""
    report = Report.of(frozen_in(text))
    counted = (
        (len(report.entries), "timeline entry", "timeline entries"),
        (len(report.actions), "action item", "action items"),
        (len(report.sections), "section", "sections"),
    )
    try:
        facts = [(label, words.one_line(value)) for label, value in words.facts(report)]
        title = words.one_line(report.title) or report.reference
        _refuse_unshowable("".join([title, *(value for _, value in facts)]))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        raise Unreadable(CHANGED) from None
    return Told(title, report.version, facts, [(n, one if n == 1 else many) for n, one, many in counted])


def _refuse_unshowable(text: str) -> None:
    """Raise ValueError for what can be written in JSON and on no page."""
    text.encode()
    if "\0" in text:
        raise ValueError("NUL")
