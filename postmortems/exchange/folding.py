"""The sections of a draft: those of the write-up, with what stands under a heading folded into it.

Pure. The reader gives every heading and label as a section of its own; a draft wants "Issue Summary" with
its Duration, Impact and Root Cause inside, as the author had it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from postmortems.exchange.leftover import as_markdown, leftover
from postmortems.exchange.parsing.proposal import Proposal, Section, Span

#: Sections under which rows stand as a live block, by the reader's key, and what a missing one is called.
LIVE = {"timeline": "Timeline", "actions": "Action items"}
#: What a section is called that has no heading in the text.
UNNAMED = {"summary": "Summary", "conclusion": "Conclusion", "references": "References", "lessons": "Lessons"}
#: Labels that the summary of the classic form holds.
OF_SUMMARY = {"impact", "root_cause", "detection"}

#: A line of the classic form that begins with its label: "Duration: …".
_LABELLED = re.compile(r"(?m)^([A-Z][A-Za-z /]{2,30}):(?= \S)")
_HASHES = re.compile(r"#{1,6}(?=\s)")


@dataclass
class Folded:
    """One section of the draft. `kind` is text, timeline or actions."""

    heading: str
    text: str
    kind: str
    key: str
    level: int
    span: Span | None = None
    """Where it begins in the source; None for a live block that no heading asked for."""
    entries: int = 0
    actions: int = 0


def fold(text: str, proposal: Proposal) -> list[Folded]:
    """The draft's sections in the order of the source; live blocks that no heading asks for come last."""
    base = _base_level(text, proposal)
    made: list[Folded] = []
    for section in proposal.sections:
        body = as_markdown(leftover(text, section, proposal)).strip("\n")
        level = _level(text, section)
        parent = made[-1] if made else None
        if parent is not None and _belongs_to(parent, section, level, base, _is_label(text, section)):
            _put_under(parent, section, level, body)
            _count(parent, section, proposal)
        elif not (_only_the_title(section, proposal) and not made):
            heading = section.heading or UNNAMED.get(section.key, "Notes" if made else "Introduction")
            made.append(Folded(heading, body, "text", section.key, level, section.span))
            _count(made[-1], section, proposal)
    return _with_live_blocks(made, proposal)


def _count(part: Folded, section: Section, proposal: Proposal) -> None:
    inside = range(section.span.start, section.span.end)
    part.entries += sum(entry.span.start in inside for entry in proposal.timeline)
    part.actions += sum(action.span.start in inside for action in proposal.actions)


def _level(text: str, section: Section) -> int:
    """The number of # before the heading, or 0 for a heading of another form."""
    start = text.rfind("\n", 0, section.span.start) + 1
    found = _HASHES.match(text, start)
    return len(found.group()) if found else 0


def _base_level(text: str, proposal: Proposal) -> int:
    """The level of the write-up's own sections; deeper ones stand under them."""
    levels = [level for section in proposal.sections if (level := _level(text, section))]
    if levels.count(1) == 1 and len(levels) > 1:
        levels.remove(1)
    return min(levels, default=0)


def _is_label(text: str, section: Section) -> bool:
    """Whether the heading is written as a label: "Impact:", on a line of its own or before its text."""
    end = text.find("\n", section.span.start)
    line = text[section.span.start : end if end >= 0 else len(text)]
    return line.strip("*_ \t").casefold().startswith(section.heading.casefold()) and ":" in line


def _belongs_to(parent: Folded, section: Section, level: int, base: int, label: bool) -> bool:
    if not section.heading:
        return False
    if level:
        return level > base and bool(parent.level or parent.key != "other")
    inside = section.heading.casefold() in parent.heading.casefold() and section.heading != parent.heading
    of_summary = parent.key == "summary" and section.key in OF_SUMMARY and label
    return inside or of_summary or (parent.key == section.key == "actions")


def _put_under(parent: Folded, section: Section, level: int, body: str) -> None:
    if not body.strip():
        return
    if not level and parent.key == "summary":
        # Labels that the reader left in the summary's own lines look like those that are folded in.
        parent.text = _LABELLED.sub(r"**\1:**", parent.text)
    if level:
        under = f"### {section.heading}\n\n{body}"
    elif "\n\n" in body or body.startswith(("-", "*", "|", "1", ">", "`")):
        under = f"**{section.heading}:**\n\n{body}"
    else:
        under = f"**{section.heading}:** {body}"
    parent.text = f"{parent.text}\n\n{under}".strip("\n")


def _only_the_title(section: Section, proposal: Proposal) -> bool:
    title = proposal.title.text.strip() if proposal.title else ""
    said = f"{section.heading}\n{section.body}".strip(" \n#*_=-")
    return bool(title) and said.strip() == title


def _with_live_blocks(made: list[Folded], proposal: Proposal) -> list[Folded]:
    rows = {"timeline": proposal.timeline, "actions": proposal.actions}
    counted = {"timeline": "entries", "actions": "actions"}
    for key, heading in LIVE.items():
        homes = [part for part in made if part.kind == "text" and part.key == key]
        if homes:
            # Where most of the rows stood; the first of equals.
            max(homes, key=lambda part: getattr(part, counted[key])).kind = key
        elif rows[key]:
            made.append(Folded(heading, "", key, key, 0))
    return made
