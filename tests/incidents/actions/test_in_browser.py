"""Action items in a real browser: in place with a script, page by page without."""

import pytest
from playwright.sync_api import expect

from incidents.actions.models import ActionItem
from tests.cast import NOW


@pytest.fixture
def action(incident, cast):
    return ActionItem.propose(incident, text="Add a limit to the export", by=cast.ben, at=NOW)


def accept(page, *, mistaken):
    """From the list's menu to the accepted action, with or without a mistake on the way."""
    row = page.locator("#actions tbody tr").first
    row.locator("summary").click()
    row.get_by_role("link", name="Accept").click()
    if mistaken:
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Owner").select_option("Kenji Mori")
    page.get_by_label("Due").fill("2027-01-15")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator("#actions").get_by_text("Accepted")).to_be_visible()
    expect(page.locator("#actions").get_by_text("Kenji Mori")).to_be_visible()


@pytest.mark.parametrize("where", ["incident", "board"])
def test_accepting_in_place(visit, cast, action, where):
    path = "/actions/" if where == "board" else action.incident.get_absolute_url()
    page = visit(cast.ben, path)
    page.evaluate("window.stayed = true")
    accept(page, mistaken=True)
    assert page.evaluate("window.stayed")
    expect(page.get_by_text("The action is accepted now.")).to_be_visible()


def test_accepting_without_a_script(visit, cast, action):
    accept(visit(cast.ben, action.incident.get_absolute_url(), javascript=False), mistaken=False)


def test_proposing_in_place_and_changing_ones_mind(visit, cast, incident):
    page = visit(cast.ben, incident.get_absolute_url())
    page.get_by_role("link", name="Add action").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_label("Action", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Add action").click()
    page.get_by_label("Action", exact=True).fill(
        "Remove the second retry so that a slow bank costs one timeout"
    )
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("#actions").get_by_text("Remove the second retry")).to_be_visible()


def test_the_board_at_the_width_of_a_phone(visit, cast, action):
    page = visit(cast.ben, "/actions/", width=375)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over == 0
