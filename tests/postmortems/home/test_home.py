"""The start page: what waits, what is written, what was promised; for each person their own."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse

from incidents.actions.models import ActionItem
from postmortems.archive.models import Publication
from postmortems.drafting.models import Postmortem
from postmortems.home.page import Start
from postmortems.reviews.models import ReviewRequest
from tests.cast import NOW, an_incident

DAY = dt.timedelta(days=1)


@pytest.fixture
def draft(incident, cast):
    return Postmortem.draft(incident, by=cast.ben, at=NOW)


def start(user, at=NOW):
    return Start(user, at)


def text_of(response):
    main = response.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_strangers_sign_in_first(client, db):
    assert client.get(reverse("home:home")).status_code == 302


def test_a_newcomer_finds_one_sentence_and_one_button(client, cast):
    client.force_login(cast.olga)
    page = client.get(reverse("home:home"))
    assert "No incidents yet." in text_of(page)
    assert page.content.decode().count("button do") == 1


def test_a_guest_finds_nothing_to_fill_in(client, cast, incident):
    client.force_login(cast.gus)
    page = text_of(client.get(reverse("home:home")))
    assert "My drafts" not in page and "New incident" not in page


def test_reviews_wait_for_the_person_who_is_asked(draft, cast):
    ReviewRequest.ask(draft, [cast.priya], by=cast.ben, at=NOW, due_on=NOW.date() + DAY)
    [row] = start(cast.priya).waiting
    assert (row.request.asked_by, row.approved, row.required) == (cast.ben, 0, 1)
    assert start(cast.priya).lead == "One report is waiting for your review."
    assert start(cast.kenji).waiting == []


def test_a_draft_stands_with_those_who_wrote_in_it(draft, cast):
    assert [row.postmortem for row in start(cast.ben).drafts] == [draft]
    assert start(cast.priya).drafts == []
    draft.parts()[0].write("Words.", base_seq=None, by=cast.priya, at=NOW + DAY)
    [row] = start(cast.priya).drafts
    assert (row.saved.author, row.saved.at) == (cast.priya, NOW + DAY)


def test_a_draft_says_what_is_empty_then_what_blocks_it(draft, cast):
    assert re.search(r"(is|are) empty$", start(cast.ben).drafts[0].says)
    ReviewRequest.ask(draft, [cast.priya], by=cast.ben, at=NOW)
    assert start(cast.ben).drafts[0].says.endswith("before it can be published")


def test_a_date_that_is_near_is_said_first(draft, cast):
    incident = draft.incident
    days = dt.timedelta(days=incident.severity.due_days)
    incident.set_clocks({"started": NOW - 90 * DAY, "resolved": NOW + 2 * DAY - days}, by=cast.ben, at=NOW)
    [row] = start(cast.ben).drafts
    assert (row.due, row.says, row.late) == ("In 2\u00a0days", f"required for {incident.severity}", False)
    [row] = start(cast.ben, NOW + 4 * DAY).drafts
    assert (row.due, row.late) == ("2\u00a0days overdue", True)


def test_actions_are_ones_own_the_overdue_first(incident, cast):
    for text, owner, days in (("Later", cast.kenji, 9), ("Over", cast.kenji, -3), ("Olga's", cast.olga, 1)):
        action = ActionItem.propose(incident, text=text, by=cast.ben, at=NOW)
        action.accept(owner=owner, due_on=NOW.date() + days * DAY, by=cast.ben, at=NOW)
    page = start(cast.kenji)
    assert [action.text for action in page.actions] == ["Over", "Later"]
    assert [action.text for action in page.overdue] == ["Over"]
    assert page.lead == "One of your actions is overdue."


def test_what_was_done_this_quarter_is_counted(incident, cast):
    for days in (2, 4, 9):
        action = ActionItem.propose(incident, text="Do it", by=cast.ben, at=NOW, owner=cast.kenji)
        action.finish(evidence="Merged", by=cast.kenji, at=NOW + days * DAY)
    page = start(cast.kenji, NOW + 10 * DAY)
    assert (len(page.done), page.done_median) == (3, "four days")
    assert start(cast.kenji, NOW + 90 * DAY).done == []


def test_the_quarter_holds_drills_and_no_duplicates(incident, cast):
    drill, twin = an_incident(cast, "Region failover rehearsal"), an_incident(cast, "Twice")
    drill.change_status("closed", by=cast.ben, at=NOW, reason="drill")
    twin.change_status("closed", by=cast.ben, at=NOW, reason="duplicate", duplicate_of=incident)
    page = start(cast.olga)
    assert page.quarter_sentence == "1 incident, SEV-1" and page.drill_count == 1
    assert drill.get_absolute_url() not in page.quarter_wide.svg
    page = Start(cast.olga, NOW, drills=True)
    assert page.quarter_sentence == "1 incident, SEV-1, and 1 drill"
    assert drill.get_absolute_url() in page.quarter_wide.svg
    assert incident.get_absolute_url() in page.quarter_wide.svg
    assert start(cast.olga, NOW + 60 * DAY).dots == []


def test_nothing_of_a_restricted_incident_is_shown_or_counted(secret, cast, client):
    postmortem = Postmortem.draft(secret, by=cast.ben, at=NOW)
    ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)
    action = ActionItem.propose(secret, text="Rotate the key", by=cast.ben, at=NOW)
    part = secret.involvements.create(user=cast.kenji, role="reader")
    action.accept(owner=cast.kenji, due_on=NOW.date(), by=cast.ben, at=NOW)
    assert [action.text for action in start(cast.kenji).actions] == ["Rotate the key"]
    part.delete()
    assert start(cast.kenji).is_new
    assert start(cast.amara).is_new
    assert [row.request.postmortem for row in start(cast.priya).waiting] == [postmortem]
    secret.involvements.filter(user=cast.priya).delete()
    assert start(cast.priya).waiting == []
    client.force_login(cast.kenji)
    page = client.get(reverse("home:home")).content.decode()
    assert "Leaked" not in page and "Rotate" not in page


def test_published_reports_say_what_is_left_to_do(draft, cast, client):
    for text in ("Watch it", "Test it", "Drop it"):
        action = ActionItem.propose(draft.incident, text=text, by=cast.ben, at=NOW, owner=cast.kenji)
        if text == "Test it":
            action.finish(evidence="Merged", by=cast.kenji, at=NOW)
        if text == "Drop it":
            action.decline(because="Too dear", by=cast.ben, at=NOW)
    Publication.issue(draft, by=cast.amara, at=NOW, override_reason="In time for the meeting")
    for reader in (cast.gus, cast.olga):
        [row] = start(reader).published
        assert (row.incident, row.actions, row.open, start(reader).reports_count) == (draft.incident, 2, 1, 1)
    client.force_login(cast.gus)
    page = client.get(reverse("home:home"))
    assert "1 open of 2" in text_of(page)
    draft.incident.revise(version=draft.incident.version, by=cast.ben, at=NOW, visibility="restricted")
    assert start(cast.gus).published == []


def test_the_page_costs_the_same_for_many_rows(client, cast, django_assert_max_num_queries):
    client.force_login(cast.priya)
    counts = []
    for number in range(8):
        incident = an_incident(cast, f"Incident {number}")
        incident.record(text="Paged", by=cast.ben, at=NOW, happened_at=NOW)
        postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
        ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=NOW)
        Postmortem.draft(an_incident(cast, f"Draft {number}"), by=cast.priya, at=NOW)
        action = ActionItem.propose(incident, text="Do it", by=cast.ben, at=NOW)
        action.accept(owner=cast.priya, due_on=NOW.date(), by=cast.ben, at=NOW)
        written = Postmortem.draft(an_incident(cast, f"Report {number}"), by=cast.ben, at=NOW)
        Publication.issue(written, by=cast.ben, at=NOW, override_reason="Old news")
        if number in (5, 7):
            with django_assert_max_num_queries(20) as asked:
                client.get(reverse("home:home"))
            counts.append(len(asked))
    assert counts[0] == counts[1]
