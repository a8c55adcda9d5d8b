"""What one can do with an action item, state by state, in the words of the buttons. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One thing to do: its name in addresses, the verb of the model, and its words."""

    name: str
    verb: str
    label: str
    title: str
    button: str
    lead: str = ""


ACCEPT = Step("accept", "accept", "Accept…", "Accept this action", "Accept", "It gets one owner and a date.")
START = Step("start", "start", "Start", "Start on this action", "Start")
DONE = Step("done", "finish", "Done…", "Say that it is done", "It is done", "Show it with a note or a link.")
EDIT = Step("edit", "revise", "Edit…", "Change this action", "Save")
DECLINE = Step(
    "decline",
    "decline",
    "Decline…",
    "Decline this action",
    "Decline",
    "The reason stays with it, for everybody.",
)
SUPERSEDE = Step(
    "supersede",
    "supersede",
    "Leave to another…",
    "Leave it to another action",
    "Leave it to that one",
    "This one ends; the other takes its place.",
)
REOPEN = Step("reopen", "reopen", "Open again…", "Open this action again", "Open it again")

ALL = {step.name: step for step in (ACCEPT, START, DONE, EDIT, DECLINE, SUPERSEDE, REOPEN)}
OFFERED = {
    "proposed": (ACCEPT, EDIT, DONE, DECLINE, SUPERSEDE),
    "accepted": (START, DONE, EDIT, DECLINE, SUPERSEDE),
    "in_progress": (DONE, EDIT, DECLINE, SUPERSEDE),
    "done": (REOPEN,),
    "declined": (REOPEN,),
    "superseded": (REOPEN,),
}


def offered(action: Any) -> tuple[Step, ...]:
    """The steps from where it stands, the likeliest first."""
    steps = OFFERED[str(action.state)]
    if action.state == "proposed" and action.said_done:
        return (DONE, *(step for step in steps if step is not DONE))
    return steps
