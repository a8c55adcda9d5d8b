"""Moves travel with a form: what is written is read again, and anything else is refused with a sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmortems.exchange.moves import LONGEST, MOST, NAMES, Move, Refused, parse, write

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
MOVES = st.builds(
    Move,
    st.sampled_from(sorted(NAMES)),
    st.integers(-1, 9999),
    st.integers(-1, 9999),
    st.dictionaries(WORDS, WORDS, max_size=3),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MOVES, max_size=6))
def test_what_is_written_is_read_again(moves):
    assert parse(write(moves)) == tuple(moves)


@pytest.mark.parametrize(
    "written",
    [
        "x",
        "{}",
        "[1]",
        '[["entry"]]',
        '[["sweep",1,2,{}]]',
        '[["entry",-5,2,{}]]',
        '[["entry",1.5,2,{}]]',
        '[["entry",true,2,{}]]',
        '[["entry",1,2,{"a":1}]]',
        '[["reword",1,2,{"text":"\\u0000"}]]',
        '[["reword",1,2,{"text":"\\ud800"}]]',
        "[" * 100_000,
        json.dumps([["reword", 1, 2, {"text": "x" * (LONGEST + 1)}]]),
    ],
)
def test_what_no_page_sends_is_refused(written):
    with pytest.raises(Refused, match="damaged"):
        parse(written)


def test_more_than_a_form_carries_is_refused():
    with pytest.raises(Refused, match=f"More than {MOST}"):
        parse(write([Move("entry", 1, 2)] * (MOST + 1)))


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(written):
    try:
        parse(written)
    except Refused as refusal:
        assert str(refusal).endswith(".")
