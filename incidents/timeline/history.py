"""What changed, as sentences: of one entry from its rows' history, of an incident from its events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse

from incidents.audit import diff
from incidents.audit.models import Event
from incidents.audit.wording import Subject, subjects_of, words_of
from incidents.catalog.models import Kind
from incidents.people.models import User

from .amounts import KINDS, LABELS, Amount
from .models import Clock, Incident, TimelineEntry
from .rows import CLOCKS
from .wording import clocktime, daydate, zone_of, zone_word

#: Field of an entry → what it is called. Those that follow from others are left out.
WORDS = {
    "happened_at": "Time",
    "ended_at": "Until",
    "precision": "Precision",
    "written": "Time as written",
    "text": "What happened",
    "kind": "Kind",
    "key_moment": "Key moment",
    "mark": "Mark",
    "quote": "Words as they were said",
    "position": "Place among entries of the same time",
}


#: What stands in tables of their own, and is told by the event.
SHOWN = {"evidence": "Evidence", "attachments": "Images and files"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    what: str
    old: str
    new: str

    @property
    def is_prose(self) -> bool:
        """Whether the two are told apart word by word: what is long, and the text of an entry."""
        return self.what == WORDS["text"] or min(len(self.old), len(self.new)) > 30

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The words that differ, as `components/diff.html` takes them."""
        return pieces(self.old, self.new)


@dataclass(slots=True)
class Step:
    """What one person did at one moment."""

    at: dt.datetime
    by: Any
    sentence: str
    changes: list[Change] = field(default_factory=list)
    url: str = ""
    row: int = 0
    """The earlier state that this step made, where it can be brought back."""


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """What differs between two texts, word by word."""
    signs = {"same": " ", "add": "+", "del": "-"}
    return [(signs[run.kind], run.text) for run in diff.words(old, new)]


def of_entry(entry: TimelineEntry, zone: str) -> list[Step]:
    """The entry's history, newest first. The database writes it, so it misses nothing; audit says who."""
    rows = list(entry.events.select_related("pgh_context").order_by("pgh_id"))  # type: ignore[attr-defined]
    said = {
        e.data.get("version"): e
        for e in Event.objects.filter(
            incident_id=entry.incident_id, subject_type="timelineentry", subject_id=entry.pk
        ).select_related("by")
    }
    people = _people(rows)
    steps = []
    for before, row in zip([None, *rows], rows, strict=False):
        event = said.get(row.version)
        same = before is not None and before.version == row.version
        context = row.pgh_context.metadata if row.pgh_context else {}
        by = event.by if event and not same else people.get(context.get("user"))  # type: ignore[arg-type]
        step = Step(row.pgh_created_at, by, _what(before, row), row=row.pgh_id if row != rows[-1] else 0)
        if before is not None:
            step.changes = list(_changes(before, row, zone))
        if event and not same:
            changed = event.data.get("changed", {})
            shown = [(word, changed[name]) for name, word in SHOWN.items() if name in changed]
            step.changes += [Change(word, _value(old), _value(new)) for word, (old, new) in shown]
        if before is None or step.changes or before.removed_at != row.removed_at:
            steps.append(step)
    return sorted([*steps[::-1], *_pointed(entry)], key=lambda step: step.at, reverse=True)


def _pointed(entry: TimelineEntry) -> Iterable[Step]:
    """When clocks were pointed at the entry, and when they no longer were; newest first."""
    events = Event.objects.filter(incident_id=entry.incident_id, verb="incident.clocks_set")
    for event in events.select_related("by").order_by("-at", "-id"):
        for name, (before, after) in event.data.get("pointed", {}).items():
            label = Clock.Name(name).label.lower()
            if after == entry.pk:
                yield Step(event.at, event.by, f"said that this is when it was {label}")
            elif before == entry.pk:
                yield Step(event.at, event.by, f"took the clock “{label}” off it")


#: What of an earlier state can be brought back; its place and its evidence stay as they are.
STATE = ("happened_at", "ended_at", "precision", "written", "zone", "text", "kind", "key_moment")


def earlier(entry: TimelineEntry, row: int) -> dict[str, Any] | None:
    """The fields of an earlier state of the entry, for its verbs."""
    found = entry.events.filter(pgh_id=row).first()  # type: ignore[attr-defined]
    return {name: getattr(found, name) for name in STATE} if found else None


def _people(rows: Iterable[Any]) -> dict[int, User]:
    ids = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context} - {None}
    return User.objects.in_bulk(ids)


def _what(before: Any, row: Any) -> str:
    if before is None:
        return "wrote it down"
    if before.removed_at != row.removed_at:
        return "deleted it" if row.removed_at else "brought it back"
    return "changed it"


def _changes(before: Any, row: Any, zone: str) -> Iterable[Change]:
    for name, word in WORDS.items():
        old, new = getattr(before, name), getattr(row, name)
        if old != new:
            yield Change(word, _said(name, old, zone), _said(name, new, zone))


def _said(name: str, value: Any, zone: str) -> str:
    if value in (None, ""):
        return "nothing"
    if name in ("happened_at", "ended_at"):
        year = value.astimezone(zone_of(zone)).year
        return f"{clocktime(value, zone)}\u00a0{zone_word(zone)}, {daydate(value, zone)}\u00a0{year}"
    if name == "precision":
        return str(TimelineEntry.Precision(value).label)
    if name == "kind":
        return str(Kind.objects.filter(slug=value).values_list("name", flat=True).first() or value)
    if name == "key_moment":
        return "yes" if value else "no"
    return str(value)


LINKS = {"link.added": "linked it:", "link.removed": "took a link away:"}
FIELDS = {
    "team": "Team",
    "zone": "Home time zone",
    "visibility": "Who sees it",
    "nature": "What it is",
    "numbers_about": "Figures are estimates",
    "estimates": "Estimates",
    **LABELS,
    "factors": "Contributing factors",
    "services": "Services",
    "tags": "Tags",
}
ENTRIES = {
    "entry.recorded": "added",
    "entry.revised": "edited",
    "entry.removed": "deleted",
    "entry.restored": "brought back",
    "entry.moved": "moved, among entries of the same time,",
}


def of_incident(incident: Incident, zone: str, *, seen: Any, most: int = 500) -> list[Step]:
    """Everything recorded about the incident, newest first; of links, those to incidents among `seen`."""
    events = list(incident.events.select_related("by").order_by("-at", "-id")[:most])  # type: ignore[attr-defined]
    others = {event.data["other"] for event in events if event.verb in LINKS}
    titles = dict(seen.filter(pk__in=others).values_list("pk", "title")) if others else {}
    events = [event for event in events if event.verb not in LINKS or event.data["other"] in titles]
    ids = {event.subject_id for event in events if _of_one(event)}
    texts = dict(incident.entries.filter(pk__in=ids).values_list("pk", "text"))
    subjects = subjects_of(events)
    steps = [_step(event, incident, zone, texts, titles, subjects) for event in events]
    return [step for step in steps if step.sentence]


def _step(
    event: Event,
    incident: Incident,
    zone: str,
    texts: dict[int, str],
    titles: dict[int, str],
    subjects: dict[tuple[str, int], Subject],
) -> Step:
    subject = subjects.get((event.subject_type, event.subject_id))
    about = Subject(_short(subject.words), subject.url) if subject else None
    step = Step(event.at, event.by, words_of(event, about), url=about.url if about else "")
    if _of_one(event):
        step.sentence = f"{ENTRIES[event.verb]} “{_short(texts.get(event.subject_id, 'an entry'))}”"
        step.url = reverse("timeline:entry_history", args=[incident.pk, event.subject_id])
    elif event.verb in LINKS:
        other = event.data["other"]
        note = f": {event.data['note']}" if event.data.get("note") else ""
        said = f"{event.data['relation']} INC-{other} “{_short(titles[other])}”{note}"
        step.sentence = f"{LINKS[event.verb]} {said}"
        step.url = reverse("timeline:incident", args=[other])
    elif event.verb == "incident.revised":
        for name, (old, new) in event.data.get("changed", {}).items():
            step.changes.append(Change(_label(name), _chosen(name, old), _chosen(name, new)))
    elif event.verb == "incident.clocks_set":
        step.sentence = f"set the clocks: {_clocks(event.data.get('clocks', {}), zone)}"
    return step


def _of_one(event: Event) -> bool:
    """Whether it is about one entry, and not about several at once."""
    return event.verb in ENTRIES


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:78]}…"


def _label(name: str) -> str:
    if name in FIELDS:
        return FIELDS[name]
    return str(getattr(Incident._meta.get_field(name), "verbose_name", name)).capitalize()


def _chosen(name: str, text: str) -> str:
    """A value in the words that people chose it by."""
    if name in KINDS and text not in ("", "None"):
        return Amount(KINDS[name], Decimal(text)).shown
    if name == "estimates":
        return _value(", ".join(LABELS[each].lower() for each in text.split(", ") if each in LABELS))
    if name == "zone":
        return f"{zone_word(text)} ({text})" if "/" in text else text
    words = {
        "nature": dict(Incident.Nature.choices),
        "visibility": dict(Incident.Visibility.choices),
        "numbers_about": {"True": "yes", "False": "no"},
    }
    return str(words.get(name, {}).get(text, _value(text)))


def _value(text: str) -> str:
    return "nothing" if text in ("", "None") else text


def _clocks(clocks: dict[str, str | None], zone: str) -> str:
    words = []
    for name in CLOCKS:
        if name not in clocks:
            continue
        iso = clocks[name]
        at = dt.datetime.fromisoformat(iso) if iso else None
        when = f"{daydate(at, zone)} {clocktime(at, zone)}" if at else "not known"
        words.append(f"{Clock.Name(name).label.lower()} {when}")
    return f"{', '.join(words)} ({zone_word(zone)})" if words else "none"
