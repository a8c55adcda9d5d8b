"""Times of day as written: with a colon, a dot or an h, am and pm, noon, four digits."""

from __future__ import annotations

import re
from datetime import time

from incidents.timeline.labels import FIXED

from .words.times import AFTERNOON_HALF, MORNING_HALF, NOON

_LABELS = "|".join(label for label in sorted(FIXED) if len(label) > 2)
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,]\d{1,9})?)?(?!:?\d)")
_FRENCH = re.compile(r"(\d{1,2})[ ]?[hH][ ]?(\d{2})(?!\w|:\d)")
_FRENCH_HOUR = re.compile(r"(\d{1,2})[ ]?[hH](?=[ ]?(?:[:–—-](?!\d)|(?:à|às|a|et|e)[ ]\d))")
_CJK_CLOCK = re.compile(r"(\d{1,2})[時点时시][ ]?(?:(\d{1,2})[分분])?")
_HOUR = re.compile(r"(\d{1,2})[ \t]?(?=[aApP]\.?[mM]\b)")
_MILITARY = re.compile(r"(\d{2})(\d{2})(?=[ \t]?(?:Z|UTC|GMT|hrs|h|CES?T|[PMCE][SD]T)\b)")
_FOUR_DIGITS = re.compile(
    r"([01]\d|2[0-3])([0-5]\d)(?=(?:\]\([^()\s]{1,300}\))?[*_`]{0,3}[ \t]{0,3}[-–—:][ \t])"
)
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{2}})(?=[ \t]*[(\[]?(?:Uhr|[aApP]\.?[mM]|h|hrs|{_LABELS})\b)")
_SAID = re.compile(r"(?:^|[^\w])(?:kl\.?|klo|jam|pukul|alle|ore|godz\.|saat)[ ]$", re.IGNORECASE)
"""Words that say that what follows is a time, though it has a dot: "kl. 14.05"."""
_SAID_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})(?![.,]?\d)")
_HALF = re.compile(r"[ \t]?([aApP])(?:\.?[ ]?[mM]\b\.?|\b)")
_HALF_BEFORE = re.compile(rf"({'|'.join((*MORNING_HALF, *AFTERNOON_HALF))})[ ]?(?=\d)")
_OCLOCK = re.compile(r"[ \t]?(?:Uhr|hrs|hours|horas|heures|o'clock|h)\b")
_WORD = re.compile(r"[^\W\d_]{1,14}")


def clock_at(text: str, pos: int) -> tuple[time, int, str | None] | None:
    """The time of day at `pos`: the clock, where it ends, and "a" or "p" if written."""
    while text[pos : pos + 1] in ("~", "≈"):
        pos += 1
    before = _HALF_BEFORE.match(text, pos)
    pos = before.end() if before else pos
    found = _CLOCK.match(text, pos) or _FRENCH.match(text, pos) or _CJK_CLOCK.match(text, pos)
    found = (
        found
        or _DOTTED.match(text, pos)
        or _FRENCH_HOUR.match(text, pos)
        or _HOUR.match(text, pos)
        or _MILITARY.match(text, pos)
        or (_SAID_DOTTED.match(text, pos) if _SAID.search(text[max(0, pos - 8) : pos]) else None)
    )
    if found is None:
        return _noon(text, pos)
    hour, minute, second = (int(g or 0) for g in (*found.groups(), None, None)[:3])
    end = found.end()
    half = _HALF.match(text, end) if hour <= 12 or minute else None
    written = half.group(1).lower() if half and _is_half(text, half) else None
    if written and half:
        end = half.end()
        hour = hour % 12 + 12 if written == "p" and hour <= 12 else (0 if hour == 12 else hour)
    if before:
        written = "p" if before.group(1) in AFTERNOON_HALF else "a"
        hour = hour + 12 if written == "p" and hour < 12 else hour
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    oclock = _OCLOCK.match(text, end)
    return time(hour, minute, second), oclock.end() if oclock else end, written


def four_digits(text: str, pos: int) -> tuple[time, int, str | None] | None:
    """ "0251: …": a time behind a date ("2024-04-01 0251: …"), and on a line of which it is known to begin with one."""
    found = _FOUR_DIGITS.match(text, pos)
    return (time(int(found[1]), int(found[2])), found.end(), None) if found else None


def _is_half(text: str, half: re.Match[str]) -> bool:
    """A lone "a" or "p" counts right after the digits only: "10:45a", not "10:45 a pod"."""
    return "m" in half.group().lower() or half.group()[0] in "aApP"


def _noon(text: str, pos: int) -> tuple[time, int, str | None] | None:
    word = _WORD.match(text, pos)
    if word and word.group().lower() in NOON:
        return time(NOON[word.group().lower()]), word.end(), None
    return None
