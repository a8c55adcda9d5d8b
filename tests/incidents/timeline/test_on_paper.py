"""An incident's page on paper: everything that a reader needs, and nothing to press."""

import datetime as dt

import pytest

from tests.cast import NOW, an_incident

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def busy(cast):
    """So many key moments that the picture's list of them is folded, two days, and a silence."""
    incident = an_incident(cast, zone="Europe/Amsterdam")
    entries = [
        incident.record(
            text=f"Step {n} of many", by=cast.ben, at=NOW, happened_at=NOW + n * 11 * MINUTE, key_moment=True
        )
        for n in range(40)
    ]
    late = incident.record(text="Much later", by=cast.ben, at=NOW, happened_at=NOW + 900 * MINUTE)
    clocks = {"started": entries[0], "detected": entries[1], "mitigated": late, "resolved": late}
    incident.set_clocks(clocks, by=cast.ben, at=NOW)
    return incident


def test_paper_shows_what_is_folded_and_has_nothing_to_press(visit, cast, busy):
    page = visit(cast.ben, f"{busy.get_absolute_url()}?zone=utc", width=700, color_scheme="dark")
    more = page.locator(".pic-more:visible li").last
    folded = page.locator(".pic-more:visible")
    assert folded.count() == 1 and not more.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert more.is_visible(), "the key moments that were folded"
    assert page.locator(".segments .segment:visible").all_inner_texts() == ["UTC"]
    for pressed in (".button", ".gap-acts", ".entry-tools", ".notes a", ".copy"):
        assert page.locator(f"main {pressed}:visible").count() == 0, pressed
    figures = page.locator(".figures > div")
    assert len({figures.nth(n).bounding_box()["y"] for n in range(5)}) == 1
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.picture .hatch')).printColorAdjust")
        == "exact"
    )
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.day'), '::before').printColorAdjust")
        == "exact"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
