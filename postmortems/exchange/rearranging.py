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
from postmortems.exchange.most import too_much
from postmortems.exchange.moves import Move, Refused
from postmortems.exchange.parsing import Proposal

Step = Callable[[Arrangement, Move], Arrangement]

#: Moves that read the lines which they are about anew, and how many characters they may, all together.
READS, MOST_READ = ("entry", "action"), 200_000

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
    now, done, refusals, reread = Arrangement(text, proposal), [], [], 0
    for move in moves:
        try:
            if move.name == "reword" and move.given.get("kind", "other") not in kinds:
                raise Refused("Choose the kind from the list.")
            reread += max(0, move.to - move.at) if move.name in READS else 0
            if reread > MOST_READ:
                raise Refused("That is more text than is read again at a time. Create it, and go on there.")
            made = STEPS[move.name](now, move)
            if sentence := too_much(made.proposal):
                raise Refused(sentence)
        except Refused as refusal:
            refusals.append(str(refusal))
        else:
            now = made
            done.append(move)
    return Rearranged(settled(now, proposal) if done else now, tuple(done), tuple(refusals))
