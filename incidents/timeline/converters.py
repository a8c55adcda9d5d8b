"""How an incident is named in an address: INC-7."""

from __future__ import annotations

from django.urls import register_converter


class ReferenceConverter:
    """`<incident:pk>` takes INC-7 (also inc-7 and 7) and gives 7; addresses are written with INC-."""

    #: Eighteen digits at most: what fits the key's column.
    regex = r"(?i:INC-)?[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value.rpartition("-")[2])

    def to_url(self, value: int | str) -> str:
        return f"INC-{value}"


register_converter(ReferenceConverter, "incident")
