"""The zone label beside a time: "10:00 UTC", "10:00 (CET)", "10:00+02:00", and not the end of a range."""

from __future__ import annotations

import re

from incidents.timeline.labels import Zone
from incidents.timeline.labels import at as zone_at


def zone_beside(text: str, pos: int) -> tuple[Zone, int] | None:
    opened = text[pos : pos + 1] in ("(", "[") and text[pos - 1 : pos] in (" ", "\t")
    inner = pos + 1 if opened else pos
    found = zone_at(text, inner)
    if found is None:
        return None
    zone, end = found
    if text[inner : inner + 1] in ("+", "-", "−", "–") and not _offset_fits(text, inner):
        return None
    if opened:
        if text[end : end + 1] not in (")", "]"):
            return None
        end += 1
    if text[end : end + 5].lower() == " time":
        end += 5
    return zone, end


def _offset_fits(text: str, pos: int) -> bool:
    """A bare offset stands right after the time ("10:00+02:00") or is four digits ("+0200").

    "10:00-11:00" is a range, unless seconds before it make it ISO 8601.
    """
    before = text[max(0, pos - 3) : pos]
    four = re.match(r"[+\-−]\d{4}(?!\d)", text[pos : pos + 6]) is not None
    if four:
        return True
    if text[pos] == "+":
        return pos > 0 and text[pos - 1].isdigit()
    seconds = re.match(r":\d\d$", before) is not None and re.search(
        r":\d\d:\d\d(?:\.\d+)?$", text[max(0, pos - 16) : pos]
    )
    return bool(seconds) or bool(re.search(r"T\d\d:\d\d$", text[max(0, pos - 6) : pos]))
