"""Day or month first: what the text's unmistakable dates say about its numeric ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .dates import Mention
from .language import language_of
from .proposal import Choice, Question, Span
from .source import Source
from .words.times import MONTHS as MONTHS_BY_NAME

_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2})[-/](\d{1,2})(?:[-/](?:\d{4}|\d{2})(?![\d/-])|(?=,?[ \t]+\d{1,2}:\d))"
)
_MONTH_AND_YEAR = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,12})\.?,? (?:of |de |del )?(?:19|20)\d\d(?![\d/-])")
MONTHS = 12
MONTH_FIRST = ("en", "ja", "zh", "ko")
"""Languages in which some or all write the month before the day."""


@dataclass(frozen=True, slots=True)
class Order:
    swap: bool
    """Ambiguous numeric dates are day first."""
    question: Question | None = None


def order(source: Source, told: list[Mention], answers: Mapping[str, str]) -> Order:
    """As the text's own dates or months decide it; else as its language has it, and ask."""
    if answers.get("order") in ("day_first", "month_first"):
        return Order(answers["order"] == "day_first")
    sure = {(m.stamp.day.month, m.stamp.day.day) for m in told if m.stamp.day and not m.stamp.day.swapped}
    named = _named_months(source)
    day_first = month_first = 0
    unsure: list[tuple[int, int, Span]] = []
    for first, second, span in _numeric(source):
        day_first += first > MONTHS >= second or (second, first) in sure
        month_first += second > MONTHS >= first or (first, second) in sure
        if max(first, second) <= MONTHS and first != second:
            unsure.append((first, second, span))
    if unsure and day_first == month_first:
        day_first += sum(second in named and first not in named for first, second, _span in unsure)
        month_first += sum(first in named and second not in named for first, second, _span in unsure)
    if unsure and day_first == month_first:
        swap = language_of(source.text) not in MONTH_FIRST
        return Order(swap, _question(source, unsure[0][2], day_first=swap))
    return Order(day_first > month_first)


def _named_months(source: Source) -> set[int]:
    """Months that are written out with their year: "The outage of May 2024"."""
    words = (found.group(1).lower() for found in _MONTH_AND_YEAR.finditer(source.text))
    return {MONTHS_BY_NAME[word] for word in words if word in MONTHS_BY_NAME}


def _numeric(source: Source) -> Iterator[tuple[int, int, Span]]:
    for line in source.lines:
        if line.opaque or ("/" not in line.text and "-" not in line.text):
            continue
        for found in _NUMERIC.finditer(line.text):
            first, second = int(found.group(1)), int(found.group(2))
            if min(first, second) > 0 and max(first, second) <= 31:
                yield first, second, Span(line.start + found.start(), line.start + found.end())


def _question(source: Source, span: Span, *, day_first: bool) -> Question:
    choices = (Choice("month_first", "Month first"), Choice("day_first", "Day first"))
    return Question(
        "order",
        f"Is {span.of(source.text)} written month first or day first?",
        choices[::-1] if day_first else choices,
        "order",
        span,
    )
