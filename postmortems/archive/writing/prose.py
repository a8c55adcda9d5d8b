"""The HTML of a section, walked once: as plain text here, as paragraphs of a document in `word`.

Pure. The HTML is our own, sanitised; what is unknown in it is read for its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.html

BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "blockquote", "table", "hr"),
    *("div", "dl", "dt", "dd", "details", "summary", "figure"),
}


def parsed(html: str) -> Any:
    """The element that holds the blocks of `html`."""
    return (
        lxml.html.fragment_fromstring(html, create_parent="div") if html.strip() else lxml.html.Element("div")
    )


def blocks(element: Any) -> Iterator[Any]:
    """The blocks in an element: its children, with loose words gathered into paragraphs."""
    loose = lxml.html.Element("p")
    loose.text = element.text
    for child in element:
        if child.tag in BLOCKS:
            if has_words(loose):
                yield loose
            yield child
            loose = lxml.html.Element("p")
            loose.text = child.tail
        elif isinstance(child.tag, str):
            loose.append(_copied(child))
    if has_words(loose):
        yield loose


def _copied(child: Any) -> Any:
    copied = lxml.html.fragment_fromstring(lxml.html.tostring(child, encoding="unicode", with_tail=False))
    copied.tail = child.tail
    return copied


def has_words(element: Any) -> bool:
    return bool(element.text_content().strip()) or element.find(".//img") is not None


def cells(table: Any) -> list[list[Any]]:
    """The cells of a table, row by row."""
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def as_plain(html: str) -> str:
    """The words of `html` with blank lines between blocks: lists with dashes, tables with bars, code indented."""
    return "\n\n".join(block for each in blocks(parsed(html)) if (block := _block(each)).strip())


def _block(element: Any) -> str:
    if element.tag in ("ul", "ol"):
        start = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        marks = ("-" if element.tag == "ul" else f"{start + number}." for number in range(len(element)))
        return "\n".join(_item(item, mark) for item, mark in zip(element, marks, strict=True))
    if element.tag == "pre":
        return _indented(element.text_content().strip("\n"), "    ")
    if element.tag == "table":
        return "\n".join(" | ".join(inline(cell) for cell in row) for row in cells(element))
    if element.tag == "hr":
        return "-" * 8
    if element.tag == "blockquote":
        return _indented(_inner(element), "> ")
    if element.tag in ("div", "details", "figure", "dl"):
        return _inner(element)
    return inline(element)


def _item(item: Any, mark: str) -> str:
    lines = _inner(item, "\n").split("\n")
    return "\n".join([f"{mark} {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])])


def _inner(element: Any, between: str = "\n\n") -> str:
    return between.join(block for each in blocks(element) if (block := _block(each)).strip())


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}".rstrip() for line in text.split("\n"))


def inline(element: Any) -> str:
    """The words in a paragraph; an address stands behind its words unless it is them."""
    return _squeezed("".join(_inline(element)))


def _inline(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag == "img":
            yield child.get("alt") or "image"
        elif isinstance(child.tag, str):
            said = "".join(_inline(child))
            href = child.get("href") or ""
            leads = (
                child.tag == "a"
                and href.startswith(("http://", "https://"))
                and href.rstrip("/") != said.rstrip("/")
            )
            yield f"{said} ({href})" if leads else said
        yield child.tail or ""


def _squeezed(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n")).strip()
