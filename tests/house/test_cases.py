"""Cases that share one test fail like tests of their own: each by its name."""

import pytest

from tests.cases import hold_for_each


def even(number):
    assert number % 2 == 0, "odd"


def test_every_case_is_tried_and_each_that_fails_is_named():
    tried = []

    def check(word, number):
        tried.append(number)
        even(number)

    with pytest.raises(pytest.fail.Exception) as said:
        hold_for_each([("two", 2), ("three", 3), ("four", 4), ("five", 5)], check)
    assert tried == [2, 3, 4, 5]
    assert "2 of 4 cases fail:\n  three, 3\n  five, 5\n" in str(said.value)
    assert "AssertionError: odd" in str(said.value) and "two, 2" not in str(said.value)


def test_a_fault_is_told_like_a_refusal_and_does_not_end_the_walk():
    def check(number):
        return 1 / number

    with pytest.raises(pytest.fail.Exception, match="1 of 3 cases"):
        hold_for_each([(1,), (0,), (2,)], check)


def test_all_that_hold_say_nothing_and_none_at_all_is_a_mistake():
    hold_for_each([(2,), (4,)], even)
    with pytest.raises(AssertionError, match="no case was tried"):
        hold_for_each([], even)
