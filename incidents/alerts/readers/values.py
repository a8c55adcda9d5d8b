"""Values out of JSON that anybody may have sent: asked for by name, cleaned, cut to what can be kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from .reading import Unreadable

TITLE, TEXT, WORD, KEY, URL = 200, 10_000, 80, 200, 1000
#: Years outside are a vendor's way to say "never", or nonsense.
YEARS = range(1970, 2200)
#: NUL and lone surrogates, which no database keeps, and controls that nobody sees.
UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FRACTION = re.compile(r"(\.\d{6})\d+")
_OFFSET = re.compile(r"([+-]\d{2})(\d{2})$")


def mapping(value: Any, what: str) -> dict[str, Any]:
    """The value, which must be an object."""
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object.")
    return value


def within(value: Any, *path: str) -> Any:
    """What stands at the end of a path of names; None where it breaks off."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def rows(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; whatever else it may be, there are none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def words(value: Any, most: int = WORD) -> str:
    """A text on one line, or "" for what is no text."""
    return " ".join(prose(value, 20 * most).split())[:most].rstrip()


def prose(value: Any, most: int = TEXT) -> str:
    """A text as it is, without what cannot be kept; numbers count as text, objects do not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # more digits than Python writes out
        return ""
    return UNKEEPABLE.sub("\ufffd", text).replace("\r\n", "\n").strip()[:most]


def first(*texts: str) -> str:
    """The first that is not empty."""
    return next((text for text in texts if text), "")


def key(*parts: Any) -> str:
    """One key of the vendor's own ids; one that is too long is told by its hash."""
    text = "|".join(filter(None, (prose(part, 100_000) for part in parts)))
    if len(text) > KEY:
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return text


def address(value: Any) -> str:
    """A web address, or "" for anything else: it becomes a link."""
    text = prose(value, URL + 1)
    try:
        good = urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        good = False
    return text if good and len(text) <= URL and not re.search(r"\s", text) else ""


def time(value: Any, *, zone: dt.tzinfo | None = None) -> dt.datetime | None:
    """An instant from ISO 8601, or from a number since 1970 in seconds, milli-, micro- or nanoseconds.

    None for what is no time or lies outside the years that are kept. A time without a zone is one only
    where the vendor's `zone` is known.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str) and not re.fullmatch(r"\d{9,20}", value.strip()):
        found = _iso(value.strip(), zone)
    else:
        found = _since_1970(value)
    return found if found and found.year in YEARS else None


def _iso(text: str, zone: dt.tzinfo | None) -> dt.datetime | None:
    text = _OFFSET.sub(r"\1:\2", _FRACTION.sub(r"\1", text)) if len(text) > 10 else ""
    try:
        found = dt.datetime.fromisoformat(text)
        if found.tzinfo is None:
            return found.replace(tzinfo=zone).astimezone(dt.UTC) if zone else None
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


#: From how large on a number since 1970 counts in nano-, micro- and milliseconds: as microseconds.
_UNITS = ((10**17, lambda n: n // 1000), (10**14, lambda n: n), (10**11, lambda n: n * 1000))


def _since_1970(value: Any) -> dt.datetime | None:
    try:
        number = int(value)
        micro = next((unit(number) for least, unit in _UNITS if number >= least), number * 10**6)
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=micro)
    except (ValueError, TypeError, OverflowError):
        return None
