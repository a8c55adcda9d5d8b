"""How far a batch is, in numbers and in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: In the order in which a person has to do with them; the words of the list under the numbers.
ORDER = {
    "asked": "need an answer",
    "failed": "failed",
    "created": "created",
    "there": "already there",
    "cancelled": "cancelled",
    "working": "being read",
    "waiting": "waiting",
}
UNFINISHED = ("working", "waiting")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one batch, or of several."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def read(self) -> int:
        return self.total - sum(self.counts.get(outcome, 0) for outcome in UNFINISHED)

    @property
    def is_going(self) -> bool:
        return self.read < self.total

    @property
    def waiting(self) -> int:
        return self.counts.get("waiting", 0)

    @property
    def errors(self) -> int:
        """Files for which somebody has to do something."""
        return self.counts.get("asked", 0) + self.counts.get("failed", 0)

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        """Outcome, number and words of what there is."""
        found = ((outcome, self.counts.get(outcome, 0), words) for outcome, words in ORDER.items())
        return [
            (outcome, n, "needs an answer" if outcome == "asked" and n == 1 else words)
            for outcome, n, words in found
            if n
        ]

    @property
    def sentence(self) -> str:
        return ", ".join(f"{n:,} {words}" for _, n, words in self.parts) or "no files"
