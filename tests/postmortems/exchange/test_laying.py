"""A write-up laid out by a template: each section in its place, nothing lost, what is missing said."""

from pathlib import Path

import pytest

from postmortems.drafting.shipped import CLASSIC as CLASSIC_TEMPLATE
from postmortems.drafting.shipped import DETAILED
from postmortems.exchange.arrangement import Arrangement
from postmortems.exchange.folding import Folded, fold
from postmortems.exchange.laying import OWN, lay_out
from postmortems.exchange.parsing import Span, read
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

WRITEUPS = sorted((Path(__file__).parent / "writeups").glob("*.txt"))
SAMPLES = [CLASSIC, DATELESS, *(path.read_text() for path in WRITEUPS[::7])]


def part(heading, key="other", start=0, kind="text", text="words", **rows):
    return Folded(heading, text, kind, key, 0, Span(start, start + 1), **rows)


def laid(parts, template=DETAILED, placed=None):
    return lay_out(parts, template.parts, placed or {})


def texts(found):
    return {one.heading: one.text for one in found if one.text}


def test_headings_that_mean_the_same_stand_in_the_template_s_place():
    found = laid([part("What went wrong underneath", "root_cause"), part("Overview", "summary", 9)])
    assert texts(found) == {"Summary": "words", "Root causes": "words"}
    assert [one.heading for one in found] == [asked.heading for asked in DETAILED.parts]


def test_what_no_place_asks_for_stays_a_section_of_its_own_at_the_end():
    found = laid([part("War story"), part("Trigger", start=9)])
    assert found[-1].heading == "War story" and found[-1].asked is None
    assert texts(found)["Trigger"] == "words"


def test_a_second_section_in_one_place_keeps_its_heading():
    found = laid([part("Impact", "impact"), part("Damage done", "impact", 9, text="more")])
    assert texts(found) == {"Impact": "words\n\n### Damage done\n\nmore"}


def test_a_person_puts_a_section_where_it_belongs_and_its_heading_goes_along():
    found = laid([part("War story")], placed={0: "lessons"})
    assert texts(found) == {"Lessons learned": "### War story\n\nwords"}
    found = laid([part("Impact", "impact")], placed={0: OWN})
    assert found[-1].heading == "Impact" and found[-1].asked is None
    # A place of another template says nothing here.
    assert texts(laid([part("Impact", "impact")], placed={0: "elsewhere"})) == {"Impact": "words"}


def test_rows_stand_in_the_template_s_live_section_wherever_their_words_go():
    line = part("Chronology", "timeline", kind="timeline", text="Told late.", entries=3)
    found = {one.heading: one for one in laid([line], placed={0: "impact"})}
    assert found["Impact"].text == "### Chronology\n\nTold late."
    assert found["Timeline"].rows == 3 and not found["Timeline"].lacks
    assert {one.heading for one in found.values() if one.lacks} == {
        "Summary", "Root causes", "Detection", "Resolution", "Action items", "Lessons learned",
    }  # fmt: skip


def test_rows_have_a_live_section_where_the_template_has_none():
    line = part("Chronology", "timeline", kind="timeline", text="", entries=3)
    without = [asked for asked in DETAILED.parts if asked.kind == "text"]
    assert [one.kind for one in lay_out([line], without, {}) if one.rows] == ["timeline"]
    placed = lay_out([line], without, {0: "impact"})
    assert [(one.heading, one.kind) for one in placed if one.rows] == [("Timeline", "timeline")]


def test_without_a_template_the_sections_are_the_text_s_own():
    parts = fold(CLASSIC, read(CLASSIC))
    assert [(one.heading, one.text, one.kind) for one in lay_out(parts, [], {})] == [
        (one.heading, one.text, one.kind) for one in parts
    ]


@pytest.mark.parametrize("template", [CLASSIC_TEMPLATE, DETAILED], ids=lambda one: one.name)
@pytest.mark.parametrize("text", SAMPLES, ids=lambda text: text[:30])
def test_no_text_and_no_row_is_lost(text, template):
    proposal = read(text)
    parts = fold(text, proposal, Arrangement(text, proposal))
    # Every one at home, and every one in the wrong place.
    wrong = {one.span.start: template.parts[-1].key for one in parts if one.span}
    for placed in ({}, wrong):
        found = laid(parts, template, placed)
        for one in parts:
            assert sum(one.text in home.text for home in found if one in home.holds) == 1
        for kind, rows in (("timeline", proposal.timeline), ("actions", proposal.actions)):
            assert not rows or sum(home.kind == kind for home in found) == 1
