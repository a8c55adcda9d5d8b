"""Which bytes are text, and what is said of the others."""

import pytest

from postmortems.exchange.converting import LARGEST, LONGEST, Unreadable, convert

WORDS = "Störung – Café “aus”"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF-1.4\n1 0 obj\n<< /OpenAction 2 0 R >>\n%%EOF", "a.md", "A PDF is not read."),
        (b"{\\rtf1\\ansi hello\\par}", "a.txt", "Rich text is not read."),
        (b"%PDF-1.4\n<html>", "a.html", "A PDF is not read."),
        ("Störung 10:05".encode("utf-32"), "a.txt", "characters that no text has"),
        ("Störung 10:05".encode("utf-16-le"), "a.txt", "It is a binary file"),
        (b"\xff\xfe\x00\xd8", "a.txt", "It begins like UTF-16 but is not."),
    ],
)
def test_what_is_called_otherwise_than_it_is_gets_a_sentence(data, name, sentence):
    with pytest.raises(Unreadable, match=sentence):
        convert(data, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_a_remark(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    made = convert(mark + WORDS.encode(encoding), "a.md")
    assert (made.text, made.notes) == (WORDS, ())


def test_an_older_encoding_is_read_and_said():
    made = convert(WORDS.encode("cp1252"), "a.txt")
    assert made.text == WORDS
    assert made.notes == (
        "Read as Windows-1252, since it is not UTF-8. If letters look wrong, save the file as UTF-8.",
    )


@pytest.mark.parametrize(
    "name", ["a.md", "a.TXT", "README", "a.adoc", "a.rst", "a.mediawiki", "a.wiki", "a.qmd"]
)
def test_text_of_every_kind_stays_as_it_is(name):
    assert convert(b"= Head =\n\n* a\r\n", name).text == "= Head =\n\n* a\r\n"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.md", b"a\0b", "It is a binary file, not text."),
        ("a.md", bytes(range(1, 32)) * 50, "It is a binary file, not text."),
        ("a.md", b"\xff\xfea", "It begins like UTF-16 but is not."),
        ("a.md", "a\0b".encode("utf-16"), "It has characters that no text has"),
        ("a.md", b" \n", "There is no text in it."),
        ("a.pdf", b"%PDF-1.7", "A PDF is not read. Open it, copy its text"),
        ("a.doc", b"\xd0\xcf", "Save it as .docx."),
        ("a.zip", b"PK", "A zip is not opened here."),
        ("a.exe", b"MZ", "Files that end in .exe are not read."),
    ],
)
def test_what_is_not_read_gets_a_sentence(name, data, sentence):
    with pytest.raises(Unreadable) as refusal:
        convert(data, name)
    assert str(refusal.value).startswith(sentence) or sentence in str(refusal.value)


def test_the_limits():
    assert len(convert(b"x" * LONGEST, "a.txt").text) == LONGEST
    with pytest.raises(Unreadable, match="longer than a million characters"):
        convert(b"x" * (LONGEST + 1), "a.txt")
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        convert(b"x" * (LARGEST + 1), "a.txt")
