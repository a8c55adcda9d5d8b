"""Moves of sections: what one is about, what it is called, where it begins and in which it stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from postmortems.exchange.arrangement import Arrangement, Carried, cleared, passage
from postmortems.exchange.leftover import body_start
from postmortems.exchange.moves import NOWHERE, Move, Refused
from postmortems.exchange.parsing import Section, Span, read
from postmortems.exchange.passages import plain

KEYS = {
    "summary": "Summary", "impact": "Impact", "root_cause": "Root cause", "timeline": "Timeline",
    "detection": "Detection", "resolution": "Resolution", "actions": "Action items", "lessons": "Lessons",
    "conclusion": "Conclusion", "references": "References", "other": "Something else",
}  # fmt: skip
LONGEST_HEADING = 200


def key(now: Arrangement, move: Move) -> Arrangement:
    """Say what a section is about; a timeline or a list of actions is where the rows will stand."""
    chosen, section = move.given.get("key", ""), now.section_at(move.at)
    if chosen not in KEYS:
        raise Refused("Choose from the list what the section is about.")
    return _with(now, section, replace(section, key=chosen))


def rename(now: Arrangement, move: Move) -> Arrangement:
    heading = " ".join(move.given.get("heading", "").split())
    now.section_at(move.at)
    if not heading:
        raise Refused("A section needs a heading.")
    if len(heading) > LONGEST_HEADING:
        raise Refused(f"A heading has at most {LONGEST_HEADING} characters.")
    return replace(now, headings={**now.headings, move.at: heading})


def into(now: Arrangement, move: Move) -> Arrangement:
    """A section stands in another, under its own heading; `to` NOWHERE gives it a place of its own."""
    now.section_at(move.at)
    if move.to != NOWHERE:
        now.section_at(move.to)
    above = move.to
    while above != NOWHERE:
        if above == move.at:
            raise Refused("A section cannot stand in itself.")
        above = now.into.get(above, NOWHERE)
    return replace(now, into={**now.into, move.at: move.to})


def begin(now: Arrangement, move: Move) -> Arrangement:
    """A line becomes the heading of a section that takes what follows it."""
    line = passage(now, move.at, move.to)
    if "\n" in line.of(now.text):
        raise Refused("A heading is one line.")
    section = now.section_around(line.start)
    start = body_start(now.text, section) if section else -1
    if section is None or start < 0 or line.start < start:
        raise Refused("A heading stands there already.")
    now = cleared(now, line)
    words = plain(line.of(now.text)).strip("*_# ").rstrip(":")
    if not words or len(words) > LONGEST_HEADING:
        raise Refused(f"A heading has one to {LONGEST_HEADING} characters.")
    made = Section(words, key_of(words), now.text[line.end : section.span.end].strip("\n").rstrip(),
                   Span(line.start, section.span.end))  # fmt: skip
    rest = now.text[start : line.start].rstrip()
    first = replace(
        section, body=rest, span=Span(section.span.start, max(start + len(rest), section.span.start))
    )
    sections = [one for one in now.proposal.sections if one is not section]
    if first.heading or rest.strip():
        sections.append(first)
    ordered = tuple(sorted([*sections, made], key=lambda one: one.span.start))
    return replace(now, proposal=replace(now.proposal, sections=ordered))


def key_of(heading: str) -> str:
    """What a section of this heading is about."""
    found = [one for one in read(f"## {heading}\n\nwords\n").sections if one.heading]
    return found[0].key if found else "other"


def carry(now: Arrangement, move: Move) -> Arrangement:
    """Lines stand in the section that begins at `into`, and no longer where they stood."""
    span = passage(now, move.at, move.to)
    try:
        target = now.section_at(int(move.given.get("into", "")))
    except ValueError:
        raise Refused("Choose the section that the lines belong to.") from None
    now = cleared(now, span)
    if target.span.start <= span.start < target.span.end:
        return now
    if any(span.start <= section.span.start < span.end for section in now.proposal.sections):
        raise Refused("A heading stands in these lines. Put its section into the other one instead.")
    home = now.section_around(span.start)
    if home is None:
        raise Refused("The title belongs to no section.")
    return replace(now, carried=(*now.carried, Carried(span, target.span.start)))


def place(now: Arrangement, move: Move) -> Arrangement:
    """Say which section of the template a section stands in."""
    now.section_at(move.at)
    return replace(now, placed={**now.placed, move.at: move.given.get("place", "")})


def _with(now: Arrangement, old: Section, new: Section) -> Arrangement:
    sections = tuple(new if one is old else one for one in now.proposal.sections)
    return replace(now, proposal=replace(now.proposal, sections=sections))


STEPS: dict[str, Callable[[Arrangement, Move], Arrangement]] = {
    "key": key,
    "rename": rename,
    "into": into,
    "begin": begin,
    "carry": carry,
    "place": place,
}
