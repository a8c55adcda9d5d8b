"""Every table of the upper floor, for Django only. Code imports from the rooms."""

from postmortems.drafting.models import (
    Draft,
    Postmortem,
    Presence,
    Revision,
    Section,
    Snapshot,
    Template,
    TemplateSection,
    Transition,
    Update,
)

__all__ = [
    "Draft",
    "Postmortem",
    "Presence",
    "Revision",
    "Section",
    "Snapshot",
    "Template",
    "TemplateSection",
    "Transition",
    "Update",
]
