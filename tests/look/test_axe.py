"""What axe is asked finds what it should: a check that finds nothing anywhere would hold for every page."""

import pytest

from tests.axe import COLOURS, findings

HTML = """<!doctype html><html lang="en"><title>Doors</title><style>{css}</style>
<main><h1>Doors</h1><p class="said">They stayed shut.</p>{more}</main>"""
PALE = ".said { color: #ccc; background: #fff }"


@pytest.fixture
def shows(new_context):
    page = new_context().new_page()

    def shows(css="", more=""):
        page.set_content(HTML.format(css=css, more=more))
        return page

    return shows


def test_a_plain_page_has_no_findings_however_often_it_is_asked(shows):
    page = shows()
    assert findings(page) == [] and findings(page, *COLOURS) == [] and findings(page, "wcag2aa") == []


def test_pale_words_are_found_whatever_rules_are_named(shows):
    for rules in ((), COLOURS, ("wcag2aa",)):
        assert [line[: line.index(" ")] for line in findings(shows(PALE), *rules)] == ["color-contrast:"]


def test_what_changes_on_the_page_is_seen_the_second_time(shows):
    page = shows()
    assert findings(page) == []
    page.locator("main").evaluate("main => main.insertAdjacentHTML('beforeend', '<input>')")
    assert [line[: line.index(":")] for line in findings(page)] == ["label"]
    # Of colours alone it says nothing, which is what they are asked for.
    assert findings(page, *COLOURS) == []
