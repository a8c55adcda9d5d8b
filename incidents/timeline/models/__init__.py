"""The nouns of the timeline room."""

from .attachment import Attachment, EvidenceRefused
from .clock import Clock, ClockRefused
from .entry import EditConflict, TimelineEntry
from .evidence import Evidence
from .incident import Incident
from .link import Link, LinkRefused
from .parts import ContributingFactor, Involvement, InvolvementRefused
from .standing import StatusRefused

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
    "Link",
    "LinkRefused",
    "StatusRefused",
    "TimelineEntry",
]
