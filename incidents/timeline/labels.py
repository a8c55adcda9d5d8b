"""Time zone labels: what an author writes after a time, and the offset that it means.

The tables are the rules. A label is read as written ("PST" is -08:00 in July too); an abbreviation that more
than one place uses has its most common meaning first, and the reader asks.
"""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: SIM905

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIXED: dict[str, tuple[str, ...]] = {
    "UTC": ("+0",), "GMT": ("+0",), "Z": ("+0",), "ZULU": ("+0",), "UCT": ("+0",),
    "WET": ("+0",), "WEST": ("+1",), "CET": ("+1",), "CEST": ("+2",), "MEZ": ("+1",), "MESZ": ("+2",),
    "EET": ("+2",), "EEST": ("+3",), "MSK": ("+3",), "МСК": ("+3",), "TRT": ("+3",), "SAST": ("+2",), "CAT": ("+2",),
    "EAT": ("+3",), "WAT": ("+1",), "PKT": ("+5",), "NPT": ("+5:45",), "ICT": ("+7",), "WIB": ("+7",),
    "SGT": ("+8",), "HKT": ("+8",), "AWST": ("+8",), "JST": ("+9",), "KST": ("+9",), "ACST": ("+9:30",),
    "ACDT": ("+10:30",), "AEST": ("+10",), "AEDT": ("+11",), "NZST": ("+12",), "NZDT": ("+13",),
    "BRT": ("-3",), "ART": ("-3",), "NST": ("-3:30",), "NDT": ("-2:30",), "EST": ("-5",), "EDT": ("-4",),
    "CDT": ("-5",), "MST": ("-7",), "MDT": ("-6",), "PST": ("-8",), "PDT": ("-7",), "AKST": ("-9",),
    "AKDT": ("-8",), "HST": ("-10",), "CST": ("-6", "+8", "-5"), "BST": ("+1", "+6"),
    "IST": ("+5:30", "+1", "+2"), "AST": ("-4", "+3"), "ADT": ("-3",), "GST": ("+4",), "IDT": ("+3",),
    "IRST": ("+3:30",), "PHT": ("+8",), "MYT": ("+8",), "WITA": ("+8",), "BDT": ("+6",), "CEDT": ("+2",),
    "BRST": ("-2",), "CLT": ("-4",), "CLST": ("-3",), "UYT": ("-3",), "YEKT": ("+5",), "NOVT": ("+7",),
    "VLAT": ("+10",),
}  # fmt: skip
"""Abbreviations with a fixed offset, hours from UTC; more than one where the label is ambiguous."""

MEANING = {
    ("CST", "-6"): "Central Standard Time, North America",
    ("CST", "+8"): "China Standard Time",
    ("CST", "-5"): "Cuba Standard Time",
    ("BST", "+1"): "British Summer Time",
    ("BST", "+6"): "Bangladesh Standard Time",
    ("IST", "+5:30"): "India Standard Time",
    ("IST", "+1"): "Irish Standard Time",
    ("IST", "+2"): "Israel Standard Time",
    ("AST", "-4"): "Atlantic Standard Time",
    ("AST", "+3"): "Arabia Standard Time",
}

PAIRS: dict[str, str] = {
    "PST/PDT": "America/Los_Angeles", "MST/MDT": "America/Denver", "CST/CDT": "America/Chicago",
    "EST/EDT": "America/New_York", "GMT/BST": "Europe/London", "WET/WEST": "Europe/Lisbon",
    "CET/CEST": "Europe/Berlin", "MEZ/MESZ": "Europe/Berlin", "EET/EEST": "Europe/Bucharest",
    "AEST/AEDT": "Australia/Sydney", "NZST/NZDT": "Pacific/Auckland",
}  # fmt: skip
"""Winter and summer time named together, which is a place and no offset; in either order."""
PAIRS |= {"/".join(pair.split("/")[::-1]): place for pair, place in PAIRS.items()}

REGIONS: dict[str, str] = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "eastern time": "America/New_York", "central time": "America/Chicago",
    "mountain time": "America/Denver", "pacific": "America/Los_Angeles", "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix", "indiana (east)": "America/Indiana/Indianapolis",
    "central america": "America/Guatemala", "central european time": "Europe/Berlin",
    "eastern european time": "Europe/Bucharest", "uk": "Europe/London", "uk time": "Europe/London",
    "universal time": "UTC", "coordinated universal time": "UTC", "greenwich mean time": "UTC",
    "edinburgh": "Europe/London", "edinburgh, london": "Europe/London", "bern": "Europe/Zurich",
    "beijing": "Asia/Shanghai", "mumbai": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "chennai": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata", "osaka": "Asia/Tokyo", "sapporo": "Asia/Tokyo", "islamabad": "Asia/Karachi",
    "hanoi": "Asia/Bangkok", "abu dhabi": "Asia/Dubai", "st. petersburg": "Europe/Moscow",
    "brasilia": "America/Sao_Paulo", "brasília": "America/Sao_Paulo", "são paulo": "America/Sao_Paulo",
    "bogotá": "America/Bogota", "wellington": "Pacific/Auckland", "canberra": "Australia/Sydney",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "boston": "America/New_York",
    "mexico city": "America/Mexico_City", "münchen": "Europe/Berlin", "wien": "Europe/Vienna",
    "zürich": "Europe/Zurich",
}  # fmt: skip
"""Names of zones and of places that are not the last word of an IANA name."""

CITIES = (
    "Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Bamako Africa/Blantyre Africa/Cairo "
    "Africa/Casablanca Africa/Dakar Africa/Dar_es_Salaam Africa/Douala Africa/Freetown Africa/Gaborone Africa/Harare "
    "Africa/Johannesburg Africa/Kampala Africa/Khartoum Africa/Kigali Africa/Kinshasa Africa/Lagos Africa/Libreville "
    "Africa/Lome Africa/Luanda Africa/Lusaka Africa/Maputo Africa/Monrovia Africa/Nairobi Africa/Niamey "
    "Africa/Ouagadougou Africa/Tripoli Africa/Tunis Africa/Windhoek America/Asuncion America/Costa_Rica "
    "America/Edmonton America/Guayaquil America/Jamaica America/Managua America/Santo_Domingo America/Tegucigalpa "
    "America/Tijuana America/Winnipeg Asia/Amman Asia/Baghdad Asia/Baku Asia/Beirut Asia/Colombo Asia/Kabul "
    "Asia/Kuwait Asia/Muscat Asia/Qatar Asia/Yangon Atlantic/Reykjavik Europe/Chisinau Europe/Malta "
    "America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Caracas "
    "America/Chicago America/Denver America/Guatemala America/Halifax America/Havana America/La_Paz America/Lima "
    "America/Los_Angeles America/Mexico_City America/Montevideo America/New_York America/Panama America/Phoenix "
    "America/Puerto_Rico America/Santiago America/Sao_Paulo America/Toronto America/Vancouver America/Montreal "
    "Asia/Bangkok Asia/Dhaka Asia/Dubai Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Karachi Asia/Kathmandu "
    "Asia/Kolkata Asia/Kuala_Lumpur Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei "
    "Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Tokyo Asia/Yerevan Australia/Adelaide Australia/Brisbane "
    "Australia/Darwin Australia/Melbourne Australia/Perth Australia/Sydney Europe/Amsterdam Europe/Athens "
    "Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest "
    "Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/Ljubljana "
    "Europe/London Europe/Luxembourg Europe/Madrid Europe/Minsk Europe/Moscow Europe/Oslo Europe/Paris "
    "Europe/Prague Europe/Riga Europe/Rome Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Vienna "
    "Europe/Vilnius Europe/Warsaw Europe/Zagreb Europe/Zurich Pacific/Auckland Pacific/Honolulu"
).split()

PLACES = {name.rsplit("/", 1)[1].replace("_", " ").lower(): name for name in CITIES} | REGIONS
LOWER = frozenset({"utc", "gmt", "pst", "pdt", "cet", "cest", "edt"})
"""Abbreviations that authors write in small letters and that are no word of a language."""
LONGEST_PLACE = 4

_OFFSET = re.compile(r"(?:UTC|GMT|utc|gmt)?[ \t]?([+\-−–])(\d{1,2})(?::?(\d{2}))?(?!\d|:\d)")
_IN_BRACKETS = re.compile(r"[ ]?[(\[](?:UTC|GMT|utc|gmt)[ ]?([+\-−–])[ ]?(\d{1,2})(?::?(\d{2}))?[)\]]")
_WORD = re.compile(r"[A-Z]{3,4}(?=[\u3040-\u9fff\uac00-\ud7a3])|[^\W\d_]+\.?")
"""A word; of "JSTで" the label only."""
_PAIR = re.compile(rf"(?:{'|'.join(PAIRS)})\b")
_AFTER_PLACE = re.compile(r"[ \t]*(?:[Tt]ime\b|[-–—:|)\],.;]|$)")
_IANA = re.compile(r"[A-Z][a-z]+(?:/[A-Z][A-Za-z_]+){1,2}")


@dataclass(frozen=True, slots=True)
class Zone:
    """A label as the author wrote it and what it is: an IANA name, or one or more fixed offsets."""

    label: str
    iana: str | None = None
    offsets: tuple[timedelta, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return len(self.offsets) > 1

    @property
    def name(self) -> str:
        """As the contract writes it."""
        return self.iana or offset_name(self.offsets[0])

    def offset(self, wall: datetime | None) -> timedelta | None:
        """The distance from UTC at a wall clock time; None where the zone's rules need a day and there is none."""
        if self.iana is None:
            return self.offsets[0]
        if self.iana == "UTC":
            return timedelta(0)
        if wall is None:
            return None
        return _rules(self.iana).utcoffset(wall.replace(tzinfo=None))


@lru_cache(maxsize=64)
def _rules(iana: str) -> ZoneInfo:
    return ZoneInfo(iana)


def offset_name(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def _hours(written: str) -> timedelta:
    sign = -1 if written[0] == "-" else 1
    hours, _, minutes = written[1:].partition(":")
    return sign * timedelta(hours=int(hours), minutes=int(minutes or 0))


def named(label: str) -> Zone | None:
    """The zone that a label, an IANA name or an offset names, or None. For `--zone` and for answers too."""
    label = label.strip()
    found = at(label, 0, strict=False)
    if found and found[1] == len(label):
        return found[0]
    try:
        _rules(label)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return Zone(label, iana="UTC" if label in ("Etc/UTC", "UTC") else label)


def at(text: str, pos: int, *, strict: bool = True) -> tuple[Zone, int] | None:
    """The zone label that begins at `pos` and where it ends.

    `strict` is for the place after a time in running text: a city must be followed by a separator or by
    "time", or "10:02 London office calls" would lose a word.
    """
    found = _fixed(text, pos)
    if found:
        return found
    return _place(text, pos, strict)


def _fixed(text: str, pos: int) -> tuple[Zone, int] | None:
    word = _WORD.match(text, pos)
    if word is None:
        return _bare_offset(text, pos)
    label = word.group().rstrip(".")
    end = pos + len(label)
    if label.upper() in ("UTC", "GMT"):
        shifted = _OFFSET.match(text, pos)
        if shifted and shifted.end() > end and _sane(shifted):
            return Zone(shifted.group(), offsets=(_shift(shifted),)), shifted.end()
    if both := _PAIR.match(text, pos):
        return Zone(both.group(), iana=PAIRS[both.group()]), both.end()
    if label in FIXED or label in LOWER:
        return _settled(text, Zone(label, offsets=tuple(map(_hours, FIXED[label.upper()]))), end)
    if label in ("ET", "CT", "MT", "PT"):
        return Zone(label, iana=REGIONS[label.lower()]), end
    return None


def _settled(text: str, zone: Zone, end: int) -> tuple[Zone, int]:
    """ "IST (UTC+5:30)": an offset in brackets behind the label says which of its meanings it has."""
    told = _IN_BRACKETS.match(text, end)
    if told and _sane(told) and (offset := _shift(told)) and (offset in zone.offsets):
        return Zone(text[end - len(zone.label) : told.end()], offsets=(offset,)), told.end()
    return zone, end


def _bare_offset(text: str, pos: int) -> tuple[Zone, int] | None:
    shifted = _OFFSET.match(text, pos)
    if shifted and shifted.group(3) and _sane(shifted):
        return Zone(shifted.group(), offsets=(_shift(shifted),)), shifted.end()
    return None


def _sane(shifted: re.Match[str]) -> bool:
    return int(shifted.group(2)) <= 14 and int(shifted.group(3) or 0) < 60


def _shift(shifted: re.Match[str]) -> timedelta:
    sign = 1 if shifted.group(1) == "+" else -1
    return sign * timedelta(hours=int(shifted.group(2)), minutes=int(shifted.group(3) or 0))


def _place(text: str, pos: int, strict: bool) -> tuple[Zone, int] | None:
    iana = _IANA.match(text, pos)
    if iana and iana.group() in CITIES:
        return Zone(iana.group(), iana=iana.group()), iana.end()
    if pos >= len(text) or not text[pos].isupper():
        return None
    for end in reversed(_word_ends(text, pos)):
        name = PLACES.get(text[pos:end].lower())
        if name is None:
            continue
        if strict and not _AFTER_PLACE.match(text, end):
            continue
        return Zone(text[pos:end], iana=name), _with_time(text, end)
    return None


def _word_ends(text: str, pos: int) -> list[int]:
    ends: list[int] = []
    while len(ends) < LONGEST_PLACE:
        word = _WORD.match(text, pos)
        if word is None:
            break
        ends.append(word.end() - (1 if word.group().endswith(".") else 0))
        if word.end() != ends[-1]:
            ends.append(word.end())
        pos = word.end() + (1 if text[word.end() : word.end() + 1] in (" ", ",") else 0)
        pos += 1 if text[pos : pos + 1] == " " and text[pos - 1] == "," else 0
    return ends


def _with_time(text: str, end: int) -> int:
    """Take a following "Time" and "(US & Canada)" into the label."""
    for tail in (" time", " (us & canada)"):
        if text[end : end + len(tail)].lower() == tail:
            end += len(tail)
    return end


UTC_ZONE = Zone("UTC", offsets=(timedelta(0),))


def instant(wall: datetime, zone: Zone) -> datetime | None:
    offset = zone.offset(wall)
    return None if offset is None else (wall - offset).replace(tzinfo=UTC)


def meaning(label: str, offset: timedelta) -> str:
    """What an ambiguous abbreviation means at an offset, in words."""
    for written in FIXED.get(label, ()):
        if _hours(written) == offset:
            return MEANING.get((label, written), label)
    return label
