"""Numbers and names as they stand in a sentence. Text in, text out; no Django."""

from __future__ import annotations

from collections.abc import Iterable

WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def number(count: int) -> str:
    """ "two", "13": words up to twelve."""
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """ "one thread", "two threads", "13 entries"; `many` where an s does not do."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def opening(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def joined(names: Iterable[str]) -> str:
    """ "Ruth", "Ruth and Kenji", "Ruth, Kenji and Jonas"."""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
