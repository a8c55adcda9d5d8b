"""Moves of values and rows: title, impact and root cause, entries and action items. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from incidents.timeline import amounts
from postmortems.exchange.arrangement import REFERENCES, Arrangement, Carried, cleared, passage
from postmortems.exchange.moves import Move, Refused
from postmortems.exchange.parsing import Action, Entry, Moment, Reference, Section, Span, Value
from postmortems.exchange.passages import actions_in, entries_in, holds, offset_in, trimmed, without

VALUES = {"title": "title", "severity": "severity", "impact": "impact", "root_cause": "root cause"}
PRECISIONS = ("minute", "about", "day", "unknown")
#: The kinds that are shipped; an installation may have more.
KINDS = (
    "detection", "diagnosis", "decision", "action", "mitigation", "escalation", "dead_end", "recovery",
    "communication", "other",
)  # fmt: skip


def value(now: Arrangement, move: Move) -> Arrangement:
    """A passage becomes title, severity, impact or root cause; it stays where it stood as well."""
    name, span = _name(move), _unlabelled(now.text, passage(now, move.at, move.to))
    if name == "title":
        now = _old_title_as_text(now)
        words = Value(" ".join(span.of(now.text).strip(" #*_=-").split())[:200], span)
    else:
        words = Value(span.of(now.text), span)
    if not words.text:
        raise Refused("There are no words in these lines.")
    named: dict[str, Any] = {name: words}
    return replace(now, proposal=replace(now.proposal, **named))


#: A line that says itself what it tells: "**Root cause:** the queue was full".
_LABEL = re.compile(r"[-*_ \t]*(?:title|severity|impact|root cause)[*_ ]*:[*_ \t]*(?=\S)", re.IGNORECASE)


def _unlabelled(text: str, span: Span) -> Span:
    found = _LABEL.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found else span


def no_value(now: Arrangement, move: Move) -> Arrangement:
    if (figure := move.given.get("name", "")) in amounts.KINDS:
        kept = tuple(each for each in now.proposal.figures if each.name != figure)
        return replace(now, proposal=replace(now.proposal, figures=kept))
    name = _name(move)
    if name == "title":
        raise Refused("An incident needs a title. Choose another line for it, or write one.")
    without_it: dict[str, Any] = {name: None}
    return replace(now, proposal=replace(now.proposal, **without_it))


def _name(move: Move) -> str:
    name = move.given.get("name", "")
    if name not in VALUES:
        raise Refused("Choose what the passage is: the title, the severity, the impact or the root cause.")
    return name


def _old_title_as_text(now: Arrangement) -> Arrangement:
    """The line that was the title is in no section; once it is not the title, it has to be."""
    title, text = now.proposal.title, now.text
    if title is None:
        return now
    start = text.rfind("\n", 0, title.span.start) + 1
    end = text.find("\n", title.span.end)
    span = trimmed(text, start, end if end >= 0 else len(text))
    if now.section_around(title.span.start) is not None or not span.of(text):
        return now
    begin = span.start + len(span.of(text)) - len(span.of(text).lstrip("#=* \t"))
    kept = Section("", "other", text[begin : span.end] or span.of(text), span)
    sections = sorted([*now.proposal.sections, kept], key=lambda section: section.span.start)
    return replace(now, proposal=replace(now.proposal, sections=tuple(sections)))


def entry(now: Arrangement, move: Move) -> Arrangement:
    """Lines become entries, with the times that are read in them."""
    span = passage(now, move.at, move.to)
    now = cleared(now, span)
    before = [e for e in now.proposal.timeline if e.span.start < span.start and e.at and e.at.day]
    after = [e for e in now.proposal.timeline if e.at and e.at.day]
    near = before[-1] if before else after[0] if after else None
    made = entries_in(now.text, span, near, now.proposal.zone)
    return now.with_entries([*now.proposal.timeline, *made])


def action(now: Arrangement, move: Move) -> Arrangement:
    """Lines become action items."""
    span = passage(now, move.at, move.to)
    now = cleared(now, span)
    return now.with_actions([*now.proposal.actions, *actions_in(now.text, span)])


def plain(now: Arrangement, move: Move) -> Arrangement:
    """A row is text again, in the section around it."""
    if move.given.get("what") == "action":
        gone = now.action_at(move.at)
        return now.with_actions([one for one in now.proposal.actions if one is not gone])
    left = now.entry_at(move.at)
    return now.with_entries([one for one in now.proposal.timeline if one is not left])


def merge(now: Arrangement, move: Move) -> Arrangement:
    """An entry is joined to the one before it; words that stand between the two come along."""
    entries = list(now.proposal.timeline)
    second = now.entry_at(move.at)
    number = entries.index(second)
    if number == 0:
        raise Refused("It is the first entry; there is none before it to join it to.")
    first = entries[number - 1]
    span = Span(first.span.start, max(first.span.end, second.span.end))
    if any(first.span.start < section.span.start <= second.span.start for section in now.proposal.sections):
        raise Refused("A heading stands between the two entries, so they stay apart.")
    if any(first.span.end <= row.span.start < second.span.start for row in now.proposal.actions):
        raise Refused("An action item stands between the two entries. Put it back into the text first.")
    if any(first.span.end <= row.span.start < second.span.start for row in now.carried):
        raise Refused("Lines between the two entries stand in another section.")
    between = now.text[first.span.end : second.span.start].strip()
    told = " ".join(words for words in (second.written, second.text) if words)
    joined = replace(first, text="\n".join(w for w in (first.text, between, told) if w), span=span)
    now = now.with_entries([*entries[: number - 1], joined, *entries[number + 1 :]])
    if ("entry", second.span.start) in now.reworded:
        return replace(now, reworded=now.reworded | {("entry", first.span.start)})
    return now


def split(now: Arrangement, move: Move) -> Arrangement:
    """An entry becomes two; the second begins at the line `to`."""
    whole = now.entry_at(move.at)
    if ("entry", whole.span.start) in now.reworded:
        raise Refused("This entry is in your words and no longer follows the lines. Undo that first.")
    if not whole.span.start < move.to < whole.span.end:
        raise Refused("An entry is parted at one of its own lines, after the first.")
    head = trimmed(now.text, whole.span.start, move.to)
    tail = trimmed(now.text, move.to, whole.span.end)
    if not head.of(now.text) or not tail.of(now.text):
        raise Refused("There are no words in these lines.")
    words = without(head.of(now.text), whole.written)
    first = replace(whole, text=words, span=head)
    if not words or not holds(head.of(now.text), [f"{whole.written} {words}"]):
        first = replace(first, text=head.of(now.text))
    second = entries_in(now.text, tail, first, now.proposal.zone)
    others = [one for one in now.proposal.timeline if one is not whole]
    return now.with_entries([*others, first, *second])


def reword(now: Arrangement, move: Move) -> Arrangement:
    """A row is corrected: what was given replaces what was read."""
    if move.given.get("what") == "action":
        old = now.action_at(move.at)
        actions = [_action(old, move.given) if one is old else one for one in now.proposal.actions]
        now = now.with_actions(actions)
        return replace(now, reworded=now.reworded | {("action", old.span.start)})
    was = now.entry_at(move.at)
    new = _entry(was, move.given, now.proposal.zone)
    now = now.with_entries([new if one is was else one for one in now.proposal.timeline])
    if new.text != was.text:
        return replace(now, reworded=now.reworded | {("entry", was.span.start)})
    return now


def _entry(was: Entry, given: Mapping[str, str], zone: str | None) -> Entry:
    precision, kind = given.get("precision", was.precision), given.get("kind", was.kind)
    if precision not in (*PRECISIONS, was.precision):
        raise Refused("Choose the precision from the list.")
    words = given.get("text", was.text).strip()
    if not words:
        raise Refused("An entry needs its words. Put it back into the text instead.")
    at, end = was.at, was.end
    if "day" in given or "clock" in given:
        at = _moment(given.get("day", ""), given.get("clock", ""), was.at, zone)
        precision = _precision(at, precision)
    if at != was.at:
        return replace(was, at=at, end=end, precision=precision, kind=kind, text=words, notes=(), step=None)
    return replace(was, precision=precision, kind=kind, text=words)


def _precision(at: Moment | None, told: str) -> str:
    if at is None:
        return "unknown"
    if at.clock is None:
        return "day"
    return "minute" if told in ("day", "unknown") else told


def _moment(day: str, clock: str, was: Moment | None, zone: str | None) -> Moment | None:
    try:
        its_day = dt.date.fromisoformat(day) if day else None
        its_clock = dt.time.fromisoformat(clock) if clock else None
    except ValueError:
        raise Refused("Write the day as 2026-03-29 and the time as 14:05.") from None
    if its_day is None and its_clock is None:
        return None
    if its_clock is not None and its_clock.tzinfo is not None:
        raise Refused("Write the day as 2026-03-29 and the time as 14:05.")
    if its_day is not None and not 1970 <= its_day.year <= 2200:
        raise Refused("The year has to be between 1970 and 2200.")
    made = Moment(its_day, its_clock, was.offset if was else None, was.label if was else None)
    if was is not None and was.day == its_day and was.clock == its_clock:
        return was
    zoned = offset_in(zone, made.wall)
    # An entry with a zone of its own keeps it; a document's zone may have changed its offset with the day.
    own = was is not None and was.offset is not None and was.offset != offset_in(zone, was.wall)
    return made if own or zoned is None else replace(made, offset=zoned)


def _action(old: Action, given: Mapping[str, str]) -> Action:
    words = given.get("text", old.text).strip()
    state, due = given.get("state", old.state), given.get("due", old.due or "").strip()
    if not words:
        raise Refused("An action item needs its words. Put it back into the text instead.")
    if state not in ("proposed", "done"):
        raise Refused("An action item is proposed, or proposed as done.")
    if due and due != old.due:
        try:
            dt.date.fromisoformat(due)
        except ValueError:
            raise Refused("Write the date as year, month, day: 2026-03-29.") from None
    owner = given.get("owner", old.owner or "").strip()
    return replace(old, text=words, state=state, owner=owner or None, due=due or None)


def reference(now: Arrangement, move: Move) -> Arrangement:
    """Lines become a reference, and stand with the references."""
    span = passage(now, move.at, move.to)
    now = cleared(now, span)
    words = span.of(now.text)
    url = next((word.strip("<>()[],.") for word in words.split() if "://" in word), "")
    known = [r for r in now.proposal.references if not span.start <= r.span.start < span.end]
    made = [r for r in now.proposal.references if r not in known] or [Reference(words, url or words, span)]
    ordered = tuple(sorted([*known, *made], key=lambda r: r.span.start))
    proposal = replace(now.proposal, references=ordered)
    return replace(now, proposal=proposal, carried=(*now.carried, Carried(span, REFERENCES)))


def unreference(now: Arrangement, move: Move) -> Arrangement:
    """A reference is text again, where it stood."""
    gone = next((r for r in now.proposal.references if r.span.start == move.at), None)
    if gone is None:
        raise Refused("That reference is not there any more.")
    kept = tuple(r for r in now.proposal.references if r is not gone)
    around = lambda c: c.into == REFERENCES and c.span.start <= gone.span.start < c.span.end  # noqa: E731
    carried = tuple(c for c in now.carried if not around(c))
    return replace(now, proposal=replace(now.proposal, references=kept), carried=carried)


STEPS: dict[str, Callable[[Arrangement, Move], Arrangement]] = {
    "value": value,
    "no_value": no_value,
    "entry": entry,
    "action": action,
    "plain": plain,
    "merge": merge,
    "split": split,
    "reword": reword,
    "reference": reference,
    "unreference": unreference,
}
