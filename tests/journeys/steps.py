"""What people do on the pages, in words; each step works with JavaScript and without."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.axe import findings

CHECKLIST = 6


def until_kept(page: Page, words: str) -> None:
    """Wait until the device keeps what is being typed."""
    page.wait_for_function(
        "words => Object.values(localStorage).some(kept => kept.includes(words))", arg=words
    )


def bring_in(page: Page, text: str, *, severity: str = "SEV-2", restricted: bool = False) -> None:
    """Paste a write-up, look at the preview, create the incident and its draft."""
    page.goto("/import/")
    page.get_by_label("The write-up").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()
    page.get_by_label("Severity").select_option(severity)
    if restricted:
        page.get_by_label("Who may see it").select_option("restricted")
    page.get_by_role("button", name="Create incident and draft").click()
    expect(page).to_have_url(re.compile(r"/postmortems/PM-\d+/$"))


def write(page: Page, heading: str, words: str) -> None:
    """Add words at the end of a section and leave its form."""
    page.get_by_role("link", name=f"Edit {heading}", exact=True).click()
    text = page.get_by_label(f"Text of {heading}, in Markdown")
    text.fill(f"{text.input_value()}\n\n{words}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(words).first).to_be_visible()


def ask(page: Page, draft: str, *names: str) -> None:
    """Ask colleagues to review the draft."""
    page.goto(f"{draft}review/requests/")
    for name in names:
        page.get_by_label(name).check()
    page.locator("main form[data-ask] .field-acts button").click()
    expect(page.get_by_text("In review").first).to_be_visible()


def comment(page: Page, draft: str, words: str) -> None:
    """Say something about the whole."""
    page.goto(f"{draft}threads/new/")
    page.locator("main textarea").fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text(words).first).to_be_visible()


def resolve(page: Page, draft: str, reply: str) -> None:
    """Answer the only open thread and settle it."""
    page.goto(f"{draft}threads/")
    page.get_by_label("Reply", exact=True).fill(reply)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("resolved it on")).to_be_visible()


def approve(page: Page, draft: str) -> None:
    """Approve the revision that the page shows, with every question of the checklist answered."""
    page.goto(f"{draft}review/")
    page.get_by_label("Approve").check()
    questions = page.locator(".checklist fieldset")
    expect(questions).to_have_count(CHECKLIST)
    for n in range(CHECKLIST):
        questions.nth(n).get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Give your answer").click()
    expect(page.get_by_text("Approved").first).to_be_visible()


def publish(page: Page, draft: str) -> None:
    """Publish the next version."""
    page.goto(f"{draft}publication/")
    page.get_by_role("button", name=re.compile(r"^Publish version \d+$")).click()
    expect(page).to_have_url(re.compile(r"/reports/INC-\d+/"))


def is_open_to_all(page: Page) -> None:
    """Axe finds nothing on the page as it stands, and it does not scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    # At the top, so that the bar which stays in view lies over nothing.
    page.evaluate("scrollTo(0, 0)")
    assert findings(page, "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa") == []


def search(page: Page, words: str) -> list[str]:
    """The titles that the archive finds."""
    page.goto("/reports/")
    page.locator("main input[name=q]").fill(words)
    page.locator("main").get_by_role("button", name="Search", exact=True).click()
    page.wait_for_load_state()
    return page.locator("main .hit .row-title").all_inner_texts()
