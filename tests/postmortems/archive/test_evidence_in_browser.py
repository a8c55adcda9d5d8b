"""What a report shows stays there, whatever becomes of the entry that it stood on."""

import datetime as dt

from playwright.sync_api import expect

from tests.cast import NOW

#: Whether the browser has drawn it, and not only been told of it.
DRAWN = "image => image.complete && image.naturalWidth > 0"


def test_a_published_report_keeps_its_evidence_when_the_entry_is_removed(visit, cast, incident, shown):
    page = visit(cast.gus, f"/reports/{incident.reference}/")
    image = page.get_by_role("img", name="The pool is full")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate(DRAWN)
    incident.entries.in_order().first().remove(by=cast.ben, at=NOW + dt.timedelta(days=1))
    page.goto(incident.get_absolute_url())
    expect(image).to_have_count(0)
    page.goto(f"/reports/{incident.reference}/")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate(DRAWN)
    image.click()
    large = page.get_by_role("dialog").get_by_role("img", name="The pool is full")
    expect(large).to_be_visible()
    expect(large).to_have_js_property("complete", True)
    assert large.evaluate(DRAWN)
