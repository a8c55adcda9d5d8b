"""The page's small scripts in a real browser, and what remains when they may not run."""

import re

from playwright.sync_api import expect

WORDS = "The disk had bytes left but no inodes."


def choose_dark(page):
    page.get_by_label(re.compile("^You, ")).click()
    page.get_by_role("button", name="Dark").click()


def test_colours_change_at_once_and_stay(visit, cast):
    page = visit(cast.amara, "/components/")
    choose_dark(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_colours_change_without_a_script(visit, cast):
    page = visit(cast.amara, "/components/", javascript=False)
    choose_dark(page)
    expect(page).to_have_url(re.compile("/components/$"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_was_typed_is_offered_back_after_a_reload(visit, cast):
    page = visit(cast.amara, "/components/")
    page.get_by_label("What happened").fill(WORDS)
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("Checkout rolled back.")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    page.reload()
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    expect(page.get_by_text("that was not saved")).to_have_count(0)


def test_shortcuts_open_their_list_and_can_be_turned_off(visit, cast):
    page = visit(cast.amara, "/components/")
    page.get_by_role("heading", name="Components").click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    keys.get_by_label("Turn single-key shortcuts off").check()
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_a_shortcut_is_a_letter_inside_a_field(visit, cast):
    page = visit(cast.amara, "/components/")
    page.get_by_label("What happened").press("End")
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("What happened")).to_have_value("Checkout rolled back.?")


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(visit, cast):
    page = visit(cast.amara, "/components/")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Detected at")).to_be_focused()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(visit, cast):
    page = visit(cast.amara, "/components/")
    you = page.get_by_label(re.compile("^You, "))
    you.click()
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()
    expect(you).to_be_focused()


def test_nothing_is_wider_than_a_narrow_screen(visit, cast):
    for width in (320, 375):
        page = visit(cast.amara, "/components/", width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
