"""The nouns of the timeline room."""

from .attachment import Attachment, EvidenceRefused
from .clock import Clock, ClockRefused
from .entry import EditConflict, TimelineEntry
from .evidence import Evidence
from .incident import Incident, StatusRefused
from .parts import ContributingFactor, Involvement, InvolvementRefused

__all__ = [
    "Attachment",
    "Clock",
    "ClockRefused",
    "ContributingFactor",
    "EditConflict",
    "Evidence",
    "EvidenceRefused",
    "Incident",
    "Involvement",
    "InvolvementRefused",
    "StatusRefused",
    "TimelineEntry",
]
