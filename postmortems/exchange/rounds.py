"""One round of the preview: what its form carried, and the one button that was pressed."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from postmortems.exchange.moves import LONGEST, NAMES, NOWHERE, Move, Refused, parse, unfit
from postmortems.exchange.parsing import Proposal
from postmortems.exchange.rearranging import Rearranged, rearrange
from postmortems.exchange.rereading import read_again
from postmortems.exchange.rowing import KINDS

#: Which fields of the open form each move takes; their names on the page begin with "with-".
TAKES = {
    "reword": ("day", "clock", "precision", "kind", "text", "state", "owner", "due"),
    "rename": ("heading",),
    "key": ("key",),
    "carry": ("into",),
    "place": ("place",),
}
#: The row that a move leaves behind, to be marked and to take the focus.
LEAVES = {
    "entry": "entry",
    "action": "action",
    "split": "entry",
    "begin": "section",
    "reference": "reference",
}


@dataclass(frozen=True)
class Round:
    """The text read with the answers, as the moves so far rearrange it."""

    answers: Mapping[str, str]
    rearranged: Rearranged
    undone: tuple[Move, ...] = ()
    """What undo has taken back, the next to be made again last."""
    opened: str = ""
    """The one thing whose form is open: "entry 120", "line 12"; empty for none."""
    touched: str = ""
    """What the last move made or changed, in the same form."""
    said: tuple[str, ...] = ()
    """Sentences about what did not fit."""
    pressed: str = ""
    """The name of the move that was made in this round, "undo" or "redo"."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What stood in the open form when its move was refused, by field, so that nothing typed is lost."""

    places: Mapping[int, int] = field(default_factory=dict)
    """Where the entries began as they were read: a question tells its entry by the number it had then."""

    left: str = ""
    """The one thing whose form was closed and nothing done."""

    @property
    def focus(self) -> str:
        """Where the person goes on."""
        return self.touched or self.left

    @property
    def passing(self) -> frozenset[str]:
        """What looks as it does in this round alone: marked, open or in focus."""
        return frozenset((self.touched, self.opened, self.left))

    @property
    def proposal(self) -> Proposal:
        return self.rearranged.arrangement.proposal


def round_of(text: str, posted: Mapping[str, str], kinds: Container[str] = KINDS) -> Round:
    """Make the round out of what was posted. `kinds` are those that an entry may be given."""
    answers, said = _answers(posted), []
    carried: dict[str, tuple[Move, ...]] = {"moves": (), "undone": ()}
    for name in carried:
        try:
            carried[name] = parse(posted.get(name, ""))
        except Refused as refusal:
            said.append(str(refusal))
    moves, undone, last = list(carried["moves"]), list(carried["undone"]), None
    step = posted.get("step", "")
    if step == "undo" and moves:
        last = moves.pop()
        undone.append(last)
    elif step == "redo" and undone:
        last = undone.pop()
        moves.append(last)
    elif pressed := posted.get("move"):
        try:
            last = pressed_move(text, pressed, posted)
            moves, undone = [*moves, last], []
        except Refused as refusal:
            said.append(str(refusal))
    first = read_again(text, answers)
    done = rearrange(text, first, moves, kinds)
    made = last if last in done.moves[-1:] and step != "undo" else None
    refused = bool(posted.get("move")) and made is None
    opened = posted.get("open", "") or (_reopened(text, posted) if refused else "")
    return Round(
        answers,
        done,
        tuple(undone),
        opened,
        _touched(text, done, last) if last else "",
        (*said, *done.refusals),
        step or (made.name if made else ""),
        typed_in(posted) if refused else {},
        {n: entry.span.start for n, entry in enumerate(first.timeline)},
        posted.get("leave", ""),
    )


def _reopened(text: str, posted: Mapping[str, str]) -> str:
    """The form whose move was refused: of the first chosen line where the move was about lines."""
    if "@" not in posted.get("move", "").split():
        return posted.get("opened", "")
    first = posted.get("from", "")
    number = int(first) if first.isdecimal() and len(first) < 9 else 1
    return f"line {min(max(number, 1), text.count(chr(10)) + 1)}"


def _answers(posted: Mapping[str, str]) -> dict[str, str]:
    """The answers given so far, and the one that a button undoes or takes back."""
    given = {
        name.removeprefix("answer-"): str(value).strip()
        for name, value in posted.items()
        if name.startswith("answer-") and str(value).strip()
    }
    if undone := posted.get("undo"):
        given[undone] = "same_day"
    for taken_back in ("redo", "forget"):
        given.pop(posted.get(taken_back, ""), None)
    return given


def pressed_move(text: str, pressed: str, posted: Mapping[str, str]) -> Move:
    """The move that a button says: "plain 120 what=entry"; "@" stands for the lines that are chosen."""
    name, _, rest = pressed.partition(" ")
    words = rest.split()
    given = dict(word.split("=", 1) for word in words if "=" in word)
    places = [word for word in words if "=" not in word]
    given |= {key: posted[f"with-{key}"] for key in TAKES.get(name, ()) if f"with-{key}" in posted}
    if any(unfit(value) for value in given.values()) or sum(map(len, given.values())) > LONGEST:
        raise Refused("The words are longer than a correction carries, or hold characters that no text has.")
    if places == ["@"]:
        at, to = chosen_lines(text, posted)
    else:
        numbers = [int(place) for place in places if place.isdecimal()] + [NOWHERE, NOWHERE]
        at, to = numbers[0], numbers[1]
    if name == "into" and posted.get("with-target", "").isdecimal():
        to = int(posted["with-target"])
    if name == "split" and posted.get("with-line", "").isdecimal():
        to = int(posted["with-line"])
    if name not in NAMES:
        raise Refused("That is nothing that can be done here.")
    return Move(name, at, to, given)


def chosen_lines(text: str, posted: Mapping[str, str]) -> tuple[int, int]:
    """Where the chosen lines begin and end in the text; they are counted from 1."""
    lines = text.split("\n")
    try:
        first = int(posted.get("from", ""))
        last = int(posted.get("until", "") or first)
    except ValueError:
        raise Refused("Choose the lines by their numbers.") from None
    if not 1 <= first <= last <= len(lines):
        raise Refused(f"Choose lines between 1 and {len(lines)}, the first before the last.")
    start = sum(len(line) + 1 for line in lines[: first - 1])
    return start, start + sum(len(line) + 1 for line in lines[first - 1 : last]) - 1


def typed_in(posted: Mapping[str, str]) -> dict[str, str]:
    """What the open form held, by the names of its fields without "with-"; the chosen lines beside it."""
    fields = {name.removeprefix("with-"): value for name, value in posted.items() if name.startswith("with-")}
    return {name: str(value) for name, value in fields.items()} | {
        f"{name}_line": str(posted[name]) for name in ("from", "until") if name in posted
    }


def _touched(text: str, done: Rearranged, move: Move) -> str:
    """The row to mark after `move`: what it made, else what stands where it was."""
    now = done.arrangement
    lines = text[move.at : move.to] if move.to > move.at else ""
    start = move.at + len(lines) - len(lines.lstrip())
    if move.name == "split":
        start = move.to
    if move.name in ("value", "no_value"):
        return f"value {move.given.get('name', '')}"
    if move.name in ("rename", "key", "into", "begin", "place"):
        return f"section {start}"
    rows = [("entry", e.span) for e in now.proposal.timeline]
    rows += [("action", a.span) for a in now.proposal.actions]
    rows += [("reference", r.span) for r in now.proposal.references]
    wanted = LEAVES.get(move.name, "")
    for what, span in sorted(rows, key=lambda row: row[0] != wanted):
        if span.start <= start < max(span.end, span.start + 1) and move.name != "plain":
            return f"{what} {span.start}"
    return f"line {text.count(chr(10), 0, max(start, 0)) + 1}"
