"""What is to be done, or was: lists, tables, checkboxes, numbered headings, lines, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import forward, items, plans, promises, prose, rows, told
from .heading import LABEL, WORDED, Heading
from .naming import key_of, plain
from .parts import Part
from .proposal import Action, Span
from .source import Source
from .tables import tables
from .words.clues import ACTION_COLUMNS, CHECKLIST
from .words.promises import FOLLOWING, REPAIRS

_NUMBERED = re.compile(
    r"(?:\d{1,2}[.)]|[A-Z][.)]|(?:action|measure|item|task|maßnahme|acción|ação|mesure)(?: item)? #?\d{1,2}[.:)–—-]?)"
    r"[ \t]+(?=\S)|[①-⑳][ \t]*",
    re.IGNORECASE,
)
"""Before the words of a heading that is one action of several."""
TICKS = ("✅", "✔", "☑", "✓")
TICK_SIGNS = "".join(TICKS) + "\ufe0f *_"


@dataclass(slots=True)
class _Group:
    """What stands under one heading inside the section."""

    heading: str | None
    first: int
    last: int
    start: int
    """Where its words begin, which may be in the middle of its first line, behind a label."""
    titled: bool = False
    """Its heading is the action."""
    level: int = 0
    line: int | None = None


def find(source: Source, parts: list[Part], headings: list[Heading]) -> tuple[Action, ...]:
    found = [(part, _in_part(source, part, headings)) for part in parts if part.key == "actions"]
    if any(made and part.level < WORDED for part, made in found):
        story = next((part.start for part in parts if part.key == "timeline"), 0)
        found = [(part, made) for part, made in found if part.level < WORDED or part.start >= story]
    if any(len(made) > 1 for _part, made in found):
        found = [(part, [] if _only_tells(source, part, made) else made) for part, made in found]
    listed = tuple(action for _part, made in found for action in made)
    return listed or tuple(_in_tables(source, parts)) or tuple(forward.found(source, parts))


def _in_tables(source: Source, parts: list[Part]) -> Iterator[Action]:
    """The rows of tables whose first column calls itself so, under whatever heading: "| Action item | Owner |"."""
    for part in parts:
        for table in tables(source, part.first, part.last) if part.key != "timeline" else ():
            if plain(table.title(0)) in ACTION_COLUMNS and table.width > 1:
                yield from rows.actions(table, None)


def _only_tells(source: Source, part: Part, made: list[Action]) -> bool:
    """ "Follow-up", with a paragraph that promises nothing, beside a section of actions."""
    if len(made) != 1 or key_of(part.title, loose=False) != "actions" or plain(part.title) not in FOLLOWING:
        return False
    group = _Group(None, part.first, part.last, part.start)
    text = made[0].text
    return not _has_list(source, group) and not any(
        plans.is_promise(text[start:end]) for start, end in prose.sentences(text)
    )


def _in_part(source: Source, part: Part, headings: list[Heading]) -> list[Action]:
    found: list[Action] = []
    groups = _groups(source, part, headings)
    listed = any(_has_list(source, group) for group in groups)
    for group in groups:
        kind = group.heading or part.title.strip() or None
        if group.titled:
            found.append(_from_heading(source, group, part.title.strip() or None))
            continue
        if _has_list(source, group):
            new = _behind_label(source, part, group, kind)
            new += told.before_list(source, part, group.first, group.last, kind)
            new += _listed(source, part, group, kind)
        elif listed and not group.heading:
            new = told.before_list(source, part, group.first, group.last, kind)
        else:
            behind = group.first == group.line
            new = told.paragraphs(source, _within(part, group), group.first, group.last, kind, whole=behind)
            if len(new) == 1 and plain(kind or "") in REPAIRS and prose.only_past(new[0].text):
                continue
        if not any(sign in action.text.lower() for action in new for sign in CHECKLIST):
            found += _unless_all_ticked(new, kind or "")
    return found


def _within(part: Part, group: _Group) -> Part:
    return replace(part, start=max(part.start, group.start)) if group.heading else part


def _behind_label(source: Source, part: Part, group: _Group, kind: str | None) -> list[Action]:
    """ "**Action item:** declare earlier", above a list of others."""
    line = source.lines[group.first]
    if not group.heading or group.line != line.index or not source.text[group.start : line.end].strip(" *_"):
        return []
    return told.paragraphs(source, _within(part, group), group.first, group.first + 1, kind, whole=True)


def _unless_all_ticked(found: list[Action], kind: str) -> list[Action]:
    """A tick before every item is a bullet; before some of them it says which are done."""
    ticked = [action.text.lstrip().startswith(TICKS) for action in found]
    if len(found) < 2 or not all(ticked):
        return found
    return [
        replace(
            action,
            state="done" if promises.is_done(action.text.lstrip().lstrip(TICK_SIGNS), kind) else "proposed",
        )
        for action in found
    ]


def _groups(source: Source, part: Part, headings: list[Heading]) -> list[_Group]:
    groups = [_Group(None, part.first, part.last, part.start)]
    for position in range(bisect_left(headings, part.first, key=lambda h: h.line), len(headings)):
        heading = headings[position]
        if heading.line >= part.last:
            break
        if heading.start < part.start:
            continue
        if part.heading is not None and heading.line == part.heading.line:
            continue
        groups[-1].last = heading.line
        numbered = _NUMBERED.match(heading.text) is not None
        behind = source.text[heading.end : source.lines[heading.line].end].strip(" *_:")
        first = heading.line + (heading.level != LABEL and not behind)
        groups.append(
            _Group(heading.text.strip(), first, part.last, heading.end, numbered, heading.level, heading.line)
        )
    told_by_titles = [group for group in groups if group.heading and group.level < LABEL]
    if sum(group.titled for group in groups) < 2:
        for group in groups:
            group.titled = False
    if len(told_by_titles) > 1 and all(_is_task(source, group) for group in told_by_titles):
        for group in told_by_titles:
            group.titled = True
    return groups


def _is_task(source: Source, group: _Group) -> bool:
    """ "### Add a runbook", with paragraphs below."""
    return plans.orders(group.heading or "") and not _has_list(source, group)


def _has_list(source: Source, group: _Group) -> bool:
    lines = [line for line in source.lines[group.first : group.last] if line.start >= group.start]
    if any((line.item or line.row) and not line.opaque and not line.rule for line in lines):
        return True
    return bool(tables(source, group.first, group.last))


def _from_heading(source: Source, group: _Group, kind: str | None) -> Action:
    line = source.lines[group.line or 0]
    last = items.trim(source, group.last, line.index + 1)
    title = _NUMBERED.sub("", group.heading or "", count=1)
    body = "\n".join(inside.text for inside in source.lines[group.first : last]).strip("\n")
    text = f"{title}\n\n{body}" if body else title
    return promises.made(
        text,
        kind,
        Span(line.start, source.lines[last - 1].end),
        done=promises.is_done(title, ""),
        look=title + " " + body,
    )


def _listed(source: Source, part: Part, group: _Group, kind: str | None) -> list[Action]:
    found: list[Action] = []
    inside: set[int] = set()
    for table in tables(source, group.first, group.last):
        found += rows.actions(table, kind)
        inside.update(range(table.first, table.last))
    lines = [
        line
        for line in source.lines[group.first : group.last]
        if line.item and not line.opaque and not line.quoted and not line.rule and line.start >= part.start
    ]
    lines = [line for line in lines if line.index not in inside]
    lines = items.of_the_list(source, lines)
    return found + items.actions(source, part, lines, group.last, kind) if lines else found
