"""How long it took by the clocks, laid beside the length that the text states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from incidents.timeline import wording

from .bounds import FROM_LAST
from .clock_set import Clocks, between
from .lasting import Lasting
from .proposal import Choice, Clock, Moment, Question, Span

LEAST = 2
"""Minutes; what is shorter is no length of an incident."""


def measure(result: Clocks, stated: Lasting | None, answers: Mapping[str, str]) -> None:
    if stated and stated.minutes >= LEAST and not stated.measure and _lacks_an_end(result):
        _use_stated(result, stated)
    if not (result.started and result.ended):
        return
    gap = between(result.started.moment, result.ended.moment)
    if gap is None:
        return
    if gap < timedelta(0) and result.started.moment.day is None:
        gap += timedelta(days=1)
    computed = round(gap.total_seconds() / 60)
    if computed < 0:
        return
    result.minutes = computed
    if stated is None or not stated.minutes or _agree(stated, computed):
        return
    if answers.get("duration") == "stated":
        _use_stated(result, stated)
    elif "duration" not in answers:
        result.questions.append(_question(result, computed))


def _lacks_an_end(result: Clocks) -> bool:
    """Nothing says when it ended, or nothing but the entry with which it began."""
    if result.ended is None:
        return result.started is not None
    began = result.started.entry if result.started else None
    return began is not None and began == result.ended.entry and FROM_LAST in result.ended.notes


def _agree(stated: Lasting, computed: int) -> bool:
    slack = max(computed, stated.minutes) * (0.2 if stated.about else 0.05)
    return abs(stated.minutes - computed) <= max(slack, 2)


def _use_stated(result: Clocks, stated: Lasting) -> None:
    if result.started is None or result.started.moment.wall is None:
        return
    start = result.started.moment
    wall = datetime.combine(start.day or date.min, start.clock or time()) + timedelta(minutes=stated.minutes)
    span = Span(stated.start, stated.end)
    note = ("from the stated duration",)
    result.ended = Clock(Moment(wall.date(), wall.time(), start.offset, start.label), span, note)
    result.minutes = round(stated.minutes)


def _question(result: Clocks, computed: int) -> Question:
    written, said = result.stated.text.strip() if result.stated else "", wording.duration(computed)
    return Question(
        "duration",
        f"The text says “{written}”, its clocks say {said}. Which is right?",
        (Choice("clocks", f"{said}, from the clocks"), Choice("stated", written)),
        "duration",
        result.stated.span if result.stated else None,
    )
