"""How a postmortem is named in an address: PM-7."""

from __future__ import annotations

from django.urls import register_converter


class ReferenceConverter:
    """`<postmortem:pk>` takes PM-7 (also pm-7 and 7) and gives 7; addresses are written with PM-."""

    #: Eighteen digits at most: what fits the key's column.
    regex = r"(?i:PM-)?[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value.rpartition("-")[2])

    def to_url(self, value: int | str) -> str:
        return f"PM-{value}"


register_converter(ReferenceConverter, "postmortem")
