"""What is open about a time, and what a person has answered already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postmortems.exchange.parsing.proposal import Moment, Question
from postmortems.exchange.passages import offset_in

#: Answers that have no field of their own once they are given, in words.
ABOUT = {
    "order": "Day and month",
    "year": "The year",
    "duration": "How long it lasted",
    "step": "A step back in time",
    "half": "A time that says two things",
}
VALUES = {
    "month_first": "the month comes first",
    "day_first": "the day comes first",
    "clocks": "as the clocks say",
    "stated": "as the text says",
    "same_day": "the same day",
    "next_day": "the next day",
    "afternoon": "the afternoon",
    "hour": "as the hour says",
    "am": "as the am says",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, to be taken back with one click."""

    key: str
    about: str
    value: str
    line: str | None = None


def answered(answers: Mapping[str, str], lines: Mapping[int, str | None]) -> list[Answered]:
    """Those without a field of their own. `lines`: number of an entry as it was read → its line."""
    found = []
    for key, value in answers.items():
        name, _, number = key.partition(":")
        if name == "zone" and number:
            found.append(Answered(key, f"What {number} means", value))
        elif name in ABOUT:
            line = lines.get(int(number)) if number.isdecimal() and len(number) < 7 else None
            found.append(Answered(key, ABOUT[name], VALUES.get(value, value), line))
    return found


#: Keys of questions that are about more times than one.
WIDE = ("zone", "date", "order", "year")


class Doubt:
    """The questions that are still open, asked of one time after the other."""

    def __init__(self, questions: Iterable[Question], answers: Mapping[str, str]) -> None:
        opened = ((q.key or q.about, q) for q in questions)
        # Those about one entry alone are left out: a long text may have one for each of its entries.
        self.open = [
            q for key, q in opened if key not in answers and (key in WIDE or key.startswith("zone:"))
        ]

    def on(self, moment: Moment | None) -> str:
        """What this time rests on or lacks, in words; empty where it is as the text gives it."""
        if moment is None:
            return ""
        said = (self._said(question, moment) for question in self.open)
        return ", ".join(dict.fromkeys(words for words in said if words))

    @staticmethod
    def _said(question: Question, moment: Moment) -> str:
        key, first = question.key or question.about, question.choices[0].value if question.choices else ""
        if key.startswith("zone:"):
            return "zone assumed" if moment.clock and key == f"zone:{moment.label}" else ""
        if key == "zone" and moment.clock is not None:
            if not first:
                return "no zone yet" if moment.offset is None else ""
            # The first choice is what the times were read in; what names a zone of its own is exact.
            assumed = moment.offset is not None and offset_in(first, moment.wall) == moment.offset
            return "zone assumed" if assumed else ""
        if key in ("date", "year"):
            if moment.day is None:
                return "no day yet" if key == "date" else "no year yet"
            return f"{key} assumed" if first else ""
        return "day and month assumed" if key == "order" and moment.day is not None else ""
