"""A time as a person types it, made into instants, a question, or a refusal. Text and context in; no Django.

`read` is for a moment or a span, `read_end` for an end on its own. What was understood is worded by `said`.
"""

from ..instants import UnclearTime
from .asking import Around, Choice, Question, Reading
from .grammar import names_zone
from .reader import read, read_end
from .words import said

__all__ = ["Around", "Choice", "Question", "Reading", "UnclearTime", "names_zone", "read", "read_end", "said"]
