"""A timeline written in a real browser: in place with the keyboard alone, and without a script."""

import datetime as dt

import pytest

from tests.cast import NOW, an_incident


@pytest.fixture
def fallen(cast):
    """An incident with three entries, two of them clocks, and one without a time."""
    incident = an_incident(cast, zone="Europe/Amsterdam")
    first, second, third = (
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(minutes=m), zone="UTC")
        for m, text in ((0, "It fell over"), (19, "An alert rang"), (60, "It stood up"))
    )
    incident.set_clocks({"started": first, "detected": second, "resolved": third}, by=cast.ben, at=NOW)
    incident.record(text="Somebody rang the bank", by=cast.ben, at=NOW, source="import", mark="No time")
    return incident


def test_the_keyboard_alone_adds_edits_and_leaves(visit, cast, fallen):
    page = visit(cast.ben, fallen.get_absolute_url() + "?zone=utc")
    page.keyboard.press("n")
    form = page.locator("[data-entry-form]")
    form.locator("[name=time]").fill("later")
    form.locator("[name=text]").fill("Ben looked at the gateway")
    page.keyboard.press("Control+Enter")
    page.locator(".summary").wait_for()
    assert page.evaluate("document.activeElement.className") == "summary"
    form.locator("[name=time]").fill("12:30 PM")
    form.locator("[name=date]").fill("2026-11-12")
    page.keyboard.press("Control+Enter")
    form.wait_for(state="detached")
    row = page.locator(".entry", has_text="Ben looked at the gateway")
    assert "12:30" in row.inner_text() and "T+30" in row.inner_text()
    page.wait_for_function("document.activeElement.classList.contains('entry')")
    row.get_by_role("link", name="Edit the entry").focus()
    page.keyboard.press("Enter")
    form.wait_for()
    form.locator("[name=text]").fill("Something else")
    page.keyboard.press("Escape")
    form.wait_for(state="detached")
    assert "Something else" not in page.inner_text("#record")


def test_correcting_an_entry_corrects_the_clocks_above_it(visit, cast, fallen):
    page = visit(cast.ben, fallen.get_absolute_url() + "?zone=utc")
    assert "1\u00a0h after it started" in page.inner_text(".figures")
    page.locator(".entry", has_text="It stood up").get_by_role("link", name="Edit the entry").click()
    page.locator("[name=time]").fill("13:30")
    page.get_by_role("button", name="Save entry").click()
    page.locator("[data-entry-form]").wait_for(state="detached")
    assert "1\u00a0h\u00a030\u00a0min after it started" in page.inner_text(".figures")


def test_deleting_offers_to_undo(visit, cast, fallen):
    page = visit(cast.ben, fallen.get_absolute_url() + "?zone=utc")
    row = page.locator(".entry", has_text="An alert rang")
    row.hover()
    row.get_by_role("link", name="More about the entry").click()
    row.get_by_role("button", name="Delete").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    row.get_by_role("button", name="Delete").click()
    page.locator(".toast", has_text="Entry at 12:19").wait_for()
    assert row.count() == 0
    page.get_by_role("button", name="Undo").click()
    page.locator(".toast", has_text="The entry is back").wait_for()
    assert row.count() == 1


def test_without_a_script_all_of_it_works_on_pages(visit, cast, fallen):
    page = visit(cast.ben, fallen.get_absolute_url(), javascript=False)
    page.get_by_role("link", name="Mine, UTC").or_(page.get_by_role("link", name="UTC")).first.click()
    page.get_by_role("link", name="Add entry").click()
    page.locator("[name=time]").fill("12:30")
    page.locator("[name=date]").fill("2026-11-12")
    page.locator("[name=text]").fill("Ben looked at the gateway")
    page.get_by_role("button", name="Save entry").click()
    row = page.locator(".entry", has_text="Ben looked at the gateway")
    row.hover()
    row.get_by_role("link", name="More about the entry").click()
    page.get_by_role("button", name="Mitigated").click()
    assert "30\u00a0min" in page.inner_text(".figures")
    row.hover()
    row.get_by_role("link", name="More about the entry").click()
    page.get_by_role("button", name="Delete").click()
    assert row.count() == 0
    page.get_by_role("button", name="Undo").click()
    assert row.count() == 1
    odd = page.locator(".entry", has_text="Somebody rang the bank")
    odd.get_by_role("button", name="It is right").click()
    assert "No time\n" not in odd.inner_text()


def test_nothing_scrolls_sideways_on_a_telephone(visit, cast, fallen):
    page = visit(cast.ben, "/incidents/", width=375)
    here = fallen.get_absolute_url()
    below = ("", "edit/", "clocks/", "people/", "history/", "status/", "links/", "entries/new/")
    for path in ("/incidents/new/", *(here + name for name in below)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
