"""A day of Slack becomes entries in a real browser: once, again with nothing new, and with the next day's few."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.cast import an_incident
from tests.journeys.test_every_page import findings
from tests.postmortems.exchange.chat.test_slack_export import DAY, FOLDER, packed
from tests.postmortems.exchange.lines.test_chat_pages import NEXT

pytestmark = pytest.mark.django_db(transaction=True)


def send(page, incident, files):
    page.goto(f"{incident.get_absolute_url()}lines/")
    page.get_by_label("or a file").set_input_files(
        {"name": "inc-42.zip", "mimeType": "application/zip", "buffer": packed(files)}
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_role("heading", name="Pick messages")).to_be_visible()


def test_a_slack_day_is_imported_and_known_again(visit, cast):
    incident = an_incident(cast)
    page = visit(cast.ben, incident.get_absolute_url())
    page.get_by_role("link", name="Paste lines").click()
    found = findings(page)
    send(page, incident, FOLDER)
    found += findings(page)
    expect(page.get_by_text("has joined")).to_be_hidden()
    page.get_by_label("Show 1 notice").check()
    expect(page.get_by_text("has joined")).to_be_visible()
    page.get_by_role("button", name="All of this thread, 2").click()
    page.get_by_role("button", name=re.compile("Look over 2 picked")).click()
    page.get_by_label("Text, row 3").fill("Ben looks at the graph")
    found += findings(page)
    page.get_by_role("button", name=re.compile("Add 2 entries")).click()
    expect(page.get_by_text("2 entries added")).to_be_visible()
    expect(page.locator(".entry-text", has_text="Ben looks at the graph")).to_be_visible()
    send(page, incident, FOLDER)
    expect(page.get_by_text("Nothing new.")).to_be_visible()
    send(page, incident, {**FOLDER, "inc-42/2026-11-13.json": NEXT})
    expect(page.get_by_text("seen before", exact=True)).to_have_count(3)
    expect(page.get_by_text("Report is written")).to_be_visible()
    assert found == []


def test_a_click_with_shift_picks_a_range_and_one_author_can_be_shown(visit, cast):
    incident = an_incident(cast)
    page = visit(cast.ben, incident.get_absolute_url())
    rows = [{"user": DAY[1]["user"], "ts": f"{1794477720 + n}.1", "text": f"message {n}"} for n in range(9)]
    send(page, incident, {"inc-42/1.json": json.dumps([*rows, *NEXT])})
    page.locator(".message input").nth(1).click()
    page.locator(".message input").nth(4).click(modifiers=["Shift"])
    expect(page.locator(".message input:checked")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=re.compile("Look over 5 picked"))).to_be_visible()
    page.get_by_label("From").select_option("U2")
    expect(page.locator(".message:visible")).to_have_count(1)
