"""The preview in a browser: values are given other places, a question is answered, and exactly that is stored."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from incidents.timeline.models import Incident
from tests.journeys.steps import is_open_to_all
from tests.postmortems.exchange.samples import CLASSIC

pytestmark = pytest.mark.django_db(transaction=True)

#: The two forms that people bring most, a table, and a text in two zones. Each leaves one thing open.
DAYLESS = """Postmortem of the badge readers

Issue Summary:
Duration: Doors stayed shut from 9:00 AM to 10:30 AM GMT.
Impact: Nobody got into the east wing.
Root Cause:
The certificate of the readers ran out.
Timeline:
9:00 AM GMT: The readers refused every badge.
9:10 AM GMT: The desk reported that doors stay shut.
9:40 AM GMT: The team suspected the network, wrongly.
10:30 AM GMT : A new certificate was installed and doors opened again.
Root Cause and Resolution:
Root Cause: Nobody was told that the certificate ends.
Resolution: It is renewed by a job now.
Corrective and Preventative Measures:
Improvements/Fixes:
Renew certificates by a job.
Tasks to Address the Issue:
List every certificate in the house.
In conclusion, the doors trusted a date that nobody looked at.
"""
UNCERTAIN = CLASSIC.replace("GMT", "CST")
TABLE = """# Nightly invoices were late

## Summary
Invoices went out six hours late on 2026-02-11.

## Timeline

| Time | What | Who |
| --- | --- | --- |
| 2026-02-11 01:00 | The job was started | Mira |
| 2026-02-11 03:10 | The database was full | Mira |
| 2026-02-11 07:00 | Invoices went out | Jon |

## Action items

| Action | Owner | Status |
| --- | --- | --- |
| Watch the disk | Mira | Done |
| Move the archive | Jon | To do |

## Notes
The alert went to a list that nobody reads.
"""
TWO_ZONES = """# Orders from Lisbon were doubled

## What happened
The office saw every order twice, about two hours long.

## Timeline
- 14:05 UTC: the import is started again by hand
- 15:20 Lisbon: the office reports doubled orders
- 16:45 UTC: the second import is stopped
- 18:30 Berlin: the partner confirms

## Follow-ups
- [ ] Refuse a second import while one runs
"""


def read(page: Page, text: str) -> None:
    page.goto("/import/")
    page.get_by_label("The write-up").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()


def line(page: Page, words: str):
    return page.locator(".source-line", has_text=words).first


def make(page: Page, words: str, what: str, *, script: bool = True) -> None:
    """Choose the line with these words and say what it is."""
    line(page, words).get_by_role("button", name=re.compile(r"^Line \d+: say")).click()
    page.locator("[data-become]").get_by_role("button", name=re.compile(f"^{what}")).click()
    expect(page.get_by_role("button", name=re.compile("^Undo: "))).to_be_visible()


def change(page: Page, label: str, name: str) -> None:
    """Open the menu with this label and press one of its buttons."""
    page.get_by_label(label, exact=True).click()
    page.locator("details.menu[open]").get_by_role("button", name=name).click()


def create(page: Page, title: str | None = None) -> Incident:
    page.get_by_label("Severity", exact=True).select_option("SEV-3")
    if title:
        page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Create incident and draft").click()
    expect(page).to_have_url(re.compile(r"/postmortems/PM-\d+/$"))
    return Incident.objects.get()


def told(incident: Incident) -> list[str]:
    return [
        f"{e.happened_at:%d %H:%M} {e.text}" if e.happened_at else e.text for e in incident.entries.in_order()
    ]


both = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


@both
def test_a_text_without_a_day(cast, visit, javascript):
    page = visit(cast.ben, "/", javascript=javascript)
    read(page, DAYLESS)
    make(page, "In conclusion", "Root cause")
    expect(page.locator("#root_cause")).to_contain_text("trusted a date")
    change(page, "Change the entry of line 11", "Make it an action item")
    expect(page.locator(".read-action.moved")).to_contain_text("suspected the network")
    page.locator("input[name=answer-date]").fill("2026-03-02")
    page.locator("#question-answer-date").get_by_role("button").click()
    expect(page.get_by_text("Monday 2\u00a0March 2026")).to_be_visible()
    incident = create(page, "Doors stayed shut")
    assert incident.root_cause == "In conclusion, the doors trusted a date that nobody looked at."
    assert [entry[:8] for entry in told(incident)] == ["02 09:00", "02 09:10", "02 10:30"]
    assert incident.actions.filter(text__contains="suspected the network").count() == 1
    expect(page.get_by_text("Renew certificates by a job.").first).to_be_visible()


@both
def test_a_zone_that_can_be_several(cast, visit, javascript):
    page = visit(cast.ben, "/", javascript=javascript)
    read(page, UNCERTAIN)
    expect(page.get_by_text("zone assumed").first).to_be_visible()
    change(page, "Change the entry of line 9", "Correct it")
    page.get_by_label("What happened").fill("The checkout was restarted in vain.")
    page.get_by_label("Kind").select_option("dead_end")
    page.get_by_role("button", name="Correct the entry").click()
    expect(page.locator(".entry.moved")).to_contain_text("restarted in vain")
    make(page, "Checkout failed because", "Impact")
    expect(page.locator("#impact")).to_contain_text("Checkout failed because")
    page.get_by_label("China Standard Time").check()
    page.locator("[id='question-answer-zone:CST']").get_by_role("button").click()
    expect(page.get_by_text("zone assumed")).to_have_count(0)
    incident = create(page)
    assert "03 15:50 The checkout was restarted in vain." in told(incident)
    assert incident.entries.get(text__contains="in vain").kind == "dead_end"
    assert incident.impact.startswith("Checkout failed because")


def test_a_table_with_two_entries_joined_and_a_section_renamed(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TABLE)
    change(page, "Change the entry of line 12", "Join to the one before")
    expect(page.locator(".entry.moved")).to_contain_text("Invoices went out")
    change(page, "Change the section Notes", "Rename, or put elsewhere")
    page.get_by_label("Heading", exact=True).fill("What we noticed")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator(".read-section.moved")).to_contain_text("What we noticed")
    page.locator("input[name=answer-zone]").first.fill("Europe/Berlin")
    page.locator("#question-answer-zone").get_by_role("button").click()
    expect(page.locator("#question-answer-zone")).to_have_count(0)
    incident = create(page)
    assert [entry[:8] for entry in told(incident)] == ["11 00:00", "11 02:10"]
    assert "Invoices went out" in told(incident)[1]
    assert "What we noticed" in [part.heading for part in incident.postmortem.parts()]
    assert {a.text: a.owner_named for a in incident.actions.all()}["Move the archive"] == "Jon"


def test_a_text_in_two_zones(cast, visit):
    page = visit(cast.ben, "/")
    read(page, TWO_ZONES)
    make(page, "The office saw every order", "Impact")
    page.get_by_role("button", name=re.compile("^Undo: ")).click()
    expect(page.get_by_role("button", name="Make it again")).to_be_visible()
    page.get_by_role("button", name="Make it again").click()
    expect(page.locator("#impact")).to_contain_text("every order twice")
    change(page, "Change the entry of line 10", "Put back into the text")
    expect(page.get_by_label("Change the entry of line 10")).to_have_count(0)
    page.locator("input[name=answer-date]").fill("2026-07-02")
    page.locator("#question-answer-date").get_by_role("button").click()
    expect(page.get_by_text("Thursday 2\u00a0July 2026")).to_be_visible()
    incident = create(page, "Orders from Lisbon were doubled")
    assert [entry[:8] for entry in told(incident)] == ["02 14:05", "02 14:20", "02 16:45"]
    assert incident.impact == "The office saw every order twice, about two hours long."
    timeline = next(part for part in incident.postmortem.parts() if part.kind == "timeline")
    assert "18:30 Berlin: the partner confirms" in timeline.text


def test_lines_are_chosen_and_made_with_the_keyboard_alone(cast, visit):
    page = visit(cast.ben, "/")
    read(page, CLASSIC)
    page.locator(".source-number").first.focus()
    for _ in range(27):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Line 28: say what it is")).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator(".source-line.picked")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.get_by_label("From line")).to_have_value("27")
    page.keyboard.press("Escape")
    expect(page.locator("[data-become]")).to_be_hidden()
    page.get_by_label("Line 28: say what it is").focus()
    page.keyboard.press("c")
    expect(page.locator("#root_cause")).to_be_focused()
    expect(page.locator("#root_cause")).to_contain_text("something far away")


def test_a_value_and_its_source_light_up_together_and_bring_each_other_into_view(cast, visit):
    page = visit(cast.ben, "/")
    read(page, CLASSIC)
    row = page.locator(".reader-result .entry").last
    row.hover()
    expect(page.locator(".source-line.chosen")).to_contain_text("Sales were back to normal")
    line(page, "The import was cancelled.").locator("a.span").click()
    expect(page.locator(".reader-result .entry.chosen")).to_contain_text("The import was cancelled.")
    expect(page.locator(".reader-result .entry.chosen")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (640, "light"), (375, "dark")]
)
def test_nothing_is_cut_and_axe_finds_nothing(cast, visit, width, scheme):
    page = visit(cast.ben, "/", width=width, color_scheme=scheme)
    read(page, UNCERTAIN.replace("about 90 minutes", "about 3 hours"))
    change(page, "Change the entry of line 9", "Correct it")
    expect(page.get_by_label("What happened")).to_be_visible()
    line(page, "Impact:").get_by_role("button").click()
    is_open_to_all(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (375, "light")])
def test_axe_finds_nothing_in_the_states_of_a_preview(cast, visit, complaints, width, scheme):
    page = visit(cast.ben, "/", width=width, color_scheme=scheme)
    read(page, UNCERTAIN.replace("about 90 minutes", "about 3 hours"))
    page.get_by_label("Sections of the draft").select_option("detailed")
    page.get_by_role("button", name="Lay out").click()
    change(page, "Change the section Conclusion", "Rename, or put elsewhere")
    expect(page.get_by_label("Its place in the template")).to_be_visible()
    is_open_to_all(page)
    page.get_by_label("China Standard Time").check()
    page.locator(".ask").filter(has=page.get_by_label("China Standard Time")).get_by_role("button").click()
    expect(page.locator("#answered")).to_be_visible()
    is_open_to_all(page)
    line(page, "Impact:").get_by_role("button").click()
    page.get_by_label("To line").fill("1")
    page.locator("[data-become]").get_by_role("button", name=re.compile("^Action item")).click()
    expect(page.locator(".lines-form .field-error")).to_contain_text("the first before the last")
    is_open_to_all(page)
    change(page, "Change the entry of line 9", "Join to the one before")
    expect(page.locator(".entry.moved")).to_be_focused()
    is_open_to_all(page)
    change(page, "Change the entry of line 8", "Part at line 9")
    expect(page.get_by_label("Change the entry of line 9")).to_be_attached()
    page.get_by_label("Severity", exact=True).select_option("")
    is_open_to_all(page)
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_role("button", name="Create incident and draft").click()
    expect(page.locator(".summary")).to_be_focused()
    # The browser notes the refusal itself.
    complaints.clear()
    is_open_to_all(page)


def test_axe_finds_nothing_beside_a_paste_that_keeps_its_form(cast, visit):
    page = visit(cast.ben, "/import/")
    page.get_by_label("The write-up").evaluate(
        """box => {
          const carried = new DataTransfer();
          carried.setData("text/html", "<h2>Doors</h2><ul><li>They stayed shut.</li></ul>");
          carried.setData("text/plain", "Doors They stayed shut.");
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_role("button", name="Paste as plain text")).to_be_visible()
    is_open_to_all(page)


def test_the_focus_stays_where_the_person_was_and_what_happened_is_said(cast, visit):
    page = visit(cast.ben, "/")
    read(page, DAYLESS.replace("GMT", ""))
    said = page.locator("#reading-said")
    # An answer: in its field, where it can be changed now; after the last one at what was answered.
    page.locator("input[name=answer-date]").fill("2026-03-02")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Read again. 4 entries, 2 action items")
    expect(page.locator("#answered input[name=answer-date]")).to_be_focused()
    page.locator("#question-answer-zone input").fill("Europe/Berlin")
    page.locator("#question-answer-zone button").press("Enter")
    expect(page.locator("#answered")).to_be_focused()
    # A form that is left: back to its row.
    change(page, "Change the entry of line 11", "Correct it")
    expect(page.locator("[name=with-day]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".entry", has_text="suspected the network")).to_be_focused()
    # A move and its undoing: at the row.
    change(page, "Change the entry of line 11", "Join to the one before")
    expect(page.locator(".entry.moved")).to_be_focused()
    expect(said).to_contain_text("Joined an entry to the one before. 3 entries")
    page.keyboard.press("u")
    expect(said).to_contain_text("Undone: joined an entry to the one before. 4 entries")
    expect(page.locator(".entry.moved")).to_be_focused()
    # What changes no row: at the same button.
    page.get_by_label("Sections of the draft").select_option("classic")
    page.get_by_role("button", name="Lay out").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The draft has the sections of the template")).to_be_visible()
    expect(page.get_by_role("button", name="Lay out")).to_be_focused()


def test_without_a_script_a_page_opens_where_the_person_was(cast, visit):
    page = visit(cast.ben, "/", javascript=False)
    read(page, DAYLESS)
    change(page, "Change the entry of line 11", "Correct it")
    page.locator(".row-form").get_by_role("button", name="Leave it").click()
    expect(page.locator(".entry", has_text="suspected the network")).to_be_focused()
    expect(page.locator(".entry", has_text="suspected the network")).to_be_in_viewport()
    page.get_by_label("Sections of the draft").select_option("classic")
    page.get_by_role("button", name="Lay out").click()
    expect(page.get_by_role("button", name="Lay out")).to_be_in_viewport()
    page.get_by_role("button", name=re.compile("^Line 3: say")).click()
    page.get_by_label("To line").fill("1")
    page.locator("[data-become]").get_by_role("button", name=re.compile("^Impact")).click()
    expect(page.locator(".lines-form .field-error")).to_be_in_viewport()
    page.locator("[data-become]").get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_role("button", name=re.compile("^Line 3: say"))).to_be_focused()


def test_a_dropped_file_is_read(cast, visit):
    page = visit(cast.ben, "/import/")
    page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "doors.txt", { type: "text/plain" }));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        DAYLESS,
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".entry").first).to_contain_text("The readers refused every badge.")
