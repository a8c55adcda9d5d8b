"""Reading a write-up: CPU-ms for 6 kB, 50 kB, 200 kB and 1 MB of real and of hostile text, and ms a kB."""

import argparse
from collections.abc import Callable
from functools import partial

from benchmarks.frame.bench import Bench
from postmortems.exchange.parsing import read

SIZES = (6_000, 50_000, 200_000, 1_000_000)

HEAD = """# Orders refused in the evening

**Date:** 3 May 2023
**Impact:** One order in five was refused.

## Timeline (UTC)

"""
ENTRY = "- {hour:02}:{minute:02} - The engineer on call looks at the graph of the queue and restarts **worker {n}**.\n"
REPORT = """
## Root cause

The pool of workers was sized for half of the traffic, and an import took two thirds of it.

## Action items

- [ ] Alert on the length of the queue, @mira, due 2023-06-01 (https://tracker.example/browse/Q-{n})
- [x] Size the pool by the load

| Time | What | Who |
| --- | --- | --- |
| 18:05 | Pool full | Mira |
"""


def entries(size: int) -> str:
    """One long timeline."""
    lines = (ENTRY.format(hour=n // 60 % 24, minute=n % 60, n=n) for n in range(size // 60))
    return (HEAD + "".join(lines))[:size]


def reports(size: int) -> str:
    """Many reports after each other, with every kind of section."""
    one = HEAD + "".join(ENTRY.format(hour=18, minute=n, n=n) for n in range(20)) + REPORT
    return (one * (size // len(one) + 1))[:size]


def one_line(size: int) -> str:
    """Everything in a single line."""
    return ("At 10:05 UTC on 3 May 2023 it failed, because of a full disk, for 2 hours. " * (size // 70))[
        :size
    ]


def repeated(piece: str, size: int) -> str:
    return (HEAD + piece * (size // len(piece)))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "a long timeline": entries,
    "reports": reports,
    "one line": one_line,
    "blanks": partial(repeated, "x" + " " * 400),
    "colons": partial(repeated, "Impact: "),
    "times": partial(repeated, "10:00 "),
    "open brackets": partial(repeated, "[("),
    "stars": partial(repeated, "**a "),
    "pipes": partial(repeated, "| a "),
    "headings": partial(repeated, "## Action items\n"),
    "promises": partial(repeated, "We will add a check. "),
    "findings": partial(repeated, "We found out that it was "),
    "lines with colons": partial(repeated, "Then what follows:\n"),
    "announcements": partial(repeated, "We will do the following:\n- a\n"),
    "tables of tasks": partial(
        repeated, "\n## Next\n\n| Task | Owner |\n|---|---|\n| Add a check | Mira |\n"
    ),
    "rows of a table": lambda size: repeated("| 10:05 | Mira looks |\n", size).replace(
        "## Timeline (UTC)\n", "## Timeline (UTC)\n\n| Time | What |\n|---|---|"
    ),
    "one table of tasks": lambda size: repeated("| Add a check | Mira |\n", size).replace(
        "## Timeline (UTC)", "## Action items\n\n| Task | Owner |\n|---|---|"
    ),
    "nested lists": partial(repeated, "- Tasks:\n  - Tasks:\n    - Tasks:\n"),
}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="BYTES")
    parser.add_argument("--rounds", type=int, default=3, help="turns for each text (3)")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    sizes = sorted(chosen.sizes)
    bench.say(
        f"{'':18}"
        + "".join(f"{f'{size // 1000} kB':>12}" for size in sizes)
        + f"{'ms a kB, last : first':>24}"
    )
    for name, make in TEXTS.items():
        ways = {str(size): partial(read, make(size)) for size in sizes}
        cost = bench.interleaved(ways, rounds=chosen.rounds)
        each = [cost[str(size)] / size for size in sizes]
        spent = "".join(f"{cost[str(size)]:>9.1f} ms" for size in sizes)
        bench.say(f"{name:18}{spent}{each[-1] / each[0]:>24.2f}")
