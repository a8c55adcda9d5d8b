"""Each key of the timeline, in a browser: what it does, and what happens to what is typed meanwhile."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.cast import NOW, an_incident

pytestmark = pytest.mark.django_db(transaction=True)

START = dt.datetime(2026, 11, 12, 22, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
KEYS = ("Enter", "Shift+Enter", "Control+Enter", "Backspace")
SAVES = "**/entries/new/"


@pytest.fixture
def night(cast):
    """Three entries of one instant and one of another, on an incident that is over."""
    incident = an_incident(cast, started=START)
    for text, minutes in (("First", 5), ("Second", 5), ("Third", 5), ("Alone", 9)):
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=START + minutes * MINUTE)
    incident.change_status("resolved", by=cast.ben, at=NOW)
    return incident


def opened(visit, cast, incident, more=""):
    return visit(cast.ben, f"{incident.get_absolute_url()}?zone=utc{more}")


def row(page, text):
    return page.locator("#record .entry", has_text=text)


def form(page):
    return page.locator("[data-entry-form]")


def press(page, *steps):
    """Type each of these, or press it where it is a key."""
    for step in steps:
        (page.keyboard.press if step in KEYS else page.keyboard.type)(step)


def hold(page):
    """Keep the next save on its way; calling what this gives waits until it was sent, and gives it."""
    held = []
    page.route(SAVES, lambda route: held.append(route))

    def caught():
        for _ in range(3000):
            if held:
                return held.pop()
            page.wait_for_timeout(10)
        raise AssertionError("Nothing was sent.")

    return caught


def texts(incident) -> list[str]:
    return [entry.text for entry in incident.entries.standing().in_order()]


def test_alt_and_the_arrows_move_an_entry_among_its_ties(cast, visit, night):
    page = opened(visit, cast, night)
    row(page, "Third").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#record .entry-text").nth(1)).to_contain_text("Third")
    expect(row(page, "Third")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#record .entry-text").nth(0)).to_contain_text("Third")
    expect(row(page, "Third")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#record .entry-text").nth(1)).to_contain_text("Third")
    assert texts(night) == ["First", "Third", "Second", "Alone"]


def test_an_entry_without_a_tie_says_why_it_stays(cast, visit, night):
    page = opened(visit, cast, night)
    row(page, "Alone").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".toast")).to_contain_text("no other has this time")
    expect(row(page, "Alone")).to_be_focused()
    assert page.locator("#toasts").get_attribute("role") == "status"


def test_i_writes_below_the_row(cast, visit, night):
    page = opened(visit, cast, night)
    row(page, "Alone").focus()
    page.keyboard.press("i")
    expect(form(page).locator("[name=time]")).to_be_focused()
    press(page, "+3m", "Enter", "Three minutes later", "Control+Enter")
    expect(row(page, "Three minutes later")).to_be_focused()
    assert night.entries.get(text="Three minutes later").happened_at == START + 12 * MINUTE


def test_shift_and_enter_begin_a_new_line(cast, visit, night):
    page = opened(visit, cast, night, "&write=1")
    press(page, "22:30", "Enter", "One line", "Shift+Enter", "and another", "Control+Enter")
    expect(form(page)).to_have_count(0)
    assert night.entries.get(text__startswith="One").text == "One line\nand another"


@pytest.mark.parametrize(
    ("clock", "stands"),
    [
        (
            dt.datetime(2026, 11, 13, 9, 41, 17, tzinfo=dt.UTC),
            dt.datetime(2026, 11, 13, 9, 41, tzinfo=dt.UTC),
        ),
        # 02:30 in Amsterdam for the first time, and for the second.
        (dt.datetime(2026, 10, 25, 0, 30, 5, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)),
        (dt.datetime(2026, 10, 25, 1, 30, 5, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)),
    ],
)
def test_now_is_the_instant_of_the_click_in_the_zone_of_the_form(cast, visit, clock, stands):
    incident = an_incident(cast, zone="Europe/Amsterdam")
    page = visit(cast.ben, f"{incident.get_absolute_url()}?zone=incident&write=1", timezone_id="Asia/Kolkata")
    page.clock.set_fixed_time(clock)
    page.get_by_role("button", name="Now").click()
    expect(form(page).locator("[name=text]")).to_be_focused()
    press(page, "Somebody looked", "Control+Enter")
    expect(row(page, "Somebody looked")).to_be_visible()
    assert incident.entries.get().happened_at == stands


def test_what_is_typed_while_a_row_is_saved_stands_in_the_next(cast, visit, night):
    page = opened(visit, cast, night, "&write=1")
    caught = hold(page)
    press(page, "22:30", "Enter", "The first", "Enter", "22:39", "Backspace", "5", "Enter", "The sec")
    caught().continue_()
    expect(row(page, "The first")).to_be_visible()
    expect(form(page).locator("[name=time]")).to_have_value("22:35")
    expect(form(page).locator("[name=text]")).to_have_value("The sec")
    expect(form(page).locator("[name=text]")).to_be_focused()
    page.unroute(SAVES)
    press(page, "ond", "Control+Enter")
    expect(row(page, "The second")).to_be_visible()
    assert night.entries.get(text="The second").happened_at == START + 35 * MINUTE


def test_what_is_typed_ahead_outlives_a_save_that_fails(cast, visit, night, complaints):
    page = opened(visit, cast, night, "&write=1")
    caught = hold(page)
    press(page, "22:30", "Enter", "The first", "Enter", "22:35")
    caught().abort()
    expect(page.locator("#spoken")).to_contain_text("It could not be saved")
    expect(form(page).locator("[name=text]")).to_have_value("The first")
    page.unroute(SAVES)
    page.keyboard.press("Enter")
    expect(row(page, "The first")).to_be_visible()
    expect(form(page).locator("[name=time]")).to_have_value("22:35")
    assert all("htmx:" in said or "Failed to load" in said for said in complaints)
    complaints.clear()


def test_the_end_is_said_too_and_follows_the_beginning(cast, visit, night):
    page = opened(visit, cast, night, "&write=1")
    page.keyboard.type("22:30")
    page.get_by_text("Precision, end, evidence, kinds").click()
    page.get_by_label("Until").fill("22:45")
    said = page.locator("#said_end_time")
    expect(said).to_contain_text("22:30 to 22:45\u00a0UTC")
    form(page).locator("[name=time]").fill("22:40")
    expect(said).to_contain_text("22:40 to 22:45\u00a0UTC")


@pytest.mark.parametrize("who", ["ben", "gus"])
def test_a_link_to_an_entry_gives_its_row_the_keyboard(cast, visit, night, who):
    entry = night.entries.get(text="Alone")
    night.involvements.get_or_create(user=cast.gus, role="reader")
    page = visit(getattr(cast, who), f"{night.get_absolute_url()}?zone=utc#entry-{entry.pk}")
    expect(row(page, "Alone")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.evaluate(f"location.hash = '#entry-{night.entries.get(text='First').pk}'")
    expect(row(page, "First")).to_be_focused()
