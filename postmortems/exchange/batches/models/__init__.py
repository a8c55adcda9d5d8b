"""The nouns of many files at once."""

from .batch import FileBatch
from .file import KEPT_FOR, MOST_ATTEMPTS, BatchFile, NoLongerHeld, NothingToAnswer

__all__ = ["KEPT_FOR", "MOST_ATTEMPTS", "BatchFile", "FileBatch", "NoLongerHeld", "NothingToAnswer"]
