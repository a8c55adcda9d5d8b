"""The first two lines of the start page. Text in, text out; no Django."""

from __future__ import annotations

from postmortems.reviews.counting import counted, number, opening


def greeting(hour: int, name: str) -> str:
    """ "Good afternoon, Amara" at that hour of the person's own day."""
    if 5 <= hour < 12:
        part = "morning"
    elif 12 <= hour < 18:
        part = "afternoon"
    else:
        part = "evening"
    first = name.split()[0] if name.split() else ""
    return f"Good {part}, {first}" if first else f"Good {part}"


def lead(*, reviews: int, overdue: int, actions: int) -> str:
    """What waits for the person, in one or two sentences."""
    said = []
    if reviews:
        said.append(f"{opening(counted(reviews, 'report'))} {_is(reviews)} waiting for your review.")
    if overdue:
        said.append(f"{opening(number(overdue))} of your actions {_is(overdue)} overdue.")
    elif actions:
        said.append(f"{opening(counted(actions, 'action'))} of yours {_is(actions)} open, none overdue.")
    return " ".join(said) or "Nothing is waiting for you."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
