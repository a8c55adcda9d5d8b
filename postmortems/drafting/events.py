"""The events of this room in words: postmortems, their sections and revisions, templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .models import Postmortem

Data = Mapping[str, Any]

#: What a step is called by the state that it leads to. That it is published or withdrawn, the archive tells.
STEPS = {
    Postmortem.State.DRAFT: "took the postmortem back to draft",
    Postmortem.State.IN_REVIEW: "put the postmortem into review",
    Postmortem.State.PUBLISHED: "",
    Postmortem.State.NOT_REQUIRED: "said that no postmortem is required",
    Postmortem.State.WITHDRAWN: "",
}


def _moved(data: Data) -> str:
    states = data.get("states") or [""]
    words = STEPS.get(states[-1], "moved the postmortem on")
    return f"{words}: {data['note']}" if words and data.get("note") else words


def _section(did: str, after: str = "") -> Any:
    def words(data: Data) -> str:
        # Events from before the heading was noted have the key alone.
        name = data.get("heading") or str(data.get("section", "")).replace("_", " ").capitalize()
        return f"{did} the section “{name}”{after}"

    return words


def _renamed(data: Data) -> str:
    return f"renamed a section to “{data.get('heading', '')}”"


def _named(data: Data) -> str:
    return f"called revision {data.get('number', '')} “{data.get('name', '')}”"


EVENTS = {
    "postmortem.drafted": "began the postmortem",
    "postmortem.moved": _moved,
    "section.added": _section("added"),
    "section.written": _section("wrote in"),
    "section.renamed": _renamed,
    "section.moved": _section("moved"),
    "section.removed": _section("took", " out"),
    "section.brought_back": _section("brought", " back"),
    "revision.named": _named,
    "revision.restored": "brought back the text of revision {number}",
    "template.added": "added the template {name}",
    "template.revised": "changed the template {name}",
    "template.made_default": "made a template the usual one",
    "template.discarded": "discarded the template {name}",
    "template.section_added": "added “{heading}” to a template",
    "template.section_revised": "changed “{heading}” in a template",
    "template.section_moved": "moved “{heading}” in a template",
    "template.section_discarded": "took “{heading}” out of a template",
}
