"""The zone in which the times of the text are told, or the question which one it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from incidents.timeline import labels as zones
from incidents.timeline.labels import Zone

from . import running
from .parts import Part
from .places import Stated, stated
from .proof import Proof, shown
from .proposal import Choice, Question, Span
from .raw import Found
from .source import Source


@dataclass(frozen=True, slots=True)
class HomeZone:
    zone: Zone | None = None
    span: Span | None = None
    answered: Zone | None = None
    """The zone that the person chose."""
    beside: bool = False
    """What was asked is another label's meaning; the text's own zone stands."""
    question: Question | None = None

    def of(self, zone: Zone | None) -> Zone | None:
        """The zone that counts for a label, or for none."""
        if zone is None:
            return self.told
        if self.answered and (zone.ambiguous or (self.zone and zone.label == self.zone.label)):
            return self.answered if zone.ambiguous or not self.beside else zone
        return zone

    @property
    def told(self) -> Zone | None:
        """The zone in which the text as a whole is told."""
        return self.zone if self.beside else self.answered or self.zone


def home_zone(
    source: Source, parts: list[Part], found: Found, given: Zone | None, answers: Mapping[str, str]
) -> HomeZone:
    labels = [raw.stamp.zone or raw.zone for raw in (*found.entries, *found.brief) if raw.stamp]
    zone, span = _told(source, parts, [label for label in labels if label])
    proof = shown(found.entries)
    if "zone" in answers and (answered := zones.named(answers["zone"])):
        settled = zone is not None and not zone.ambiguous and not (proof and _denied(zone, proof))
        return HomeZone(zone, span, answered, settled and any(one and one.ambiguous for one in labels))
    if zone is None:
        return HomeZone(answered=given, question=None if given else _UNKNOWN)
    if proof and (proven := _proven(zone, proof)):
        return HomeZone(proven, span)
    if proof and _denied(zone, proof):
        return HomeZone(zone, span, question=_which(zone, span, proof))
    doubtful = next((label for label in (zone, *labels) if label and label.ambiguous), None)
    return HomeZone(zone, span, question=_meaning(doubtful, span) if doubtful else None)


def _told(source: Source, parts: list[Part], labels: list[Zone]) -> tuple[Zone | None, Span | None]:
    """Said once for all, else the label that most entries have, else the first one in the prose."""
    told = _in_timeline_first(stated(source, parts), parts)
    if told:
        return told[0].zone, Span(told[0].start, told[0].end)
    if labels:
        label = Counter(zone.label for zone in labels).most_common(1)[0][0]
        return next(zone for zone in labels if zone.label == label), None
    return _in_prose(source, parts) or (None, None)


def _in_timeline_first(told: list[Stated], parts: list[Part]) -> list[Stated]:
    spans = [
        (part.heading.start if part.heading else part.start, part.end)
        for part in parts
        if part.key == "timeline"
    ]

    def outside(place: Stated) -> bool:
        before = bisect_right(spans, place.start, key=lambda span: span[0]) - 1
        return before < 0 or place.start >= spans[before][1]

    return sorted(told, key=lambda place: (outside(place), place.start))


def _in_prose(source: Source, parts: list[Part]) -> tuple[Zone, Span] | None:
    """The label of the first time with one in the summary or before it: "between 12:17 and 12:30 UTC"."""
    for part in parts:
        if part.key in ("actions", "lessons", "references"):
            continue
        for line in source.lines[part.first : part.last]:
            if line.code or line.comment:
                continue
            for stamp in running.find(line.text):
                if stamp.zone:
                    return stamp.zone, Span(line.start + stamp.start, line.start + stamp.end)
    return None


def _proven(zone: Zone, proof: Proof) -> Zone | None:
    """Of an ambiguous label the meaning that quoted times prove."""
    return Zone(zone.label, offsets=(proof.offset,)) if proof.offset in zone.offsets else None


def _denied(zone: Zone, proof: Proof) -> bool:
    return (zone.iana is None or zone.iana == "UTC") and proof.offset not in zone.offsets


_UNKNOWN = Question("zone", "The text names no time zone. Which one are its times in?", (), "zone")


def _which(zone: Zone, span: Span | None, proof: Proof) -> Question:
    labelled, shown = zone.name, zones.offset_name(proof.offset)
    return Question(
        "zone",
        f"The times are labelled {zone.label}, but {proof.own} is called {proof.quoted} too, "
        f"which is {shown}. Which is right?",
        (Choice(labelled, f"{zone.label} ({labelled})"), Choice(shown, shown)),
        "zone",
        span,
    )


def _meaning(zone: Zone, span: Span | None) -> Question:
    choices = tuple(
        Choice(zones.offset_name(o), f"{zones.meaning(zone.label, o)} ({zones.offset_name(o)})")
        for o in zone.offsets
    )
    return Question("zone", f"Which time zone does {zone.label} mean here?", choices, "zone", span)
