"""Every value of a reading can be given another place, and no move loses a word."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from postmortems.exchange.folding import fold
from postmortems.exchange.moves import NAMES, Move
from postmortems.exchange.parsing import read
from postmortems.exchange.rearranging import STEPS, rearrange
from tests.postmortems.exchange import samples
from tests.postmortems.exchange.test_lossless import TEXTS

TEXT = """# Uploads failed

Tuesday 3 March 2026, all times UTC

## Summary
Uploads failed for an hour.
Impact: Sellers could not add photos.

## Timeline
- 22:40 the worker logs that no space is left
- 23:20 the disk is checked
  61 % of it is used
  23:30 the worker is started again
- 00:35 old files are removed, uploads work

## Causes
Every upload leaves a lock file.
Nobody looked at the inodes at 23:50 either.

## Action items
- alert on inodes
- [x] write down how to look

## War story
Two of us said that the disk is fine.
https://wiki.example.org/inodes
"""


def place(words, text=TEXT):
    """Where a line with these words begins and ends."""
    at = text.index(words)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, end if end >= 0 else len(text)


def row(words, text=TEXT):
    """Where the row that begins on that line begins."""
    start, end = place(words, text)
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def after(*moves, text=TEXT, answers=None):
    done = rearrange(text, read(text, answers=answers), moves)
    assert done.refusals == ()
    return done.arrangement


def refused(*moves, text=TEXT):
    done = rearrange(text, read(text), moves)
    assert len(done.refusals) == 1
    return done.refusals[0]


def sections(now):
    return {part.heading: part.text for part in fold(now.text, now.proposal, now)}


def told(now):
    return [(e.at.clock and f"{e.at.clock:%H:%M}" if e.at else None, e.text) for e in now.proposal.timeline]


def test_without_moves_all_stands_as_it_was_read():
    assert after().proposal == read(TEXT)


def test_any_passage_becomes_the_root_cause_the_impact_or_the_severity():
    now = after(Move("value", *place("Every upload"), {"name": "root_cause"}))
    assert now.proposal.root_cause.text == "Every upload leaves a lock file."
    assert sections(now)["Causes"].startswith("Every upload leaves")
    now = after(Move("value", *place("Impact: Sellers"), {"name": "root_cause"}))
    assert now.proposal.root_cause.text == "Sellers could not add photos."
    assert after(Move("no_value", given={"name": "impact"})).proposal.impact is None


def test_a_line_becomes_the_title_and_the_old_title_stays_as_text():
    now = after(Move("value", *place("Two of us"), {"name": "title"}))
    assert now.proposal.title.text == "Two of us said that the disk is fine."
    assert "Uploads failed" in sections(now)["Introduction"]


def test_a_line_becomes_an_entry_with_the_time_that_is_read_in_it():
    start, end = place("Nobody looked")
    now = after(Move("entry", start, end))
    made = next(e for e in now.proposal.timeline if e.span.start == start)
    assert made.text == "Nobody looked at the inodes at 23:50 either."
    assert made.at is None
    assert "Nobody looked" not in sections(now)["Causes"]
    timed = TEXT.replace("Nobody looked at the inodes at 23:50 either.", "23:50 nobody looks at the inodes")
    now = after(Move("entry", *place("23:50", timed)), text=timed)
    made = now.proposal.timeline[-1]
    assert (made.at.day, f"{made.at.clock:%H:%M}", made.text) == (
        dt.date(2026, 3, 4),
        "23:50",
        "nobody looks at the inodes",
    )
    assert made.at.instant is not None
    assert "day taken from the entry before" in made.notes


def test_an_entry_and_an_action_become_text_again():
    now = after(Move("plain", row("22:40"), given={"what": "entry"}))
    assert "22:40 the worker logs" in sections(now)["Timeline"]
    assert len(now.proposal.timeline) == len(read(TEXT).timeline) - 1
    now = after(Move("plain", row("alert on"), given={"what": "action"}))
    assert "alert on inodes" in sections(now)["Action items"]


def test_a_line_becomes_an_action_done_where_it_is_ticked():
    now = after(Move("action", *place("Two of us")))
    assert now.proposal.actions[-1].text == "Two of us said that the disk is fine."
    assert "Two of us" not in sections(now)["War story"]
    entry = after(Move("action", *place("00:35"))).proposal
    assert any("old files are removed" in one.text for one in entry.actions)
    assert not any("old files are removed" in one.text for one in entry.timeline)


def test_entries_are_joined_with_what_stands_between():
    now = after(Move("merge", row("- 00:35")))
    assert told(now)[-1][0] == "23:20"
    assert told(now)[-1][1].endswith("00:35 old files are removed, uploads work")
    assert "first entry" in refused(Move("merge", row("- 22:40")))


def test_an_entry_is_parted_at_a_line():
    start = row("- 23:20")
    now = after(Move("split", start, row("23:30 the worker")))
    assert ("23:20", "the disk is checked\n  61 % of it is used") in told(now)
    assert ("23:30", "the worker is started again") in told(now)
    assert "one of its own lines" in refused(Move("split", start, row("- 00:35")))


def test_an_entry_is_corrected_and_its_clock_follows():
    at = row("- 22:40")
    now = after(
        Move("reword", at, given={"day": "2026-03-03", "clock": "22:30", "kind": "detection", "text": "Full"})
    )
    entry = now.proposal.timeline[0]
    assert entry.at.instant == dt.datetime(2026, 3, 3, 22, 30, tzinfo=dt.UTC)
    assert (entry.kind, entry.text) == ("detection", "Full")
    assert now.proposal.started_at.moment == entry.at
    assert now.proposal.duration_minutes == read(TEXT).duration_minutes + 10
    assert "2026-03-29" in refused(Move("reword", at, given={"day": "soon", "clock": ""}))
    assert "words" in refused(Move("reword", at, given={"text": " "}))


def test_a_clock_that_was_the_last_entry_is_the_one_that_is_last_now():
    now = after(Move("plain", row("- 00:35"), given={"what": "entry"}))
    assert now.proposal.ended_at.entry == 1
    assert now.proposal.duration_minutes == 40


def test_an_action_gets_owner_date_and_state():
    given = {"what": "action", "owner": "Ben", "due": "2026-04-01", "state": "done"}
    changed = after(Move("reword", row("alert on"), given=given)).proposal.actions[0]
    assert (changed.owner, changed.due, changed.state) == ("Ben", "2026-04-01", "done")
    assert "2026-03-29" in refused(Move("reword", row("alert on"), given={"what": "action", "due": "soon"}))


def test_sections_are_renamed_joined_and_given_another_meaning():
    at = place("## War story")[0] + 3
    story = next(s for s in read(TEXT).sections if s.heading == "War story").span.start
    causes = next(s for s in read(TEXT).sections if s.heading == "Causes").span.start
    assert story in (at, at - 3)
    assert "What we said" in sections(after(Move("rename", story, given={"heading": "What we said"})))
    now = after(Move("into", story, causes))
    assert "War story" not in sections(now)
    assert "### War story\n\nTwo of us said" in sections(now)["Causes"]
    assert "itself" in refused(Move("into", story, causes), Move("into", causes, story))
    now = after(Move("key", story, given={"key": "timeline"}))
    assert next(s for s in now.proposal.sections if s.heading == "War story").key == "timeline"


def test_a_section_begins_at_any_line():
    now = after(Move("begin", *place("Every upload")))
    assert sections(now)["Every upload leaves a lock file."] == "Nobody looked at the inodes at 23:50 either."


def test_lines_are_carried_to_another_section_and_to_the_references():
    causes = next(s for s in read(TEXT).sections if s.heading == "Causes").span.start
    now = after(Move("carry", *place("Two of us"), {"into": str(causes)}))
    assert sections(now)["Causes"].endswith("Two of us said that the disk is fine.")
    assert "Two of us" not in sections(now)["War story"]
    now = after(Move("reference", *place("https://wiki")))
    assert sections(now)["References"] == "https://wiki.example.org/inodes"
    assert "https" not in sections(now)["War story"]
    back = after(Move("reference", *place("https://wiki")), Move("unreference", row("https://wiki")))
    assert "https://wiki" in sections(back)["War story"]


def test_a_move_that_no_longer_fits_is_left_out_with_a_sentence():
    gone = Move("plain", 3, given={"what": "entry"})
    kept = Move("plain", row("22:40"), given={"what": "entry"})
    done = rearrange(TEXT, read(TEXT), [gone, kept])
    assert done.moves == (kept,)
    assert done.refusals == ("That entry is not there any more.",)


def test_moves_still_fit_when_the_text_is_read_with_another_answer():
    moves = [Move("merge", row("2:10 PM", samples.DATELESS))]
    for answers in ({}, {"date": "2025-03-09"}, {"date": "2025-03-09", "zone": "Europe/Berlin"}):
        assert len(after(*moves, text=samples.DATELESS, answers=answers).proposal.timeline) == 2


def test_every_move_has_a_name_for_people_and_a_step():
    assert set(STEPS) == set(NAMES)


# -- nothing is lost ---------------------------------------------------------------------------------------


def words(text):
    """The words of a text; the numbers of a list's items are marks, as bullets are."""
    return Counter(re.findall(r"[^\W_]+", re.sub(r"(?m)^\s*\d{1,3}[.)](?=\s)", "", text)))


def missing(now):
    """Words of the source that stand nowhere in what would be stored. A corrected row stands for its passage."""
    kept = Counter()
    proposal = now.proposal
    if proposal.title:
        kept += words(proposal.title.text)
    for part in fold(now.text, proposal, now):
        kept += words(part.heading) + words(part.text)
    for entry in proposal.timeline:
        corrected = ("entry", entry.span.start) in now.reworded
        kept += words(entry.span.of(now.text) if corrected else f"{entry.written} {entry.text}")
    for action in proposal.actions:
        corrected = ("action", action.span.start) in now.reworded
        ticked = "x X" if action.state == "done" else ""
        said = (action.text, action.owner, action.due, action.tracker, action.kind, ticked)
        kept += words(action.span.of(now.text) if corrected else " ".join(filter(None, said)))
        kept += words(action.kind or "") if corrected else Counter()
    for start in now.headings:
        kept += words(now.section_at(start).heading)
    return words(now.text) - kept


GIVEN = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["title", "impact", "root_cause", "severity"]),
        "what": st.sampled_from(["entry", "entry", "action"]),
        "key": st.sampled_from(["timeline", "actions", "other", "impact", "lessons"]),
        "heading": st.just("Findings"),
        "text": st.sampled_from(["other words", "other words", ""]),
    },
    optional={
        "day": st.sampled_from(["2026-03-04", "", "x", "0001-01-01"]),
        "clock": st.sampled_from(["10:00", "", "25:00"]),
    },
)
ABOUT_LINES = ("value", "entry", "action", "begin", "carry", "reference")


@st.composite
def wandering(draw):
    """A text, and moves at places of it where each may fit; now and then one that cannot."""
    text = draw(st.one_of(TEXTS, st.sampled_from([TEXT, samples.CLASSIC, samples.DATELESS])))
    proposal = read(text)
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)] or [(0, 0)]
    starts = {
        "section": [one.span.start for one in proposal.sections] or [0],
        "entry": [one.span.start for one in proposal.timeline] or [0],
        "action": [one.span.start for one in proposal.actions] or [0],
    }
    moves = []
    for name in draw(st.lists(st.sampled_from(sorted(NAMES)), max_size=8)):
        given = draw(GIVEN) | {"into": str(draw(st.sampled_from(starts["section"])))}
        at, to = draw(st.sampled_from(lines))
        if name in ABOUT_LINES:
            to = max(to, draw(st.sampled_from([to, to, draw(st.sampled_from(lines))[1]])))
        elif name in ("key", "rename", "into"):
            at, to = (draw(st.sampled_from(starts["section"])) for _ in "12")
        elif name != "unreference":
            what = given["what"] if name in ("plain", "reword") else "entry"
            at, to = draw(st.sampled_from(starts[what])), draw(st.sampled_from(lines))[0]
        moves.append(Move(name, at, to, given))
    return text, moves


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wandering())
@example(("Timeline##\nTimeline", [Move("value", 0, 10, {"name": "title"})]))
def test_no_move_loses_a_word(found):
    text, moves = found
    proposal = read(text)
    before = missing(rearrange(text, proposal).arrangement)
    done = rearrange(text, proposal, moves)
    assert missing(done.arrangement) - before == Counter()
    assert len(done.moves) + len(done.refusals) == len(moves)
    assert all(sentence.endswith(".") for sentence in done.refusals)


@pytest.mark.parametrize("text", [TEXT, samples.CLASSIC, samples.DATELESS])
def test_reading_alone_loses_none_of_them(text):
    assert not missing(rearrange(text, read(text)).arrangement)


def test_a_word_that_a_move_lost_would_be_seen():
    now = after(Move("carry", *place("Two of us"), {"into": str(read(TEXT).sections[1].span.start)}))
    assert not missing(now)
    proposal = replace(now.proposal, timeline=now.proposal.timeline[1:], sections=now.proposal.sections[:3])
    assert missing(replace(now, proposal=proposal))["alert"] == 0
    assert missing(replace(now, proposal=proposal))["lock"] == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wandering())
def test_the_same_moves_give_the_same_result(found):
    text, moves = found
    assert rearrange(text, read(text), moves) == rearrange(text, read(text), moves)
