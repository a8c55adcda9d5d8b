"""What a time without a date means that is earlier than the one before it: midnight, disorder, the afternoon.

Less than two hours back is disorder; from evening to night or morning is the next day; small hours after an
afternoon too; anything else is a typing error or disorder within the day. Where no time of the text says am or pm
and none is past noon, one o'clock after eleven is the afternoon. Each is a note on the entry, and an answer undoes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .proposal import Choice, Question

NEXT_DAY = "next day assumed"
DISORDER = "earlier than the entry before it"
AFTERNOON = "afternoon assumed"

DISORDER_UP_TO = timedelta(hours=2)
EVENING = 17
MORNING = 12
SMALL_HOURS = 6
FORENOON = 8
HALF = 12
"""Hours between a time in the morning and the same in the afternoon."""

SAME = Choice("same_day", "The same day, out of order")
NEXT = Choice("next_day", "The next day")


@dataclass(frozen=True, slots=True)
class Step:
    """From one time to the next: what is assumed and what a person may say instead."""

    note: str | None = None
    choices: tuple[Choice, ...] = ()
    """Empty where there is no doubt that is worth a question."""

    def answered(self, answer: str | None) -> Step:
        """What counts after the person's answer, if it was one."""
        if answer == "same_day":
            return Step(DISORDER if self.note == DISORDER else None)
        if answer == "next_day":
            return Step(NEXT_DAY)
        if answer == "afternoon" and any(choice.value == answer for choice in self.choices):
            return Step(AFTERNOON)
        return self


def step(last: time, clock: time, following: time | None, *, half: bool, twelve: bool) -> Step:
    """`half`: am or pm stands beside the time; `twelve`: no time of the text says am or pm, none is past noon."""
    if clock >= last:
        return Step()
    back = _between(clock, last)
    mistyped = _mistyped(last, clock, following) if half else ()
    if twelve and FORENOON <= last.hour <= MORNING and 1 <= clock.hour < FORENOON:
        return Step(AFTERNOON)
    if twelve and last.hour >= HALF > clock.hour and clock.replace(hour=clock.hour + HALF) >= last:
        return Step(AFTERNOON)
    if _crosses_midnight(last, clock, back):
        return Step(NEXT_DAY, (NEXT, *mistyped) if mistyped else ())
    return Step(DISORDER, (SAME, NEXT, *mistyped) if back > DISORDER_UP_TO else ())


def _mistyped(last: time, clock: time, following: time | None) -> tuple[Choice, ...]:
    """Whether pm in the place of am puts the time between its neighbours: "11:45 AM, 12:15 AM, 1:00 PM"."""
    if clock.hour >= HALF or following is None:
        return ()
    later = clock.replace(hour=clock.hour + HALF)
    fits = last <= later <= following
    return (Choice("afternoon", f"A slip, it was {later:%H:%M}"),) if fits else ()


def question(number: int, last: str, clock: str, choices: tuple[Choice, ...]) -> Question:
    return Question(
        "order",
        f"{clock} comes after {last}. Is it out of order, or the next day?"
        if SAME in choices
        else f"{clock} comes after {last}. Is it the next day?",
        choices,
        f"step:{number}",
    )


def _crosses_midnight(last: time, clock: time, back: timedelta) -> bool:
    if back <= DISORDER_UP_TO:
        return False
    if last.hour >= EVENING and clock.hour < MORNING:
        return True
    return last.hour >= MORNING and clock.hour < SMALL_HOURS


def _between(earlier: time, later: time) -> timedelta:
    any_day = date(2000, 1, 1)
    return datetime.combine(any_day, later) - datetime.combine(any_day, earlier)
