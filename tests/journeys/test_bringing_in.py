"""Write-ups brought in as people do: both seeds of the corpus, and one of our own with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from incidents.timeline.models import Incident
from postmortems.exchange.parsing import read as read_text
from tests.corpus.test_corpus import CORPUS
from tests.journeys.test_preview import TABLE, TWO_ZONES, create, make, read, told

pytestmark = pytest.mark.django_db(transaction=True)

SEEDS = sorted((CORPUS / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="the corpus is not on this machine")
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_seed_becomes_an_incident_with_everything_in_it(cast, visit, path, javascript):
    text = path.read_text(encoding="utf-8-sig")
    found = read_text(text)
    page = visit(cast.ben, "/", javascript=javascript)
    page.goto("/import/")
    page.get_by_label("The write-up").evaluate("(box, text) => { box.value = text; }", text)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".reader-result .entry")).to_have_count(len(found.timeline))
    expect(page.locator(".read-action")).to_have_count(len(found.actions))
    if any(question.about == "date" for question in found.questions):
        expect(page.locator(".reader-result .assumed").first).to_be_visible()
        page.locator("input[name=answer-date]").fill("2024-05-15")
        page.locator("#question-answer-date").get_by_role("button").click()
        expect(page.get_by_text("Wednesday 15\u00a0May 2024")).to_be_visible()
    expect(page.locator(".reader-result .assumed")).to_have_count(0)
    # One entry is no event of its own, and the template is chosen.
    page.get_by_label(re.compile("^Change the entry of line")).last.click()
    page.locator("details.menu[open]").get_by_role("button", name="Join to the one before").click()
    expect(page.locator(".reader-result .entry")).to_have_count(len(found.timeline) - 1)
    page.get_by_label("Sections of the draft").select_option("classic")
    page.get_by_role("button", name="Lay out").click()
    expect(page.get_by_text("The draft has the sections of the template")).to_be_visible()
    incident = create(page, "A seed")
    assert incident.entries.count() == len(found.timeline) - 1
    assert incident.actions.count() == len(found.actions)
    days = {entry.at.day for entry in read_text(text, answers={"date": "2024-05-15"}).timeline}
    assert {entry.happened_at.date() for entry in incident.entries.all()} == days
    assert incident.root_cause and incident.impact
    assert incident.write_up.source.split() == text.split()
    assert incident.postmortem.template.slug == "classic"


def reach(page: Page, wanted: Locator, *, key: str = "Tab") -> None:
    """Press `key` until the focus is there."""
    for _ in range(150):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not come to {wanted}")


def test_a_table_is_brought_in_with_the_keyboard_alone(cast, visit):
    page = visit(cast.ben, "/import/")
    reach(page, page.get_by_label("The write-up"))
    page.keyboard.insert_text(TABLE)
    reach(page, page.get_by_role("button", name="Read it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()
    reach(page, page.get_by_label("Line 1: say what it is"))
    for _ in range(21):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Line 22: say what it is")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#root_cause")).to_be_focused()
    zone = page.locator("#question-answer-zone input")
    reach(page, zone, key="Shift+Tab")
    page.keyboard.insert_text("Europe/Berlin")
    reach(page, page.locator("#question-answer-zone button"))
    page.keyboard.press("Enter")
    expect(page.locator("#question-answer-zone")).to_have_count(0)
    menu = page.get_by_label("Change the entry of line 12")
    reach(page, menu)
    page.keyboard.press("Enter")
    reach(page, page.locator("details.menu[open]").get_by_role("button", name="Join to the one before"))
    page.keyboard.press("Enter")
    expect(page.locator(".entry.moved")).to_be_focused()
    reach(page, page.get_by_label("Severity", exact=True), key="Shift+Tab")
    page.keyboard.type("SEV-3")
    reach(page, page.get_by_role("button", name="Create incident and draft"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/postmortems/PM-\d+/$"))
    incident = Incident.objects.get()
    assert incident.root_cause == "The alert went to a list that nobody reads."
    assert [entry[:8] for entry in told(incident)] == ["11 00:00", "11 02:10"]


def test_focus_lights_up_both_sides_as_the_pointer_does(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TWO_ZONES)
    number = page.locator(".source-line", has_text="the office reports doubled orders").locator("button")
    number.focus()
    expect(page.locator(".reader-result .entry.chosen")).to_contain_text("the office reports doubled orders")
    page.locator(".reader-result .entry", has_text="the partner confirms").locator("a.line-link").focus()
    expect(page.locator(".source-line.chosen")).to_contain_text("18:30 Berlin")
    expect(page.locator(".reader-result .entry.chosen")).to_have_count(1)


def test_keys_lead_from_a_line_to_what_became_of_it_and_back(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TWO_ZONES)
    number = page.locator(".source-line", has_text="the office reports doubled orders").locator("button")
    number.focus()
    page.keyboard.press("ArrowRight")
    row = page.locator(".reader-result .entry", has_text="the office reports doubled orders")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(number).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".source-line", has_text="the import is started").locator("button")).to_be_focused()
    page.get_by_label("Line 1: say what it is").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    # A line that became nothing of its own keeps the focus.
    page.get_by_label("Line 2: say what it is").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Line 2: say what it is")).to_be_focused()


def test_a_template_is_chosen_and_a_section_placed(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TABLE)
    page.get_by_label("Sections of the draft").select_option("detailed")
    page.get_by_role("button", name="Lay out").click()
    expect(page.locator(".lacking").first).to_be_visible()
    page.get_by_label("Change the section Notes", exact=True).click()
    page.locator("details.menu[open]").get_by_role("button", name="Rename, or put elsewhere").click()
    page.get_by_label("Its place in the template").select_option("lessons")
    page.get_by_role("button", name="Place it there").click()
    expect(page.locator(".read-section.moved")).to_contain_text("in Lessons learned")
    make(page, "Invoices went out six hours", "Impact")
    expect(page.locator("#impact")).to_contain_text("six hours late")
    page.locator("input[name=answer-zone]").first.fill("UTC")
    page.locator("#question-answer-zone").get_by_role("button").click()
    expect(page.locator("#question-answer-zone")).to_have_count(0)
    parts = {part.key: part for part in create(page).postmortem.parts()}
    assert parts["lessons"].text == "### Notes\n\nThe alert went to a list that nobody reads."
    assert parts["summary"].text.startswith("Invoices went out six hours late")
    assert parts["detection"].required and not parts["detection"].text


def test_what_was_brought_in_is_not_offered_back(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TABLE)
    page.goto("/import/")
    expect(page.get_by_text("that was not saved")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Read it").click()
    page.locator("input[name=answer-zone]").first.fill("UTC")
    page.locator("#question-answer-zone").get_by_role("button").click()
    expect(page.locator("#question-answer-zone")).to_have_count(0)
    incident = create(page)
    expect(page.get_by_text(f"Brought in as {incident.reference}, with a draft.")).to_be_visible()
    page.goto("/import/")
    expect(page.get_by_label("The write-up")).to_be_visible()
    expect(page.get_by_text("that was not saved")).to_have_count(0)
