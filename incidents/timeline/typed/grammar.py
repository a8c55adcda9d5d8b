"""The shapes in which people write times. Text in, the parts of one moment out; nothing is placed yet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from ..instants import UnclearTime
from ..labels import Zone, named
from ..wording import MONTHS
from ..zones import known

NOTHING = ("?", "??", "???", "unknown", "not known", "no time known", "no time", "unclear")
NOW = ("now", "just now", "right now")
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOW = "Write it as 22:05, 10:05 PM, yesterday 14:10 or +12m."

_ABOUT = re.compile(r"^(?:~|≈|(?:about|around|approx(?:imately)?|roughly|circa|ca|c)\b\.?)\s*", re.I)
_FILLER = re.compile(r"^(?:at|on|from|since)\s+|(?<=\s)(?:at|on)\s+", re.I)
_ISO_STAMP = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*([Zz]|[+\u2212-]\d{2}:?\d{2})$"
)
_ISO_DAY = re.compile(r"(?<![\w-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[Tt](?=\d)|(?![\w/-]))")
_DOTTED = re.compile(r"(?<![\w.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?(?!\d)")
_SLASHED = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|Sept"
_DAY_MONTH = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_MONTH})\.?(?!\w)(?:,?\s+((?:19|20)\d\d)(?![\w:.]))?",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.])(?:,?\s+((?:19|20)\d\d)(?![\w:.]))?", re.I
)
_WEEKDAY = re.compile(r"(?<!\w)(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.I)
_DAY_WORD = re.compile(r"(?<!\w)(today|yesterday|tomorrow)\b", re.I)
_TIME = re.compile(
    r"^(?P<hour>\d{1,2})"
    r"(?:\s*[:.hH]\s*(?P<minute>\d{2}))?(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[aApP]\.?\s?[mM]\b\.?)?(?!\d)(?:\s*(?:h|hrs?|uhr)\b\.?)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"^(\d{2})(\d{2})(?![\d:.])")
_UNITS = {"h": 3600, "m": 60, "s": 1, "d": 86400}
_SPAN = re.compile(
    r"^(?:(?P<d>\d{1,3})\s*d(?:ays?)?)?\s*(?:(?P<h>\d{1,4})\s*h(?:(?:ou)?rs?)?)?\s*"
    r"(?:(?P<m>\d{1,5})\s*(?:m(?:in(?:ute)?s?)?|$))?\s*(?:(?P<s>\d{1,6})\s*s(?:ec(?:ond)?s?)?)?$",
    re.I,
)
_COLON_SPAN = re.compile(r"^(\d{1,3}):([0-5]\d)$")
_SIGNED = re.compile(r"^([+\u2212-])\s*(\d.*)$")
_SINCE_START = re.compile(r"^[Tt]\s*([+\u2212-])\s*(\d.*)$")
_LATER = re.compile(r"^(\d.*?)\s+(later|after|earlier|before)$", re.I)
_TO = re.compile(r"\s*(?:\u2013|\u2014|\u2192|->)\s*|\s+(?:to|until|till|-)\s+", re.I)
_HYPHEN = re.compile(r"(?<=[\dmM.])\s?-\s?(?=\d{1,2}[:.hH]\d{2}|\d{4}$|\d{1,2}\s?[aApP]\.?[mM])")


@dataclass(frozen=True)
class Part:
    """What one moment says, as far as its text goes."""

    text: str = ""
    special: str = ""
    """ "now" or "unknown"."""
    delta: dt.timedelta | None = None
    since_start: bool = False
    time: dt.time | None = None
    days: tuple[tuple[int, int, int | None], ...] = ()
    """Day, month, year; two where the order of the numbers leaves it open."""
    day_word: str = ""
    weekday: int | None = None
    label: str = ""
    zone: Zone | None = None
    about: bool = False

    @property
    def names_day(self) -> bool:
        return bool(self.days or self.day_word or self.weekday is not None)


def no_time(text: str) -> UnclearTime:
    return UnclearTime(f"“{text[:40]}” is not a time. {HOW}")


def parse(text: str) -> Part:
    """The parts of one moment. Raises UnclearTime."""
    whole = " ".join(text.split())
    text = re.sub(r"(?<!\w)noon(?!\w)", "12:00", whole, flags=re.I)
    found = _ABOUT.match(text)
    about = bool(found)
    text = text[found.end() :] if found else text
    if text.lower() in NOTHING:
        return Part(whole, special="unknown")
    if text.lower() in NOW:
        return Part(whole, special="now", about=about)
    part = _relative(text)
    if part is None:
        part = _stamp(text) or _dated(text)
    return replace(part, text=whole, about=about)


def halves(text: str) -> tuple[str, str] | None:
    """The beginning and the end of a span, where the text is one."""
    text = " ".join(text.split())
    if _ISO_STAMP.match(text):
        return None
    for pattern in (_TO, _HYPHEN):
        for found in pattern.finditer(text):
            left, right = text[: found.start()].strip(), text[found.end() :].strip()
            if found.group() == " -" and _is_offset(f"-{right.split()[0]}"):
                continue
            if left and right and reads(left) and reads(right):
                return left, right
    return None


def reads(text: str) -> bool:
    try:
        parse(text)
    except UnclearTime:
        return False
    return True


def names_zone(text: str) -> bool:
    """Whether the text itself says in which zone it is meant."""
    try:
        return parse(text).zone is not None
    except UnclearTime:
        return False


def span(text: str) -> dt.timedelta | None:
    """ "12m", "1h05", "1:10", "90 s", "12": minutes where no unit is said."""
    text = text.strip()
    if found := _COLON_SPAN.match(text):
        return dt.timedelta(hours=int(found[1]), minutes=int(found[2]))
    found = _SPAN.match(text)
    if not found or not any(found.groups()):
        return None
    return dt.timedelta(seconds=sum(int(found[unit] or 0) * size for unit, size in _UNITS.items()))


def _relative(text: str) -> Part | None:
    for pattern, since in ((_SINCE_START, True), (_SIGNED, False)):
        if found := pattern.match(text):
            length = span(found[2])
            if length is None:
                raise UnclearTime(f"“{text[:40]}” is not a span of time. Write it as +12m or +1h05.")
            return Part(delta=length if found[1] == "+" else -length, since_start=since)
    if (found := _LATER.match(text)) and (length := span(found[1])) is not None:
        return Part(delta=length if found[2].lower() in ("later", "after") else -length)
    return None


def _stamp(text: str) -> Part | None:
    found = _ISO_STAMP.match(text)
    if found is None:
        return None
    year, month, number = (int(part) for part in found[1].split("-"))
    day, time = _day(number, month, year, text), _clock(text, found[2], found[3], found[4])
    label = found[5].replace("\u2212", "-")
    return Part(time=time, days=(day,), label=label, zone=_zone("UTC" if label in "Zz" else label))


def _dated(text: str) -> Part:
    rest, days = _take_days(text)
    weekday, word = None, ""
    if found := _WEEKDAY.search(rest):
        weekday = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(found[1][:3].lower()))
        rest = _without(rest, found)
    if found := _DAY_WORD.search(rest):
        word, rest = found[1].lower(), _without(rest, found)
    rest = _FILLER.sub("", f" {rest.strip(' ,')} ").strip(" ,")
    rest = re.sub(r"^(?:at|on)\b\s*|\s*\b(?:at|on)$", "", rest, flags=re.I)
    part = Part(days=days, day_word=word, weekday=weekday)
    if not rest:
        if not part.names_day:
            raise no_time(text)
        return part
    time, label = _take_time(rest, text)
    return replace(part, time=time, label=label, zone=_zone(label) if label else None)


def _take_days(text: str) -> tuple[str, tuple[tuple[int, int, int | None], ...]]:
    if found := _ISO_DAY.search(text):
        return _without(text, found), (_day(int(found[3]), int(found[2]), int(found[1]), text),)
    if found := _DOTTED.search(text):
        return _without(text, found), (_day(int(found[1]), int(found[2]), _year(found[3]), text),)
    if found := _SLASHED.search(text):
        a, b, year = (int(group) for group in found.groups())
        orders = {(a, b), (b, a)} if a <= 12 and b <= 12 else {(a, b) if a > 12 else (b, a)}
        ordered = sorted(orders, key=lambda pair: pair != (a, b))
        return _without(text, found), tuple(_day(day, month, year, text) for day, month in ordered)
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        if found := pattern.search(text):
            return _without(text, found), (
                _day(int(found[day]), _month(found[month]), _year(found[3]), text),
            )
    return text, ()


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _month(name: str) -> int:
    return next(n for n, known_name in enumerate(MONTHS, 1) if known_name[:3].lower() == name[:3].lower())


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _day(day: int, month: int, year: int | None, text: str) -> tuple[int, int, int | None]:
    try:
        dt.date(year or 2024, month, day)
    except ValueError:
        raise UnclearTime(f"“{text[:40]}” names a day that no calendar has. Correct the date.") from None
    return day, month, year


def _take_time(rest: str, text: str) -> tuple[dt.time, str]:
    rest = rest.strip()
    four = _DIGITS.match(rest)
    if four:
        return _clock(text, four[1], four[2]), rest[four.end() :].strip()
    found = _TIME.match(rest)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise no_time(text)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise UnclearTime(f"“{text[:40]}” is not a time: before AM and PM the hour is 1 to 12.")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return _clock(text, hour, found["minute"], found["second"]), rest[found.end() :].strip(" ()")


def _clock(text: str, hour: str | int, minute: str | None, second: str | None = None) -> dt.time:
    try:
        return dt.time(int(hour), int(minute or 0), int(second or 0))
    except ValueError:
        raise UnclearTime(f"“{text[:40]}” is not a time. Hours go to 23, minutes to 59.") from None


def _is_offset(text: str) -> bool:
    zone = named(text)
    return zone is not None and zone.iana is None


def _zone(label: str) -> Zone:
    """The zone that is written behind a time. Raises UnclearTime."""
    label = label.replace("\u2212", "-")
    if label[:1] in "+-" and label[1:].isdigit():
        digits = label[1:] if len(label) > 3 else f"{label[1:]:0>2}00"
        label = f"{label[0]}{digits:0>4}"
    zone = named(label) or named(label.upper()) or named(label.title())
    if zone is None or (zone.iana and zone.iana not in known()):
        if label[:1] in "+-":
            raise UnclearTime(f"“{label[:20]}” is not an offset from UTC. Write it as +02:00.")
        if any(letter.isdigit() for letter in label) or len(label) < 2:
            raise UnclearTime(f"“{label[:20]}” behind the time is not understood. {HOW}")
        raise UnclearTime(
            f"“{label[:20]}” is no time zone that is known here. "
            "Write an offset such as +02:00, or a name such as Europe/Berlin."
        )
    return zone
