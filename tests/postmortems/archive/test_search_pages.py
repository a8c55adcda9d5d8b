"""The order of what is found, its pages, and what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict

from incidents.catalog.models import Service
from incidents.timeline.models import Incident
from postmortems.archive.asking import Ask
from postmortems.archive.finding import Search
from postmortems.archive.models import SearchDocument
from postmortems.drafting.models import Part, Postmortem
from tests.cases import hold_for_each
from tests.cast import NOW, an_incident

from .asked import ask


@pytest.fixture
def long_shelf(cast):
    """Twenty-five drafts, a day apart."""
    for number in range(25):
        incident = an_incident(
            cast, f"Report {number:02} about certificates", services=[cast.services["checkout"]]
        )
        started = NOW - dt.timedelta(days=10 * number)
        incident.set_clocks(
            {"started": started, "resolved": started + dt.timedelta(minutes=number)}, by=cast.ben, at=NOW
        )
        SearchDocument.index(
            Postmortem.draft(incident, by=cast.ben, at=NOW, sections=[Part("Summary", "Certificates.")])
        )
    return cast


#: What is asked → the number of the report that comes first, where the order says which.
ORDERS = {
    "": "00",
    "sort=oldest": "24",
    "sort=longest": "24",
    "q=certificate": None,
    "q=certificate&sort=oldest": "24",
}


def test_pages_follow_each_other_without_gap_or_repetition(long_shelf):
    def check(query, first):
        seen, step = [], ask(query, long_shelf.olga, page=10)
        for _ in range(9):
            seen += [row.title for row in step.rows]
            if step.next is None:
                break
            further = Ask.read(QueryDict(step.ask.address(after=step.next)[1:]))
            step = Search(further, user=long_shelf.olga, at=NOW, page=10)
        assert len(seen) == len(set(seen)) == 25
        assert first in (None, seen[0][7:9])

    hold_for_each(ORDERS.items(), check)


def test_ten_rows_cost_what_twenty_do(long_shelf, django_assert_num_queries):
    for size in (10, 20):
        with django_assert_num_queries(3):
            assert len(ask("q=certificate", long_shelf.olga, page=size).rows) == size
        with django_assert_num_queries(2):
            assert len(ask("", long_shelf.olga, page=size).rows) == size


def test_the_page_stays_within_its_budget(client, long_shelf, django_assert_max_num_queries):
    client.force_login(long_shelf.olga)
    for address in ("/reports/", "/reports/?q=certificate", "/reports/?q=certifcate&severity=SEV-1"):
        with django_assert_max_num_queries(6 + 2):
            page = client.get(address).content.decode()
        assert "25 reports" in page
        assert "1 to 20 of 25" in page


def test_nothing_yet_says_how_to_begin(client, cast):
    client.force_login(cast.olga)
    assert "No reports yet." in client.get("/reports/").content.decode()
    an_incident(cast)
    assert "Nothing has been written up yet." in client.get("/reports/").content.decode()


def test_services_are_called_by_their_names_and_kept_by_their_slugs(client, cast, another):
    store = Service.objects.create(name="Object store (EU)", slug="object-store-eu")
    services = [store, cast.services["checkout"]]
    another("Uploads refused", "x", services=services, team=cast.teams["platform"])
    client.force_login(cast.olga)
    page = client.get("/reports/?service=object-store-eu").text
    assert '<span class="hit-services">Checkout, Object store (EU)</span>' in page
    line = b"".join(client.get("/reports.csv?service=object-store-eu")).decode().splitlines()[1]
    assert '"Checkout, Object store (EU)",Platform,' in line
    store.revise(by=cast.amara, at=NOW, name="Store")
    assert "Checkout, Store<" in client.get("/reports/").text


@pytest.fixture
def many(cast):
    """Three thousand documents of thirty common words, and one rare one in ten of them."""
    words = [f"common{number}" for number in range(30)]
    incidents = Incident.objects.bulk_create(
        Incident(title="x", severity=cast.severities["sev1"], opened_at=NOW) for _ in range(3000)
    )
    postmortems = Postmortem.objects.bulk_create(
        Postmortem(incident=incident, created_at=NOW) for incident in incidents
    )
    SearchDocument.objects.bulk_create(
        SearchDocument(
            postmortem=postmortem,
            incident=postmortem.incident,
            title=f"Number{number}",
            state="draft",
            body=" ".join(words) + (" certificate" if number % 300 == 0 else ""),
            words=f"number{number}" + (" certificate" if number % 300 == 0 else ""),
            severity=cast.severities["sev1"],
            happened_at=NOW - dt.timedelta(hours=number),
            year=2026,
        )
        for number, postmortem in enumerate(postmortems)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE postmortems_searchdocument, incidents_incident")


def plan(rows):
    sql, params = rows.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_postgres_goes_through_the_index(cast, many):
    search = ask("q=certificate", cast.olga)
    assert search.counts.total == 10
    assert "search_vector" in plan(search._matching(search.answer[1]))
    phrase = ask('q="common1 common2" certificate', cast.olga)
    assert "search_vector" in plan(phrase._matching(phrase.answer[1]))
    newest = ask("", cast.olga)
    assert "search_newest" in plan(newest._in_order(None)[:20])
    meant = SearchDocument.objects.extra(where=["words %%> 'certifcate'"])
    assert "search_words" in plan(meant)
    assert ask("q=certifcate", cast.olga).words_instead == ["certificate"]
