"""Where the words that were asked for stand in each report of a page, and those words with marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .models import SearchDocument
from .passages import MATCH_ENDS, MATCH_STARTS

_MATCH = f"StartSel={MATCH_STARTS}, StopSel={MATCH_ENDS}"
WHOLE = f"{_MATCH}, HighlightAll=true"
SHORT = f"{_MATCH}, MinWords=22, MaxWords=36, ShortWord=2"

#: For one page's documents: the title, and the passages in which a word of the query stands, the best of
#: them with its matches marked.
SNIPPETS = """
WITH asked AS MATERIALIZED (
    SELECT replace(querytree(query), ' & ', ' | ')::tsquery AS some
    FROM (SELECT {query} AS query) AS given
), page AS MATERIALIZED (
    SELECT postmortem_id, title, passages FROM postmortems_searchdocument WHERE postmortem_id = ANY(%s)
), found AS (
    SELECT d.postmortem_id, p.*, row_number() OVER best AS place
    FROM page d
    CROSS JOIN asked
    CROSS JOIN LATERAL jsonb_to_recordset(d.passages)
        AS p(kind text, heading text, at text, anchor text, text text)
    CROSS JOIN LATERAL to_tsvector('english', p.text) AS said
    WHERE said @@ asked.some
    WINDOW best AS (PARTITION BY d.postmortem_id ORDER BY ts_rank(said, asked.some) DESC, p.kind <> 'section')
)
SELECT postmortem_id, 'title', '', NULL, '', ts_headline('english', title, asked.some, %s), '', '', 0 AS place
FROM page CROSS JOIN asked
UNION ALL
SELECT f.postmortem_id, f.kind, f.heading, f.at, f.anchor,
    CASE WHEN f.place = 1 THEN ts_headline('english', left(f.text, 4000), asked.some, %s) END,
    left(f.text, 12), right(f.text, 12), f.place
FROM found f CROSS JOIN asked WHERE f.place <= 20
ORDER BY postmortem_id, place
"""


@dataclass(slots=True)
class Others:
    """Further places under one heading in which the words stand."""

    heading: str
    anchor: str
    count: int = 0

    @property
    def words(self) -> str:
        return f"{self.count} more match{'' if self.count == 1 else 'es'} in {self.heading}"


@dataclass(slots=True)
class Snippet:
    """Where in a report the words stand, and those words with the matches marked."""

    kind: str
    heading: str
    at: dt.datetime | None
    anchor: str
    html: SafeString
    others: dict[str, Others] = field(default_factory=dict)
    """Further matching passages by their heading."""

    @property
    def further(self) -> Others | None:
        """Where most of the further matches are."""
        return max(self.others.values(), key=lambda others: others.count, default=None)


def snipped(keys: Sequence[int], query: SearchQuery) -> tuple[dict[int, SafeString], dict[int, Snippet]]:
    """The title of each document and its best passage, by the document's key: one statement.

    The keys are those of documents that the person sees.
    """
    sql, params = _compiled(query)
    with connection.cursor() as cursor:
        cursor.execute(SNIPPETS.format(query=sql), [*params, list(keys), WHOLE, SHORT])
        return _gathered(cursor.fetchall())


def _compiled(query: SearchQuery) -> tuple[str, list[Any]]:
    resolved = query.resolve_expression(SearchDocument.objects.all().query)
    sql, params = SearchDocument.objects.all().query.get_compiler("default").compile(resolved)
    return sql, list(params)


def _gathered(
    rows: Iterable[tuple[int, str, str, str | None, str, str | None, str, str, int]],
) -> tuple[dict[int, SafeString], dict[int, Snippet]]:
    titles: dict[int, SafeString] = {}
    found: dict[int, Snippet] = {}
    for key, kind, heading, at, anchor, marked, begins, ends, _ in rows:
        if marked is None:
            found[key].others.setdefault(heading, Others(heading, anchor)).count += 1
        elif kind == "title":
            titles[key] = _marked(marked)
        else:
            moment = dt.datetime.fromisoformat(at) if at else None
            whole = _cut(marked, begins, ends)
            found[key] = Snippet(kind, heading, moment, anchor, _marked(whole))
    return titles, found


def _cut(marked: str, begins: str, ends: str) -> str:
    """The fragment, with dots where the passage goes on."""
    bare = marked.replace(MATCH_STARTS, "").replace(MATCH_ENDS, "")
    before = "" if bare.startswith(begins[: len(bare)]) else "… "
    after = "" if bare.endswith(ends[-len(bare) :]) else " …"
    return f"{before}{marked}{after}"


def _marked(text: str) -> SafeString:
    """The text escaped, with its matches in `<mark>`."""
    safe = escape(text).replace(MATCH_STARTS, "<mark>").replace(MATCH_ENDS, "</mark>")
    return mark_safe(safe)
