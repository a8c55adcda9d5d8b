"""A review in a real browser: with a script in place, without one page by page, on a narrow screen too."""

import pytest
from playwright.sync_api import Page, expect

from postmortems.reviews.models import Approval, ReviewRequest, Thread
from tests.cast import NOW
from tests.journeys.steps import until_kept

from .conftest import again


@pytest.fixture
def draft(site, postmortem):
    """Ben's draft, on a running server."""
    return postmortem


@pytest.fixture
def asked(draft, cast):
    ReviewRequest.ask(draft, [cast.priya], by=cast.ben, at=NOW)
    return again(draft)


def gate(page: Page):
    return page.locator("#review-gate")


def test_a_comment_is_written_replied_to_and_resolved_in_place(visit, asked, cast):
    section = asked.parts()[0]
    page = visit(cast.kenji, asked.get_absolute_url())
    page.get_by_role("link", name=f"Comment on {section.heading}").click()
    page.locator(".thread-new textarea").fill("Which date is right?")
    page.get_by_role("button", name="Comment", exact=True).click()
    card = page.locator("article.thread")
    expect(card).to_contain_text("Which date is right?")
    expect(gate(page)).to_contain_text(f"One thread on {section.heading} is still open.")

    card.get_by_label("Reply").fill("The second of October.")
    card.get_by_role("button", name="Reply").click()
    expect(page.locator("article.thread .comment")).to_have_count(2)
    expect(page.locator("article.thread textarea")).to_have_value("")

    page.locator("article.thread").get_by_role("button", name="Resolve").click()
    expect(page.locator("article.thread.resolved")).to_be_visible()
    expect(gate(page)).not_to_contain_text("still open")
    assert not Thread.objects.get().is_open


def test_an_empty_reply_is_refused_in_place(visit, asked, cast):
    Thread.open(asked, text="Which one?", by=cast.priya, at=NOW)
    page = visit(cast.kenji, asked.get_absolute_url())
    page.locator("article.thread").get_by_role("button", name="Reply").click()
    expect(page.locator("article.thread")).to_contain_text("Write something before you send it.")


def test_an_unsent_reply_is_offered_back(visit, asked, cast):
    Thread.open(asked, text="Which one?", by=cast.priya, at=NOW)
    page = visit(cast.kenji, asked.get_absolute_url())
    page.locator("article.thread").get_by_label("Reply").fill("Words that nobody has sent")
    until_kept(page, "Words that nobody has sent")
    page.reload()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("article.thread").get_by_label("Reply")).to_have_value("Words that nobody has sent")
    page.locator("article.thread").get_by_role("button", name="Reply").click()
    expect(page.locator("article.thread .comment")).to_have_count(2)
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_the_button_says_whom_it_asks(visit, draft, cast):
    page = visit(cast.ben, draft.get_absolute_url())
    page.get_by_role("link", name="Ask for review").click()
    page.get_by_label("Find people").fill("mori")
    expect(page.get_by_label("Olga Lind")).to_be_hidden()
    page.get_by_label("Kenji Mori").check()
    page.get_by_label("Find people").fill("")
    page.get_by_label("Priya Raman").check()
    page.get_by_role("button", name="Ask Kenji and Priya to review").click()
    expect(gate(page)).to_contain_text("Not ready to publish")
    expect(page.locator(".reviewers")).to_contain_text("Kenji Mori")
    assert ReviewRequest.objects.open().count() == 2


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 1280), (True, 375)])
def test_a_review_from_the_home_page_to_the_open_gate(visit, asked, cast, javascript, width):
    page = visit(cast.priya, "/", javascript=javascript, width=width)
    page.get_by_role("region", name="Waiting for your review").get_by_role("link").click()
    page.get_by_label("Approve", exact=True).check()
    for question in page.locator(".checklist fieldset").all():
        question.get_by_text("Yes", exact=True).click()
    page.get_by_label("Note").fill("Well told.")
    page.get_by_role("button", name="Give your answer on revision").click()
    expect(gate(page)).to_contain_text("Ready to publish")
    assert Approval.objects.get().note == "Well told."


def test_without_a_script_a_thread_goes_page_by_page(visit, asked, cast):
    page = visit(cast.kenji, asked.get_absolute_url(), javascript=False)
    page.get_by_role("link", name="Comment on the whole").click()
    page.get_by_label("Comment").fill("Is this all?")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("article.thread")).to_contain_text("Is this all?")
    page.get_by_label("Reply").fill("It is now.")
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("article.thread.resolved .comment")).to_have_count(2)
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator("article.thread.resolved")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_a_narrow_screen(visit, asked, cast, scheme):
    Thread.open(asked, text="Averyveryverylongwordwithoutanyblank" * 4, by=cast.priya, at=NOW)
    page = visit(cast.kenji, asked.get_absolute_url(), width=375, color_scheme=scheme)
    for name in ("", "review/", "review/requests/", "review/history/", "threads/", "threads/new/"):
        page.goto(f"{asked.get_absolute_url()}{name}")
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, name
