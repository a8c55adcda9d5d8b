"""What a review refuses. Every message is a sentence for the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postmortems.drafting.models import Change


class ReviewRefused(Exception):
    """A step of a review that cannot be taken, with the reason in a sentence."""


class ChangedMeanwhile(ReviewRefused):
    """The postmortem is no longer what the person read. `changes` says what is different."""

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        super().__init__("It has changed since you opened it. Look at what changed, then answer again.")
        self.changes = list(changes)
