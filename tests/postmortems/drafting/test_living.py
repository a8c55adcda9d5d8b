"""The living text: exact, merging, and the meaning of pycrdt's index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from postmortems.drafting.living import (
    HOUSE,
    LIMIT,
    BrokenLog,
    Replica,
    TextTooLong,
    UnclearText,
    clean,
    compacted,
    merge,
)

HARD = [
    "plain",
    "café",
    "日本語",
    "😀😁",
    "👩‍💻👨‍👩‍👧",
    "e\u0301",
    "🇩🇪🇫🇷",
    "\u202ertl",
    "a\u0000b",
    "\ufeffbom",
]
TEXT = st.text(alphabet="ab \né😀👩‍💻日🇩🇪", max_size=40)


def _of(text: str) -> Replica:
    replica = Replica(author=HOUSE)
    replica.write({"a": text})
    return replica


def test_canary_an_index_is_a_byte_of_utf8():
    text = Doc().get("s:a", type=Text)
    text += "a😀b"
    text.insert(5, "X")
    assert (len(text), str(text)) == (7, "a😀Xb")


def test_canary_a_deletion_counts_bytes_too():
    text = Doc().get("s:a", type=Text)
    text += "日😀b"
    del text[3:7]
    assert str(text) == "日b"


@pytest.mark.parametrize("old", HARD)
@pytest.mark.parametrize("new", HARD)
def test_hard_texts_become_each_other_exactly(old, new):
    replica = _of(f"before {old} after")
    replica.write({"a": f"before {new} after {old}"})
    assert replica.text("a") == f"before {new} after {old}"
    assert Replica([replica.encode()]).text("a") == replica.text("a")


@given(TEXT, TEXT)
def test_a_write_is_exact(old, new):
    replica = _of(old)
    replica.write({"a": new})
    assert replica.text("a") == new


@given(TEXT, TEXT, TEXT)
def test_replicas_agree_whatever_the_order(base, one, two):
    start = _of(base).encode()
    first, second = Replica([start]), Replica([start])
    said_first, said_second = first.write({"a": one}), second.write({"a": two})
    if said_second:
        first.take(said_second)
    if said_first:
        second.take(said_first)
    assert first.text("a") == second.text("a")


@given(TEXT, TEXT)
def test_what_is_stored_rebuilds_what_was_shown(old, new):
    start = _of(old).encode()
    current, update = merge([start], [start], {"a": new})
    assert current.text("a") == new
    assert Replica([start, update] if update else [start]).text("a") == new
    assert bool(update) == (old != new)


def test_both_keep_their_words_from_one_base():
    start = _of("The job ran.\nIt failed.\n").encode()
    priya = Replica([start]).write({"a": "The nightly job ran.\nIt failed.\n"})
    current, _ = merge([start], [start, priya], {"a": "The job ran.\nIt failed twice.\n"})
    assert current.text("a") == "The nightly job ran.\nIt failed twice.\n"


def test_the_same_update_twice_changes_nothing():
    replica = _of("one")
    update = Replica([replica.encode()]).write({"a": "one two"})
    assert replica.take(update)
    replica.take(update)
    assert replica.text("a") == "one two"


def test_sections_do_not_touch_each_other():
    replica = Replica(author=HOUSE)
    replica.write({"a": "first", "b": "second"})
    replica.write({"a": ""})
    assert replica.texts() == {"a": "", "b": "second"}


def test_compacting_keeps_every_text():
    replica, log = Replica(author=HOUSE), []
    for n in range(300):
        log.append(replica.write({"a": f"😀 {n} " * 5, "b": "b" * n}))
    state = compacted(log)
    assert Replica([state]).texts() == replica.texts()
    assert len(state) < sum(map(len, log))


def test_a_broken_update_is_named():
    with pytest.raises(BrokenLog):
        Replica([b"\x01\x02\x03"])


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [("a\r\nb\rc\n", "a\nb\nc\n"), ("a\x00b", "ab"), ("", ""), ("\u2028é", "\u2028é")],
)
def test_one_normaliser(given_text, kept):
    assert clean(given_text) == kept


@pytest.mark.parametrize("text", ["a\ud800", "\udc00b", "\ude00\ud83d"])
def test_half_a_character_is_refused(text):
    with pytest.raises(UnclearText):
        clean(text)


def test_the_limit_counts_bytes():
    assert clean("é" * (LIMIT // 2)) and clean("a" * (LIMIT - 1))
    with pytest.raises(TextTooLong):
        clean("é" * (LIMIT // 2) + "a")
