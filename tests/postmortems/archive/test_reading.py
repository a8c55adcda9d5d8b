"""Reading a version: who may, what stands there, what it costs, and what its address says later."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from incidents.actions.models import ActionItem
from postmortems.archive.formats import FORMATS
from postmortems.archive.models import Publication
from tests.cast import NOW

from .conftest import approved

LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def published(cast, ready):
    return Publication.issue(ready, by=cast.ben, at=NOW)


@pytest.fixture
def second(cast, ready, published):
    ready.sections.get(key="summary").write("For two hours.", base_seq=None, by=cast.ben, at=LATER)
    approved(cast, ready, at=LATER)
    return Publication.issue(ready, by=cast.ben, at=LATER, change_note="Two hours, not one.")


def address(incident, name="report", **more):
    if name in FORMATS:
        name, more = "download", {**more, "ending": name}
    return reverse(f"archive:{name}", kwargs={"pk": incident.pk, **more})


def test_anonymous_is_asked_to_sign_in(client, incident, published):
    for name in ("report", "md", "json"):
        answer = client.get(address(incident, name))
        assert answer.status_code == 302
        assert "sign-in" in answer["Location"] or "login" in answer["Location"]


def test_everyone_here_reads_it(olga, incident, published):
    answer = olga.get(address(incident))
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Card payments refused",
        "<strong>card</strong>",
        "The certificate passes its end date.",
        "Inventory every copied secret",
        "as they stand today",
        "Priya Raman",
        "1 overdue",
        'class="picture"',
        f"testserver/reports/{incident.reference}/v1/",
    ):
        assert words in page, words


def test_nobody_but_its_people_reads_a_restricted_one(client, cast, incident, published):
    incident.involvements.create(user=cast.ben, role="commander")
    incident.revise(version=incident.version, by=cast.ben, at=NOW, visibility="restricted")
    for name, more in (
        ("report", {}),
        ("version", {"version": 1}),
        ("md", {}),
        ("json", {}),
        ("changes", {"version": 1}),
    ):
        client.force_login(cast.amara)
        assert client.get(address(incident, name, **more)).status_code == 404
    client.force_login(cast.ben)
    assert client.get(address(incident)).status_code == 200


def test_before_the_first_version_the_draft_is_shown_to_who_may_see_it(olga, incident, draft):
    answer = olga.get(address(incident))
    assert answer.status_code == 302
    assert answer["Location"] == draft.get_absolute_url()
    assert olga.get("/reports/INC-999999/").status_code == 404
    assert olga.get("/reports/INC-99999999999999999/").status_code == 404


def test_head_is_answered_and_post_is_not(olga, incident, published):
    assert olga.head(address(incident)).status_code == 200
    assert olga.post(address(incident)).status_code == 405


def test_an_unchanged_page_is_not_sent_again(olga, incident, published, django_assert_max_num_queries):
    first = olga.get(address(incident))
    assert "private" in first["Cache-Control"] and "no-cache" in first["Cache-Control"]
    with django_assert_max_num_queries(3 + 2):
        again = olga.get(address(incident), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_state_of_an_action_is_another_page(olga, cast, incident, published):
    tag = olga.get(address(incident))["ETag"]
    ActionItem.objects.get(state="proposed").decline(because="Too dear.", by=cast.ben, at=LATER)
    answer = olga.get(address(incident), headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "Too dear." in answer.content.decode()


def test_times_are_shown_in_the_zone_that_the_reader_asks_for(olga, cast, incident, published):
    cast.olga.time_zone = "Asia/Tokyo"
    cast.olga.save()
    page = olga.get(address(incident))
    assert "All times UTC" in page.content.decode() and "Mine, Tokyo" in page.content.decode()
    mine = olga.get(address(incident) + "?zone=mine").content.decode()
    assert "All times Tokyo" in mine and "All times of the incident are in Asia/Tokyo." in mine
    assert ">08:12</time>" in mine, "23:12 UTC"
    olga.cookies["zone"] = "mine"
    kept = olga.get(address(incident), headers={"if-none-match": page["ETag"]})
    assert kept.status_code == 200 and "All times Tokyo" in kept.content.decode()


def test_another_person_gets_a_page_of_their_own(client, cast, incident, published):
    client.force_login(cast.olga)
    tag = client.get(address(incident))["ETag"]
    client.force_login(cast.kenji)
    assert client.get(address(incident), headers={"if-none-match": tag}).status_code == 200


def test_reading_costs_the_same_however_long_it_is(olga, cast, ready, django_assert_max_num_queries):
    for number in range(30):
        ready.incident.record(text=f"Step {number}", by=cast.ben, at=NOW, happened_at=NOW)
    Publication.issue(ready, by=cast.ben, at=NOW, override_reason="Long.")
    with django_assert_max_num_queries(5 + 2):
        assert olga.get(address(ready.incident)).status_code == 200


def test_an_older_version_says_that_a_newer_one_stands(olga, incident, second):
    old = olga.get(address(incident, "version", version=1)).content.decode()
    assert "This is version 1." in old
    assert "For an hour nobody" in old
    assert "as they stood on" in old
    new = olga.get(address(incident)).content.decode()
    assert "For two hours." in new
    assert "Two hours, not one." in new
    assert olga.get(address(incident, "version", version=3)).status_code == 404


def test_what_changed_is_shown_word_by_word(olga, incident, second):
    page = olga.get(address(incident, "changes", version=2)).content.decode()
    assert "<ins>" in page and "<del>" in page
    assert "1 section differs." in page
    assert olga.get(address(incident, "changes", version=1)).status_code == 404


def test_an_override_is_shown(olga, cast, draft):
    Publication.issue(draft, by=cast.ben, at=NOW, override_reason="The regulator asks today.")
    assert "The regulator asks today." in olga.get(address(draft.incident)).content.decode()


def test_a_withdrawn_report_leaves_a_notice_and_nothing_else(olga, cast, incident, published):
    Publication.withdraw(published.postmortem, by=cast.ben, at=LATER, reason="It names a customer.")
    for name, more in (("report", {}), ("version", {"version": 1})):
        answer = olga.get(address(incident, name, **more))
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "It names a customer." in page
        assert "For an hour nobody" not in page
    for name in ("md", "json"):
        assert olga.get(address(incident, name)).status_code == 404


def test_markdown_says_version_time_and_zone(olga, incident, second):
    answer = olga.get(address(incident, "md"))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/markdown")
    assert f'filename="{incident.reference}-v2.md"' in answer["Content-Disposition"]
    assert (
        text.startswith('---\nform: "postmortems/1 pm"\ntitle: "Card payments refused"\n')
        and "\n# Card payments refused\n" in text
    )
    assert "version 2, published 2026-11-13 12:00 UTC by Ben Okafor" in text
    assert "All times are in UTC." in text
    assert "## Summary\n\nFor two hours." in text
    assert "- 2026-11-11 23:12: The certificate passes its end date." in text
    assert (
        "- [ ] Alert 30 days before expiry (prevent; accepted; owner: Priya Raman; due: 2026-11-09)" in text
    )
    assert "For an hour" in olga.get(address(incident, "md") + "?version=1").content.decode()
    for wrong in ("3", "x", "²", "%00"):
        assert olga.get(address(incident, "md") + f"?version={wrong}").status_code in (400, 404)


def test_json_is_what_the_version_keeps(olga, incident, published):
    answer = olga.get(address(incident, "json"))
    assert json.loads(answer.content) == published.frozen
    assert published.frozen["zone"] == "UTC"


def test_the_incident_page_leads_to_the_report(olga, cast, incident, published):
    page = olga.get(incident.get_absolute_url()).content.decode()
    assert f'href="{address(incident)}"' in page
    Publication.withdraw(published.postmortem, by=cast.ben, at=LATER, reason="It names a customer.")
    assert "withdrawn</a>" in olga.get(incident.get_absolute_url()).content.decode()
