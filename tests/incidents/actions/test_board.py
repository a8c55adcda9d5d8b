"""The board: what presses comes first, filters hold together, and nobody sees or counts what is not theirs."""

import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from incidents.actions.board import Board
from incidents.actions.models import ActionItem
from tests.cast import NOW, an_incident

TODAY = NOW.date()


def taken(incident, cast, text, days, owner=None, **fields):
    action = ActionItem.propose(incident, text=text, by=cast.ben, at=NOW - dt.timedelta(days=40), **fields)
    due = TODAY + dt.timedelta(days=days)
    return action.accept(owner=owner or cast.ben, due_on=due, by=cast.ben, at=NOW)


@pytest.fixture
def actions(incident, secret, cast):
    done = taken(incident, cast, "Delete the old key", -20, team=cast.teams["payments"])
    done.finish(evidence="Deleted", by=cast.ben, at=NOW)
    ActionItem.propose(incident, text="Improve something", by=cast.ben, at=NOW)
    return [
        taken(incident, cast, "Rotate the key", 3, kind="repair"),
        taken(incident, cast, "Add an alert", -1, team=cast.teams["payments"], kind="detect"),
        taken(incident, cast, "Rehearse it", 60, owner=cast.kenji, team=cast.teams["platform"]),
        taken(secret, cast, "Hidden thing", -5),
    ]


def board(user, **asked):
    return Board(user, TODAY, asked)


def names(user, **asked):
    return [(group.name, [a.text for a in group.actions]) for group in board(user, **asked).groups()]


def test_what_presses_comes_first(cast, actions):
    assert names(cast.ben) == [
        ("Overdue", ["Hidden thing", "Add an alert"]),
        ("This week", ["Rotate the key"]),
        ("Later", ["Rehearse it"]),
        ("No date yet", ["Improve something"]),
    ]


def test_what_is_restricted_is_neither_shown_nor_counted(cast, actions):
    assert names(cast.olga)[0] == ("Overdue", ["Add an alert"])
    for user, all_open, overdue in ((cast.olga, 4, 1), (cast.ben, 5, 2)):
        seen = board(user)
        assert seen.states()[0].count == all_open
        assert (seen.ageing()["open"], seen.ageing()["overdue"]) == (all_open, overdue)


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ({"mine": "1"}, ["Hidden thing", "Add an alert", "Rotate the key"]),
        ({"team": "payments"}, ["Add an alert"]),
        ({"kind": "repair"}, ["Rotate the key"]),
        ({"q": "REHEARSE"}, ["Rehearse it"]),
        ({"q": "signing key"}, ["Hidden thing"]),
        ({"state": "done"}, ["Delete the old key"]),
        ({"state": "proposed"}, ["Improve something"]),
        ({"state": "nonsense", "q": "alert"}, ["Add an alert"]),
        ({"owner": "9" * 30}, []),
        ({"owner": "x"}, []),
        ({"team": "none-like-that"}, []),
    ],
)
def test_filters(cast, actions, asked, texts):
    assert [text for _, some in names(cast.ben, **asked) for text in some] == texts


def test_counts_follow_the_other_filters(cast, actions):
    counted = {choice.label: choice.count for choice in board(cast.ben, team="payments").states()}
    assert (counted["Open"], counted["Done"], counted["All"]) == (1, 1, 2)
    assert {c.label: c.count for c in board(cast.ben, team="payments").teams()} == {
        "Payments": 1,
        "Platform": 1,
    }
    assert board(cast.ben).completion() == [("Payments", 1, 2), ("Platform", 0, 1)]


def test_the_sheet_holds_what_the_filter_leaves(client, cast, actions, incident):
    ActionItem.propose(incident, text="=HYPERLINK(1)", by=cast.ben, at=NOW)
    client.force_login(cast.olga)
    answer = client.get("/actions.csv?state=proposed")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["Action"] for row in rows] == ["Improve something", "'=HYPERLINK(1)"]
    assert "Hidden" not in client.get("/actions.csv?state=all").text


def test_the_page_says_what_there_is(client, cast, actions):
    client.force_login(cast.olga)
    page = client.get("/actions/").text
    assert "Add an alert" in page
    assert "Hidden" not in page
    assert "No action is like that." in client.get("/actions/?q=nothing+like+this").text
    client.force_login(cast.gus)
    assert "Steps for" not in client.get("/actions/").text
    assert client.get("/actions/?page=999999999999").status_code == 200


def test_an_empty_board_says_where_actions_come_from(client, cast):
    client.force_login(cast.ben)
    assert "No actions yet." in client.get("/actions/").text


def test_it_is_private(client, cast):
    for path in ("/actions/", "/actions.csv"):
        assert client.get(path)["Location"].startswith("/sign-in/")


def test_twenty_cost_what_ten_cost(client, cast, incident, django_assert_max_num_queries):
    client.force_login(cast.ben)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for _ in range(2):
        for n in range(10):
            each = an_incident(cast, f"Number {n}")
            taken(each, cast, f"Do {n}", n - 5, team=cast.teams["payments"])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/actions/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def test_overdue_is_measured_where_the_person_is(client, cast, incident):
    cast.ben.time_zone = "Pacific/Kiritimati"
    cast.ben.save()
    client.force_login(cast.ben)
    yesterday = (timezone.now() - dt.timedelta(days=1)).date()
    action = ActionItem.propose(incident, text="Add it", by=cast.ben, at=timezone.now())
    action.accept(owner=cast.ben, due_on=yesterday, by=cast.ben, at=timezone.now())
    assert "overdue" in client.get("/actions/").text
