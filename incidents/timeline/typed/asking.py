"""What a typed time is read against, what may be asked about it, and what was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..instants import shown
from ..wording import daydate


@dataclass(frozen=True)
class Around:
    """What stands around a time: the form's zone, the person's now, and the incident as far as it is known."""

    zone: str
    now: dt.datetime
    before: dt.datetime | None = None
    """The entry that it follows."""
    following: dt.datetime | None = None
    """The entry that it precedes."""
    start: dt.datetime | None = None
    home: str = ""
    """The incident's zone: letters that it uses mean it."""
    is_open: bool = True
    day: dt.date | None = None
    """What the form's own field for the day says; a day in the text comes before it."""

    @property
    def anchor(self) -> tuple[dt.datetime, str] | None:
        """What spans are counted from, and the words for it."""
        if self.before:
            return self.before, f"the entry at {self._said(self.before)}"
        return (self.start, f"the start at {self._said(self.start)}") if self.start else None

    def _said(self, at: dt.datetime) -> str:
        return f"{daydate(at, self.zone)}, {shown(at, self.zone)}"


@dataclass(frozen=True)
class Choice:
    """One answer to a question; `key` comes back from the page."""

    key: str
    label: str
    value: Any = None


@dataclass(frozen=True)
class Question:
    """What a time leaves open: a sentence, and what it may mean."""

    name: str
    text: str
    choices: tuple[Choice, ...]
    chosen: str = ""


@dataclass
class Reading:
    """What was understood; `open` is the question that has to be answered first."""

    at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    precision: str = "minute"
    why: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    says_precision: bool = False
    """Whether the text itself says how exactly the time is known."""

    @property
    def open(self) -> Question | None:
        return next((question for question in self.questions if not question.chosen), None)


class Open(Exception):
    """A question without an answer; the reading holds it."""


class Asking:
    """One reading under way: chooses and says why, or asks."""

    def __init__(self, around: Around, answers: Mapping[str, str]) -> None:
        self.around, self.answers, self.reading = around, answers, Reading()
        self.prefix = ""

    def ask(self, name: str, text: str, choices: list[Choice]) -> Any:
        name = f"{self.prefix}{name}"
        given = {choice.key: choice for choice in choices}
        chosen = self.answers.get(name, "")
        question = Question(name, text, tuple(choices), chosen if chosen in given else "")
        self.reading.questions.append(question)
        if not question.chosen:
            raise Open
        return given[chosen].value

    def say(self, words: str) -> None:
        self.reading.why.append(words)
