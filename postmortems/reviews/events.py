"""The events of this room in words: reviews, approvals, threads. What was said in a thread stays there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .counting import counted, joined


def _asked(data: Mapping[str, Any]) -> str:
    # Events from before the names were noted have the number alone.
    people = joined(data.get("names") or ()) or counted(len(data.get("people", ())), "person", "people")
    return f"asked {people} for a review"


EVENTS = {
    "review.asked": _asked,
    "review.unasked": "took a request for review back",
    "review.approved": "approved the draft",
    "review.changes_requested": "asked for changes to the draft",
    "thread.opened": "began a thread on the draft",
    "thread.resolved": "resolved a thread",
    "thread.reopened": "opened a thread again",
    "comment.added": "commented on the draft",
    "comment.edited": "edited a comment",
    "comment.removed": "removed a comment",
}
