"""A reading as a person has rearranged it: moves applied to a proposal, one after the other.

Pure. No move loses a character: what stops being a row is text again, what becomes a row keeps the words of
its passage, and a passage that stands elsewhere is taken out of one section only to be put into another. A
move that does not fit is left out, with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field

from postmortems.exchange import rowing, sectioning
from postmortems.exchange.arrangement import Arrangement, settled
from postmortems.exchange.moves import Move, Refused
from postmortems.exchange.parsing import Proposal

Step = Callable[[Arrangement, Move], Arrangement]

STEPS: Mapping[str, Step] = {**rowing.STEPS, **sectioning.STEPS}


@dataclass(frozen=True)
class Rearranged:
    """What came of the moves: how things stand, the moves that fitted, and sentences about the others."""

    arrangement: Arrangement
    moves: tuple[Move, ...] = ()
    refusals: tuple[str, ...] = field(default=())


def rearrange(
    text: str, proposal: Proposal, moves: Iterable[Move] = (), kinds: Container[str] = rowing.KINDS
) -> Rearranged:
    """Apply `moves` in their order. `kinds` are those that an entry may be given."""
    now, done, refusals = Arrangement(text, proposal), [], []
    for move in moves:
        try:
            if move.name == "reword" and move.given.get("kind", "other") not in kinds:
                raise Refused("Choose the kind from the list.")
            now = STEPS[move.name](now, move)
        except Refused as refusal:
            refusals.append(str(refusal))
        else:
            done.append(move)
    return Rearranged(settled(now, proposal) if done else now, tuple(done), tuple(refusals))
