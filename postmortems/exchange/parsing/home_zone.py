"""The zone in which the times of the text are told, or the question which one it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from incidents.timeline import labels as zones
from incidents.timeline.labels import Zone

from . import running
from .parts import Part
from .places import Stated, stated
from .proof import Proof, shown
from .proposal import Choice, Moment, Question, Span
from .raw import Found, Raw
from .source import Source
from .words.times import LOCAL_TIME

LOOK_AT = 400
"""So far into a line a pair of times stands."""
_LOCAL_AND_UTC = re.compile(
    r"\b(?P<utc>[0-2]?\d):(?P<a>\d\d)[ ]?[(\[]?(?:UTC|GMT)[)\]]?[ ]?[/|,(][ ]?(?P<local>[0-2]?\d):(?P<b>\d\d)[ ]?"
    rf"(?:{LOCAL_TIME})\b",
    re.IGNORECASE,
)
OF_LABEL = "zone:"
"""Before a label: the key of what it means."""


@dataclass(frozen=True, slots=True)
class HomeZone:
    zone: Zone | None = None
    span: Span | None = None
    answered: Zone | None = None
    """The zone that the person chose for the text as a whole."""
    meanings: Mapping[str, Zone] = field(default_factory=dict)
    """What a label with several meanings is here, as somebody said or the text itself proves."""
    question: Question | None = None

    def of(self, zone: Zone | None) -> Zone | None:
        """The zone that counts for a label, or for none."""
        if zone is None:
            return self.told
        if self.answered and self.zone and zone.label == self.zone.label:
            zone = self.answered
        return self.meanings.get(zone.label, zone)

    @property
    def told(self) -> Zone | None:
        """The zone in which the text as a whole is told."""
        zone = self.answered or self.zone
        return self.meanings.get(zone.label, zone) if zone else None

    def doubts(self, moments: Iterable[Moment]) -> list[Question]:
        """A question for each label with several meanings that any of these times has."""
        home = self.zone.label if self.zone else None
        # The text's own label may be asked about already, since the text denies it.
        settled = {*self.meanings, home} if self.question else {*self.meanings}
        labels = dict.fromkeys(moment.label for moment in moments if moment.clock and moment.label)
        found = [zone for label in labels if label not in settled and (zone := zones.named(label))]
        return [_meaning(zone, self.span if zone.label == home else None) for zone in found if zone.ambiguous]


def home_zone(
    source: Source, parts: list[Part], found: Found, given: Zone | None, answers: Mapping[str, str]
) -> HomeZone:
    labels = [label for raw in (*found.entries, *found.brief) if (label := _label(raw))]
    zone, span = _told(source, parts, labels)
    meanings = _said(answers)
    for one in {one.label: one for one in (zone, *labels) if one and one.ambiguous}.values():
        if one.label not in meanings:
            meanings |= _proven(one, _shown(found, one, zone))
    if "zone" in answers and (answered := zones.named(answers["zone"])):
        return HomeZone(zone, span, answered, meanings)
    if unknown := _unknown_label(found):
        return HomeZone(answered=given, meanings=meanings, question=None if given else _asked_of(unknown))
    if zone is None:
        return HomeZone(answered=given, meanings=meanings, question=None if given else _UNKNOWN)
    proof = None if zone.label in meanings else _shown(found, zone, zone)
    asked = _which(zone, span, proof) if proof and _denied(zone, proof) else None
    return HomeZone(zone, span, None, meanings, asked)


def _unknown_label(found: Found) -> str | None:
    """What looks like a zone behind most times, and is none that we know: "13:50 XYT: …"."""
    labels = Counter(seen[1] for raw in found.entries if (seen := _LOOKS_LIKE_A_ZONE.match(raw.text)))
    label, times = labels.most_common(1)[0] if labels else ("", 0)
    return label if times > 1 and 2 * times > len(found.entries) else None


def _label(raw: Raw) -> Zone | None:
    return (raw.stamp.zone or raw.zone) if raw.stamp else None


def _said(answers: Mapping[str, str]) -> dict[str, Zone]:
    """What a person said that a label means."""
    found = {key.removeprefix(OF_LABEL): value for key, value in answers.items() if key.startswith(OF_LABEL)}
    return {label: replace(zone, label=label) for label, said in found.items() if (zone := zones.named(said))}


def _shown(found: Found, zone: Zone, home: Zone | None) -> Proof | None:
    """What quoted times show of one label, which times without one have too where it is the text's own."""
    its = [raw for raw in found.entries if (label := _label(raw) or home) and label.label == zone.label]
    return shown(its)


def _told(source: Source, parts: list[Part], labels: list[Zone]) -> tuple[Zone | None, Span | None]:
    """Said once for all, else the label that most entries have, else the first one in the prose."""
    told = _in_timeline_first(stated(source, parts), parts)
    if told:
        return told[0].zone, Span(told[0].start, told[0].end)
    if local := _local(source, parts):
        return local, None
    if labels:
        label = Counter(zone.label for zone in labels).most_common(1)[0][0]
        return next(zone for zone in labels if zone.label == label), None
    return _in_prose(source, parts) or (None, None)


def _local(source: Source, parts: list[Part]) -> Zone | None:
    """What "local" means where pairs of times show it: "13:05 UTC / 10:05 local"."""
    shown = {
        _ahead(found)
        for part in parts
        if part.key == "timeline"
        for line in source.lines[part.first : part.last]
        if not line.opaque
        for found in _LOCAL_AND_UTC.finditer(line.text[:LOOK_AT])
    }
    if len(shown) != 1 or not (offset := shown.pop()):
        return None
    return Zone(zones.offset_name(offset), offsets=(offset,))


def _ahead(found: re.Match[str]) -> timedelta | None:
    """How far the local time of a pair is ahead of the other, the shorter way round; None where it is no zone."""
    if found["a"] != found["b"]:
        return None
    return timedelta(hours=(int(found["local"]) - int(found["utc"]) + 12) % 24 - 12)


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


def _proven(zone: Zone, proof: Proof | None) -> dict[str, Zone]:
    """Of an ambiguous label the meaning that quoted times prove."""
    if proof is None or proof.offset not in zone.offsets:
        return {}
    return {zone.label: Zone(zone.label, offsets=(proof.offset,))}


def _denied(zone: Zone, proof: Proof) -> bool:
    return (zone.iana is None or zone.iana == "UTC") and proof.offset not in zone.offsets


_LOOKS_LIKE_A_ZONE = re.compile(r"[(\[]?([A-Z]{2,3}T)[)\]]?[*_]{0,2}[ \t]*(?:[:：|–—-]|$)")


def _asked_of(label: str) -> Question:
    return Question(
        "zone", f"The times are labelled {label}, which is no zone known here. Which is it?", (), "zone"
    )


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
    return Question(
        "zone", f"Which time zone does {zone.label} mean here?", choices, OF_LABEL + zone.label, span
    )
