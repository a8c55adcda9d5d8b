"""A reading is kept while its text is looked at."""

from dataclasses import FrozenInstanceError

import pytest

from postmortems.exchange import rereading
from postmortems.exchange.parsing import read
from postmortems.exchange.rereading import LONGEST, read_again
from tests.postmortems.exchange.samples import CLASSIC, DATELESS


@pytest.fixture
def readings(monkeypatch):
    """The texts that were read."""
    found = []

    def reading(text, answers):
        found.append(text)
        return read(text, answers=answers)

    rereading._kept.cache_clear()
    monkeypatch.setattr(rereading, "read", reading)
    yield found
    rereading._kept.cache_clear()


def test_a_text_is_read_once_for_each_set_of_answers(readings):
    first = read_again(DATELESS, {})
    assert read_again(DATELESS, {}) is first == read(DATELESS)
    dated = read_again(DATELESS, {"date": "2026-03-02", "zone": "UTC"})
    assert dated == read(DATELESS, answers={"zone": "UTC", "date": "2026-03-02"}) != first
    assert read_again(DATELESS, {"zone": "UTC", "date": "2026-03-02"}) is dated
    assert read_again(CLASSIC, {}) == read(CLASSIC)
    assert len(readings) == 3


def test_what_is_kept_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        read_again(CLASSIC, {}).timeline[0].text = "Said otherwise"


def test_few_are_kept_and_none_that_is_long(readings):
    for n in range(40):
        read_again(f"{CLASSIC}{n}", {})
    assert rereading._kept.cache_info().currsize == rereading.MOST
    long = "word " * (LONGEST // 5 + 1)
    assert read_again(long, {}) == read_again(long, {})
    assert readings[-2:] == [long, long]
