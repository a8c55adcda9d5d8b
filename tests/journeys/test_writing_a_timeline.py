"""A timeline written as people write one: by keyboard alone, without a script, by two at once, at a clock change."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.axe import findings
from tests.cast import NOW, an_incident
from tests.journeys.steps import until_kept

pytestmark = pytest.mark.django_db(transaction=True)

#: What is typed as the time, what happened, and where it stands in UTC.
TEN = [
    ("12 Nov 2026 22:05", "The gateway refused its first card", "22:05"),
    ("+12m", "An alert rang", "22:17"),
    ("22:20", "Ben acknowledged the page", "22:20"),
    ("~22:31", "Somebody at the bank noticed too", "22:31"),
    ("10:40 PM", "Ben rolled the release back", "22:40"),
    ("22:41-22:55", "Nothing changed", "22:41"),
    ("+1h05", "A certificate was found to be out of date", "23:46"),
    ("00:10", "Priya put a new one in place", "00:10"),
    ("01:30 CET", "Cards went through again", "00:30"),
    ("?", "A customer wrote to say thank you", "no time"),
]


@pytest.fixture
def night(cast):
    """An incident whose start is known and whose timeline is empty; it is over."""
    start = dt.datetime(2026, 11, 12, 22, 0, tzinfo=dt.UTC)
    incident = an_incident(cast, started=start)
    incident.change_status("resolved", by=cast.ben, at=NOW)
    return incident


def times(page) -> list[str]:
    return [
        text.strip().removeprefix("about").strip()
        for text in page.locator("#record .entry-time").all_inner_texts()
    ]


def no_mouse(page) -> None:
    """From now on a pointer would leave a trace."""
    page.evaluate("addEventListener('pointerdown', () => (window.pointed = true), true)")


def test_ten_entries_by_keyboard_alone(cast, visit, night):
    page = visit(cast.ben, f"{night.get_absolute_url()}?write=1&zone=utc")
    no_mouse(page)
    for typed, words, _ in TEN:
        expect(page.locator("[data-entry-form] [name=time]")).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator("[data-entry-form] [name=text]")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator(".entry", has_text=words)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-entry-form]")).to_have_count(0)
    assert times(page) == [at for _, _, at in TEN]
    assert [entry.text for entry in night.entries.in_order()] == [words for _, words, _ in TEN]
    last = page.locator(".entry", has_text=TEN[-1][1])
    expect(last).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.locator("[data-entry-form] [name=time]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    row = page.locator(".entry", has_text=TEN[-2][1])
    expect(row).to_be_focused()
    page.keyboard.press("Delete")
    expect(row).to_have_count(0)
    page.locator(".toast").wait_for()
    page.keyboard.press("u")
    expect(row).to_be_visible()
    assert not page.evaluate("Boolean(window.pointed)")


def test_the_same_without_a_script(cast, visit, night):
    page = visit(cast.ben, f"{night.get_absolute_url()}?zone=utc", javascript=False)
    page.get_by_role("link", name="Add the first entry").click()
    for typed, words, _ in TEN:
        page.locator("[name=time]").fill(typed)
        page.locator("[name=text]").fill(words)
        page.get_by_role("button", name="Save and add another").click()
        expect(page.locator(".toast", has_text="Saved: ")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    assert times(page) == [at for _, _, at in TEN]


def test_it_is_said_while_one_types_and_a_clock_change_is_asked_about(cast, visit, night):
    page = visit(cast.ben, f"{night.get_absolute_url()}?write=1&zone=utc")
    said = page.locator("[data-entry-form] #said_time")
    page.keyboard.type("10:05 PM")
    expect(said).to_contain_text("Thu\u00a012\u00a0Nov\u00a02026, 22:05\u00a0UTC, T+5\u00a0min")
    page.locator("[name=time]").fill("25 Oct 2026 02:30 Europe/Amsterdam")
    expect(said).to_contain_text("There were two times 02:30")
    page.get_by_label("02:30\u00a0CET, after it").check()
    expect(said.locator("strong")).to_contain_text("01:30\u00a0UTC")
    page.locator("[name=text]").fill("The clocks went back")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-entry-form]")).to_have_count(0)
    assert night.entries.get().happened_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_a_clock_change_is_asked_about_without_a_script(cast, visit, night):
    page = visit(cast.ben, f"{night.get_absolute_url()}entries/new/?zone=utc", javascript=False)
    page.locator("[name=time]").fill("29 March 2026 02:30 Europe/Amsterdam")
    page.locator("[name=text]").fill("The clocks went forward")
    page.get_by_role("button", name="Save entry").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("03:30\u00a0CEST").check()
    page.get_by_role("button", name="Save entry").click()
    assert night.entries.get().happened_at == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


def test_two_people_on_one_entry_lose_nothing(cast, visit, night):
    at = dt.datetime(2026, 11, 12, 22, 5, tzinfo=dt.UTC)
    entry = night.record(text="It fell over", by=cast.ben, at=NOW, happened_at=at)
    page = visit(cast.ben, f"{night.get_absolute_url()}?zone=utc")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("[data-entry-form] [name=text]").fill("It fell over at the gateway")
    entry.revise(version=1, by=cast.priya, at=NOW, text="The gateway fell over")
    page.keyboard.press("Enter")
    table = page.locator(".compare")
    expect(table).to_contain_text("The gateway fell over")
    expect(page.locator("[data-entry-form] [name=text]")).to_have_value("It fell over at the gateway")
    page.get_by_role("button", name="Put both texts into the form").click()
    expect(page.locator("[data-entry-form] [name=text]")).to_have_value(
        "The gateway fell over\n\nIt fell over at the gateway"
    )
    page.locator("[data-entry-form] [name=text]").fill("The gateway fell over first")
    page.get_by_role("button", name="Save entry").or_(page.get_by_role("button", name="Keep mine")).click()
    expect(page.locator("[data-entry-form]")).to_have_count(0)
    entry.refresh_from_db()
    assert entry.text == "The gateway fell over first"


def test_correcting_a_time_corrects_order_durations_and_picture(cast, visit, night):
    at = dt.datetime(2026, 11, 12, 22, 5, tzinfo=dt.UTC)
    _, second = (
        night.record(text=text, by=cast.ben, at=NOW, happened_at=at + dt.timedelta(minutes=m))
        for text, m in (("It fell over", 0), ("An alert rang", 15))
    )
    night.set_clocks({"detected": second}, by=cast.ben, at=NOW)
    page = visit(cast.ben, f"{night.get_absolute_url()}?zone=utc")
    picture = page.locator(".picture").first.inner_html()
    assert "20\u00a0min after it started" in page.inner_text(".figures")
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.locator("[data-entry-form] [name=time]").fill("22:02")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".figures")).to_contain_text("2\u00a0min after it started")
    assert times(page) == ["22:02", "22:05"]
    assert page.locator(".picture").first.inner_html() != picture


def test_what_is_typed_ahead_and_not_saved_is_offered_back(cast, visit, night):
    page = visit(cast.ben, f"{night.get_absolute_url()}?write=1&zone=utc")
    page.keyboard.type("22:05")
    page.locator("[name=text]").fill("Half a sentence")
    until_kept(page, "Half a sentence")
    page.reload()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=text]")).to_have_value("Half a sentence")
    expect(page.locator("[name=time]")).to_have_value("22:05")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_is_usable_by_all(cast, visit, night, scheme, tmp_path):
    for width in (1280, 375):
        page = visit(
            cast.ben,
            f"{night.get_absolute_url()}?write=1&zone=utc",
            width=width,
            color_scheme=scheme,
            has_touch=width == 375,
        )
        page.locator("[name=time]").fill("25 Oct 2026 02:30 Europe/Amsterdam")
        page.get_by_label("02:30\u00a0CET, after it").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert findings(page) == []
