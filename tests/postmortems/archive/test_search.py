"""Finding reports: stems, phrases, typing errors, places, counts. Every test here begins with the same shelf."""

import datetime as dt

import pytest
from django.http import QueryDict

from incidents.catalog.models import Tag
from postmortems.archive.asking import Ask
from postmortems.archive.models import SearchDocument

from .asked import ask, counts, titles

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


# -- addresses and files -----------------------------------------------------------------------------------


def test_what_becomes_restricted_is_gone_at_once(shelf, cast):
    incident = SearchDocument.objects.get(title="Mail relay refused logins").incident
    type(incident).objects.filter(pk=incident.pk).update(visibility="restricted")
    search = ask("q=relay", cast.olga)
    assert (search.rows, search.counts.total) == ([], 0)


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


def test_the_file_holds_the_filter_and_guards_formulas(client, shelf, another):
    another('=HYPERLINK("http://x")', "x", severity=shelf.severities["sev3"])
    client.force_login(shelf.olga)
    answer = client.get("/reports.csv?severity=SEV-3")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("reference,title,severity")
    assert "'=HYPERLINK" in lines[1]
    assert len(b"".join(client.get("/reports.csv")).splitlines()) == 5
