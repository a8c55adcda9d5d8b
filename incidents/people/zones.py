"""The names of time zones. Pure."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones


# The library walks over its folders each time that it is asked, which takes as long as reading a write-up.
@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """All of them, in the order of the alphabet."""
    return tuple(sorted(available_timezones()))


@lru_cache(maxsize=1)
def placed_zones() -> tuple[str, ...]:
    """Those that a place or a region names, and UTC: what a person may call the zone that she lives in."""
    return tuple(name for name in zone_names() if "/" in name or name == "UTC")
