"""The sections of a draft: those of the write-up, with what stands under a heading folded into it.

Pure. The reader gives every heading and label as a section of its own; a draft wants "Issue Summary" with
its Duration, Impact and Root Cause inside, as the author had it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from postmortems.exchange.arrangement import REFERENCES, Arrangement
from postmortems.exchange.leftover import Taken, as_markdown, begun, leftover
from postmortems.exchange.parsing import own, own_plain, own_word
from postmortems.exchange.parsing.proposal import Proposal, Section, Span

#: Sections under which rows stand as a live block, by the reader's key, and what a missing one is called.
LIVE = {"timeline": "Timeline", "actions": "Action items"}
COUNTED = {"timeline": "entries", "actions": "actions"}
#: What a section is called that has no heading in the text.
UNNAMED = {
    "summary": "Summary",
    "timeline": "Timeline",
    "conclusion": "Conclusion",
    "references": "References",
    "lessons": "Lessons",
}
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
    inside: list[Section] = field(default_factory=list)
    """The sections that stand in it, its own first."""
    below: list[str] = field(default_factory=list, repr=False)
    """What is put under it, until `close` makes it part of the text: a long text is not copied for each."""
    told: int = field(default=0, repr=False)
    """How much of `below` has its labels marked."""

    def close(self) -> None:
        self.text = "\n\n".join(part for part in (self.text, *self.below) if part)
        self.below, self.told = [], 0


def fold(text: str, proposal: Proposal, said: Arrangement | None = None) -> list[Folded]:
    """The draft's sections in the order of the source; live blocks that no heading asks for come last.

    `said` is what a person rearranged in `proposal`.
    """
    if (
        said is None
        and any(form.is_ours(text) for form in (own, own_plain, own_word))
        and proposal.sections
        and not proposal.sections[0].heading
    ):
        return _ours(proposal)
    said = said or Arrangement(text, proposal)
    base, taken = _base_level(text, proposal), Taken(proposal, (carried.span for carried in said.carried))
    rows = _Rows(proposal)
    made: list[Folded] = []
    titled = False
    for section in proposal.sections:
        body = as_markdown(leftover(text, section, taken)).strip("\n")
        heading = said.headings.get(section.span.start, section.heading)
        level = _level(text, section)
        parent = made[-1] if made and section.span.start not in said.into else None
        if parent is not None and _belongs_to(parent, section, level, base, _is_label(text, section)):
            if body.strip() or not _is_group(section, taken):
                _put_under(parent, heading, level, body)
            rows.count(parent, section)
        elif not made and not titled and _only_the_title(section, proposal):
            # Once: a second heading of the same words is one more.
            titled = True
        else:
            heading = heading or UNNAMED.get(section.key, "Notes" if made else "Introduction")
            made.append(Folded(heading, body, "text", section.key, level, section.span))
            rows.count(made[-1], section)
    for part in made:
        part.close()
    return _with_live_blocks(_gathered(_brought(made, said), said), proposal)


def _ours(proposal: Proposal) -> list[Folded]:
    """The sections of a text in our own form as they are; its facts stand in the record."""
    made, rows = [], _Rows(proposal)
    for section in proposal.sections[1:]:
        kind = section.key if section.key in LIVE else "text"
        made.append(Folded(section.heading, section.body, kind, section.key, 2, section.span))
        rows.count(made[-1], section)
    return made


def _is_group(section: Section, taken: Taken) -> bool:
    """Whether the heading only groups action items, which keep it as theirs; or says nothing."""
    said = section.heading.strip(" :").casefold()
    return not said or said in taken.groups


def _brought(made: list[Folded], said: Arrangement) -> list[Folded]:
    """With the lines that were carried from elsewhere at the end of their section."""
    for carried in said.carried:
        if carried.into == REFERENCES:
            home = next((part for part in made if part.key == "references"), None)
        else:
            home = _home(made, carried.into)
        if home is None:
            home = Folded(UNNAMED["references"], "", "text", "references", 0)
            made.append(home)
        home.text = f"{home.text}\n\n{as_markdown(carried.span.of(said.text))}".strip("\n")
    return made


def _gathered(made: list[Folded], said: Arrangement) -> list[Folded]:
    """With the sections that were put into others under their heading there."""
    for start, target in said.into.items():
        part = next((one for one in made if one.span and one.span.start == start), None)
        home = _home(made, target)
        if part is None or home is None or home is part:
            continue
        home.text = f"{home.text}\n\n### {part.heading}\n\n{part.text}".strip("\n")
        home.entries, home.actions = home.entries + part.entries, home.actions + part.actions
        home.inside += part.inside
        if part.key in LIVE and home.key not in LIVE and getattr(part, COUNTED[part.key]):
            # The rows go where their section goes.
            home.key = part.key
        made.remove(part)
    return made


def _home(made: list[Folded], start: int) -> Folded | None:
    """The part in which the section stands that begins at `start`."""
    return next((part for part in made if any(one.span.start == start for one in part.inside)), None)


class _Rows:
    """The rows of a text in their order, to be counted by the section in which they begin."""

    def __init__(self, proposal: Proposal) -> None:
        self.entries = sorted(entry.span for entry in proposal.timeline)
        self.actions = sorted(action.span for action in proposal.actions)

    def count(self, part: Folded, section: Section) -> None:
        part.inside.append(section)
        part.entries += _inside(self.entries, section.span)
        part.actions += _inside(self.actions, section.span)


def _inside(spans: list[Span], around: Span) -> int:
    return max(0, begun(spans, around.end) - begun(spans, around.start))


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


def _put_under(parent: Folded, heading: str, level: int, body: str) -> None:
    if not parent.below:
        parent.text, parent.below = "", [parent.text]
    if not level and parent.key == "summary":
        # Labels that the reader left in the summary's own lines look like those that are folded in.
        unmarked = parent.below[parent.told :]
        parent.below[parent.told :] = [_LABELLED.sub(r"**\1:**", part) for part in unmarked]
        parent.told = len(parent.below)
    if level or not body.strip():
        under = f"### {heading}\n\n{body}"
    elif "\n\n" in body or body.startswith(("-", "*", "|", "1", ">", "`")):
        under = f"**{heading}:**\n\n{body}"
    else:
        under = f"**{heading}:** {body}"
    parent.below.append(under.strip("\n"))


def _only_the_title(section: Section, proposal: Proposal) -> bool:
    title = proposal.title.text.strip() if proposal.title else ""
    said = f"{section.heading}\n{section.body}".strip(" \n#*_=-")
    return bool(title) and said.strip() == title


def _with_live_blocks(made: list[Folded], proposal: Proposal) -> list[Folded]:
    rows = {"timeline": proposal.timeline, "actions": proposal.actions}
    for key, heading in LIVE.items():
        homes = [part for part in made if part.kind == "text" and part.key == key]
        if homes:
            # Where most of the rows stood; the first of equals.
            max(homes, key=lambda part: getattr(part, COUNTED[key])).kind = key
        elif rows[key]:
            made.append(Folded(heading, "", key, key, 0))
    return made
