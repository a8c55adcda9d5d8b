"""Which converter a file goes to: its ending says, and its first bytes are asked whether that can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from .converted import Converted, Unreadable
from .html import from_html
from .length import too_long
from .text import plain
from .word import from_word

#: The largest file that is looked into, in bytes, unless the caller says otherwise. Pages and documents carry pictures.
LARGEST = 10 * 1024 * 1024

#: Text with marks that the reader knows.
_TEXT = (
    """.md .markdown .mdown .mdx .qmd .rmd .txt .text .rst .adoc .asciidoc .asc .org .mediawiki .wiki .log"""
)
_CONVERTERS: dict[str, Callable[[bytes], Converted]] = {
    "": plain,
    **dict.fromkeys(_TEXT.split(), plain),
    **dict.fromkeys([".html", ".htm", ".xhtml"], from_html),
    ".docx": from_word,
}
#: What is read, by ending, for dialogs and for folders.
ENDINGS = tuple(sorted(set(_CONVERTERS) - {""}))

_COPY = "Open it, copy its text and paste that"
_INSTEAD = {
    ".pdf": f"A PDF is not read. {_COPY}, or save the original as Word, HTML or text.",
    ".doc": "This is the Word format from before 2007. Save it as .docx.",
    ".odt": "OpenDocument is not read. Save it as .docx or HTML.",
    ".rtf": "Rich text is not read. Save it as .docx or HTML.",
    ".pages": "Pages documents are not read. Export it as Word.",
    ".eml": f"Mail is not read as a file. {_COPY}.",
    ".mht": "A web archive is not read. Save the page as HTML.",
    ".zip": "A zip is not opened here. Unpack it and bring its files in, or give it to `manage.py import`.",
    ".gz": "It is packed. Unpack it first.",
}


#: Other forms that are made of letters, so that they would pass for a text.
_BEGINNINGS = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"))


def too_large(most: int) -> str:
    """What is said of a file with more bytes than `most`."""
    return f"It is larger than {most // 1024**2} MB, the most that a write-up may have here."


def convert(data: bytes, name: str, most: int = LARGEST) -> Converted:
    """The text of a file of at most so many bytes. Raises Unreadable with a sentence for whatever is not read."""
    ending = PurePath(name).suffix.lower()
    if ending in _INSTEAD:
        raise Unreadable(_INSTEAD[ending])
    converter = _CONVERTERS.get(ending)
    if converter is None:
        raise Unreadable(f"Files that end in {ending[:20]} are not read. {_COPY}.")
    if len(data) > most:
        raise Unreadable(too_large(most))
    for begin, really in _BEGINNINGS:
        if data.startswith(begin):
            raise Unreadable(f"It is called {ending or 'a text'} and is none. {_INSTEAD[really]}")
    made = converter(data)
    if "\x00" in made.text:
        raise Unreadable("It has characters that no text has (NUL).")
    if sentence := too_long(made.text):
        raise Unreadable(sentence)
    if not made.text.strip():
        raise Unreadable("There is no text in it.")
    return made
