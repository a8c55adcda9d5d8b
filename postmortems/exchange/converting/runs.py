"""Running text as runs, each with its marks, and runs as Markdown that shows the same again. Pure.

Marks that meet would be read as others: `*a*` and `*b*` side by side hold two strong signs. So neighbours with the
same marks are one, and where what ends and what begins could be taken for something else, what begins is written with
lines below: `**a**_b_`. Lines below end a mark only where no letter follows. Where one does, the words stay and
the mark is given up, and so is what is struck out inside a word: Markdown has no form for either. HTML has one,
but its tags would stand among the words wherever a text is shown as it was written: beside the preview, in a
sheet, in a search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from . import markdown as md

BOLD, ITALIC, STRUCK, CODE = "**", "*", "~~", "`"
#: Marks and the text between them: words in Markdown, but for code, which is as it was written.
Run = tuple[frozenset[str], str]
_PLAIN: frozenset[str] = frozenset()
_LETTER = re.compile(r"\w")


def words(text: str) -> list[Run]:
    """Text that has its Markdown already."""
    return [(_PLAIN, text)] if text else []


def code(text: str) -> list[Run]:
    """With a backtick in it, it stays words: two fences side by side would swallow each other."""
    return words(md.escaped(text)) if "`" in text or not text.strip() else [(frozenset([CODE]), text)]


def marked(runs: Iterable[Run], mark: str) -> list[Run]:
    """The runs with one mark more; none goes over the end of a line."""
    runs = list(runs)
    if "\n" in "".join(text for _, text in runs).strip():
        return runs
    return [(marks if "\n" in text else marks | {mark}, text) for marks, text in runs]


def written(runs: Iterable[Run]) -> str:
    """The runs as Markdown."""
    runs = list(runs)
    if not any(marks for marks, _ in runs):
        return "".join(text for _, text in _no_images(runs))
    line = _Line()
    apart = list(_apart(_joined(_struck_whole(_joined(_no_images(runs))))))
    for (marks, text), (after, following) in zip(apart, [*apart[1:], (_PLAIN, "")], strict=True):
        letter = not after and text == text.rstrip() and _LETTER.match(following)
        ends = not (marks & after or letter)
        line.add(marks - {CODE}, md.code(text) if CODE in marks else text, ends)
    return line.ended()


def _no_images(runs: Iterable[Run]) -> Iterator[Run]:
    """With the sign before it, a link would be an image."""
    told = [run for run in runs if run[1]]
    for (marks, text), following in zip(told, [*told[1:], None], strict=False):
        sign = following and following[1].startswith("[") and text.endswith("!") and CODE not in marks
        yield marks, f"{text[:-1]}\\!" if sign else text


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours with the same marks as one."""
    grouped = (
        (marks, "".join(text for _, text in some)) for marks, some in groupby(runs, lambda run: run[0])
    )
    return [(marks, text) for marks, text in grouped if text]


def _struck_whole(runs: list[Run]) -> list[Run]:
    """Only whole words are struck out, all with the same marks: elsewhere the signs would be signs."""
    made: list[Run] = []
    for struck, some in groupby(runs, lambda run: STRUCK in run[0]):
        part = list(some)
        begin, end = len(made), len(made) + len(part)
        before = runs[begin - 1][1][-1:] if begin else ""
        after = runs[end][1][:1] if end < len(runs) else ""
        whole = not before.strip() and not (after.isalnum() or after in ("_", "~", "\\"))
        whole &= not any("~" in text for _, text in part)
        if struck and whole:
            same = frozenset.intersection(*(marks for marks, _ in part)) - {CODE}
            part = [(same | (marks & {CODE}), text) for marks, text in part]
        made += [(marks if whole else marks - {STRUCK}, text) for marks, text in part]
    return made


def _apart(runs: list[Run]) -> Iterator[Run]:
    """Of code that touches code only the first stays code, and marks give way around it: fences would be one."""
    before: frozenset[str] = _PLAIN
    for marks, text in runs:
        touches = CODE in marks and CODE in before
        yield (_PLAIN, md.escaped(text)) if touches else (marks, text)
        before = _PLAIN if touches else marks


class _Line:
    """A line on its way, with the marks that are open in it."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.open: list[str] = []
        self.below = False
        """The stars of the marks that are open are written as lines below."""
        self.blank = ""
        """What ends the words so far; marks end before it."""

    def add(self, marks: frozenset[str], text: str, ends: bool) -> None:
        """`ends` says that its marks end with it, and that no letter follows."""
        core = text.strip()
        if not core:
            self._close(marks)
            self.blank += text
            return
        begin = text.index(core)
        self.blank += text[:begin]
        closed = self._close(marks)
        self.made.append(self.blank)
        if self.blank or not _could_be_taken_for_others(closed, marks.difference(self.open)):
            self._open(marks)
        elif ends and not self.open:
            self.below = True
            self._open(marks)
        self.made.append(core)
        self.blank = text[begin + len(core) :]

    def ended(self) -> str:
        self._close(_PLAIN)
        return "".join([*self.made, self.blank])

    def _close(self, marks: frozenset[str]) -> str:
        closed = ""
        while not marks.issuperset(self.open):
            closed += self._sign(self.open.pop())
        self.below = self.below and bool(self.open)
        self.made.append(closed)
        return closed

    def _open(self, marks: frozenset[str]) -> None:
        for mark in sorted(marks.difference(self.open), reverse=True):
            self.open.append(mark)
            self.made.append(self._sign(mark))

    def _sign(self, mark: str) -> str:
        return mark.replace("*", "_") if self.below else mark


def _could_be_taken_for_others(closed: str, following: frozenset[str]) -> bool:
    """Whether marks that end touch marks that begin, and both are stars."""
    return "*" in closed and any("*" in mark for mark in following)
