"""Markdown put together from blocks, for converters of pages and documents.

What is text stays text: signs that Markdown would take for marks are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What comes next may stand in another element, so the end of the words counts as well.
_MARKS = re.compile(
    r"[*`]|\\(?=[!-/:-@\[-`{-~]|\s*$)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|\[(?=[^\]\n]{0,200}\]\()"
)
_TAG = re.compile(r"<(?![\s\d=<-])")
_ENTITY = re.compile(r"&(?=#?\w{0,32}(?:;|$))")
_LEADING = re.compile(r"^( {0,3})(#|>|(?:=+|-{3,})(?=\s*$))")
#: Of a table, up to which its short rows are filled up.
MOST_CELLS = 100_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def escaped(text: str) -> str:
    """Words of a paragraph, so that Markdown shows every character of them."""
    text = _ENTITY.sub("&amp;", text)
    return _TAG.sub("&lt;", _MARKS.sub(lambda found: "\\" + found.group(), text))


def squeezed(text: str) -> str:
    """Blanks and breaks as one blank each, as a page shows them. Unbreakable blanks stay."""
    return _BLANKS.sub(" ", text)


def marked(text: str, mark: str) -> str:
    """The words between marks, with the blanks at their ends outside."""
    core = text.strip()
    if not core or mark in core or "\n" in core:
        return text
    start = text.index(core)
    return f"{text[:start]}{mark}{core}{mark}{text[start + len(core) :]}"


def link(words: str, address: str) -> str:
    """A link; the address alone where the words say the same."""
    shown = words.strip()
    if not address.lower().startswith(("http://", "https://", "mailto:")):
        return words
    address = address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("\n", "")
    if not shown or shown == escaped(address):
        return address
    return f"[{shown}]({address})"


def code(text: str) -> str:
    """Code inside a line. With a backtick in it, it stays words: two fences side by side would swallow each other."""
    if "`" in text or not text.strip():
        return escaped(text)
    return f"`{text}`"


def fenced(text: str) -> str:
    """Code as a block of its own."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}\n{text.strip(chr(10)).rstrip()}\n{fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def heading(level: int, text: str) -> str:
    flat = " ".join(text.split("\n")).strip()
    return f"{'#' * min(max(level, 1), 6)} {flat}" if flat else ""


def paragraph(text: str) -> str:
    """Lines of running text; none of them turns into a heading, a quote or a rule."""
    lines = (_LEADING.sub(r"\1\\\2", line.strip(" \t")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table with pipes. The first row stands above the rule, as the reader and Markdown want it."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    # Markdown takes a short row for one whose last cells are empty; of a wide and long table they are not written.
    filled = width if width * len(rows) <= MOST_CELLS else 0
    full = [[*row, *[""] * (filled - len(row))] for row in rows]
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in full]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.split("\n")).replace("|", "\\|").strip(" ")


def item(marker: str, blocks: Sequence[str], depth: int) -> str:
    """One item of a list, its further blocks under its words."""
    indent = "    " * depth
    inner = indent + "    "
    first, *rest = list(blocks) or [""]
    lines = first.split("\n")
    made = [f"{indent}{marker} {lines[0]}".rstrip(), *(inner + line if line else "" for line in lines[1:])]
    for block in rest:
        made += ["", *(inner + line if line else "" for line in block.split("\n"))]
    return "\n".join(made)
