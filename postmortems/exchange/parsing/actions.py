"""What is to be done, or was: lists, tables, checkboxes, numbered headings, lines, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from . import forward, plans, promises, prose, rows, told
from .naming import key_of, plain
from .outline import LABEL, WORDED, Heading
from .parts import Part
from .proposal import Action, Span
from .source import Line, Source
from .tables import tables
from .words.clues import CHECKLIST, GROUPS
from .words.promises import FOLLOWING, REPAIRS

_NUMBERED = re.compile(
    r"(?:\d{1,2}[.)]|[A-Z][.)]|(?:action|measure|item|task|maßnahme|acción|ação|mesure)(?: item)? #?\d{1,2}[.:)–—-]?)"
    r"[ \t]+(?=\S)|[①-⑳][ \t]*",
    re.IGNORECASE,
)
"""Before the words of a heading that is one action of several."""
TICKS = ("✅", "✔", "☑", "✓")
TICK_SIGNS = "".join(TICKS) + "\ufe0f *_"
FEW = 2
"""A list of so many items has no room for a goodbye."""
DEEPEST = 3
"""So many list items may stand above an action and be its headings."""


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
    return tuple(action for _part, made in found for action in made) or tuple(forward.found(source, parts))


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
    last = _trim(source, group.last, line.index + 1)
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


def _trim(source: Source, last: int, least: int) -> int:
    while last > least and source.lines[last - 1].blank:
        last -= 1
    return last


def _listed(source: Source, part: Part, group: _Group, kind: str | None) -> list[Action]:
    found: list[Action] = []
    for table in tables(source, group.first, group.last):
        found += rows.actions(table, kind)
    items = [
        line
        for line in source.lines[group.first : group.last]
        if line.item and not line.opaque and not line.quoted and not line.rule and line.start >= part.start
    ]
    items = _without_signature(items)
    if not items:
        return found
    return found + _from_items(source, part, items, group.last, kind)


def _without_signature(items: list[Line]) -> list[Line]:
    """Leave out "— Ana, 4 May" below a list that has other marks."""
    marks = [line.mark.strip() for line in items[-2:]]
    return items[:-1] if len(marks) > 1 and marks[1] in ("—", "–") and marks[0] != marks[1] else items


def _from_items(
    source: Source, part: Part, items: list[Line], last: int, kind: str | None, depth: int = 0
) -> list[Action]:
    """One action a list item of the first rank; under an item that is only a heading, those below it."""
    found: list[Action] = []
    top = max(min(line.indent for line in items), items[0].indent)
    below = _below_numbers(items)
    places = [
        place
        for place, line in enumerate(items)
        if line.indent <= top + 1 and not (place and told.is_detail(line.words)) and place not in below
    ]
    titles = _titles_of_tasks(items, places) if depth < DEEPEST else {}
    if len(places) > FEW and _says_goodbye(items[places[-1]]):
        last = items[places[-1]].index
        del items[places.pop() :]
    for place, after in pairwise([*places, len(items)]):
        line = items[place]
        following = items[after].index if after < len(items) else last
        heading = (_only_heading(line) or titles.get(place)) if depth < DEEPEST else None
        if heading and after > place + 1:
            found += _from_items(source, part, items[place + 1 : after], following, heading, depth + 1)
        elif heading and any(not below.blank for below in source.lines[line.index + 1 : following]):
            found += told.paragraphs(source, part, line.index + 1, following, heading)
        elif heading and after < len(items):
            kind = heading
        elif action := _from_item(source, line, following, kind):
            found.append(action)
    return found


def _says_goodbye(item: Line) -> bool:
    """ "- Let's learn from it!", and no task."""
    return prose.closes(item.words) and not plans.is_promise(item.words)


def _below_numbers(items: list[Line]) -> set[int]:
    """Dashes that stand no deeper than the numbered titles above them: "1. Tests:", then "- Add some"."""
    if not items[0].mark[:1].isdigit():
        return set()
    below: set[int] = set()
    titled = False
    for place, line in enumerate(items):
        if line.mark[:1].isdigit():
            titled = line.words.rstrip("*_ ").endswith(":")
        elif titled and line.mark:
            below.add(place)
    return below


def _only_heading(item: Line) -> str | None:
    """ "- Tasks:", "* **Short term**": an item that names what kind of action stands below it."""
    words = item.words.strip().rstrip("*_ ").rstrip(":").strip("*_ ")
    return (
        words
        if not item.box and (key_of(words, loose=False) == "actions" or plain(words) in GROUPS)
        else None
    )


def _titles_of_tasks(items: list[Line], places: list[int]) -> dict[int, str]:
    """ "**Monitoring:**" over tasks: titles that are no tasks. What stands below all of them decides."""
    titled = {
        place: (bare, items[place + 1 : after])
        for place, after in pairwise([*places, len(items)])
        if after > place + 1 and (bare := _bare_title(items[place]))
    }
    matters = {
        place: bare for place, (bare, below) in titled.items() if len(below) > 1 and not plans.orders(bare)
    }
    below = [line for place in matters for line in titled[place][1]]
    return matters if 2 * len(matters) >= len(titled) and plans.made_of_promises(below) else {}


def _bare_title(item: Line) -> str | None:
    """ "Monitoring" of "**Monitoring:**", an item that is nothing but a title."""
    words = item.words.strip()
    bare = words.strip("*_ ").rstrip(":").strip("*_ ")
    titled = words.rstrip("*_ ").endswith(":") or (words[:2] in ("**", "__") and words[-2:] == words[:2])
    return bare if titled and not item.box and bare else None


def _from_item(source: Source, line: Line, following: int, kind: str | None) -> Action | None:
    end = line.index + 1
    while end < following and _goes_on(source.lines, end, line):
        end += 1
    end = _trim(source, end, line.index + 1)
    below = [
        inside.text[min(len(inside.text) - len(inside.text.lstrip()), line.inner) :]
        for inside in source.lines[line.index + 1 : end]
    ]
    text = "\n".join([line.words, *below]).strip()
    if told.nothing(text) or not text or promises.only_link(text):
        return None
    boxed = line.box[1:2].lower() in ("x", "✓", "✔", "*") if line.box else False
    done = boxed or (not line.box and promises.is_done(text, kind or ""))
    return promises.made(text, kind, Span(line.start, source.lines[end - 1].end), done=done)


def _goes_on(lines: list[Line], number: int, item: Line) -> bool:
    line = lines[number]
    if line.blank:
        return (
            number + 1 < len(lines)
            and not lines[number + 1].blank
            and _indent(lines[number + 1]) > item.indent
        )
    if line.row or line.rule or plain(line.text) in GROUPS:
        return False
    return not lines[number - 1].blank or _indent(line) > item.indent


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
