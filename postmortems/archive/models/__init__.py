"""The nouns of the archive."""

from .document import SearchDocument
from .publication import NothingNew, NotReady, Publication, WithdrawalRefused

__all__ = ["NotReady", "NothingNew", "Publication", "SearchDocument", "WithdrawalRefused"]
