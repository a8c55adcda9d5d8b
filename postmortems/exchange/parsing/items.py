"""The items of a list of actions: which are actions, which are headings of those below them, and which are neither."""

from __future__ import annotations

from itertools import pairwise

from . import plans, promises, prose, told
from .naming import key_of, plain
from .parts import Part
from .proposal import Action, Span
from .source import Line, Source
from .words.clues import GROUPS

FEW = 2
"""A list of so many items has no room for a goodbye."""
DEEPEST = 3
"""So many list items may stand above an action and be its headings."""


def actions(
    source: Source, part: Part, items: list[Line], last: int, kind: str | None, depth: int = 0
) -> list[Action]:
    """One action a list item of the first rank; under an item that is only a heading, those below it."""
    made: list[Action] = []
    top = max(min(line.indent for line in items), items[0].indent)
    below = _below_numbers(items)
    places = [
        place
        for place, line in enumerate(items)
        if line.indent <= top + 1 and not (place and told.is_detail(line.words)) and place not in below
    ]
    titles = _titles_of_tasks(items, places) if depth < DEEPEST else {}
    if len(places) > FEW and _says_goodbye(items[places[-1]]):
        last, items = items[places[-1]].index, items[: places[-1]]
        places = places[:-1]
    for place, after in pairwise([*places, len(items)]):
        line = items[place]
        following = items[after].index if after < len(items) else last
        heading = (_only_heading(line) or titles.get(place)) if depth < DEEPEST else None
        if heading and after > place + 1:
            made += actions(source, part, items[place + 1 : after], following, heading, depth + 1)
        elif heading and any(not below.blank for below in source.lines[line.index + 1 : following]):
            made += told.paragraphs(source, part, line.index + 1, following, heading)
        elif heading and after < len(items):
            kind = heading
        elif action := _from_item(source, line, following, kind):
            made.append(action)
    return made


def of_the_list(source: Source, items: list[Line]) -> list[Line]:
    """Without a signature and a legend below it."""
    return _without_legend(source, _without_signature(items))


def _without_signature(items: list[Line]) -> list[Line]:
    """Leave out "— Ana, 4 May" below a list that has other marks."""
    marks = [line.mark.strip() for line in items[-2:]]
    signed = len(marks) > 1 and marks[1] in ("—", "–") and marks[0] != marks[1]
    return items[:-1] if signed and not _promises(items[-1]) else items


def _without_legend(source: Source, items: list[Line]) -> list[Line]:
    """ "Diagram key:" over items that promise nothing, below a list of promises: not the rest of that list."""
    place = next((place for place, line in enumerate(items) if not _promises(line)), 0)
    if place == 0 or any(map(_promises, items[place:])):
        return items
    between = source.lines[items[place - 1].index + 1 : items[place].index]
    named = any(line.text.rstrip().endswith(":") and not line.text[:1].isspace() for line in between)
    return items[:place] if named else items


def _promises(item: Line) -> bool:
    return plans.is_promise(item.words)


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
    end = trim(source, end, line.index + 1)
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
    if line.row or line.rule or plain(line.text) in GROUPS or _closes_the_list(lines[number - 1], line, item):
        return False
    return not lines[number - 1].blank or _indent(line) > item.indent


def _closes_the_list(above: Line, line: Line, item: Line) -> bool:
    """ "By doing all this we …", right below the last item, where that ended with a full stop."""
    ended = above.text.rstrip().endswith((".", "!")) and _indent(line) <= item.indent
    return ended and line.text.lstrip()[:1].isupper() and prose.closes(line.text)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def trim(source: Source, last: int, least: int) -> int:
    while last > least and source.lines[last - 1].blank:
        last -= 1
    return last
