"""What the start page says first."""

import pytest

from postmortems.home.greeting import greeting, lead


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "evening"), (5, "morning"), (12, "afternoon"), (18, "evening")]
)
def test_the_greeting_follows_the_persons_own_day(hour, part):
    assert greeting(hour, "Amara Diallo") == f"Good {part}, Amara"


def test_nobody_is_greeted_by_an_empty_name():
    assert greeting(9, " ") == "Good morning"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2, 2, 4), "Two reports are waiting for your review. Two of your actions are overdue."),
        ((1, 1, 1), "One report is waiting for your review. One of your actions is overdue."),
        ((0, 0, 1), "One action of yours is open, none overdue."),
        ((0, 0, 0), "Nothing is waiting for you."),
    ],
)
def test_the_lead_says_what_waits(counts, said):
    reviews, overdue, actions = counts
    assert lead(reviews=reviews, overdue=overdue, actions=actions) == said
