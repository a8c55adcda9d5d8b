"""Word documents as Markdown: paragraphs, lists, tables and links in the order in which they stand.

Links are read as they are written; nothing that a document names is fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from . import markdown as md
from . import runs
from .converted import Converted, Unreadable
from .length import MOST_ELEMENTS, TOO_MANY_ELEMENTS
from .numbering import Numbering, heading_level, style_of, uses_code
from .runs import Run

#: What a document may unpack to. One with a hundred photographs has 60 MB in 400 parts.
MOST_PARTS = 5_000
LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_TEXT_PART = 20 * 1024 * 1024
DEEPEST = 40

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OLD = b"\xd0\xcf\x11\xe0"
_BOX = re.compile(r"^\s*([☐□☑☒✓✔])\s*")
_NOT_TEXT = frozenset(
    f"{_W}{name}"
    for name in ["del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "commentReference"]
)
_BROKEN = "It is called .docx but is no Word document, or it is damaged."


def from_word(data: bytes) -> Converted:
    document = _opened(data)
    if document.element.body.xpath("count(.//*)") > MOST_ELEMENTS:
        raise Unreadable(TOO_MANY_ELEMENTS)
    blocks = [block for block in _Reader(document).blocks(document.element.body, 0) if block.strip()]
    notes = [f"{_counted(n, 'comment')} of the document left out."] if (n := _comments(document)) else []
    return Converted("\n\n".join(_tight(blocks)) + "\n" if blocks else "", tuple(notes))


def _opened(data: bytes) -> Any:
    if data.startswith(_OLD):
        raise Unreadable(
            "It is protected with a password, or in the old .doc format. Save it as plain .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_bombs(packed)
        # Slow to import, and most files are no Word documents.
        import docx

        return docx.Document(io.BytesIO(data))
    except Unreadable:
        raise
    except Exception:
        # Damaged in any of a hundred ways, each with an exception of its own: zip, XML, parts, relations.
        raise Unreadable(_BROKEN) from None


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    """Judged by the directory, before anything is unpacked; Python unpacks no more than that says."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable("It unpacks to far more than a write-up. It is not opened.")
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable("It is protected with a password. Save it without one.")
        if part.filename.endswith((".xml", ".rels")) and part.file_size > LARGEST_TEXT_PART:
            raise Unreadable("It unpacks to far more than a write-up. It is not opened.")


def _tight(blocks: list[str]) -> Iterator[str]:
    """Items of lists that follow each other, without blank lines between them."""
    run: list[str] = []
    for block in blocks:
        if run and not (_is_item(block) and _is_item(run[-1])):
            yield "\n".join(run)
            run = []
        run.append(block)
    if run:
        yield "\n".join(run)


_ITEM = re.compile(r" *(?:-|\d+\.) ")


def _is_item(block: str) -> bool:
    return bool(_ITEM.match(block))


def _counted(n: int, noun: str) -> str:
    return f"One {noun}" if n == 1 else f"{n} {noun}s"


def _comments(document: Any) -> int:
    return sum(1 for _ in document.element.body.iter(f"{_W}commentReference"))


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.relations = document.part.rels
        self.numbering = Numbering(document)
        self.code: list[str] = []
        self.in_cell = False

    def blocks(self, node: Any, depth: int) -> Iterator[str]:
        if depth > DEEPEST:
            raise Unreadable(f"It has tables more than {DEEPEST} levels deep. Copy its text and paste that.")
        for child in node:
            if child.tag == f"{_W}p":
                yield from self.one_paragraph(child, depth)
                continue
            yield from self._code_so_far()
            if child.tag == f"{_W}tbl":
                yield from self.table(child, depth)
            elif child.tag not in _NOT_TEXT and child.tag != f"{_W}sectPr":
                # Content controls, changes and the like wrap what they are about.
                yield from self.blocks(child, depth + 1)
        yield from self._code_so_far()

    def _code_so_far(self) -> Iterator[str]:
        if self.code:
            yield md.fenced("\n".join(self.code))
            self.code = []

    def one_paragraph(self, node: Any, depth: int) -> Iterator[str]:
        style = style_of(self.document, node)
        if uses_code(style):
            self.code.append(_bare(node))
            return
        yield from self._code_so_far()
        level = heading_level(node, style)
        # A heading is bold by its style, and often by its run as well.
        text = self.words(node, but=frozenset([runs.BOLD]) if level else frozenset()).strip(" \n")
        if level and text:
            yield text if self.in_cell else md.heading(level, text)
        elif text:
            yield self._item_or_paragraph(node, style, text)
        for box in node.iter(f"{_W}txbxContent"):
            # A text box is written twice, for new and for old programs.
            if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
                yield from self.blocks(box, depth + 1)

    def _item_or_paragraph(self, node: Any, style: Any, text: str) -> str:
        marker, level = self.numbering.marker(node, style)
        box = _BOX.match(text)
        if box:
            text = f"[{'x' if box.group(1) in '☑☒✓✔' else ' '}] {text[box.end() :]}"
            marker = marker or "-"
        # A cell is one line, on which the mark of a list is none; a dash that its author typed is a word of it.
        listed = marker and not (self.in_cell and marker == "-")
        return md.item(marker, [md.paragraph(text)], level) if marker and listed else md.paragraph(text)

    def words(self, node: Any, but: frozenset[str] = frozenset()) -> str:
        """Running text with its marks `but` some, links and breaks."""
        return runs.written((marks - but, text) for marks, text in self._pieces(node, 0))

    def _pieces(self, node: Any, depth: int) -> Iterator[Run]:
        for child in node:
            tag = child.tag
            if tag in _NOT_TEXT or not isinstance(tag, str) or depth > DEEPEST:
                continue
            if tag == f"{_W}r":
                yield from _run(child)
            elif tag == f"{_W}hyperlink":
                yield from runs.words(self._link(child))
            elif tag == f"{_W}sdt" and (box := child.find(f".//{_W14}checkbox")) is not None:
                checked = box.find(f"{_W14}checked")
                on = checked is not None and checked.get(f"{_W14}val") in ("1", "true", "on")
                yield from runs.words("☑" if on else "☐")
            else:
                yield from self._pieces(child, depth + 1)

    def _link(self, node: Any) -> str:
        words = runs.written(self._pieces(node, 1))
        relation = self.relations.get(node.get(f"{_R}id") or "")
        return md.link(words, relation.target_ref) if relation is not None and relation.is_external else words

    def table(self, node: Any, depth: int) -> Iterator[str]:
        rows = [list(_cells(row)) for row in _within(node, "tr")]
        if max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell, depth + 1)
            return
        around, self.in_cell = self.in_cell, True
        made = [[" ".join(self.blocks(cell, depth + 1)).replace("\n", " ") for cell in row] for row in rows]
        self.in_cell = around
        yield md.table(made)


def _within(node: Any, name: str, depth: int = 0) -> Iterator[Any]:
    """Rows of a table or cells of a row, also where a content control or a change wraps them."""
    for child in node:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml") and depth < DEEPEST:
            yield from _within(child, name, depth + 1)


def _cells(row: Any) -> Iterator[Any]:
    yield from _within(row, "tc")


_MARKS = {"b": runs.BOLD, "i": runs.ITALIC, "strike": runs.STRUCK}


def _run(node: Any) -> Iterator[Run]:
    """A run with its marks; what stands between two breaks of a line has them each for itself."""
    said = {name: node.find(f"{_W}rPr/{_W}{name}") for name in _MARKS}
    on = (
        name
        for name, mark in said.items()
        if mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
    )
    marks = frozenset(_MARKS[name] for name in on)
    for part in re.split(r"(\n)", _bare(node)):
        if part:
            yield (frozenset() if part == "\n" else marks), md.escaped(part)


def _bare(node: Any) -> str:
    """The words of a run or a paragraph of code, without marks."""
    made = []
    for inner in node.iter():
        if any(above.tag in _NOT_TEXT or above.tag == f"{_W}txbxContent" for above in _between(inner, node)):
            continue
        if inner.tag == f"{_W}t":
            made.append(inner.text or "")
        elif inner.tag == f"{_W}tab":
            made.append("\t")
        elif inner.tag in (f"{_W}br", f"{_W}cr"):
            made.append("\n")
        elif inner.tag == f"{_W}noBreakHyphen":
            made.append("-")
        elif inner.tag == f"{_W}sym":
            made.append(_SYMBOLS.get((inner.get(f"{_W}char") or "").upper(), ""))
        elif inner.tag == f"{_W}checkBox":
            made.append("☑" if _legacy_box(inner) else "☐")
    return "".join(made)


#: Boxes and ticks of the font Wingdings, which is how Word inserts them.
_SYMBOLS = {"F0FE": "☑", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0E0": "→", "F0B7": "•"}


def _legacy_box(box: Any) -> bool:
    state = box.find(f"{_W}checked")
    state = box.find(f"{_W}default") if state is None else state
    return state is not None and state.get(f"{_W}val", "1") in ("1", "true", "on")


def _between(inner: Any, outer: Any) -> Iterator[Any]:
    while inner is not outer and inner is not None:
        yield inner
        inner = inner.getparent()
