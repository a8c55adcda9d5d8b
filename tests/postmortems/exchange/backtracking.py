"""Which regular expressions could cost more than the text is long: found in their parsed form, without running them.

Two things make a matcher try again and again: an endless repeat around another that can take the same characters, and
two endless repeats in a row that can share what lies between them. Neither is one when something that has to be
there, and that the first cannot take, stands between, nor when the first is possessive.
"""

import re
import string
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

ALPHABET = frozenset("\t\n\r" + string.printable[:95] + "éÀ–—’“●→🔥年时:：\ufeff\u00a0")
ENDLESS = 1_000
"""A repeat that may go on for so long is endless."""
CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip

Node = tuple


def troubles(pattern: re.Pattern[str]) -> list[str]:
    """What is wrong with a pattern, in words."""
    if isinstance(pattern.pattern, bytes):
        return []
    return list(_walk(list(parser.parse(pattern.pattern, pattern.flags))))


def _walk(nodes: list[Node]) -> Iterator[str]:
    """Repeats in a row, then what is inside each."""
    open_: frozenset[str] = frozenset()
    for node in nodes:
        taken = letters([node]) if node[0] not in (op.ASSERT, op.ASSERT_NOT) else frozenset()
        if _endless(node):
            if open_ & taken:
                yield f"two endless repeats share {sorted(open_ & taken)[:3]}"
            open_ = open_ | taken
        elif _needed(node) and not (open_ & taken):
            open_ = frozenset()
        for inner in _inside(node):
            if _endless(node):
                yield from _nested(inner)
            yield from _walk(inner)


def _nested(body: list[Node]) -> Iterator[str]:
    """An endless repeat in an endless one, unless each round begins or ends with something else."""
    for place, node in enumerate(body):
        within = [node] if _endless(node) else [n for inner in _inside(node) for n in inner if _endless(n)]
        for repeat in within:
            others = [other for at, other in enumerate(body) if at != place and _needed(other)]
            if not any(not (letters([other]) & letters([repeat])) for other in others):
                yield f"an endless repeat in another takes {sorted(letters([repeat]))[:3]}"


def _endless(node: Node) -> bool:
    return node[0] in (op.MAX_REPEAT, op.MIN_REPEAT) and node[1][1] >= ENDLESS


def _needed(node: Node) -> bool:
    """Whether at least one character has to be there."""
    kind, value = node
    if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
        return True
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return value[0] > 0 and any(map(_needed, value[2]))
    if kind is op.SUBPATTERN:
        return any(map(_needed, value[3]))
    if kind is op.BRANCH:
        return all(any(map(_needed, way)) for way in value[1])
    return False


def _inside(node: Node) -> list[list[Node]]:
    kind, value = node
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [list(value[2])]
    if kind is op.SUBPATTERN:
        return [list(value[3])]
    if kind is op.BRANCH:
        return [list(way) for way in value[1]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [list(value[1])]
    if kind is op.ATOMIC_GROUP:
        return [list(value)]
    return []


def letters(nodes: list[Node]) -> frozenset[str]:
    """The characters that these can take, of a small alphabet; a reference to a group may be any."""
    found: frozenset[str] = frozenset()
    for node in nodes:
        kind, value = node
        if kind is op.LITERAL:
            found |= _both_cases(chr(value))
        elif kind is op.NOT_LITERAL:
            found |= ALPHABET - {chr(value)}
        elif kind is op.ANY:
            found |= ALPHABET - {"\n"}
        elif kind is op.IN:
            found |= _of_set(value)
        elif kind is op.GROUPREF:
            found |= ALPHABET
        for inner in _inside(node):
            found |= letters(inner)
    return found


def _both_cases(letter: str) -> frozenset[str]:
    return frozenset({letter, letter.lower(), letter.upper()})


def _of_set(items: list[Node]) -> frozenset[str]:
    taken: frozenset[str] = frozenset()
    for kind, value in items:
        if kind is op.LITERAL:
            taken |= _both_cases(chr(value))
        elif kind is op.RANGE:
            taken |= {c for c in ALPHABET if value[0] <= ord(c) <= value[1]}
        elif kind is op.CATEGORY:
            taken |= {c for c in ALPHABET if re.match(CATEGORIES[value], c)}
    return ALPHABET - taken if items[0][0] is op.NEGATE else taken
