"""The list of incidents: narrowed, ordered, paged, counted, and as a sheet; each only of what one sees."""

import csv
import datetime as dt
import io

import pytest

from incidents.catalog.models import Tag
from incidents.timeline.sheet import guarded
from tests.cast import NOW, an_incident

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def three(cast):
    """A long one of SEV-1 on checkout, a short one of SEV-3 by payments, and one that goes on."""
    long = an_incident(
        cast, "Cards refused", services=[cast.services["checkout"]], tags=[Tag.objects.create(name="certs")]
    )
    long.set_clocks({"started": NOW - 9 * HOUR, "resolved": NOW}, by=cast.ben, at=NOW)
    long.change_status("resolved", by=cast.ben, at=NOW)
    short = an_incident(
        cast, "Old stock shown", severity=cast.severities["sev3"], team=cast.teams["payments"]
    )
    short.set_clocks({"started": NOW - 20 * HOUR, "resolved": NOW - 19 * HOUR}, by=cast.ben, at=NOW)
    short.change_status("closed", reason="resolved", by=cast.ben, at=NOW)
    open_one = an_incident(cast, "Printers offline", severity=cast.severities["sev4"])
    return long, short, open_one


def titles(client, query=""):
    return [incident.title for incident in client.get(f"/incidents/{query}").context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Printers offline", "Cards refused", "Old stock shown"]),
        ("?sort=started", ["Old stock shown", "Cards refused", "Printers offline"]),
        ("?sort=severity", ["Cards refused", "Old stock shown", "Printers offline"]),
        ("?sort=-duration", ["Cards refused", "Old stock shown", "Printers offline"]),
        ("?sort=duration", ["Old stock shown", "Cards refused", "Printers offline"]),
        ("?sort=title", ["Cards refused", "Old stock shown", "Printers offline"]),
        ("?status=going_on", ["Printers offline"]),
        ("?status=closed", ["Old stock shown"]),
        ("?service=checkout", ["Cards refused"]),
        ("?team=payments", ["Old stock shown"]),
        ("?tag=certs", ["Cards refused"]),
        ("?q=stock+old", ["Old stock shown"]),
        ("?q=nothing+such", []),
        (
            "?status=junk&sort=junk&service=junk&page=junk",
            ["Printers offline", "Cards refused", "Old stock shown"],
        ),
        ("?page=99", ["Printers offline", "Cards refused", "Old stock shown"]),
    ],
)
def test_filters_and_orders(ben, three, query, found):
    assert titles(ben, query) == found


def test_a_reference_finds_its_incident(ben, three):
    assert titles(ben, f"?q={three[1].reference.lower()}") == ["Old stock shown"]


def test_a_severity_is_a_filter(ben, three, cast):
    assert titles(ben, f"?severity={cast.severities['sev4'].pk}") == ["Printers offline"]


def test_restricted_ones_are_not_listed_counted_or_hinted_at(client, cast, three, secret):
    secret.tags.add(Tag.objects.create(name="leak"))
    client.force_login(cast.kenji)
    for query in ("", "?q=Leaked", f"?q={secret.reference}", "?tag=leak"):
        answer = client.get(f"/incidents/{query}")
        page = answer.content.decode()
        assert "Leaked signing key" not in page and ">leak<" not in page
        assert secret not in answer.context["page"].object_list
    assert client.get("/incidents/").context["shown"] == "1 to 3 of 3"
    assert "Leaked" not in client.get("/incidents/export.csv").content.decode()
    client.force_login(cast.priya)
    assert client.get("/incidents/").context["shown"] == "1 to 4 of 4"


def test_pages(ben, cast):
    for n in range(27):
        an_incident(cast, f"Number {n}")
    first = ben.get("/incidents/?sort=title")
    assert first.context["shown"] == "1 to 25 of 27"
    second = ben.get(f"/incidents/{first.context['older']}")
    assert len(second.context["page"].object_list) == 2
    assert second.context["newer"] and not second.context["older"]


def test_nothing_yet_and_nothing_found(ben, client, cast):
    assert "No incidents yet" in ben.get("/incidents/").content.decode()
    assert "No incident that you can see fits" in ben.get("/incidents/?q=x").content.decode()


def test_guests_are_offered_no_button(client, cast, three):
    client.force_login(cast.gus)
    assert "New incident" not in client.get("/incidents/").content.decode()


def test_the_sheet_is_of_the_same_filter(ben, three, cast):
    an_incident(cast, "=HYPERLINK(1)", services=[cast.services["checkout"]])
    answer = ben.get("/incidents/export.csv?service=checkout")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["'=HYPERLINK(1)", "Cards refused"]
    assert rows[1]["started (UTC)"] == "2026-11-12 03:00"
    assert rows[1]["minutes to resolve"] == "540"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "  =1", "\uff1d1"])
def test_formulas_are_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", 5, -5, ""])
def test_plain_values_are_left_alone(value):
    assert guarded(value) == value


def test_twenty_rows_cost_what_ten_do(ben, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for n in range(10):
        an_incident(cast, f"Number {n}", services=[cast.services["checkout"]])
    with CaptureQueriesContext(connection) as ten:
        ben.get("/incidents/")
    for n in range(10):
        an_incident(cast, f"More {n}", services=[cast.services["search"]])
    with django_assert_num_queries(len(ten)):
        ben.get("/incidents/")
    assert len(ten) <= 9  # four of them are what one may narrow it to, one counts what is left out
