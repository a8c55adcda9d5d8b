"""What changed between two texts: lines first, then words in the lines that changed.

Pure. The cost is bounded: what exceeds the budget is shown as replaced as a whole, never computed for
minutes. A diff is always exact: joining its runs without the added ones gives the old text, without the
deleted ones the new text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["same", "add", "del"]

#: Letters and digits belong together, spaces belong together, every other character stands alone.
_WORDS = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
#: Steps of comparison for one diff; about a fifth of a second.
BUDGET = 400_000


class Run(NamedTuple):
    """A piece of text that both have (same), only the new one (add) or only the old one (del)."""

    kind: Kind
    text: str


class Gap(NamedTuple):
    """Lines that both have and that are not shown."""

    kind: Literal["gap"]
    lines: int


class Edit(NamedTuple):
    """At character `at` of the old text, `delete` characters go and `insert` comes."""

    at: int
    delete: int
    insert: str


@dataclass
class _Budget:
    left: int

    def spend(self, steps: int) -> bool:
        self.left -= steps
        return self.left >= 0


class _Match(NamedTuple):
    """`size` equal tokens from `a` in the old and from `b` in the new sequence."""

    a: int
    b: int
    size: int


def words(old: str, new: str) -> list[Run]:
    """The runs that lead from `old` to `new`, word by word, made for reading."""
    return _readable(_runs(old, new, _Budget(BUDGET)))


def edits(old: str, new: str) -> list[Edit]:
    """The smallest sensible changes that turn `old` into `new`, from its end to its beginning.

    In this order each edit's place is right without regard to the edits before it.
    """
    found, at, pending = [], 0, ["", ""]
    for kind, text in [*_runs(old, new, _Budget(BUDGET)), Run("same", "")]:
        if kind != "same":
            pending[kind == "add"] += text
            continue
        gone, came = pending
        if gone or came:
            head = _common(gone, came)
            tail = _common(gone[head:][::-1], came[head:][::-1])
            found.append(
                Edit(at + head, len(gone) - head - tail, came[head : len(came) - tail if tail else None])
            )
        at += len(gone) + len(text)
        pending = ["", ""]
    return found[::-1]


def folded(runs: Sequence[Run], keep: int = 2) -> list[Run | Gap]:
    """The same runs for reading, long unchanged stretches cut down to `keep` lines beside each change."""
    shown: list[Run | Gap] = []
    for index, run in enumerate(runs):
        lines = run.text.splitlines(keepends=True)
        before, after = (keep if index else 0), (keep if index < len(runs) - 1 else 0)
        if run.kind != "same" or len(lines) <= before + after + 2:
            shown.append(run)
            continue
        if before:
            shown.append(Run("same", "".join(lines[:before])))
        shown.append(Gap("gap", len(lines) - before - after))
        if after:
            shown.append(Run("same", "".join(lines[-after:])))
    return shown


def _runs(old: str, new: str, budget: _Budget) -> list[Run]:
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    runs: list[Run] = []
    for same, a, b in _blocks(old_lines, new_lines, budget):
        if same:
            runs.append(Run("same", "".join(a)))
        elif not a or not b:
            runs += _replaced(a, b)
        else:
            old_words, new_words = _WORDS.findall("".join(a)), _WORDS.findall("".join(b))
            for equal, x, y in _blocks(old_words, new_words, budget):
                runs += [Run("same", "".join(x))] if equal else _replaced(x, y)
    return _joined(runs)


def _replaced(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    pairs: list[tuple[Kind, str]] = [("del", "".join(a)), ("add", "".join(b))]
    return [Run(kind, text) for kind, text in pairs if text]


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Between two unchanged runs at most one deleted and one added, in this order."""
    joined: list[Run] = []
    gone = came = ""
    for kind, text in [*runs, Run("same", "")]:
        if kind == "del":
            gone += text
        elif kind == "add":
            came += text
        else:
            joined += _replaced([gone], [came])
            gone = came = ""
            if text and joined and joined[-1].kind == "same":
                joined[-1] = Run("same", joined[-1].text + text)
            elif text:
                joined.append(Run("same", text))
    return joined


def _readable(runs: Sequence[Run]) -> list[Run]:
    """A lone space between two changed words joins them: fewer, longer strokes read better."""
    spread: list[Run] = []
    for index, (kind, text) in enumerate(runs):
        inside = 0 < index < len(runs) - 1
        if kind == "same" and inside and text.isspace() and "\n" not in text:
            spread += [Run("del", text), Run("add", text)]
        else:
            spread.append(Run(kind, text))
    return _joined(spread)


def _common(a: str, b: str) -> int:
    size = min(len(a), len(b))
    return next((i for i in range(size) if a[i] != b[i]), size)


def _blocks(
    a: Sequence[str], b: Sequence[str], budget: _Budget
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Stretches that are equal, and those between them, in order."""
    at_a = at_b = 0
    for match in [*_matches(a, b, budget), _Match(len(a), len(b), 0)]:
        if match.a > at_a or match.b > at_b:
            yield False, a[at_a : match.a], b[at_b : match.b]
        at_a, at_b = match.a + match.size, match.b + match.size
        if match.size:
            yield True, a[match.a : at_a], b[match.b : at_b]


def _matches(a: Sequence[str], b: Sequence[str], budget: _Budget) -> list[_Match]:
    """Equal stretches: the common ends, the tokens that occur once on each side, and between them Myers."""
    found: list[_Match] = []
    low_a = low_b = 0
    for anchor_a, anchor_b in [*_anchors(a, b), (len(a), len(b))]:
        if anchor_a < low_a or anchor_b < low_b:
            continue
        found += _between(a, b, (low_a, anchor_a), (low_b, anchor_b), budget)
        low_a, low_b = anchor_a, anchor_b
    return found


def _between(
    a: Sequence[str], b: Sequence[str], in_a: tuple[int, int], in_b: tuple[int, int], budget: _Budget
) -> list[_Match]:
    (low_a, high_a), (low_b, high_b) = in_a, in_b
    head = low_a
    while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
        low_a, low_b = low_a + 1, low_b + 1
    found = [_Match(head, low_b - (low_a - head), low_a - head)] if low_a > head else []
    tail = 0
    while low_a < high_a - tail and low_b < high_b - tail and a[high_a - tail - 1] == b[high_b - tail - 1]:
        tail += 1
    middle = _myers(a[low_a : high_a - tail], b[low_b : high_b - tail], budget)
    found += [_Match(low_a + x, low_b + y, size) for x, y, size in middle]
    return [*found, _Match(high_a - tail, high_b - tail, tail)] if tail else found


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Tokens that occur exactly once in each, in an order that rises on both sides (patience)."""
    once_a, once_b = Counter(a), Counter(b)
    place = {token: i for i, token in enumerate(b) if once_b[token] == 1}
    pairs = [(i, place[t]) for i, t in enumerate(a) if once_a[t] == 1 and t in place]
    tops: list[int] = []
    top_at: list[int] = []
    back: list[int] = []
    for index, (_, at) in enumerate(pairs):
        pile = bisect_left(tops, at)
        back.append(top_at[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [at]
        top_at[pile : pile + 1] = [index]
    rising: list[tuple[int, int]] = []
    index = top_at[-1] if top_at else -1
    while index >= 0:
        rising.append(pairs[index])
        index = back[index]
    return rising[::-1]


def _myers(a: Sequence[str], b: Sequence[str], budget: _Budget) -> list[_Match]:
    """The longest common subsequence by Myers's greedy walk, or nothing when it would cost too much."""
    if not a or not b:
        return []
    reach, trace = {1: 0}, []
    for distance in range(len(a) + len(b) + 1):
        trace.append(reach)
        reach = dict(reach)
        for k in range(-distance, distance + 1, 2):
            down = k == -distance or (k != distance and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            start = x
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
            if not budget.spend(1 + x - start):
                return []
            if x >= len(a) and x - k >= len(b):
                return _walk_back(trace, len(a), len(b))
        budget.spend(distance)
    return []


def _walk_back(trace: list[dict[int, int]], x: int, y: int) -> list[_Match]:
    found: list[_Match] = []
    for distance in range(len(trace) - 1, -1, -1):
        reach, k = trace[distance], x - y
        down = k == -distance or (k != distance and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        from_x = reach[before] if distance else 0
        from_y = from_x - before if distance else 0
        start = (from_x if down else from_x + 1) if distance else 0
        if x > start:
            found.append(_Match(start, start - k, x - start))
        x, y = from_x, from_y
    return found[::-1]
