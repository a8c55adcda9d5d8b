"""The preview of a write-up of 40 entries: CPU-ms of opening it and of one move, as a page and in place."""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Callable
from functools import partial
from itertools import count

from django.test import Client
from django.urls import reverse

from benchmarks.frame.bench import Bench
from incidents.people.models import User
from postmortems.exchange.moves import Move, write
from postmortems.exchange.parsing import read

DEEDS = (
    "The queue of the label printers begins to grow",
    "Alert: no label was printed for ten minutes",
    "The desk restarts the print server, which changes nothing",
    "Mira suspects the driver that came with the update",
    "The update is rolled back on half of the machines",
    "Labels come again in the hall, slowly",
)
#: How a page says which rows a script need not be sent again.
FACE = re.compile(r'data-face="([^"]+)"')
SECTIONS = ("What went well", "What went wrong", "Where we were lucky", "How it was found", "Lessons learned")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, default=40, help="entries of the timeline (40)")
    parser.add_argument("--rounds", type=int, default=7, help="turns for each (7)")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    client = bench.browser(User.objects.create_user("ben@example.org", "Ben", None, role=User.Role.MEMBER))
    text = writing(chosen.entries)
    number = count()

    def opening() -> bytes:
        # Each time another text, since a reading is kept.
        return post(client, {"text": f"{text}\nCase {next(number)}.\n"})

    ways: dict[str, Callable[[], object]] = {"reading alone": partial(read, text), "first opening": opening}
    for name, fields in presses(text).items():
        faces = {"faces": " ".join(FACE.findall(post(client, {**fields, "move": "", "open": ""}).decode()))}
        ways |= {
            name: partial(post, client, fields),
            f"{name}, in place": partial(post, client, fields | faces),
        }
    cost = bench.interleaved(ways, rounds=chosen.rounds)
    bench.say(f"{len(text) / 1000:.1f} kB, {chosen.entries} entries")
    bench.say(f"{'':<46}{'CPU-ms':>8}{'× reading':>12}{'queries':>9}{'kB':>6}{'gzip kB':>9}")
    for name, way in ways.items():
        with bench.queries() as asked:
            html = way()
        size = (
            f"{len(html) / 1000:>6.0f}{len(gzip.compress(html)) / 1000:>9.1f}"
            if isinstance(html, bytes)
            else ""
        )
        times = cost[name] / cost["reading alone"]
        bench.say(f"{name:<46}{cost[name]:>8.1f}{times:>12.1f}{len(asked):>9}{size}")


def presses(text: str) -> dict[str, dict[str, str]]:
    """What the form sends when one button is pressed, each after another move."""
    found = read(text)
    kept = {"text": text, "moves": write([Move("merge", found.timeline[3].span.start)]), "title": "Labels"}
    entry, last = found.timeline[10].span.start, text.count("\n")
    moves = {
        "a value taken from a line": {
            "move": "value @ name=root_cause",
            "from": str(last),
            "until": str(last),
        },
        "an entry joined to the one before": {"move": f"merge {entry}"},
        "an entry corrected": {"move": f"reword {entry} what=entry", "with-text": "Said otherwise."},
        "the form of an entry opened": {"open": f"entry {entry}"},
    }
    return {name: kept | fields for name, fields in moves.items()}


def post(client: Client, fields: dict[str, str]) -> bytes:
    answer = client.post(reverse("exchange:preview"), fields)
    assert answer.status_code == 200, answer.status_code
    return answer.content


def writing(entries: int) -> str:
    """A write-up of the usual parts with so many entries, a line each, and a detail under every fourth."""
    lines = []
    for n in range(entries):
        lines.append(f"- {9 + n // 12:02}:{n % 12 * 5:02} {DEEDS[n % len(DEEDS)]}, step {n + 1}.")
        lines += [f"  The graph of machine {n} shows the same."] if n % 4 == 3 else []
    tasks = "\n".join(f"- [ ] Watch printer {n}, Mira, due 2026-05-{n + 10}" for n in range(6))
    prose = "\n\n".join(
        f"## {name}\n\n- People said so at once.\n- It was written down." for name in SECTIONS
    )
    return (
        "# No labels from the printers\n\n**Date:** 2026-04-14\n**Severity:** SEV-2\n"
        "**Impact:** Parcels waited for three hours.\n\n## Summary\n\nAn update brought a driver that did not fit."
        f"\n\n## Timeline (UTC)\n\n{chr(10).join(lines)}\n\n## Root cause\n\nThe driver was never tried.\n\n"
        f"{prose}\n\n## Action items\n\n{tasks}\n\n## References\n\n- <https://wiki.example.org/labels>\n\n"
        "## Conclusion\n\nDrivers are part of an update.\n"
    )
