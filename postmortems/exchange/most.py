"""The most that is made of one text, so that its page and its record stay of a size to be looked at. Pure."""

from __future__ import annotations

from postmortems.exchange.parsing.proposal import Proposal

#: What a proposal has many of → the most, and its word. A long write-up has 150 entries.
MOST = {
    "timeline": (2_000, "timeline entries"),
    "actions": (500, "action items"),
    "sections": (1_000, "headings"),
}


def too_much(proposal: Proposal) -> str:
    """Why no record is made of it, as a sentence; empty where one can be."""
    for name, (most, word) in MOST.items():
        number = len(getattr(proposal, name))
        if number > most:
            return (
                f"The text has {number:,} {word}, and {most:,} are the most for one record. "
                "Bring it in as several write-ups."
            )
    return ""
