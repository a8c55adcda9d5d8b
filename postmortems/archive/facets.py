"""What stands beside a list of reports: how many there are of each value, counted in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .asking import ACTIONS, FILTERS, STATES, Ask
from .pieces import Severity

#: Counts are over the newest so many matches.
CAP = 5_000

FACETS = """
WITH matched AS MATERIALIZED ({matched})
SELECT 'matched' AS facet, '' AS value, '' AS label, '' AS hue, 0 AS place, count(*) AS reports FROM matched
UNION ALL SELECT 'left_out', m.nature, '', '', 0, count(*)
    FROM matched m WHERE {but_nature} AND NOT ok_nature AND m.nature <> 'real' GROUP BY m.nature
UNION ALL SELECT 'total', '', '', '', 0, count(*) FROM matched WHERE {all}
UNION ALL SELECT 'severity', s.name, s.name, s.colour, s."order", count(*)
    FROM matched m JOIN incidents_severity s ON s.id = m.severity_id WHERE {but_severity} GROUP BY s.id
UNION ALL SELECT 'state', m.state, '', '', 0, count(*) FROM matched m WHERE {but_state} GROUP BY m.state
UNION ALL SELECT 'service', s.slug, s.name, '', 0, count(*)
    FROM matched m CROSS JOIN LATERAL unnest(m.services) AS x(slug) JOIN incidents_service s USING (slug)
    WHERE {but_service} GROUP BY s.id
UNION ALL SELECT 'year', m.year::text, m.year::text, '', -m.year, count(*)
    FROM matched m WHERE {but_year} GROUP BY m.year
UNION ALL SELECT 'team', t.slug, t.name, '', 0, count(*)
    FROM matched m JOIN incidents_team t ON t.slug = m.team WHERE {but_team} GROUP BY t.id
UNION ALL SELECT 'tag', x.name, x.name, '', 0, count(*)
    FROM matched m CROSS JOIN LATERAL unnest(m.tags) AS x(name) WHERE {but_tag} GROUP BY x.name
UNION ALL SELECT 'actions', 'open', '', '', 0, count(*)
    FROM matched m WHERE {but_actions} AND m.open_actions > 0
UNION ALL SELECT 'actions', 'overdue', '', '', 1, count(*)
    FROM matched m WHERE {but_actions} AND m.overdue
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list can be narrowed to, and how many reports would be left."""

    value: str
    label: str
    hue: str
    reports: int
    chosen: bool

    @property
    def severity(self) -> Severity:
        """The severity that this choice is, for its glyph."""
        return Severity(self.label, 0, self.hue, "")


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands beside the list."""

    matched: int
    total: int
    facets: dict[str, list[Choice]]
    drills: int = 0
    false_alarms: int = 0
    """What is left out because figures and lists are of real incidents, unless they are asked for."""

    @property
    def left_out(self) -> str:
        """ "1 drill and 2 false alarms"; empty where nothing is left out."""
        counted = ((self.drills, "drill"), (self.false_alarms, "false alarm"))
        return " and ".join(f"{n}\u00a0{word}{'' if n == 1 else 's'}" for n, word in counted if n)

    @property
    def is_capped(self) -> bool:
        return self.matched >= CAP


def counted(rows: Iterable[tuple[str, str, str, str, int, int]], ask: Ask) -> Counts:
    """The rows of FACETS as what stands beside the list."""
    sums, left_out = {"matched": 0, "total": 0}, {"drill": 0, "false_alarm": 0}
    found: dict[str, list[tuple[Any, Choice]]] = {name: [] for name in FILTERS}
    for facet, value, label, hue, place, reports in rows:
        if facet in sums:
            sums[facet] = reports
            continue
        if facet == "left_out":
            left_out[value] = reports
            continue
        chosen = value in getattr(ask, facet)
        if not reports and not chosen:
            continue
        label = label or {"state": STATES, "actions": ACTIONS}.get(facet, {}).get(value, value)
        order = (list(STATES).index(value) if facet == "state" else place, -reports, label)
        found[facet].append((order, Choice(value, label, hue, reports, chosen)))
    facets = {name: [c for _, c in sorted(found[name], key=lambda pair: pair[0])] for name in FILTERS}
    return Counts(sums["matched"], sums["total"], facets, left_out["drill"], left_out["false_alarm"])
