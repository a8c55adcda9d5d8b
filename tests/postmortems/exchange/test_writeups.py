"""Whole write-ups of our own invention, and what a careful reader finds in each.

A file in `writeups/` is its answer, a line of ===== and the text. The answer has a line each for what the text decides:
title, start, end, times (one an entry; `entries` where they have none), actions (how many), cause (words that have to
stand in the root cause or its sections), asks (what the reader has to ask, in order; nothing where it is missing).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from postmortems.exchange.parsing import Proposal, read

FOLDER = Path(__file__).parent / "writeups"
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@dataclass(frozen=True)
class Answered:
    answer: dict[str, str]
    text: str


def opened(name: str) -> Answered:
    head, text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n=====\n", 1)
    return Answered(dict(line.split(": ", 1) for line in head.splitlines()), text)


def to_the_minute(iso: str | None) -> str:
    """2024-05-01T10:00:30Z as 2024-05-01T10:00+00:00, however it was written."""
    found = re.fullmatch(r"((?:\d{4}-\d\d-\d\dT)?\d\d:\d\d)(?::\d\d)?(.*)", iso or "-")
    return found.group(1) + found.group(2).replace("Z", "+00:00") if found else iso or "-"


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def about_the_cause(proposal: Proposal) -> str:
    told = [section.body for section in proposal.sections if section.key == "root_cause"]
    return words(" ".join([proposal.root_cause.text if proposal.root_cause else "", *told]))


def clock(found) -> str:
    return to_the_minute(found.moment.iso() if found else None)


FOUND = {
    "title": lambda proposal: proposal.title.text if proposal.title else "-",
    "start": lambda proposal: clock(proposal.started_at),
    "end": lambda proposal: clock(proposal.ended_at),
    "times": lambda proposal: [to_the_minute(entry.at and entry.at.iso()) for entry in proposal.timeline],
    "entries": lambda proposal: str(len(proposal.timeline)),
    "actions": lambda proposal: str(len(proposal.actions)),
    "asks": lambda proposal: [question.about for question in proposal.questions],
}
WANTED = {
    "start": to_the_minute,
    "end": to_the_minute,
    "times": lambda line: [to_the_minute(time) for time in line.split()],
    "asks": str.split,
}


@pytest.mark.parametrize("name", FILES)
def test_a_write_up_is_read_as_a_person_reads_it(name):
    case = opened(name)
    proposal = read(case.text)
    answer = {"asks": "", **case.answer}
    cause = answer.pop("cause", "")
    wanted = {key: WANTED.get(key, str)(line) for key, line in answer.items()}
    assert {key: FOUND[key](proposal) for key in wanted} == wanted
    assert words(cause) in about_the_cause(proposal)
    assert proposal.unplaced == ()


def test_there_are_many_and_each_decides_something():
    assert len(FILES) >= 40
    assert all(len(opened(name).answer) >= 3 for name in FILES)
