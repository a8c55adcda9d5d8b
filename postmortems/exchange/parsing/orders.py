"""Day or month first: what the text's unmistakable dates say about its numeric ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .dates import Mention
from .proposal import Choice, Question, Span
from .source import Source

_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2})[-/](\d{1,2})(?:[-/](?:\d{4}|\d{2})(?![\d/-])|(?=,?[ \t]+\d{1,2}:\d))"
)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Order:
    swap: bool
    """Ambiguous numeric dates are day first."""
    question: Question | None = None


def order(source: Source, told: list[Mention], answers: Mapping[str, str]) -> Order:
    """As the text's own dates decide it; else month first, and ask."""
    if answers.get("order") in ("day_first", "month_first"):
        return Order(answers["order"] == "day_first")
    sure = {(m.stamp.day.month, m.stamp.day.day) for m in told if m.stamp.day and not m.stamp.day.swapped}
    day_first = month_first = 0
    unsure: Span | None = None
    for first, second, span in _numeric(source):
        day_first += first > MONTHS >= second or (second, first) in sure
        month_first += second > MONTHS >= first or (first, second) in sure
        if max(first, second) <= MONTHS and first != second:
            unsure = unsure or span
    if unsure and day_first == month_first:
        return Order(swap=False, question=_question(source, unsure))
    return Order(day_first > month_first)


def _numeric(source: Source) -> Iterator[tuple[int, int, Span]]:
    for line in source.lines:
        if line.opaque or ("/" not in line.text and "-" not in line.text):
            continue
        for found in _NUMERIC.finditer(line.text):
            first, second = int(found.group(1)), int(found.group(2))
            if min(first, second) > 0 and max(first, second) <= 31:
                yield first, second, Span(line.start + found.start(), line.start + found.end())


def _question(source: Source, span: Span) -> Question:
    return Question(
        "order",
        f"Is {span.of(source.text)} written month first or day first?",
        (Choice("month_first", "Month first"), Choice("day_first", "Day first")),
        "order",
        span,
    )
