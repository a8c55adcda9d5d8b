"""What incidents have to do with each other: read from both ends, and unknown where one end is."""

import datetime as dt

import pytest

from incidents.timeline import history
from incidents.timeline.linked import linked, ordinal
from incidents.timeline.models import Incident, Link, LinkRefused, StatusRefused
from tests.cast import NOW, an_incident


@pytest.fixture
def before(cast):
    """An incident that happened before."""
    return an_incident(cast, "Cards refused last year", started=NOW - dt.timedelta(days=365))


def seen(user):
    return Incident.objects.visible_to(user)


def address(incident):
    return f"{incident.get_absolute_url()}links/"


def words(incident, user):
    return [(row.words, row.other.reference) for row in linked(incident, seen(user)).rows]


def test_a_link_is_made_by_reference_and_reads_from_both_ends(ben, cast, incident, before):
    data = {"once": "k", "relation": "again", "other": before.reference.lower(), "note": "Same gateway"}
    for _ in range(2):
        assert ben.post(address(incident), data).status_code == 302
    assert words(incident, cast.ben) == [("The same again as", before.reference)]
    assert words(before, cast.ben) == [("Happened again as", incident.reference)]
    page = ben.get(incident.get_absolute_url()).text
    assert "Same gateway" in page and before.title in page and "2nd time" in page
    assert "first of 2 times" in ben.get(before.get_absolute_url()).text


def test_a_link_is_made_by_words_of_the_title(ben, cast, incident, before):
    an_incident(cast, "Cards refused twice")
    form = {"relation": "related", "note": ""}
    answer = ben.post(address(incident), form | {"other": "cards refused"})
    assert "Several incidents fit" in answer.text and before.title in answer.text
    assert not Link.objects.exists()
    ben.post(address(incident), form | {"other": "last year"})
    assert Link.objects.get().other == before


@pytest.mark.parametrize("other", ["", "nothing of the kind", "INC-99999", "a\0b", "x" * 300])
def test_what_cannot_be_linked_is_said_and_kept(ben, incident, other):
    answer = ben.post(address(incident), {"relation": "related", "other": other, "note": "Kept words"})
    assert answer.status_code in (200, 400) and not Link.objects.exists()
    if answer.status_code == 200:
        assert "There is a problem" in answer.text and "Kept words" in answer.text


def test_an_incident_is_not_linked_to_itself_nor_twice(cast, incident, before):
    with pytest.raises(LinkRefused, match="itself"):
        Link.join(incident, incident, "related", by=cast.ben, at=NOW)
    Link.join(incident, before, "related", by=cast.ben, at=NOW)
    with pytest.raises(LinkRefused, match="already"):
        Link.join(before, incident, "related", by=cast.ben, at=NOW)


def test_of_a_restricted_one_nothing_is_told(client, cast, incident, secret, before):
    link = Link.join(incident, secret, "again", by=cast.ben, at=NOW, note="Both by the same key")
    Link.join(before, secret, "again", by=cast.ben, at=NOW)
    client.force_login(cast.kenji)
    for page in (incident.get_absolute_url(), address(incident), f"{incident.get_absolute_url()}history/"):
        text = client.get(page).text
        assert secret.title not in text and f"{secret.reference}<" not in text and "same key" not in text
    assert "time</a>" not in client.get(incident.get_absolute_url()).text
    assert linked(incident, seen(cast.kenji)).times == 1
    assert linked(incident, seen(cast.ben)).times == 3
    assert client.post(f"{address(incident)}{link.pk}/remove/").status_code == 404
    found = client.post(address(incident), {"relation": "related", "other": secret.reference})
    never = client.post(address(incident), {"relation": "related", "other": "INC-99999"})
    assert str(found.context["form"].errors).replace(secret.reference, "X") == str(
        never.context["form"].errors
    ).replace("INC-99999", "X")
    assert Link.objects.count() == 2


def test_it_is_counted_over_several_steps(cast, incident, before):
    third = an_incident(cast, "Cards refused once more")
    Link.join(third, before, "again", by=cast.ben, at=NOW)
    Link.join(before, incident, "again", by=cast.ben, at=NOW)
    assert [linked(each, seen(cast.ben)).time for each in (before, incident, third)] == [1, 2, 3]


def test_a_link_is_taken_away(ben, cast, incident, before):
    link = Link.join(incident, before, "related", by=cast.ben, at=NOW)
    assert ben.post(f"{address(before)}{link.pk}/remove/").status_code == 302
    assert not Link.objects.exists()
    steps = history.of_incident(before, "UTC", seen=seen(cast.ben))
    assert [step.sentence for step in steps][:2] == [
        f"took a link away: related to {incident.reference} “{incident.title}”",
        f"linked it: related to {incident.reference} “{incident.title}”",
    ]


def test_a_duplicates_link_follows_its_closing(ben, cast, incident, before):
    incident.change_status("closed", reason="duplicate", duplicate_of=before, by=cast.ben, at=NOW)
    link = Link.objects.get()
    assert (words(before, cast.ben), link.by, link.at) == (
        [("Has the duplicate", incident.reference)],
        cast.ben,
        NOW,
    )
    assert "Change its status" in ben.post(f"{address(incident)}{link.pk}/remove/", follow=True).text
    with pytest.raises(StatusRefused, match="already"):
        before.change_status("closed", reason="duplicate", duplicate_of=incident, by=cast.ben, at=NOW)
    incident.change_status("open", by=cast.ben, at=NOW)
    assert not Link.objects.exists()


def test_it_happened_again(ben, cast, before):
    before.revise(
        version=1, by=cast.ben, at=NOW, team=cast.teams["payments"], services=[cast.services["checkout"]]
    )
    form = ben.get(f"/incidents/new/?again={before.reference}").context["form"]
    assert (form["title"].value(), form["team"].value()) == (before.title, cast.teams["payments"].pk)
    data = {
        "once": "k", "again": before.pk, "title": before.title, "severity": before.severity_id,
        "zone": "UTC", "visibility": "everyone",
    }  # fmt: skip
    first, second = (ben.post("/incidents/new/", data) for _ in range(2))
    assert first["Location"] == second["Location"] and first["Location"].endswith("?write=1")
    assert (Link.objects.get().other, Link.objects.get().relation) == (before, "again")


def test_a_hidden_one_does_not_happen_again(client, cast, secret):
    client.force_login(cast.kenji)
    page = client.get(f"/incidents/new/?again={secret.reference}")
    assert secret.title not in page.text and page.context["form"]["title"].value() == ""
    data = {
        "again": secret.pk,
        "title": "Mine",
        "severity": secret.severity_id,
        "zone": "UTC",
        "visibility": "everyone",
    }
    assert client.post("/incidents/new/", data).status_code == 302
    assert not Link.objects.exists()


def test_the_list_narrows_to_what_happened_again(ben, client, cast, incident, before, secret):
    Link.join(incident, before, "again", by=cast.ben, at=NOW)
    lone = an_incident(cast, "Alone")
    Link.join(lone, secret, "again", by=cast.ben, at=NOW)
    client.force_login(cast.kenji)
    found = {row.title for row in client.get("/incidents/?linked=again").context["page"]}
    assert found == {incident.title, before.title}


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")],
)
def test_ordinals(number, word):
    assert ordinal(number) == word


def test_twenty_links_cost_what_ten_do(ben, cast, incident, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def more(n):
        for _ in range(n):
            Link.join(incident, an_incident(cast), "again", by=cast.ben, at=NOW)

    more(10)
    ben.get(incident.get_absolute_url())
    with CaptureQueriesContext(connection) as ten:
        ben.get(incident.get_absolute_url())
    more(10)
    with django_assert_num_queries(len(ten)):
        ben.get(incident.get_absolute_url())
