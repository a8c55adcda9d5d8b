"""Times that begin a line and count there beside others of their kind alone: "17.30 - …", "1738: …"."""

from __future__ import annotations

import re
from datetime import time

from .days import day_at
from .hours import four_digits
from .stamps import Stamp

_DOTTED_LEAD = re.compile(r"[*_`]{0,2}(\d{1,2})\.(\d{2})(?=[*_`]{0,2}[ \t]*[-–—:])")
_LEAD = re.compile(r"[*_`\[]{0,3}(?P<about>~?)")
_SHORT_DAY = re.compile(
    r"[*_]{0,2}(?P<day>\d{1,2}/\d{1,2})(?:[ ]?[(（][^()（）]{1,9}[)）])?[*_]{0,2}[:：]?[*_ \t]*$"
)


def dotted_at(text: str, pos: int) -> Stamp | None:
    """ "17.30 - …": a dot between hour and minute, for a line of which it is known that it begins with a time."""
    found = _DOTTED_LEAD.match(text, pos)
    if found is None or int(found.group(1)) > 23 or int(found.group(2)) > 59:
        return None
    clock = time(int(found.group(1)), int(found.group(2)))
    return Stamp(found.start(1), found.end(2), clock=clock, after=found.end(2))


def four_digits_at(text: str, pos: int) -> Stamp | None:
    """ "1738: …", "[1758](address): …": on a line of which it is known that it begins with a time."""
    lead = _LEAD.match(text, pos)
    found = four_digits(text, lead.end()) if lead else None
    if lead is None or found is None:
        return None
    clock, end, _half = found
    return Stamp(lead.end(), end, clock=clock, about=bool(lead["about"]), after=end)


def short_day(text: str, pos: int) -> Stamp | None:
    """ "11/25", "11/25 (木)": an item that is nothing else, over times that stand deeper."""
    found = _SHORT_DAY.match(text, pos)
    told = day_at(text, found.start("day")) if found else None
    return Stamp(pos, found.end(), day=told[0], after=found.end()) if found and told else None
