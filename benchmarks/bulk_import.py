"""Bringing in 1,000 write-ups of our own in several forms: time for all, CPU-ms for each, and again for nothing new."""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter

from django.utils import timezone

from benchmarks.frame.bench import Bench
from benchmarks.frame.cpu import Meter
from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange.batches.models import FileBatch
from postmortems.exchange.batches.working import work_one
from postmortems.exchange.bringing import Terms
from postmortems.exchange.packing import Found

#: What is measured is also how long one waits for the disk.
AS_IN_REAL_LIFE = True

THINGS = (
    "queue",
    "search index",
    "ticket desk",
    "mail gateway",
    "label printer",
    "map service",
    "payroll run",
)
CAUSES = (
    "an import held the only lock",
    "a certificate had run out",
    "the disk of the log was full",
    "a setting was read before it was written",
)
DEEDS = (
    "looked at the graphs of the",
    "restarted the",
    "asked the team of the",
    "took load off the",
    "drained the",
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--files", type=int, default=1000, help="how many write-ups (1000)")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    by = User.objects.create_user("bulk@example.org", "Bulk", None, role=User.Role.MEMBER)
    terms = Terms(severity=Severity.objects.order_by("order")[1])
    texts = [writing(n) for n in range(chosen.files)]
    size = sum(map(len, texts)) / len(texts)
    bench.say(f"{len(texts):,} write-ups of {size / 1000:.1f} kB")
    for name in ("first", "again"):
        found = [Found(f"{n}.md", text.encode) for n, text in enumerate(texts)]
        batch = FileBatch.send(found, terms, by=by, at=timezone.now())
        meter = Meter()
        began, before = time.monotonic(), meter.read()
        while work_one():
            pass
        took, spent = time.monotonic() - began, meter.since(before)
        outcomes = Counter(batch.files.values_list("outcome", flat=True))
        bench.say(
            f"{name}: {took:.0f} s, {spent / len(texts):.0f} CPU-ms each, "
            + ", ".join(f"{n} {outcome}" for outcome, n in outcomes.most_common())
        )
    bench.say(f"{Incident.objects.count():,} incidents")


def writing(n: int) -> str:
    """One write-up; its form, length and words follow from its number."""
    thing, cause = THINGS[n % len(THINGS)], CAUSES[n % len(CAUSES)]
    start = dt.datetime(2019, 1, 1, 6, 0, tzinfo=dt.UTC) + dt.timedelta(hours=31 * n)
    moments = [start + dt.timedelta(minutes=7 * step) for step in range(6 + n % 12)]
    deeds = [
        f"Somebody {DEEDS[(n + i) % len(DEEDS)]} {thing}, step {i} of case {n}." for i in range(len(moments))
    ]
    return (_listed, _tabled, _labelled)[n % 3](n, thing, cause, list(zip(moments, deeds, strict=True)))


def _listed(n: int, thing: str, cause: str, story: list[tuple[dt.datetime, str]]) -> str:
    lines = "\n".join(f"- {at:%H:%M} {deed}" for at, deed in story)
    return (
        f"# The {thing} stood still, case {n}\n\n**Date:** {story[0][0]:%Y-%m-%d}\n\n## Summary\n\n"
        f"{_prose(thing, cause)}\n\n## Timeline (UTC)\n\n{lines}\n\n"
        f"## Root cause\n\nThe {thing} stopped because {cause}.\n\n"
        f"## Action items\n\n- [ ] Alert on the {thing} before people notice\n- [x] Write down how it is restarted\n"
    )


def _tabled(n: int, thing: str, cause: str, story: list[tuple[dt.datetime, str]]) -> str:
    rows = "\n".join(f"| {at:%Y-%m-%d %H:%M} | {deed} |" for at, deed in story)
    return (
        f"# Case {n}: slow {thing}\n\n{_prose(thing, cause)}\n\n## Timeline\n\n"
        f"| Time (UTC) | What |\n|---|---|\n{rows}\n\n## What we learned\n\n"
        f"That {cause}, and that nobody could see it.\n\n"
        f"## Follow-ups\n\n1. Measure the {thing} every minute.\n2. Rehearse the restart with two people.\n"
    )


def _labelled(n: int, thing: str, cause: str, story: list[tuple[dt.datetime, str]]) -> str:
    lines = "\n".join(f"{at:%H:%M} UTC: {deed}" for at, deed in story)
    return (
        f"Postmortem: {thing} refused work, case {n}\nDate: {story[0][0]:%d %B %Y}\nImpact: {_prose(thing, cause)}\n"
        f"Timeline:\n{lines}\n\nRoot Cause: {cause}.\nResolution: It was undone by hand.\n\n"
        f"Corrective and Preventative Measures:\nTasks:\nGive the {thing} a limit of its own.\n"
    )


def _prose(thing: str, cause: str) -> str:
    one = f"People who needed the {thing} waited, and some of them gave up, because {cause}. "
    return (one + "The warning came from a customer and not from the monitoring. ") * 8
