"""What has happened in the reviews of a postmortem, as rows of one list, the latest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from incidents.people.models import User
from postmortems.drafting.models import Change

from .models import Approval, ReviewRequest
from .standing import Standing


@dataclass(frozen=True)
class Step:
    """One row: when, who, and what of; `kind` is asked, unasked, answered or moved.

    A current answer also says whether it is `fresh`, and what changed since where it is not.
    """

    at: dt.datetime
    by: User | None
    kind: str
    row: Any
    fresh: bool = False
    changes: list[Change] = field(default_factory=list)


def happened(standing: Standing) -> list[Step]:
    """Every request, answer and transition, in three queries."""
    postmortem = standing.postmortem
    steps: list[Step] = []
    for request in ReviewRequest.objects.filter(postmortem=postmortem).select_related(
        "person", "asked_by", "withdrawn_by"
    ):
        steps.append(Step(request.at, request.asked_by, "asked", request))
        if request.withdrawn_at:
            steps.append(Step(request.withdrawn_at, request.withdrawn_by, "unasked", request))
    for approval in Approval.objects.filter(postmortem=postmortem).select_related("by", "revision"):
        changes = [] if approval.replaced_at else standing.changes_since(approval.fingerprint)
        fresh = not approval.replaced_at and not changes
        steps.append(Step(approval.at, approval.by, "answered", approval, fresh, changes))
    for transition in postmortem.transitions.select_related("by"):
        steps.append(Step(transition.at, transition.by, "moved", transition))
    return sorted(steps, key=lambda step: (step.at, step.kind != "moved"), reverse=True)
