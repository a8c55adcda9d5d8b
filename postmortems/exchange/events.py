"""The events of this room in words: write-ups that were brought in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _taken_in(data: Mapping[str, Any]) -> str:
    return f"brought in the write-up “{data['name']}”" if data.get("name") else "brought in a write-up"


EVENTS = {"write_up.taken_in": _taken_in}
