"""Numbers and names in a sentence."""

from postmortems.reviews.counting import counted, joined, number, opening


def test_small_numbers_are_words():
    assert [number(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


def test_what_is_counted_has_its_plural():
    assert counted(1, "entry", "entries") == "one entry"
    assert counted(2, "entry", "entries") == "two entries"
    assert counted(0, "thread") == "no threads"


def test_names_are_joined_and_sentences_opened():
    assert joined([]) == ""
    assert joined(["Ruth"]) == "Ruth"
    assert joined(["Ruth", "Kenji", "Jonas"]) == "Ruth, Kenji and Jonas"
    assert opening("two threads") == "Two threads"
