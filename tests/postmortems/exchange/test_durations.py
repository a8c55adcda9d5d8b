"""A length of time in words is so many minutes."""

import pytest

from postmortems.exchange.parsing import durations


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("two and a half hours", 150),
        ("almost two and half hours", 150),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("half a day", 720),
        ("an hour and 20 minutes", 80),
        ("1h50m", 110),
        ("2.5 hours", 150),
        ("1 h 25", 85),
    ],
)
def test_a_length_in_words(words, minutes):
    (found,) = durations.find(f"It took {words}; all told.")
    assert (found.minutes, found.end) == (minutes, len(f"It took {words}"))
