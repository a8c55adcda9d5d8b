"""The nouns of the drafting room."""

from ..fingerprint import Change, Fingerprint
from ..living import BrokenLog, TextRefused, TextTooLong, UnclearText
from .log import BaseGone, Draft, Snapshot, Update
from .postmortem import AlreadyDrafted, Postmortem
from .presence import Presence
from .revision import Revision
from .section import Section, TextClosed, Written
from .shape import Kind, Part
from .template import Template, TemplateRefused, TemplateSection
from .transition import STEPS, IllegalTransition, State, Transition

__all__ = [
    "STEPS",
    "AlreadyDrafted",
    "BaseGone",
    "BrokenLog",
    "Change",
    "Draft",
    "Fingerprint",
    "IllegalTransition",
    "Kind",
    "Part",
    "Postmortem",
    "Presence",
    "Revision",
    "Section",
    "Snapshot",
    "State",
    "Template",
    "TemplateRefused",
    "TemplateSection",
    "TextClosed",
    "TextRefused",
    "TextTooLong",
    "Transition",
    "UnclearText",
    "Update",
    "Written",
]
