"""The main job, as people do it: a pasted write-up becomes a reviewed, published, findable postmortem."""

from __future__ import annotations

import urllib.parse

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

pytestmark = pytest.mark.django_db(transaction=True)


def path_of(page) -> str:
    return urllib.parse.urlsplit(page.url).path


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_pasted_text_to_a_report_that_is_found(cast, visit, javascript):
    ben = visit(cast.ben, "/", javascript=javascript)
    priya = visit(cast.priya, "/", javascript=javascript)
    steps.bring_in(ben, CLASSIC)
    draft = path_of(ben)
    steps.write(ben, "Conclusion", "Locks that nobody sees are found late.")
    steps.ask(ben, draft, "Priya Raman")
    priya.goto("/")
    expect(priya.get_by_role("link", name="Ticket sales stopped").first).to_be_visible()
    steps.comment(priya, draft, "Which alert was it?")
    steps.resolve(ben, draft, "The one on the error rate.")
    steps.approve(priya, draft)
    steps.publish(ben, draft)
    expect(ben.get_by_role("heading", level=1)).to_have_text("Ticket sales stopped")
    expect(ben.get_by_text("Locks that nobody sees are found late.")).to_be_visible()
    assert steps.search(priya, "venues locking") == ["Ticket sales stopped"]
    assert steps.search(priya, "unicorns") == []


def test_a_text_without_a_day_is_asked_for_it_and_waits(cast, visit, complaints):
    page = visit(cast.ben, "/import/")
    page.get_by_label("The write-up").fill(DATELESS)
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Severity").select_option("SEV-3")
    page.get_by_label("Title").fill("Slow search")
    page.get_by_role("button", name="Create incident and draft").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    # The browser notes the status of a refused form; nothing else may be said.
    assert all("422" in each for each in complaints)
    complaints.clear()
    page.locator("input[name=answer-date]").fill("2025-03-09")
    page.locator("#question-answer-date").get_by_role("button", name="Read again with this answer").click()
    expect(page.get_by_text("Sunday 9\u00a0March 2025")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Slow search")
    page.get_by_role("button", name="Create incident and draft").click()
    expect(page.get_by_role("heading", name="Timeline").first).to_be_visible()


def test_the_same_text_again_leads_to_what_is_there(cast, visit):
    page = visit(cast.ben, "/")
    steps.bring_in(page, CLASSIC)
    page.goto("/import/")
    page.get_by_label("The write-up").fill(CLASSIC)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("This text is here already")).to_be_visible()


def test_two_people_in_one_section_both_keep_their_words(cast, visit):
    ben = visit(cast.ben, "/", javascript=False)
    steps.bring_in(ben, CLASSIC)
    draft = path_of(ben)
    priya = visit(cast.priya, draft, javascript=False)
    for page in (ben, priya):
        page.get_by_role("link", name="Edit Conclusion", exact=True).click()
    label = "Text of Conclusion, in Markdown"
    ben.get_by_label(label).fill(ben.get_by_label(label).input_value() + "\n\nBen adds a line.")
    priya.get_by_label(label).fill("Priya begins.\n\n" + priya.get_by_label(label).input_value())
    ben.get_by_role("button", name="Save", exact=True).click()
    priya.get_by_role("button", name="Save", exact=True).click()
    ben.goto(draft)
    for words in ("Ben adds a line.", "Priya begins.", "far away from it was slow"):
        expect(ben.get_by_text(words).first).to_be_visible()


def test_a_restricted_incident_is_never_seen_by_an_outsider(cast, visit):
    ben = visit(cast.ben, "/")
    steps.bring_in(ben, CLASSIC, restricted=True)
    draft = path_of(ben)
    ben.goto("/incidents/")
    expect(ben.get_by_text("Ticket sales stopped").first).to_be_visible()
    olga = visit(cast.olga, "/")
    for path in ("/", "/incidents/", "/actions/", "/reports/"):
        olga.goto(path)
        expect(olga.get_by_text("Ticket sales stopped")).to_have_count(0)
    assert steps.search(olga, "venues") == []
    assert olga.request.get(draft).status == 404
