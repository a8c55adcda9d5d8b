"""The reader of write-ups: text in, a `Proposal` out. Pure; see `proposal` for what it gives."""

from .proposal import (
    Action,
    Choice,
    Clock,
    Entry,
    Moment,
    Person,
    Proposal,
    Question,
    Reference,
    Section,
    Span,
    Value,
)
from .reader import read

__all__ = [
    "Action",
    "Choice",
    "Clock",
    "Entry",
    "Moment",
    "Person",
    "Proposal",
    "Question",
    "Reference",
    "Section",
    "Span",
    "Value",
    "read",
]
