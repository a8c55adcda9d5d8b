"""The forms of taking a write-up in: the text or the report, and what the person decides about it."""

from .deciding import TakeInForm
from .sending import PasteForm, ReportForm

__all__ = ["PasteForm", "ReportForm", "TakeInForm"]
