"""Finding reports: the page, the counts beside it, the places of the matches, and help with typing errors.

Each is one statement that begins at `visible_to`, so that nothing here can tell of what a person may not
see. Postgres does the work in bounded portions: counts over the newest CAP matches, ranks over the newest
CANDIDATES of them, snippets for one page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import BooleanField, DecimalField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Round

from incidents.people.models import User

from .asking import FILTERS, PLACES, After, Ask, read_place
from .facets import CAP, FACETS, Counts, counted
from .models import SearchDocument
from .models.document import CONFIG, SearchDocumentQuerySet
from .snippets import snipped

PAGE = 20
CANDIDATES = 500
#: The newest documents that are looked through for a word that was typed wrongly.
LOOKED_THROUGH = 200
#: How much alike two words must be for one to be taken for the other, from 0 to 1.
NEAR = 0.45
EVERY = ("real", "drill", "false_alarm")

#: Words of visible documents that resemble a word which was asked for.
RESEMBLING = """
SELECT asked.word, w.word, max(similarity(asked.word, w.word)) AS near
FROM unnest(%s::text[]) AS asked(word)
CROSS JOIN LATERAL (
    SELECT v.words FROM ({visible}) AS v WHERE v.words %%> asked.word
    ORDER BY v.happened_at DESC LIMIT {looked_through}
) AS d
CROSS JOIN LATERAL unnest(string_to_array(d.words, ' ')) AS w(word)
WHERE similarity(asked.word, w.word) >= {near}
GROUP BY 1, 2 ORDER BY 1, near DESC, 2
"""


class Search:
    """One question answered for one person at one moment."""

    def __init__(self, ask: Ask, *, user: User, at: dt.datetime, page: int = PAGE) -> None:
        self.ask, self.user, self.at, self.page = ask, user, at, page

    @cached_property
    def visible(self) -> SearchDocumentQuerySet:
        return SearchDocument.objects.visible_to(self.user)

    @cached_property
    def answer(self) -> tuple[Counts, SearchQuery | None, list[str]]:
        """The counts, the query that gave them, and the words that it used instead of those typed."""
        query = SearchQuery(self.ask.q, search_type="websearch", config=CONFIG) if self.ask.q else None
        counts = self._count(query)
        if counts.matched or query is None:
            return counts, query, []
        nearest, words = self._resembling()
        if nearest is None:
            return counts, query, []
        return self._count(nearest), nearest, words

    @property
    def counts(self) -> Counts:
        return self.answer[0]

    @property
    def words_instead(self) -> list[str]:
        """The words that were looked for because no report has those that were typed."""
        return self.answer[2]

    def _matching(self, query: SearchQuery | None) -> SearchDocumentQuerySet:
        return self.visible if query is None else self.visible.matching(query, self.ask.number)

    def _conditions(self) -> dict[str, Q]:
        ask, today = self.ask, self.at.date()
        overdue = Q(next_due_on__lt=today)
        by_actions = {"open": Q(open_actions__gt=0), "overdue": overdue}
        real = Q(incident__nature="real")
        if ask.nature:
            real = Q(incident__nature__in=EVERY) if ask.nature == "any" else Q(incident__nature=ask.nature)
        elif ask.number is not None:
            # A reference finds its report, whatever it was.
            real |= Q(incident_id=ask.number)
        return {
            "nature": real,
            "severity": Q(severity__name__in=ask.severity),
            "state": Q(state__in=ask.state),
            "service": Q(services__overlap=list(ask.service)),
            "year": Q(year__in=[int(year) for year in ask.year]),
            "team": Q(team__in=ask.team),
            "tag": Q(tags__overlap=list(ask.tag)),
            "actions": reduce(or_, (by_actions[name] for name in ask.actions), Q()),
        }

    @property
    def _chosen(self) -> list[str]:
        return ["nature", *(name for name in FILTERS if getattr(self.ask, name))]

    def _count(self, query: SearchQuery | None) -> Counts:
        conditions = self._conditions()
        flags = {
            f"ok_{name}": ExpressionWrapper(conditions[name], output_field=BooleanField())
            for name in self._chosen
        }
        columns = ("severity_id", "state", "services", "tags", "team", "year", "open_actions")
        matched = (
            self._matching(query)
            .annotate(
                overdue=ExpressionWrapper(
                    Coalesce(Q(next_due_on__lt=self.at.date()), Value(False)), output_field=BooleanField()
                ),
                nature=F("incident__nature"),
                **flags,
            )
            .order_by("-happened_at", "-pk")
            .values("nature", *columns, "overdue", *flags)[:CAP]
        )
        wheres = {f"but_{name}": self._where(but=name) for name in (*FILTERS, "nature")} | {
            "all": self._where()
        }
        try:
            sql, params = matched.query.sql_with_params()
        except EmptyResultSet:
            return Counts(0, 0, {name: [] for name in FILTERS})
        with connection.cursor() as cursor:
            cursor.execute(FACETS.format(matched=sql, **wheres), params)
            rows = cursor.fetchall()
        return counted(rows, self.ask)

    def _where(self, but: str = "") -> str:
        return " AND ".join(f"ok_{name}" for name in self._chosen if name != but) or "true"

    def _filtered(self, query: SearchQuery | None) -> SearchDocumentQuerySet:
        conditions = self._conditions()
        return reduce(lambda rows, name: rows.filter(conditions[name]), self._chosen, self._matching(query))

    def _in_order(self, query: SearchQuery | None) -> SearchDocumentQuerySet:
        rows = self._filtered(query)
        if self.ask.sort == "oldest":
            return rows.order_by("happened_at", "pk")
        if self.ask.sort == "longest":
            return rows.annotate(length=Coalesce("seconds", -1)).order_by("-length", "-pk")
        if self.ask.sort == "best" and query is not None:
            newest = rows.order_by("-happened_at", "-pk").values("pk")[:CANDIDATES]
            score = Round(
                Cast(SearchRank(F("vector"), query), DecimalField(max_digits=12, decimal_places=6)), 6
            )
            return (
                SearchDocument.objects.filter(pk__in=newest)
                .annotate(score=score)
                .order_by("-year", "-score", "-pk")
            )
        return rows.order_by("-happened_at", "-pk")

    @cached_property
    def rows(self) -> list[SearchDocument]:
        """One page of documents, each with `title_html` and `snippet` where words were asked for."""
        counts, query, _ = self.answer
        if not counts.total:
            return []
        rows = list(self._behind(self._in_order(query)).rows()[: self.page + 1])
        self.next = self._place(rows[self.page - 1]) if len(rows) > self.page else None
        rows = rows[: self.page]
        if query is not None:
            titles, snippets = snipped([row.pk for row in rows], query)
            for row in rows:
                row.title_html, row.snippet = titles[row.pk], snippets.get(row.pk)  # type: ignore[attr-defined]
        return rows

    next: After | None = None
    """Where the next page begins, once `rows` has been read."""

    @property
    def first_shown(self) -> int:
        return (self.ask.after.shown if self.ask.after else 0) + 1

    def everything(self, most: int) -> Iterable[SearchDocument]:
        """All documents of the answer in their order, for a download."""
        return self._in_order(self.answer[1]).rows()[:most]

    def _behind(self, rows: SearchDocumentQuerySet) -> SearchDocumentQuerySet:
        after, names = self.ask.after, PLACES[self.ask.sort]
        if after is None:
            return rows
        places = [read_place(name, value) for name, value in zip(names, after.place, strict=True)]
        if None in places:
            return rows
        way = "gt" if self.ask.sort == "oldest" else "lt"
        same, behind = Q(), Q()
        for name, place in [*zip(names, places, strict=True), ("pk", after.pk)]:
            behind |= same & Q(**{f"{name}__{way}": place})
            same &= Q(**{name: place})
        return rows.filter(behind)

    def _place(self, row: SearchDocument) -> After:
        said = (getattr(row, name) for name in PLACES[self.ask.sort])
        place = tuple(v.isoformat() if isinstance(v, dt.datetime) else str(v) for v in said)
        return After(self.first_shown - 1 + self.page, row.pk, place)

    def _resembling(self) -> tuple[SearchQuery | None, list[str]]:
        """A query for the words that were meant, or None when a word resembles none of any report's."""
        asked = list(dict.fromkeys(word.lower() for word in self.ask.words if len(word) >= 4))[:8]
        if not asked:
            return None, []
        try:
            visible, params = self.visible.values("words", "happened_at").query.sql_with_params()
        except EmptyResultSet:
            return None, []
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [NEAR])
            sql = RESEMBLING.format(visible=visible, looked_through=LOOKED_THROUGH, near=NEAR)
            cursor.execute(sql, [asked, *params])
            near: dict[str, list[str]] = {}
            for word, other, _ in cursor.fetchall():
                near.setdefault(word, []).append(other)
        if any(word not in near for word in asked):
            return None, []
        parts = [reduce(or_, (_one(word) for word in words[:3])) for words in near.values()]
        query = reduce(and_, [*parts, *(~_one(term) for term in self.ask.unwanted)])
        return query, [words[0] for word, words in near.items() if words[0] != word]


def _one(word: str) -> SearchQuery:
    return SearchQuery(word, search_type="plain", config=CONFIG)
