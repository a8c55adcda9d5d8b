"""Nothing is lost, whatever the text: properties of reading that hold for any input."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.exchange.parsing import read
from postmortems.exchange.parsing.coverage import MARKS

from . import forms

LINES = st.sampled_from(
    [
        "# Title",
        "## Timeline",
        "Timeline:",
        "Impact: much",
        "**Root Cause**",
        "- **Key events**",
        "10:00 first",
        "",
        "- 23:50 UTC: late",
        "00:10 – after",
        "| Time | Event |",
        "| --- | --- |",
        "| 10:00 | x |",
        "```",
        "~~~",
        "---",
        "### 12:00",
        "> quoted 10:00",
        "<!-- hidden",
        "-->",
        "## Action items",
        "- [x] did it",
        "1. do it",
        "===",
        "In conclusion, done.",
        "[a]: https://example.org",
        "2024-05-01",
        "    code",
        "+++",
        "title: a title",
        "\ufeff",
        "Reference ",
        "## ",
        "#",
        "::",
        "**",
        "Conclusion",
        "Root cause: a: b",
        "o\tpoint",
        "2X:XX what",
        "== wiki ==",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(LINES, max_size=25).map("\n".join),
    st.sampled_from(list(forms.ALL.values())),
)


def held(proposal):
    words = [proposal.title.text if proposal.title else ""]
    words += [section.heading + "\n" + section.body for section in proposal.sections]
    return "".join(words)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_character_is_lost(text):
    proposal = read(text)
    assert proposal.unplaced == ()
    kept = held(proposal)
    for character in set(text):
        if not character.isspace() and character not in MARKS:
            assert text.count(character) <= kept.count(character), character


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_result(text):
    assert read(text) == read(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_span_is_in_the_source_and_in_order(text):
    proposal = read(text)
    spans = [entry.span for entry in proposal.timeline] + [action.span for action in proposal.actions]
    spans += [section.span for section in proposal.sections]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    starts = [entry.span.start for entry in proposal.timeline]
    assert starts == sorted(starts)
    starts = [section.span.start for section in proposal.sections]
    assert starts == sorted(starts)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_an_entry_says_what_its_span_says(text):
    for entry in read(text).timeline:
        inside = set(re.findall(r"\w+", entry.span.of(text)))
        assert set(re.findall(r"\w+", entry.written)) <= inside


@pytest.mark.parametrize(
    "piece",
    [
        "## Action items\n- x\n",
        "## Timeline (UTC)\n10:00 a\n",
        "Impact: x\n",
        "next day\n10:00 a\n",
        "- 10:05 UTC: a line of the timeline with some words in it\n",
        "[",
        "| a | b |\n",
        "```x\n",
        "<!--",
        "**",
        "( ",
        "10:00 ",
        "Impact: ",
        "# ",
        "a-",
        "2024-05-01 10:00 ",
        "\t",
        "=",
        "Berlin ",
        "1. ",
        "one hour and ",
        "https://",
        "@",
        "[x](y) ",
        "` ",
        "~~~~\n",
        "\u00e9",
        "1:",
        ">",
        "due ",
        "a b c d e f g, ",
    ],
)
def test_reading_costs_what_the_text_is_long(piece):
    head = "# Long\n\n## Timeline\n\n10:00 UTC start\n\n"

    def cost(size):
        text = head + piece * (size // len(piece))
        began = time.process_time()
        read(text)
        return time.process_time() - began

    cost(2_000)
    small, large = (min(cost(size) for _ in range(2)) for size in (8_000, 64_000))
    # Eight times the text: a linear reader costs about 8, a quadratic one 64. The middle leaves room for noise.
    assert large < 8 * 4 * max(small, 0.005)
