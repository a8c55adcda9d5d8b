"""Which day, year and zone bare times belong to: what the rest of the text says about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import stamps, zones
from .days import Day
from .outline import Heading, Part, plain
from .places import Stated, stated
from .proof import Proof, shown
from .proposal import Choice, Question, Span
from .raw import Found
from .source import Source
from .stamps import Stamp
from .words.clues import DATE_LABELS
from .zones import Zone

DATE_FIELDS = ("incident date", "incident_date", "date", "started", "start", "created", "published")
PUBLISHED_WITHIN = 60
"""Days from an incident to its report."""
_NUMERIC_ORDER = re.compile(
    r"(?<![\d/.-])(\d{1,2})[-/](\d{1,2})(?:[-/](?:\d{4}|\d{2})(?![\d/-])|(?=,?[ \t]+\d{1,2}:\d))"
)


@dataclass(slots=True)
class Calendar:
    base: date | None = None
    """The day of the first time that has none."""
    year: int | None = None
    swap: bool = False
    """Ambiguous numeric dates are day first."""
    zone: Zone | None = None
    zone_span: Span | None = None
    answered: Zone | None = None
    """The zone that the person chose."""
    questions: list[Question] = field(default_factory=list)

    def date(self, day: Day | None, near: date | None = None) -> date | None:
        """A written day as a date: its own year, else the one that lies nearest to the dates around it."""
        if day is None:
            return None
        if day.year is not None or near is None:
            return day.on(self.year, swap=self.swap)
        options = [
            found
            for year in (near.year - 1, near.year, near.year + 1)
            if (found := day.on(year, swap=self.swap))
        ]
        return min(options, key=lambda found: abs((found - near).days), default=None)

    def of(self, zone: Zone | None) -> Zone | None:
        """The zone that counts for a label, or for none."""
        if zone is None:
            return self.answered or self.zone
        if self.answered and (zone.ambiguous or (self.zone and zone.label == self.zone.label)):
            return self.answered
        return zone


@dataclass(frozen=True, slots=True)
class Mention:
    stamp: Stamp
    where: str
    """heading, title, lead, front, body."""


def dates(source: Source, parts: list[Part], title: Heading | None, entries: Found) -> list[Mention]:
    """Every date in the words of the text, the most telling first; not those of code or of the entries."""
    found: dict[str, list[Mention]] = {"heading": [], "title": [], "lead": [], "front": [], "body": []}
    first_entry = min((raw.start for raw in entries.entries), default=0)
    last_entry = max((raw.end for raw in entries.entries), default=0)
    if "title" in source.fields:
        found["title"] += _days(source.fields["title"][0], "title")
    if title:
        found["title"] += [Mention(s, "title") for s in stamps.find(title.text)]
    for part in parts:
        where = "body"
        if part.key == "timeline" and part.heading:
            found["heading"] += _days(source.lines[part.heading.line].text, "heading")
        if part.key in ("summary", "impact") or part.heading is None or plain(part.title) in DATE_LABELS:
            where = "lead"
        if part.key == "timeline":
            where = "heading"
        for line in source.lines[part.first : part.last]:
            if part.key == "timeline" and first_entry <= line.start < last_entry:
                continue
            if part.key == "timeline" and line.start >= last_entry:
                where = "body"
            if not line.opaque and not line.row and len(line.text) < 20_000:
                found[where] += _days(line.text, where)
    for name in DATE_FIELDS:
        if name in source.fields:
            found["front"] += _days(source.fields[name][0], "front")
    return [mention for where in found for mention in found[where] if mention.stamp.day]


def _days(text: str, where: str) -> list[Mention]:
    return [Mention(stamp, where) for stamp in stamps.find(text) if stamp.day]


def calendar(
    source: Source,
    parts: list[Part],
    title: Heading | None,
    found: Found,
    *,
    given: date | None,
    given_zone: Zone | None,
    answers: Mapping[str, str],
) -> Calendar:
    told = dates(source, parts, title, found)
    result = Calendar()
    _order(result, source, answers)
    _year(result, told, found, given, answers)
    _base(result, told, found, given, answers)
    _zone(result, source, parts, found, given_zone, answers)
    return result


def _order(result: Calendar, source: Source, answers: Mapping[str, str]) -> None:
    """Day or month first: as the text's unmistakable dates do it, else month first, and ask."""
    first = second = unsure = 0
    span = None
    for line in source.lines:
        if line.opaque or ("/" not in line.text and "-" not in line.text):
            continue
        for found in _NUMERIC_ORDER.finditer(line.text):
            a, b = int(found.group(1)), int(found.group(2))
            first += 12 < a <= 31 and b <= 12
            second += a <= 12 < b <= 31
            if a <= 12 and b <= 12 and a != b:
                unsure += 1
                span = span or Span(line.start + found.start(), line.start + found.end())
    if "order" in answers:
        result.swap = answers["order"] == "day_first"
        return
    result.swap = first > second
    if unsure and first == second and span:
        result.questions.append(
            Question(
                "order",
                f"Is {span.of(source.text)} written month first or day first?",
                (Choice("month_first", "Month first"), Choice("day_first", "Day first")),
                "order",
                span,
            )
        )


def _year(
    result: Calendar, told: list[Mention], found: Found, given: date | None, answers: Mapping[str, str]
) -> None:
    if answers.get("year", "").isdigit():
        result.year = int(answers["year"])
        return
    own = [raw.stamp.day.year for raw in found.entries if raw.stamp and raw.stamp.day and raw.stamp.day.year]
    own += [raw.day.year for raw in found.entries if raw.day and raw.day.year]
    years = [m.stamp.day.year for m in told if m.stamp.day and m.stamp.day.year]
    if own:
        result.year = Counter(own).most_common(1)[0][0]
    elif years:
        result.year = years[0]
    elif given:
        result.year = given.year
    elif result.base is None and (written := _without_year(found)):
        text = f"“{written}” has no year, and the text names none. Which year was it?"
        result.questions.append(Question("year", text, (), "year"))


def _without_year(found: Found) -> str | None:
    """The first entry's time that has a day and a month only."""
    for raw in found.entries:
        if raw.stamp and raw.stamp.day and raw.stamp.day.year is None:
            return raw.written
    return None


def _base(
    result: Calendar, told: list[Mention], found: Found, given: date | None, answers: Mapping[str, str]
) -> None:
    chosen = _iso(answers.get("date"))
    if chosen:
        result.base = chosen
        return
    near = [mention for mention in told if mention.where in ("heading", "title", "lead")]
    front = next((day for m in told if m.where == "front" and (day := result.date(m.stamp.day))), None)
    whole = next(
        (day for m in near if m.stamp.day and m.stamp.day.year and (day := result.date(m.stamp.day))), None
    )
    partial = next(
        (day for m in near if (day := result.date(m.stamp.day)) and _just_before(day, front)), None
    )
    result.base = whole or partial or front or given


def _just_before(day: date, published: date | None) -> bool:
    """Whether a day without a year fits the date of publication, where there is one."""
    return published is None or 0 <= (published - day).days <= PUBLISHED_WITHIN


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _zone(
    result: Calendar,
    source: Source,
    parts: list[Part],
    found: Found,
    given: Zone | None,
    answers: Mapping[str, str],
) -> None:
    told = _in_timeline_first(stated(source), parts)
    labels = [raw.stamp.zone or raw.zone for raw in (*found.entries, *found.brief) if raw.stamp]
    used = Counter(zone.label for zone in labels if zone)
    if told:
        result.zone, result.zone_span = told[0].zone, Span(told[0].start, told[0].end)
    elif used:
        label = used.most_common(1)[0][0]
        result.zone = next(zone for zone in labels if zone and zone.label == label)
    else:
        result.zone, result.zone_span = _in_prose(source, parts) or (None, None)
    if "zone" in answers and (answered := zones.named(answers["zone"])):
        result.answered = answered
    elif result.zone is None and given is not None:
        result.answered = given
    _ask_zone(result, [zone for zone in labels if zone], shown(found.entries))


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
            for stamp in stamps.find(line.text):
                if stamp.zone:
                    return stamp.zone, Span(line.start + stamp.start, line.start + stamp.end)
    return None


def _denied(result: Calendar, zone: Zone, proof: Proof) -> bool:
    """Ask about a label that quoted times contradict; of an ambiguous one take the meaning they prove."""
    if proof.offset in zone.offsets:
        result.zone = Zone(zone.label, offsets=(proof.offset,))
        return True
    if zone.iana and zone.iana != "UTC":
        return False
    labelled, shown = zone.name, zones.offset_name(proof.offset)
    result.questions.append(
        Question(
            "zone",
            f"The times are labelled {zone.label}, but {proof.own} is called {proof.quoted} too, "
            f"which is {shown}. Which is right?",
            (Choice(labelled, f"{zone.label} ({labelled})"), Choice(shown, shown)),
            "zone",
            result.zone_span,
        )
    )
    return True


def _ask_zone(result: Calendar, labels: list[Zone], proof: Proof | None) -> None:
    if result.answered is not None:
        return
    if proof and result.zone and _denied(result, result.zone, proof):
        return
    if result.zone is None:
        result.questions.append(
            Question("zone", "The text names no time zone. Which one are its times in?", (), "zone")
        )
        return
    doubtful = next((zone for zone in (result.zone, *labels) if zone.ambiguous), None)
    if doubtful:
        choices = tuple(
            Choice(zones.offset_name(o), f"{zones.meaning(doubtful.label, o)} ({zones.offset_name(o)})")
            for o in doubtful.offsets
        )
        result.questions.append(
            Question(
                "zone", f"Which time zone does {doubtful.label} mean here?", choices, "zone", result.zone_span
            )
        )
