"""Many cases of one test that share what is dear to make: each is tried, and all that fail are said."""

import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest

#: How many failing cases are told with the place where they failed; of the rest their names are enough.
TOLD = 5


def hold_for_each(cases: Iterable[tuple[Any, ...]], check: Callable[..., None]) -> None:
    """Call `check(*case)` for every case; fail at the end with each that did not hold, and why.

    For cases by the hundred, where a test of its own each would cost more than what it checks. There must be some.
    """
    failed, tried = [], 0
    for case in cases:
        tried += 1
        try:
            check(*case)
        except Exception:
            failed.append((case, traceback.format_exc()))
    assert tried, "no case was tried"
    if failed:
        names = "\n".join("  " + ", ".join(map(str, case)) for case, _ in failed)
        why = "\n".join(f"{', '.join(map(str, case))}:\n{told}" for case, told in failed[:TOLD])
        pytest.fail(f"{len(failed)} of {tried} cases fail:\n{names}\n\n{why}", pytrace=False)
