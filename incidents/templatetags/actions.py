"""What the lists of action items ask for: the steps of one, and words for rows that may be frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from incidents.actions import steps
from incidents.actions.models import ActionItem

register = template.Library()


@register.filter
def offered(action: ActionItem) -> tuple[steps.Step, ...]:
    """`{% for step in action|offered %}`: what one can do with it now."""
    return steps.offered(action)


@register.filter
def action_kind(kind: str) -> str:
    """The word of a kind, for a living row as for a frozen one."""
    return dict(ActionItem.Kind.choices).get(kind, kind)


@register.filter
def as_date(value: Any) -> dt.date | None:
    """A date that may be text, as it stands in a frozen row."""
    if not value:
        return None
    return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value


@register.filter
def is_late(action: Any, today: dt.date) -> bool:
    """Whether an open one's date has passed, living or frozen."""
    state, due = (
        (action.get("state"), action.get("due_on"))
        if isinstance(action, dict)
        else (action.state, action.due_on)
    )
    day = as_date(due)
    return state in ActionItem.OPEN and day is not None and today is not None and day < today
