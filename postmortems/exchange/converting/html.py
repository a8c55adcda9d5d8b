"""Web pages as Markdown: what a browser would show, in its order. Nothing a page names is fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from . import markdown as md
from . import runs
from .converted import Converted, Unreadable
from .length import MOST_ELEMENTS, TOO_MANY_ELEMENTS
from .nodes import (
    BLOCKS,
    Node,
    cells_of,
    flattened,
    has_blocks,
    has_strays,
    is_layout,
    is_regular,
    last_lists,
    rows_of,
    seen,
    verbatim,
)
from .runs import Run
from .text import plain

#: Deeper than any page that a person wrote; each level costs a frame or two of Python's stack.
DEEPEST = 150
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.I)


def from_html(data: bytes) -> Converted:
    return page(*_decoded(data))


def page(source: str, notes: tuple[str, ...] = ()) -> Converted:
    """A page, or the part of one that a clipboard carries."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = source.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(clean, parser) if clean.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise Unreadable(_TOO_DEEP)
    if root is None:
        return Converted("", notes)
    if root.xpath("count(//*)") > MOST_ELEMENTS:
        raise Unreadable(TOO_MANY_ELEMENTS)
    blocks = [block for block in _Reader().blocks(root, 0) if block.strip()]
    title = md.escaped(" ".join((root.findtext("head/title") or "").split()))
    if title and root.find(".//h1") is None and blocks:
        blocks.insert(0, md.heading(1, title))
    return Converted("\n\n".join(blocks) + "\n" if blocks else "", notes)


_TOO_DEEP = (
    f"It is nested more than {DEEPEST} levels deep. Open it in a browser, copy its text and paste that."
)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A page may name its encoding itself; a byte order mark and valid UTF-8 go before it."""
    read = plain(data)
    named = _CHARSET.search(data[:4096])
    # Two bytes a letter it cannot be, or its name could not have been read.
    if read.notes and named and not named.group(1).lower().startswith((b"utf-16", b"utf-32")):
        try:
            return data.decode(named.group(1).decode()), ()
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return read.text, read.notes


class _Reader:
    """Walks a page once and gives its blocks. Running text between blocks becomes paragraphs."""

    def blocks(self, node: Node, depth: int) -> Iterator[str]:
        """The blocks inside `node`."""
        if depth > DEEPEST:
            raise Unreadable(_TOO_DEEP)
        line = _words(node.text)
        for child in node:
            if not seen(child):
                pass
            elif has_blocks(child):
                yield from _paragraphs(line)
                line = []
                yield from self.block(child, depth + 1)
            else:
                line += self.inline(child, depth + 1)
            line += _words(child.tail)
        yield from _paragraphs(line)

    def block(self, node: Node, depth: int) -> Iterator[str]:
        tag = node.tag
        if tag in _HEADINGS:
            yield md.heading(_HEADINGS[tag], self.flat(node, depth))
        elif tag == "pre":
            yield md.fenced(verbatim(node))
        elif tag in ("ul", "ol", "menu"):
            yield "\n".join(self.items(node, depth, 0))
        elif tag == "table" and is_regular(node):
            yield from self.table(node, depth)
        elif tag == "dl" and not has_strays(node, ("dt", "dd", "div")):
            yield from self.definitions(node, depth)
        elif tag == "blockquote":
            quoted = "\n\n".join(b for b in self.blocks(node, depth) if b.strip())
            yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n")) if quoted else ""
        elif tag == "hr":
            yield "---"
        elif tag in ("summary", "caption", "legend", "dt"):
            yield md.marked(md.paragraph(self.flat(node, depth)), "**")
        else:
            yield from self.blocks(node, depth)

    def items(self, node: Node, depth: int, level: int) -> Iterator[str]:
        """The items of a list; lists inside it are indented under the item before them."""
        start = node.get("start", "1")
        # A number of thousands of digits is none that Python takes for one.
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        if (node.text or "").strip():
            yield md.item("-", [md.escaped(md.squeezed(node.text)).strip()], level)
        for child in node:
            if not seen(child):
                continue
            if child.tag in ("ul", "ol", "menu"):
                yield from self.items(child, _deeper(depth), level + 1)
            else:
                marker = f"{number}." if node.tag == "ol" else "-"
                number += 1
                yield from self.one_item(child, marker, _deeper(depth), level)
            if (child.tail or "").strip():
                yield md.item("-", [md.escaped(md.squeezed(child.tail)).strip()], level)

    def one_item(self, node: Node, marker: str, depth: int, level: int) -> Iterator[str]:
        """An item; lists at its end, the usual case, follow one level down without blank lines."""
        inner = last_lists(node)
        for child in inner:
            node.remove(child)
        yield md.item(marker, [b for b in self.blocks(node, depth) if b.strip()], level)
        for child in inner:
            yield from self.items(child, depth, level + 1)

    def table(self, node: Node, depth: int) -> Iterator[str]:
        rows = [cells_of(row) for row in rows_of(node)]
        rows = [row for row in rows if row]
        laid_out = any(is_layout(cell) for row in rows for cell in row)
        for child in node:
            if child.tag == "caption":
                yield from self.block(child, depth + 1)
        if laid_out or max(map(len, rows), default=0) < 2:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell, _deeper(depth))
        else:
            yield md.table([self.row(row, depth) for row in rows])

    def row(self, cells: list[Node], depth: int) -> list[str]:
        made = []
        for cell in cells:
            made.append(self.flat(cell, _deeper(depth)))
            span = cell.get("colspan", "1")
            made += [""] * (min(int(span), 50) - 1 if span.isdecimal() and len(span) < 4 else 0)
        return made

    def definitions(self, node: Node, depth: int) -> Iterator[str]:
        """Terms with what they mean, a line each: the form in which labels and times are read."""
        term = ""
        for child in flattened(node):
            if child.tag == "dt":
                if term:
                    yield md.marked(term, "**")
                term = md.paragraph(self.flat(child, _deeper(depth))).rstrip(": ")
                continue
            first, *rest = [b for b in self.blocks(child, _deeper(depth)) if b.strip()] or [""]
            yield f"{md.marked(term + ':', '**')} {first}".strip() if term else first
            yield from rest
            term = ""
        if term:
            yield md.marked(term, "**")

    def flat(self, node: Node, depth: int) -> str:
        """Everything inside on one line, for headings and cells."""
        return re.sub(r"[ \n]+", " ", runs.written(self.all_on_one(node, depth))).strip(" ")

    def all_on_one(self, node: Node, depth: int) -> list[Run]:
        """The runs of everything inside, blocks among them."""
        if depth > DEEPEST:
            raise Unreadable(_TOO_DEEP)
        made = _words(node.text)
        for child in node:
            if seen(child):
                if child.tag == "pre":
                    made += [BLANK, *runs.code(md.squeezed(verbatim(child)).strip()), BLANK]
                elif child.tag in BLOCKS:
                    made += [BLANK, *_one_line(self.all_on_one(child, depth + 1)), BLANK]
                else:
                    made += self.inline(child, depth + 1)
            made += _words(child.tail)
        return made

    def inline(self, node: Node, depth: int) -> list[Run]:
        """Running text with its marks."""
        if depth > DEEPEST:
            raise Unreadable(_TOO_DEEP)
        tag, style = node.tag, node.get("style", "")
        if tag == "br":
            return runs.words("\n")
        if tag == "img":
            return _words(node.get("alt", ""))
        if tag == "input":
            return runs.words(_control(node))
        if tag in ("code", "kbd", "samp", "tt"):
            return runs.code(md.squeezed(verbatim(node)))
        made = _words(node.text)
        for child in node:
            if seen(child):
                flat = child.tag in BLOCKS
                made += (
                    _one_line(self.all_on_one(child, depth + 1)) if flat else self.inline(child, depth + 1)
                )
            made += _words(child.tail)
        return _with_marks(tag, style, node.get("href", ""), made)


#: Between a block and the words around it, where all is on one line.
BLANK: Run = (frozenset(), " ")


def _words(text: str | None) -> list[Run]:
    return runs.words(md.escaped(md.squeezed(text or "")))


def _one_line(made: list[Run]) -> list[Run]:
    """The runs of a block inside a line: no break in it."""
    return [(marks, text.replace("\n", " ")) for marks, text in made]


def _with_marks(tag: str, style: str, address: str, made: list[Run]) -> list[Run]:
    if tag == "a" and address:
        return runs.words(md.link(runs.written(made), address))
    # What the clipboard of some editors wraps everything in is a <b> that says it is not bold.
    if (tag in ("b", "strong") and not _PLAIN.search(style)) or (tag == "span" and _BOLD.search(style)):
        return runs.marked(made, runs.BOLD)
    if tag in ("i", "em"):
        return runs.marked(made, runs.ITALIC)
    return runs.marked(made, runs.STRUCK) if tag in ("del", "s", "strike") else made


def _deeper(depth: int) -> int:
    if depth >= DEEPEST:
        raise Unreadable(_TOO_DEEP)
    return depth + 1


def _paragraphs(line: list[Run]) -> Iterator[str]:
    if not line:
        return
    text = re.sub(r" *\n *", "\n", re.sub(r" +", " ", runs.written(line)))
    for block in re.split(r"\n{2,}", text.strip(" \n")):
        if block.strip():
            yield md.paragraph(block)


def _control(node: Node) -> str:
    kind = node.get("type", "text").lower()
    if kind == "checkbox":
        return "[x] " if "checked" in node.attrib else "[ ] "
    return "" if kind in ("hidden", "password", "file") else md.escaped(node.get("value", ""))
