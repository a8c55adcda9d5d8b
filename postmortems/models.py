"""Every table of the upper floor, for Django only. Code imports from the rooms."""

from postmortems.archive.models import Publication, SearchDocument
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
from postmortems.exchange.batches.models import BatchFile, FileBatch
from postmortems.exchange.lines.models import Batch
from postmortems.exchange.models import WriteUp
from postmortems.reviews.models import Approval, Comment, ReviewRequest, Thread

__all__ = [
    "Approval",
    "Batch",
    "BatchFile",
    "Comment",
    "Draft",
    "FileBatch",
    "Postmortem",
    "Presence",
    "Publication",
    "ReviewRequest",
    "Revision",
    "SearchDocument",
    "Section",
    "Snapshot",
    "Template",
    "TemplateSection",
    "Thread",
    "Transition",
    "Update",
    "WriteUp",
]
