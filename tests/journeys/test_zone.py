"""The zone switch in a browser: chosen once, it holds; and it takes nothing away that is being typed."""

import re

import pytest
from playwright.sync_api import expect

from postmortems.archive.models import Publication
from tests.cast import NOW, an_incident
from tests.journeys.steps import until_kept
from tests.postmortems.archive.conftest import approved, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(cast):
    cast.ben.time_zone = "Asia/Kolkata"
    cast.ben.save()
    postmortem = approved(cast, written(cast, an_incident(cast, zone="Europe/Amsterdam")))
    Publication.issue(postmortem, by=cast.ben, at=NOW)
    return postmortem


def switch(page):
    return page.get_by_role("navigation", name="Zone of the times shown").first


def shows(page, clock, zone):
    expect(switch(page).locator("[aria-current]")).to_have_text(re.compile(zone))
    expect(page.locator(".entry-time", has_text=clock).first).to_be_attached()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_choice_holds_from_page_to_page(cast, visit, told, javascript, tmp_path):
    page = visit(cast.ben, told.get_absolute_url(), javascript=javascript)
    shows(page, "00:12", "Amsterdam")
    switch(page).get_by_text("Mine, Kolkata").click()
    shows(page, "04:42", "Kolkata")
    assert not page.evaluate("scrollY > 0") or switch(page).is_visible()
    page.goto(told.incident.get_absolute_url())
    shows(page, "04:42", "Kolkata")
    switch(page).get_by_text("UTC").click()
    shows(page, "23:12", "UTC")
    for path in (
        f"{told.get_absolute_url()}review/",
        f"/reports/INC-{told.incident_id}/",
        f"{told.get_absolute_url()}preview/",
    ):
        page.goto(path)
        shows(page, "23:12", "UTC")
    page.goto(f"{told.incident.get_absolute_url()}as-it-stands/")
    with page.expect_download() as leaving:
        page.get_by_role("link", name="Markdown").click()
    leaving.value.save_as(tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text()
    assert "23:12" in text and "UTC" in text and "04:42" not in text


@pytest.mark.parametrize("javascript", [True, False])
def test_the_clocks_page_keeps_what_is_typed(cast, visit, told, javascript):
    page = visit(cast.ben, f"{told.incident.get_absolute_url()}clocks/", javascript=javascript)
    row = page.get_by_role("group", name="Mitigated")
    row.get_by_label("Points at").select_option("A time of its own")
    row.get_by_label("Date of its own").fill("2026-11-12")
    row.get_by_label("Time of its own").fill("00:30")
    switch(page).get_by_role("button", name="UTC").click()
    expect(switch(page).locator("[aria-current]")).to_have_text("UTC")
    expect(row.get_by_label("Time of its own")).to_have_value("23:30")
    expect(row.get_by_label("Date of its own")).to_have_value("2026-11-11")
    expect(row.locator(".said")).to_contain_text("23:30")
    row.get_by_label("Time of its own").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(told.incident.title)
    told.incident.refresh_from_db()
    assert f"{told.incident.mitigated_at:%d %H:%M}" == "11 23:30"


def test_what_is_being_typed_is_not_switched_away(cast, visit, told):
    page = visit(cast.ben, f"{told.incident.get_absolute_url()}?write=1&zone=utc")
    page.locator("[data-entry-form] [name=text]").fill("Half a sentence")
    switch(page).get_by_text("Amsterdam").click()
    expect(page.locator("[data-entry-form] [name=text]")).to_have_value("Half a sentence")
    expect(page.locator("[data-entry-form] [name=text]")).to_be_focused()
    expect(page.locator("#spoken")).to_contain_text("Save this entry first")


def test_a_time_that_was_kept_on_the_device_comes_back_in_the_zone_it_was_typed_in(cast, visit, told):
    page = visit(cast.ben, f"{told.incident.get_absolute_url()}?write=1&zone=utc")
    page.locator("[data-entry-form] [name=time]").fill("23:40")
    page.locator("[data-entry-form] [name=text]").fill("Half a sentence")
    until_kept(page, "Half a sentence")
    page.goto(f"{told.incident.get_absolute_url()}?write=1&zone=mine")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[data-entry-form] #said_time")).to_contain_text("23:40\u00a0UTC")
    expect(page.locator("[data-entry-form] .input-suffix").first).to_have_text("UTC")
    page.locator("[data-entry-form] [name=text]").press("Control+Enter")
    expect(page.locator("[data-entry-form]")).to_have_count(0)
    assert f"{told.incident.entries.get(text='Half a sentence').happened_at:%H:%M}" == "23:40"
