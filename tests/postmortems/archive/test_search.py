"""Finding reports: stems, phrases, typing errors, places, counts; and nothing of what one may not see."""

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict

from incidents.actions.models import ActionItem
from incidents.catalog.models import Service, Tag
from incidents.timeline.models import Incident
from postmortems.archive import indexing
from postmortems.archive.asking import Ask
from postmortems.archive.finding import Search
from postmortems.archive.models import Publication, SearchDocument
from postmortems.drafting.models import Part, Postmortem
from tests.cast import NOW, an_incident

from .conftest import written


def ask(query="", user=None, **more):
    return Search(Ask.read(QueryDict(query)), user=user, at=NOW, **more)


def titles(query, user):
    return [row.title for row in ask(query, user).rows]


@pytest.fixture
def shelf(cast, another):
    """Three published reports."""
    another("Mail relay refused logins", "The relay reads its key once. A certificate expired while it ran.")
    another("Search went slow", "Indexing took every core.", severity=cast.severities["sev2"])
    another(
        "Webhooks refused for six hours",
        "Their intermediate certificate was the one that had expired.",
        severity=cast.severities["sev2"],
        services=[cast.services["checkout"]],
    )
    return cast


# -- words -------------------------------------------------------------------------------------------------


def test_words_are_found_by_their_stem(shelf):
    assert set(titles("q=certificates+expire", shelf.olga)) == {
        "Webhooks refused for six hours",
        "Mail relay refused logins",
    }


def test_phrases_and_words_that_must_not_be_there(shelf):
    assert titles("q=%22certificate+expired%22&service=x", shelf.olga) == []
    assert "Mail relay refused logins" in titles("q=%22a+certificate+expired+while%22", shelf.olga)
    assert titles("q=refused+-webhooks", shelf.olga) == ["Mail relay refused logins"]
    assert len(titles("q=cores+or+relay", shelf.olga)) == 2


def test_a_title_weighs_more_than_the_text(shelf, another):
    another("Certificates everywhere", "Nothing.")
    assert titles("q=certificate", shelf.olga)[0] == "Certificates everywhere"


def test_the_reference_finds_its_report(shelf):
    reference = SearchDocument.objects.get(title="Search went slow").incident.reference
    for typed in (reference, reference.lower()):
        assert titles(f"q={typed}", shelf.olga) == ["Search went slow"]


def test_a_typing_error_finds_what_was_meant_and_says_so(shelf):
    search = ask("q=certifcate+intermedate", shelf.olga)
    assert [row.title for row in search.rows] == ["Webhooks refused for six hours"]
    assert search.words_instead == ["certificate", "intermediate"]
    assert not ask("q=qqqqqq", shelf.olga).rows


def test_a_snippet_says_where_the_words_stand(shelf, another):
    found = {row.title: row for row in ask("q=relay+key", shelf.olga).rows}
    snippet = found["Mail relay refused logins"].snippet
    assert snippet.heading == "Summary"
    assert "<mark>relay</mark>" in snippet.html
    assert "<mark>relay</mark>" in found["Mail relay refused logins"].title_html

    snippet = ask("q=openssl", shelf.olga).rows[0].snippet
    assert (snippet.kind, snippet.heading) == ("timeline", "Timeline")
    assert snippet.at == dt.datetime(2026, 11, 12, 0, 29, tzinfo=dt.UTC)

    snippet = ask("q=inventory+secret", shelf.olga).rows[0].snippet
    assert snippet.heading == "Action item"


def test_hostile_words_are_text(shelf, another):
    another("<script>alert(1)</script> relay", "x <img src=x onerror=alert(1)> & `<b>` zebra")
    row = ask("q=zebra", shelf.olga).rows[0]
    assert "<img" not in row.snippet.html
    assert "&lt;" in row.snippet.html or "alert" not in row.snippet.html
    assert "&lt;script&gt;" in row.title_html


# -- counts ------------------------------------------------------------------------------------------------


def counts(search, name):
    return {choice.label: choice.reports for choice in search.counts.facets[name]}


def test_facets_count_what_is_found(shelf):
    search = ask("q=certificate", shelf.olga)
    assert search.counts.total == 2
    assert counts(search, "severity") == {"SEV-1": 1, "SEV-2": 1}
    assert counts(search, "service") == {"Checkout": 1}
    assert counts(search, "state") == {"Published": 2}
    assert counts(search, "year") == {"2026": 2}
    assert counts(search, "actions") == {"Some open": 2, "Some overdue": 2}


def test_a_choice_narrows_the_rest_but_not_its_own_facet(shelf):
    search = ask("severity=SEV-2", shelf.olga)
    assert search.counts.total == 2
    assert counts(search, "severity") == {"SEV-1": 1, "SEV-2": 2}
    assert counts(search, "service") == {"Checkout": 1}
    both = ask("severity=SEV-2&service=checkout", shelf.olga)
    assert [row.title for row in both.rows] == ["Webhooks refused for six hours"]
    assert counts(both, "severity") == {"SEV-2": 1}


def test_teams_and_tags_narrow_too(shelf, another):
    tag = Tag.objects.create(name="tls")
    another("Tagged", team=shelf.teams["platform"], tags=[tag])
    assert titles("tag=tls", shelf.olga) == ["Tagged"]
    assert titles("team=platform", shelf.olga) == ["Tagged"]
    assert counts(ask("", shelf.olga), "tag") == {"tls": 1}


# -- drills and false alarms ---------------------------------------------------------------------------------


def test_counts_and_lists_are_of_real_incidents_and_say_what_they_leave_out(shelf, another, client):
    another("Region failover, rehearsed", "A drill of the standby.", nature="drill")
    client.force_login(shelf.olga)
    search = ask("", shelf.olga)
    assert (len(search.rows), search.counts.total, counts(search, "year")) == (3, 3, {"2026": 3})
    page = client.get("/reports/").text
    assert "Left out: 1\u00a0drill." in page and "Include them" in page and "rehearsed" not in page
    assert "rehearsed" not in b"".join(client.get("/reports.csv")).decode()


def test_with_drills_the_address_keeps_that_they_are_wanted(shelf, another, client):
    another("Region failover, rehearsed", nature="drill")
    client.force_login(shelf.olga)
    page = client.get("/reports/?nature=any").text
    assert "rehearsed" in page and 'name="nature" value="any"' in page and ">Drill<" in page
    assert ",Drill," in b"".join(client.get("/reports.csv?nature=any")).decode()
    kept = Ask.read(QueryDict("q=rehearsed&nature=any"))
    assert "nature=any" in kept.address() and "nature=any" in kept.cleared
    assert ask("nature=any", shelf.olga).counts.total == 4
    assert [row.title for row in ask("nature=drill", shelf.olga).rows] == ["Region failover, rehearsed"]
    assert ask("nature=nonsense", shelf.olga).counts.total == 3


def test_words_and_choices_hold_for_what_is_left_out(shelf, another):
    another("Region failover, rehearsed", nature="false_alarm", severity=shelf.severities["sev2"])
    search = ask("severity=SEV-2", shelf.olga)
    assert (search.counts.total, search.counts.left_out) == (2, "1\u00a0false alarm")
    assert ask("severity=SEV-1", shelf.olga).counts.left_out == ""
    assert ask("q=certificate", shelf.olga).counts.left_out == ""


def test_a_reference_finds_its_report_whatever_it_was(shelf, another):
    drill = another("Region failover, rehearsed", nature="drill").postmortem.incident
    assert titles(f"q={drill.reference}", shelf.olga) == ["Region failover, rehearsed"]


def test_a_drill_that_one_may_not_see_is_not_counted_as_left_out(cage, cast):
    type(cage.incident).objects.filter(pk=cage.incident_id).update(nature="drill")
    assert ask("", cast.ben).counts.left_out == "1\u00a0drill"
    assert ask("", cast.olga).counts.left_out == ""


# -- who sees what -----------------------------------------------------------------------------------------

CANARIES = {
    "title": "canarytitle",
    "section": "canarysection",
    "entry": "canaryentry",
    "action": "canaryaction",
    "factor": "canaryfactor",
    "summary": "canarysummary",
}


@pytest.fixture
def cage(cast):
    """A restricted draft with a word of its own in every place."""
    incident = an_incident(
        cast,
        CANARIES["title"],
        visibility="restricted",
        summary=CANARIES["summary"],
        services=[cast.services["search"]],
        severity=cast.severities["sev3"],
        team=cast.teams["platform"],
    )
    incident.tags.add(Tag.objects.create(name="canarytag"))
    incident.factors.create(text=CANARIES["factor"])
    incident.record(text=CANARIES["entry"], by=cast.ben, at=NOW, happened_at=NOW)
    ActionItem.propose(incident, text=CANARIES["action"], by=cast.ben, at=NOW)
    postmortem = Postmortem.draft(
        incident, by=cast.ben, at=NOW, sections=[Part("Cause", CANARIES["section"])]
    )
    SearchDocument.index(postmortem)
    return postmortem


@pytest.mark.parametrize("word", CANARIES.values())
def test_its_people_find_every_word_and_nobody_else_does(cage, cast, word):
    assert titles(f"q={word}", cast.ben) == [CANARIES["title"]]
    for user in (cast.olga, cast.amara, cast.gus, cast.dana):
        search = ask(f"q={word}", user)
        assert (search.rows, search.counts.total, search.words_instead) == ([], 0, [])
        # A typing error must not tell of the word either.
        near = ask(f"q={word[:-1]}x", user)
        assert (near.rows, near.words_instead) == ([], [])
    assert ask(f"q={word[:-1]}x", cast.ben).words_instead == [word]


def test_no_count_and_no_facet_tells_of_it(cage, cast, shelf):
    assert counts(ask("", cast.ben), "severity") == {"SEV-1": 1, "SEV-2": 2, "SEV-3": 1}
    outside = ask("", cast.olga)
    assert outside.counts.total == 3
    said = {choice.label for choices in outside.counts.facets.values() for choice in choices}
    assert not said & {"SEV-3", "Search", "Platform", "canarytag", "Draft"}


def test_no_page_and_no_file_tells_of_it(client, cage, cast, shelf):
    def pages(user):
        client.force_login(user)
        for address in ("/reports/", "/reports.csv", "/reports/?q=canary*", "/reports/?state=draft"):
            answer = client.get(address)
            yield b"".join(answer) if answer.streaming else answer.content

    # The words that were asked for come back in the box; they are none of the canaries.
    for user in (cast.olga, cast.amara):
        for body in pages(user):
            assert not [word for word in CANARIES.values() if word.encode() in body]
    assert any(CANARIES["title"].encode() in body for body in pages(cast.ben))


def test_what_becomes_restricted_is_gone_at_once(shelf, cast):
    incident = SearchDocument.objects.get(title="Mail relay refused logins").incident
    type(incident).objects.filter(pk=incident.pk).update(visibility="restricted")
    search = ask("q=relay", cast.olga)
    assert (search.rows, search.counts.total) == ([], 0)


# -- drafts and withdrawals --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_found_as_soon_as_it_is_saved(cast, incident):
    indexing.listen()
    postmortem = written(cast, incident)
    assert titles("q=mounting", cast.olga) == ["Card payments refused"]
    postmortem.sections.get(key="why").write("A zebra crossed.", base_seq=None, by=cast.ben, at=NOW)
    assert titles("q=zebra", cast.olga) == ["Card payments refused"]
    assert titles("q=mounting", cast.olga) == []
    incident.entries.first().remove(by=cast.ben, at=NOW)
    assert titles("q=passes", cast.olga) == []


def test_one_reading_covers_what_one_transaction_records(cast, draft, django_assert_num_queries):
    events = list(draft.incident.events.order_by("pk"))
    indexing._covered.events = ()
    indexing.follow(event=events[0])
    with django_assert_num_queries(0):
        for event in events[1:]:
            indexing.follow(event=event)


def test_a_published_report_is_found_by_what_it_said(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    ready.sections.get(key="summary").write("A zebra crossed.", base_seq=None, by=cast.ben, at=NOW)
    SearchDocument.index(ready)
    assert titles("q=zebra", cast.olga) == []
    assert titles("q=hour+nobody", cast.olga) == ["Card payments refused"]


def test_a_withdrawn_report_is_found_by_its_title_alone(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    Publication.withdraw(ready, by=cast.ben, at=NOW, reason="It names a customer.")
    assert titles("q=openssl", cast.olga) == []
    assert titles("q=payments", cast.olga) == ["Card payments refused"]
    assert counts(ask("", cast.olga), "state") == {"Withdrawn": 1}


# -- order, pages, cost ------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "query", ["", "sort=oldest", "sort=longest", "q=certificate", "q=certificate&sort=oldest"]
)
def test_pages_follow_each_other_without_gap_or_repetition(long_shelf, query):
    seen, step = [], ask(query, long_shelf.olga, page=10)
    for _ in range(9):
        seen += [row.title for row in step.rows]
        if step.next is None:
            break
        step = Search(
            Ask.read(QueryDict(step.ask.address(after=step.next)[1:])), user=long_shelf.olga, at=NOW, page=10
        )
    assert len(seen) == len(set(seen)) == 25
    expected = {"": "00", "sort=oldest": "24", "sort=longest": "24", "q=certificate&sort=oldest": "24"}
    assert seen[0][7:9] == expected.get(query, seen[0][7:9])


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


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 50_000,
        "q=%F0%9F%98%80",
        "q=%ED%A0%80",
        "q=%22%22%22+--+%21%26%7C%28%29%3A%2A",
        "q=-only",
        "q=the",
        "year=20x6&year=99999",
        "sort=x&after=1~2~3~4",
        "after=1~2~2026-99-99",
        "sort=best&q=a&after=1~2~2026~NaN",
        "after=" + "9" * 400,
        "severity=%27%3B+DROP+TABLE&service=%25s",
        "page=-1&state=unheard",
        "q=INC-99999999999999999999",
        "q=%25s+%25%28x%29s",
    ],
)
def test_whatever_stands_in_the_address_is_clean(client, shelf, query):
    client.force_login(shelf.olga)
    for address in ("/reports/", "/reports.csv"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code in ((200, 400) if "%00" in query else (200,))
        if answer.streaming:
            assert b"".join(answer)


def test_nothing_yet_says_how_to_begin(client, cast):
    client.force_login(cast.olga)
    assert "No reports yet." in client.get("/reports/").content.decode()
    an_incident(cast)
    assert "Nothing has been written up yet." in client.get("/reports/").content.decode()


def test_the_file_holds_the_filter_and_guards_formulas(client, shelf, another):
    another('=HYPERLINK("http://x")', "x", severity=shelf.severities["sev3"])
    client.force_login(shelf.olga)
    answer = client.get("/reports.csv?severity=SEV-3")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("reference,title,severity")
    assert "'=HYPERLINK" in lines[1]
    assert len(b"".join(client.get("/reports.csv")).splitlines()) == 5


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
