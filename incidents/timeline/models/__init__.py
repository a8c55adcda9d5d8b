"""The nouns of the timeline room."""

from .clock import Clock, ClockRefused
from .entry import EditConflict, Evidence, TimelineEntry
from .incident import Incident, StatusRefused
from .parts import ContributingFactor, Involvement, InvolvementRefused

__all__ = [
    "Clock",
    "ClockRefused",
    "ContributingFactor",
    "EditConflict",
    "Evidence",
    "Incident",
    "Involvement",
    "InvolvementRefused",
    "StatusRefused",
    "TimelineEntry",
]
