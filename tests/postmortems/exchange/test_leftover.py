"""What stays as text when lines have become rows."""

from postmortems.exchange.leftover import Taken, as_markdown, leftover
from postmortems.exchange.parsing.proposal import Action, Entry, Proposal, Section, Span

TEXT = """Timeline
All times are local.
10:00 the queue grows
10:05 consumers restarted
Nobody wrote down the rest."""


def entry(line):
    start = TEXT.index(line)
    return Entry(None, None, "minute", line[:5], line[6:], Span(start, start + len(line)))


def test_lines_that_became_entries_leave_the_text_and_the_rest_stays():
    section = Section("Timeline", "timeline", TEXT[9:], Span(0, len(TEXT)))
    rows = (entry("10:00 the queue grows"), entry("10:05 consumers restarted"))
    assert leftover(TEXT, section, Taken(Proposal(timeline=rows))) == (
        "All times are local.\nNobody wrote down the rest."
    )


def test_a_line_of_which_only_a_part_became_a_row_stays_whole():
    text = "Next steps\nWe will page on lag, and nobody doubts it.\n"
    start = text.index("page on lag")
    action = Action("page on lag", None, "proposed", None, None, None, Span(start, start + 11))
    section = Section("Next steps", "actions", text[11:].rstrip("\n"), Span(0, len(text)))
    assert leftover(text, section, Taken(Proposal(actions=(action,)))) == section.body


def test_bullets_and_the_groups_heading_go_with_their_actions():
    text = "Measures\nTasks:\n- [ ] page on lag\n"
    start = text.index("page on lag")
    action = Action("page on lag", "Tasks", "proposed", None, None, None, Span(start, start + 11))
    section = Section("Measures", "actions", text[9:].rstrip("\n"), Span(0, len(text)))
    assert leftover(text, section, Taken(Proposal(actions=(action,)))) == ""


def test_plain_lines_become_paragraphs_and_structure_is_left_alone():
    assert as_markdown("Duration: two hours\nImpact: logins failed.") == (
        "Duration: two hours\n\nImpact: logins failed."
    )
    for kept in (
        "- one\n- two",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\nfirst\nsecond\n```",
        "> quoted\n> further",
        "first  \nsecond",
    ):
        assert as_markdown(kept) == kept


def test_lines_broken_at_a_margin_stay_one_paragraph():
    wrapped = "The consumer group was rebalanced eleven times in a row while the\nbroker was reading its log."
    assert as_markdown(wrapped) == wrapped
