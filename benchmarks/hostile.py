"""The preview of hostile texts of up to a million characters: CPU-ms of reading and of the page, and its size."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from django.test import Client
from django.urls import reverse

from benchmarks.frame.bench import Bench
from benchmarks.frame.cpu import Meter
from incidents.people.models import User
from postmortems.exchange.parsing import read

HEAD = "# Orders refused\n\n**Date:** 3 May 2023\n\n## Timeline (UTC)\n\n"


def times(size: int) -> str:
    """Short lines, each with a time."""
    lines = (f"{n // 60 % 24:02}:{n % 60:02} a\n" for n in range(size // 8))
    return HEAD + "".join(lines)


def long(size: int, times: int) -> str:
    """So many words that `times` of them are nearly the size."""
    return "word " * max(1, size // times // 5 - 8)


def repeated(piece: str, size: int) -> str:
    return (HEAD + piece * (size // len(piece)))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "lines with a time each": times,
    "rows of a table": lambda size: (
        HEAD + "| Time | What |\n|---|---|\n" + "| 10:05 | a |\n" * (size // 14)
    )[:size],
    "headings": partial(repeated, "# a\n"),
    "headings of a list": partial(repeated, "## Action items\n- Add a\n"),
    "inline marks": partial(repeated, "**a** _b_ "),
    "links": partial(repeated, "[a](http://b.c) "),
    "addresses, a line each": partial(repeated, "http://b.example/c\n"),
    "tasks": lambda size: (HEAD + "00:00 a\n\n## Action items\n\n" + "- [ ] Do it\n" * (size // 12))[:size],
    "empty lines": partial(repeated, "\n"),
    "lines of a letter": partial(repeated, "a\n"),
    "labels": partial(repeated, "Impact: a\n"),
    "nested lists": lambda size: HEAD + "".join(" " * (n % 800) + "- a\n" for n in range(size // 404)),
    "nested quotes": lambda size: HEAD + "".join(">" * (n % 800) + " a\n" for n in range(size // 403)),
    "one line": partial(repeated, "At 10:05 UTC it failed. "),
    "one word": partial(repeated, "a"),
    "angle brackets": partial(repeated, "<"),
    "marks of direction": partial(repeated, "\u202e a \u2066"),
    "people": partial(repeated, "Incident commander: Ann Bell\n"),
    "most entries": lambda size: (
        HEAD + "".join(f"{n // 60 % 24:02}:{n % 60:02} {long(size, 2000)}\n" for n in range(2000))
    ),
    "most rows of a table": lambda size: (
        HEAD
        + "| Time | What |\n|---|---|\n"
        + "".join(f"| 10:05 | {long(size, 2000)} |\n" for _ in range(1996))
    ),
    "most actions": lambda size: (
        HEAD + "00:00 a\n\n## Action items\n\n" + f"- [ ] Do {long(size, 500)}\n" * 500
    ),
    "most headings": lambda size: HEAD + f"## a\n{long(size, 1000)}\n" * 998,
    "most labels": lambda size: "# T\n\n## Summary\n\nShort.\n\n" + f"Impact: {long(size, 1000)}\n\n" * 990,
    "most headings below": lambda size: (
        "# T\n\n## Summary\n\nShort.\n\n" + f"### a\n{long(size, 1000)}\n\n" * 990
    ),
    "years out of order": lambda size: (
        "# T\n\n## Timeline (UTC)\n\n"
        + "".join(f"- {2015 + n % 2 * 5}-03-{n % 28 + 1:02} 10:00 a\n" for n in range(1900))
    ),
    "steps back": lambda size: HEAD + "".join(f"- {23 - n % 24:02}:00 a\n" for n in range(1900)),
    "labels of zones": lambda size: (
        HEAD + "".join(f"- 10:00 {('CST', 'IST', 'BST', 'EST')[n % 4]} a\n" for n in range(1900))
    ),
    "most lines": lambda size: (
        HEAD + "A line of words that says nothing at all to anybody [a](http://b.example).\n" * 9990
    ),
}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", type=int, default=1_000_000, metavar="CHARACTERS")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="some of the texts")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    client = bench.browser(User.objects.create_user("ben@example.org", "Ben", None, role=User.Role.MEMBER))
    post(client, "Warm.")
    bench.say(f"{'':<26}{'reading ms':>12}{'page ms':>10}{'answer':>8}{'kB':>8}")
    for name in chosen.only or TEXTS:
        text = TEXTS[name](chosen.size)
        meter = Meter()
        before = meter.read()
        read(text)
        alone = meter.since(before)
        before = meter.read()
        answer = post(client, text)
        whole = meter.since(before)
        bench.say(
            f"{name:<26}{alone:>12.0f}{whole - alone:>10.0f}{answer.status_code:>8}{len(answer.content) / 1000:>8.0f}"
        )


def post(client: Client, text: str):
    return client.post(reverse("exchange:preview"), {"text": text})
