"""The questions that are answered with an approval. Plain data, no Django."""

from __future__ import annotations

from collections.abc import Mapping

#: Key → the question as it is asked.
QUESTIONS = {
    "data": "Is the data collected that shows what happened?",
    "impact": "Is the impact complete?",
    "causes": "Do the causes go deep enough?",
    "actions": "Does every action have an owner and a date?",
    "detection": "Is it explained how it was detected?",
    "names": "Are the names that are left in it needed?",
}

ANSWERS = {"yes": "Yes", "no": "No", "na": "Not applicable"}
#: The same where there is little room.
SHORT = ANSWERS | {"na": "N/A"}


class Unanswered(ValueError):
    """Questions without an answer; `keys` names them. The message is a sentence for the person."""

    def __init__(self, keys: list[str]) -> None:
        count = "One question" if len(keys) == 1 else f"{len(keys)} questions"
        super().__init__(f"{count} of the checklist still {'needs' if len(keys) == 1 else 'need'} an answer.")
        self.keys = keys


def checked(answers: Mapping[str, str], *, whole: bool) -> dict[str, str]:
    """The answers in the order of the questions; raises Unanswered when `whole` and some are missing.

    An unknown question or answer is a programming error and raises ValueError.
    """
    given = {key: value for key, value in answers.items() if value}
    strange = set(given) - set(QUESTIONS) | {v for v in given.values() if v not in ANSWERS}
    if strange:
        raise ValueError(f"not in the checklist: {sorted(strange)}")
    missing = [key for key in QUESTIONS if key not in given]
    if whole and missing:
        raise Unanswered(missing)
    return {key: given[key] for key in QUESTIONS if key in given}


def all_yes() -> dict[str, str]:
    """Every question answered with yes."""
    return dict.fromkeys(QUESTIONS, "yes")


def worded(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer in words, for a page."""
    return [(QUESTIONS[key], ANSWERS[answers[key]]) for key in QUESTIONS if key in answers]
