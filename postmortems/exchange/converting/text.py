"""Bytes as text: which encoding they are in, and what is no text at all."""

from __future__ import annotations

from .converted import Converted, Unreadable

#: Characters that no text has, but for tab, line feed, form feed and carriage return.
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
#: A log pasted from a terminal has a few of them; a picture or a program has many.
_SHARE = 100

GUESSED = "Read as Windows-1252, since it is not UTF-8. If letters look wrong, save the file as UTF-8."


def decode(data: bytes) -> str:
    """The text without what was assumed about it."""
    return plain(data).text


def with_our_line_ends(text: str) -> str:
    """As a form sends it: a file of another system makes the same record."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain(data: bytes) -> Converted:
    """A byte order mark decides, else UTF-8, else Windows' Western code page, else Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Converted(data.decode("utf-16"))
        except UnicodeDecodeError:
            raise Unreadable("It begins like UTF-16 but is not.") from None
    if b"\x00" in data or _is_binary(data):
        raise Unreadable("It is a binary file, not text.")
    try:
        return Converted(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        return Converted(data.decode("cp1252"), (GUESSED,))
    except UnicodeDecodeError:
        return Converted(data.decode("latin-1"), (GUESSED.replace("Windows-1252", "Latin-1"),))


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // _SHARE
