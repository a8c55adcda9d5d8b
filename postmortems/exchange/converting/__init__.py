"""Files become text that the reader reads: bytes and a name in, text and notes out. Pure; see `convert`."""

from .converted import Converted, Unreadable
from .door import ENDINGS, LARGEST, convert, too_large
from .length import LONGEST, too_long
from .text import decode, with_our_line_ends

__all__ = [
    "ENDINGS",
    "LARGEST",
    "LONGEST",
    "Converted",
    "Unreadable",
    "convert",
    "decode",
    "too_large",
    "too_long",
    "with_our_line_ends",
]
