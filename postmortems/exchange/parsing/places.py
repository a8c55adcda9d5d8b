"""The zone stated once for all times: "All times in CEST", "Time (UTC)", "Timezone: Berlin"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidents.timeline import labels as zones
from incidents.timeline.labels import Zone

from .parts import Part
from .source import Source
from .words.times import CALLED_TIMES, UNSPACED_ZONE_KEYWORDS, ZONE_KEYWORDS

_WORDS = "|".join(sorted(ZONE_KEYWORDS, key=len, reverse=True))
_KEYWORD = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)|{'|'.join(UNSPACED_ZONE_KEYWORDS)}", re.IGNORECASE)
_CALLED = re.compile("|".join(map(re.escape, CALLED_TIMES)), re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:all|the|these|alle)\s+)?(?<!\w)(?:times?|timestamps?|zeiten|heures|horas|horarios|tijden)\b[^.\n]{0,60}\b(?:in|are|is|en|em|as)\b"
    r"|(?<!\w)(?:timezone|time zone|zeitzone|fuseau horaire|zona horaria|fuso horário|tijdzone|tz)\b\W{0,4}"
    r"|\b(?:time|times)\s*[(:]",
    re.IGNORECASE,
)
_PLACE_TIME = re.compile(
    r"(?P<of>\b(?:heures?|hora|horário|time|zeit|ora) (?:de |d'|do |da |of |in |von |di ))?"
    r"(?<![\w/])(?P<place>[A-Z][a-zà-ÿ]{2,20})"
)
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]{1,20}|МСК|[+-]\d{1,2}:?\d{2}")
FAR_EAST = "\u3000"
FIRST_LINES = 6
"""So near to its heading a timeline says its zone."""
_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]{1,60}[)\]）]")
_CLOCK_BEFORE = re.compile(r"\d[ ]?(?:[aApP]\.?[mM]\.?)?[ (]{0,2}$")


@dataclass(frozen=True, slots=True)
class Stated:
    zone: Zone
    start: int
    end: int


def zone_in(title: str) -> Zone | None:
    """The zone in a short title such as a column's: "Date and Time in CET", "UTC"."""
    found = _search(title, 0, places=True)
    return found[0] if found else None


def stated(source: Source, parts: list[Part]) -> list[Stated]:
    """Every place where the text gives one zone for all times, in the order of the text."""
    timelines = [part for part in parts if part.key == "timeline"]
    found = [place for part in timelines if (place := _in_heading(source, part))]
    found += [place for part in timelines if (place := _alone(source, part))]
    lines = source.lines
    for line in lines:
        if (line.opaque and not line.front) or len(line.text) > 600:
            continue
        called = _CALLED.search(line.text)
        if called:
            label = called.group()
            zone = Zone(label, iana=CALLED_TIMES[label.lower()])
            found.append(Stated(zone, line.start + called.start(), line.start + called.end()))
        keyword = _KEYWORD.search(line.text) if called is None else None
        if keyword is None:
            continue
        named = _NAMED.search(line.text)
        hit = _search(line.text, keyword.start(), places=False, reach=keyword.end() + 90)
        if hit is None:
            hit = _named_place(line.text)
        if hit is None and named:
            hit = _search(line.text, named.end() - 1, places=True, reach=named.end() + 40)
        if hit:
            found.append(Stated(hit[0], line.start + hit[1], line.start + hit[2]))
        elif named and named.end() >= len(line.text.rstrip()) - 1 and line.index + 1 < len(lines):
            below = lines[line.index + 1]
            named_below = zones.at(below.text.rstrip(), 0, strict=False)
            if named_below:
                zone, end = named_below
                found.append(Stated(zone, below.start, below.start + end))
    return found


def _in_heading(source: Source, part: Part) -> Stated | None:
    """ "Cronología (CET)": brackets in the timeline's own heading, in whatever language."""
    if part.heading is None:
        return None
    line = source.lines[part.heading.line]
    brackets = _BRACKETS.search(line.text)
    hit = _search(line.text, brackets.start(), places=False, reach=brackets.end()) if brackets else None
    return Stated(hit[0], line.start + hit[1], line.start + hit[2]) if hit else None


def _alone(source: Source, part: Part) -> Stated | None:
    """ "*(UTC)*": one of the timeline's first lines that is nothing but a zone."""
    for line in source.lines[part.first : min(part.last, part.first + FIRST_LINES)]:
        inner = line.text.strip(" \t*_()[].")
        zone = zones.at(inner, 0, strict=False) if inner and not line.opaque else None
        if zone and zone[1] == len(inner):
            start = line.start + line.text.index(inner)
            return Stated(zone[0], start, start + len(inner))
    return None


def _named_place(text: str) -> tuple[Zone, int, int] | None:
    """ "London time", "heure de Paris": a place that the line itself calls a time."""
    for token in _PLACE_TIME.finditer(text):
        found = zones.at(text, token.start("place"), strict=False)
        if (
            found
            and found[0].iana
            and (
                token.group("of")
                or found[0].label.lower().endswith(" time")
                or text[found[1] - 5 : found[1]].lower() == " time"
            )
        ):
            return found[0], token.start("place"), found[1]
    return None


def _search(text: str, start: int, *, places: bool, reach: int | None = None) -> tuple[Zone, int, int] | None:
    limit = len(text) if reach is None else min(reach, len(text))
    for token in _TOKEN.finditer(text, start, limit):
        if _CLOCK_BEFORE.search(text[max(0, token.start() - 8) : token.start()]):
            continue
        found = zones.at(text, token.start(), strict=False)
        if found is None or (
            found[0].iana not in (None, "UTC") and not places and not _abbreviated(found[0])
        ):
            continue
        before = text[token.start() - 1 : token.start()]
        after = text[found[1] : found[1] + 1]
        if _goes_on(before) or _goes_on(after) or (before in ("/", "_", "-") and found[0].iana is None):
            continue
        return found[0], token.start(), found[1]
    return None


def _goes_on(letter: str) -> bool:
    """Whether a label goes on with it; of another script, as in "JSTで", it does not."""
    return letter.isalnum() and letter < FAR_EAST


def _abbreviated(zone: Zone) -> bool:
    return len(zone.label) == 2 and zone.label.isupper()
