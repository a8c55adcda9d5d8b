"""A draft has the sections that its author saw, not one for every label."""

from postmortems.exchange.folding import fold
from postmortems.exchange.parsing import read
from tests.postmortems.exchange.samples import CLASSIC

MARKDOWN = """# Sessions lost

## Summary
People were signed out.

### Who noticed
The help desk.

## Timeline
2025-05-02

- 09:00 UTC cache restarted
- 09:20 UTC sessions kept again

## Action items
- [ ] Keep sessions in the database

## War story
It was a Friday.
"""


def folded(text):
    return fold(text, read(text))


def test_labels_of_the_classic_form_stand_inside_their_heading():
    parts = {part.heading: part for part in folded(CLASSIC)}
    assert list(parts) == [
        "Issue Summary",
        "Timeline",
        "Root Cause and Resolution",
        "Corrective and Preventative Measures",
        "Conclusion",
        "Reference",
    ]
    summary = parts["Issue Summary"].text
    assert summary.startswith("**Duration:** The outage lasted")
    assert "\n\n**Impact:** Nobody could buy a ticket" in summary
    assert "**Resolution:** The import was cancelled" in parts["Root Cause and Resolution"].text


def test_rows_stand_where_their_lines_stood():
    assert {part.heading: part.kind for part in folded(CLASSIC) if part.kind != "text"} == {
        "Timeline": "timeline",
        "Corrective and Preventative Measures": "actions",
    }


def test_deeper_headings_stay_under_theirs_and_unknown_ones_stay_sections():
    parts = folded(MARKDOWN)
    assert [part.heading for part in parts] == ["Summary", "Timeline", "Action items", "War story"]
    assert "### Who noticed\nThe help desk." in parts[0].text


def test_a_text_without_headings_becomes_one_section_with_its_rows_after_it():
    parts = folded("Something broke on 2025-05-02 and we do not know why.")
    assert [part.kind for part in parts] == ["text"]
