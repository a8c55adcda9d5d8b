"""How long a text may be."""

from __future__ import annotations

#: In characters. A long write-up has 60,000.
LONGEST = 1_000_000
#: In lines. Each stands on the preview with a number to choose it by; a long write-up has 1,500.
MOST_LINES = 10_000
#: In elements of a page or a document. A long article has 10,000, and 30,000 of a page are read in a second.
MOST_ELEMENTS = 100_000
TOO_MANY_ELEMENTS = (
    f"It is made of more than {MOST_ELEMENTS:,} elements, far more than a write-up. Copy the part that tells it and "
    "paste that."
)


def too_long(text: str) -> str:
    """Why the text is not looked at whole, as a sentence; empty where it is."""
    if len(text) > LONGEST:
        return "The text is longer than a million characters. Bring it in as several write-ups."
    if text.count("\n") >= MOST_LINES:
        return f"The text has more than {MOST_LINES:,} lines. Bring it in as several write-ups."
    return ""
