"""Writing in a real browser: it saves itself, merges, keeps what is not saved, and needs no script."""

import re

import pytest
from playwright.sync_api import expect

from postmortems.drafting.models import Postmortem, Section
from tests.cast import NOW, an_incident


@pytest.fixture
def drafted(site, cast):
    """A draft that a browser can open."""
    texts = {"summary": "The job ran.\nIt failed.\n"}
    return Postmortem.draft(an_incident(cast), by=cast.ben, at=NOW, texts=texts)


def stored(postmortem, key="summary"):
    return Section.objects.get(postmortem=postmortem, key=key).text


def edit(page, key="summary"):
    """Open a section's form in its place."""
    page.locator(f"#{key} .edit-link").click()
    area = page.locator(f"#{key} textarea")
    expect(area).to_be_focused()
    return area


def saved(page):
    expect(page.locator("#saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=15_000)


def test_a_section_is_written_in_its_place_and_saves_itself(visit, cast, drafted):
    page = visit(cast.ben, drafted.get_absolute_url())
    area = edit(page)
    area.press("Control+End")
    area.press_sequentially("It was *night*.")
    expect(page.locator("#saved")).to_have_text("Saving…")
    saved(page)
    assert stored(drafted) == "The job ran.\nIt failed.\nIt was *night*."
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#summary .prose em")).to_have_text("night")
    expect(page.locator("#summary textarea")).to_have_count(0)


def test_without_a_script_all_of_it_works(visit, cast, drafted):
    page = visit(cast.ben, drafted.get_absolute_url(), javascript=False)
    page.locator("#summary .edit-link").click()
    page.get_by_label("Text of Issue summary").fill("It *broke*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".section-preview em")).to_have_text("broke")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#summary .prose em")).to_have_text("broke")
    assert page.url.endswith("#summary")


def test_two_in_one_section_both_keep_their_words_and_see_each_other(visit, cast, drafted):
    ben = visit(cast.ben, drafted.get_absolute_url())
    priya = visit(cast.priya, drafted.get_absolute_url())
    bens, priyas = edit(ben), edit(priya)
    bens.press("Control+End")
    bens.press_sequentially("Ben was here.")
    saved(ben)
    priyas.press("Control+Home")
    priyas.press_sequentially("Priya too. ")
    saved(priya)
    expect(priyas).to_have_value("Priya too. The job ran.\nIt failed.\nBen was here.")
    expect(priya.locator("#toasts")).to_contain_text("Ben Okafor wrote here too")
    bens.press("Control+End")
    bens.press_sequentially(" Still.")
    saved(ben)
    expect(bens).to_have_value("Priya too. The job ran.\nIt failed.\nBen was here. Still.")
    assert stored(drafted) == "Priya too. The job ran.\nIt failed.\nBen was here. Still."
    expect(priya.locator("#summary-here")).to_have_text("Ben Okafor is writing here")


def test_what_could_not_be_sent_is_kept_and_offered_back(visit, cast, drafted, complaints):
    page = visit(cast.ben, drafted.get_absolute_url())
    area = edit(page)
    page.route("**/sections/summary/", lambda route: route.abort())
    area.press("Control+End")
    area.press_sequentially("Said offline.")
    expect(page.locator("#saved")).to_have_text("Offline, kept on this device", timeout=15_000)
    page.close()
    section = Section.objects.get(postmortem=drafted, key="summary")
    section.write("The job ran late.\nIt failed.\n", base_seq=1, by=cast.priya, at=NOW)
    page = page.context.new_page()
    page.goto(drafted.get_absolute_url())
    area = edit(page)
    page.get_by_role("button", name="Put it back").click()
    saved(page)
    expect(area).to_have_value("The job ran late.\nIt failed.\nSaid offline.")
    assert stored(drafted) == "The job ran late.\nIt failed.\nSaid offline."
    complaints[:] = [each for each in complaints if "ERR_FAILED" not in each]


def test_a_lost_connection_is_made_good_when_it_comes_back(visit, cast, drafted, complaints):
    page = visit(cast.ben, drafted.get_absolute_url())
    area = edit(page)
    page.context.set_offline(True)
    area.press("Control+End")
    area.press_sequentially("Said offline.")
    expect(page.locator("#saved")).to_have_text("Offline, kept on this device", timeout=15_000)
    page.context.set_offline(False)
    saved(page)
    assert stored(drafted).endswith("Said offline.")
    complaints[:] = [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_the_toolbar_and_its_keys_mark_words_up(visit, cast, drafted):
    page = visit(cast.ben, drafted.get_absolute_url())
    area = edit(page, "conclusion")
    area.press_sequentially("plain")
    area.press("Control+a")
    area.press("Control+b")
    expect(area).to_have_value("**plain**")
    area.press("Control+b")
    expect(area).to_have_value("plain")
    page.locator("#conclusion [data-md=list]").click()
    expect(area).to_have_value("- plain")
    page.locator("#conclusion [data-md=list]").click()
    page.locator("#conclusion [data-md=heading]").click()
    expect(area).to_have_value("### plain")
    area.press("Control+z")
    expect(area).to_have_value("plain")
    page.locator("#conclusion [data-show-preview]").click()
    expect(page.locator("#conclusion .section-preview p")).to_have_text("plain")
    page.locator("#conclusion [data-write]").click()
    expect(area).to_be_focused()
    area.press("Control+Enter")
    expect(page.locator("#conclusion .prose p")).to_have_text("plain")


def test_others_words_come_to_the_page_of_a_reader(visit, cast, drafted):
    page = visit(cast.gus, drafted.get_absolute_url())
    section = Section.objects.get(postmortem=drafted, key="summary")
    section.write("Written meanwhile.", base_seq=1, by=cast.priya, at=NOW)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#summary .prose")).to_have_text("Written meanwhile.")
