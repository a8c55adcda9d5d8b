"""What differs between two versions of a report. Pure: two frozen reports in, changes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from incidents.audit import diff
from incidents.timeline import wording

from .pieces import Action, Entry
from .report import Report, listed, nature_of
from .writing.words import LABELS

#: What differs between any two versions and says nothing about their words.
STAMPS = ("version", "at", "by", "approvals", "authors", "change_note", "override")


def same_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two frozen reports say the same, whoever published them and when."""
    return _said(one) == _said(other)


def _said(frozen: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in frozen.items() if name not in STAMPS}
    # HTML follows from the text, and may differ when the product learns to render it better.
    # An entry that has no attachments says what one said before there were any.
    return (
        said
        | {"nature": nature_of(frozen), "estimates": frozen.get("estimates", [])}
        | {
            part: [
                {k: v for k, v in row.items() if k != "html" and (k != "attachments" or v)}
                for row in frozen[part]
            ]
            for part in ("sections", "entries")
        }
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where it stands, and the words between before and after."""

    heading: str
    runs: tuple[diff.Run | diff.Gap, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    facts: tuple[Change, ...]
    sections: tuple[Change, ...]
    entries: tuple[Change, ...]
    actions: tuple[Change, ...]

    def __bool__(self) -> bool:
        return any((self.facts, self.sections, self.entries, self.actions))

    @property
    def sentence(self) -> str:
        """How much has changed, in a few words."""
        parts = [
            _count(len(self.sections), "section"),
            _count(len(self.entries), "timeline entry", "timeline entries"),
            _count(len(self.actions), "action item"),
            _count(len(self.facts), "fact"),
        ]
        said = [part for part in parts if part]
        if not said:
            return "Nothing differs."
        one = len(said) == 1 and said[0].startswith("1 ")
        changed = listed(said)
        return f"{changed[0].upper()}{changed[1:]} {'differs' if one else 'differ'}."


def between(old: Report, new: Report) -> Changes:
    """What the newer version changed."""
    return Changes(
        facts=tuple(_pairs(_facts(old), _facts(new))),
        sections=tuple(
            _pairs(
                {s.key: (s.heading, s.text) for s in old.sections},
                {s.key: (s.heading, s.text) for s in new.sections},
            )
        ),
        entries=tuple(_pairs(_by_id(old.entries, _entry), _by_id(new.entries, _entry))),
        actions=tuple(_pairs(_by_id(old.actions, _action), _by_id(new.actions, _action))),
    )


def _pairs(old: Mapping[Any, tuple[str, str]], new: Mapping[Any, tuple[str, str]]) -> Iterable[Change]:
    """A change for each key whose text differs, in the order of the new, what is gone last."""
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]
        if before != after:
            heading = (new.get(key) or old[key])[0]
            yield Change(heading, tuple(diff.folded(diff.words(before, after))))


def _by_id(rows: Iterable[Any], said: Callable[[Any], tuple[str, str]]) -> dict[int, tuple[str, str]]:
    return {row.id: said(row) for row in rows}


def _facts(report: Report) -> dict[str, tuple[str, str]]:
    plain = {
        "title": ("Title", report.title),
        "nature": ("What it was", wording.NATURES[report.nature]),
        "severity": ("Severity", report.severity.name),
        "summary": ("Summary", report.summary),
        "impact": ("Impact", report.impact),
        "root_cause": ("Root cause", report.root_cause),
        "trigger": ("Trigger", report.trigger),
        "detected_by": ("Detection", report.detected_by),
        "services": ("Services", ", ".join(report.services)),
        "tags": ("Tags", ", ".join(report.tags)),
        "factors": ("Contributing factors", "\n".join(report.factors)),
        "people": ("People", "\n".join(f"{who.name}, {who.role}" for who in report.people)),
    }
    numbers = {
        f"number-{name}": (
            LABELS.get(name, name.capitalize()),
            f"about {value}" if name in report.estimates else value,
        )
        for name, value in report.numbers.items()
    }
    clocks = {
        f"clock-{name}": (name.capitalize(), _stamp(value, report)) for name, value in report.clocks.items()
    }
    return plain | clocks | numbers


def _stamp(value: dt.datetime | None, report: Report) -> str:
    return f"{value.astimezone(report.tzinfo):%Y-%m-%d %H:%M} {report.zone}" if value else ""


def _entry(entry: Entry) -> tuple[str, str]:
    when = f"{entry.happened_at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if entry.happened_at else "No time"
    shown = "".join(f"\n{each.name}{f' ({each.alt})' if each.alt else ''}" for each in entry.enclosed)
    return when, f"{when} {entry.kind.replace('_', ' ')}\n{entry.text}{shown}"


def _action(action: Action) -> tuple[str, str]:
    owner = action.owner.name if action.owner else "no owner"
    due = action.due_on.isoformat() if action.due_on else "no date"
    return "Action item", f"{action.text}\n{action.state.replace('_', ' ')}, {owner}, {due}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""
