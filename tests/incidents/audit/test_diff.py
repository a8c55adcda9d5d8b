"""Diffs are exact, readable and bounded in cost."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.audit.diff import Gap, Run, edits, folded, words

TEXT = st.text(alphabet="ab \n\r\u2028é😀👩‍💻.", max_size=60)


@given(TEXT, TEXT)
def test_runs_give_back_both_texts(old, new):
    runs = words(old, new)
    assert "".join(r.text for r in runs if r.kind != "add") == old
    assert "".join(r.text for r in runs if r.kind != "del") == new
    assert all(r.text for r in runs)
    assert all(one.kind != two.kind for one, two in itertools.pairwise(runs))


@given(TEXT, TEXT)
def test_edits_turn_the_old_text_into_the_new_one(old, new):
    text = old
    for at, delete, insert in edits(old, new):
        text = text[:at] + insert + text[at + delete :]
    assert text == new


@given(TEXT)
def test_equal_texts_need_no_edit(text):
    assert edits(text, text) == []
    assert words(text, text) == ([Run("same", text)] if text else [])


def test_words_in_a_changed_line():
    assert words("It was copied by hand.\nEnd.\n", "It was made by hand.\nEnd.\n") == [
        Run("same", "It was "),
        Run("del", "copied"),
        Run("add", "made"),
        Run("same", " by hand.\nEnd.\n"),
    ]


def test_two_changed_words_side_by_side_are_one_stroke():
    assert words("the old text", "the new words") == [
        Run("same", "the "),
        Run("del", "old text"),
        Run("add", "new words"),
    ]


def test_an_edit_inside_a_word_leaves_its_other_letters_alone():
    assert edits("the cat sat", "the cats sat") == [(7, 0, "s")]


def test_long_unchanged_stretches_are_folded():
    old = "".join(f"line {n}\n" for n in range(50))
    shown = folded(words(old, old.replace("line 25\n", "line twenty-five\n")))
    assert [type(piece) for piece in shown].count(Gap) == 2
    assert sum(p.lines for p in shown if isinstance(p, Gap)) > 40


def _shuffled(seed: int) -> tuple[str, str]:
    rng = random.Random(seed)
    vocabulary = [f"w{n}" for n in range(400)]
    old = " ".join(rng.choices(vocabulary, k=30_000))
    new = old.split(" ")
    rng.shuffle(new)
    return old, " ".join(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 60_000, "b\na\n" * 40_000),
        ("a " * 80_000, "a b " * 40_000),
        ("x" * 200_000, "y" * 200_000),
        _shuffled(1),
        ("".join(f"{n % 7}\n" for n in range(60_000)), "".join(f"{n % 5}\n" for n in range(60_000))),
    ],
    ids=["lines repeat", "words repeat", "one word", "shuffled", "cycles"],
)
def test_hostile_pairs_stay_within_two_seconds(old, new):
    begun = time.thread_time()  # what it costs, however busy the machine is
    runs = words(old, new)
    assert time.thread_time() - begun < 2
    assert "".join(r.text for r in runs if r.kind != "del") == new
