"""The incident's page with 10, 100 and 1,000 entries: queries, CPU-ms and bytes an entry."""

import argparse
import datetime as dt
import gzip
from functools import partial

from benchmarks.frame.bench import Bench
from incidents.catalog.kinds import SLUGS
from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline.models import Incident, TimelineEntry

NOON = dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC)

TEXTS = (
    "Checkout answers with errors for one visitor in five.",
    "The alert `CheckoutSuccessLow` fires: below 90 % for ten minutes, see <https://alerts.example/17>.",
    "Every refused order carries **PSP_CONNECT**, and the first suspect is the deploy of the afternoon.",
    "Rolled back. No change after six minutes.",
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, nargs="+", default=[10, 100, 1000], metavar="N")
    parser.add_argument("--rounds", type=int, default=5, help="turns for each size (5)")


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    ben = User.objects.create_user("ben@example.org", "Ben Okafor", role="member")
    pages = {count: an_incident(ben, count).get_absolute_url() for count in sorted(chosen.entries)}
    bench.settle()
    client = bench.browser(ben)
    cost = bench.interleaved(
        {str(count): partial(client.get, url) for count, url in pages.items()}, rounds=chosen.rounds
    )
    fewest = min(pages)
    heads = ("entries", "queries", "CPU-ms", "an entry", "kB", "gzip kB", "bytes an entry")
    bench.say("".join(f"{head:>{len(head) + 3}}" for head in heads))
    least = len(client.get(pages[fewest]).content)
    for count, url in pages.items():
        with bench.queries() as asked:
            html = client.get(url).content
        spent, more = cost[str(count)], count - fewest
        each = (spent - cost[str(fewest)]) / more if more else 0.0
        size = (len(html) - least) / more if more else 0.0
        packed = len(gzip.compress(html)) / 1000
        bench.say(
            f"{count:>10}{len(asked):>10}{spent:>9.1f}{each:>11.3f}"
            f"{len(html) / 1000:>5.0f}{packed:>10.1f}{size:>17.0f}"
        )


def an_incident(ben: User, count: int) -> Incident:
    """An incident of as many entries, three minutes apart, with all its clocks."""
    severity = Severity.objects.order_by("order")[0]
    incident = Incident.open(
        title=f"Card payments refused, {count} entries", severity=severity, by=ben, at=NOON
    )
    incident.entries.bulk_create(
        TimelineEntry(
            incident=incident,
            happened_at=NOON + dt.timedelta(minutes=3 * n),
            text=TEXTS[n % len(TEXTS)],
            kind=SLUGS[n % len(SLUGS)],
            key_moment=n % 9 == 0,
            author=ben,
            position=n,
            recorded_at=NOON,
        )
        for n in range(count)
    )
    entries = list(incident.entries.in_order())
    at = {"started": 0, "detected": 1, "acknowledged": 2, "mitigated": count // 2, "resolved": count - 1}
    incident.set_clocks({name: entries[min(place, count - 1)] for name, place in at.items()}, by=ben, at=NOON)
    return incident
