"""Readings of the texts that are looked at now, so that a move reads nothing anew. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from postmortems.exchange.parsing import Proposal, read

#: How many are kept, and the longest text of which one is: together some megabytes.
MOST, LONGEST = 16, 100_000


def read_again(text: str, answers: Mapping[str, str]) -> Proposal:
    """As `read`: the same text with the same answers gives the same proposal, which nobody can change."""
    given = tuple(sorted(answers.items()))
    return _kept(text, given) if len(text) <= LONGEST else read(text, answers=answers)


@lru_cache(maxsize=MOST)
def _kept(text: str, answers: tuple[tuple[str, str], ...]) -> Proposal:
    return read(text, answers=dict(answers))
