"""The names of time zones. Pure."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones


# The library walks over its folders each time that it is asked, which takes as long as reading a write-up.
@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """All of them, in the order of the alphabet."""
    return tuple(sorted(available_timezones()))
