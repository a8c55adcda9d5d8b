"""What an element of a web page is, as a browser would have it: seen or not, block or not, table or layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_UNSEEN = frozenset([
    "script", "style", "template", "head", "noscript", "iframe", "object", "svg", "math", "title",
    "link", "meta",
])  # fmt: skip
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "optgroup", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "menu",
    "caption",
])  # fmt: skip
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)

#: An element of lxml, whose types are not told.
Node = Any


def seen(node: Node) -> bool:
    """Whether a browser would show it."""
    if not isinstance(node.tag, str) or node.tag in _UNSEEN or "hidden" in node.attrib:
        return False
    return not _HIDDEN.search(node.get("style", ""))


def has_blocks(node: Node) -> bool:
    """Whether it is a block, or an inline wrapped around blocks, as pasted pages have it."""
    if node.tag in BLOCKS:
        return True
    return any(inner.tag in BLOCKS for inner in node.iter() if isinstance(inner.tag, str))


def verbatim(node: Node) -> str:
    """Code with its own blanks and breaks."""
    made = []
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and inner.tag == "br":
            made.append("\n")
        if event == "start" and inner.tag not in _UNSEEN:
            made.append(inner.text or "")
        elif event == "end" and inner is not node:
            made.append(inner.tail or "")
    return "".join(made)


def last_lists(item: Node) -> list[Node]:
    """The lists that end an item, in their order; none where words stand after or between them."""
    found: list[Node] = []
    for child in reversed(item):
        if child.tag not in ("ul", "ol", "menu") or (child.tail or "").strip():
            break
        found.insert(0, child)
    lists = sum(child.tag in ("ul", "ol", "menu") for child in item)
    return found if len(found) == lists else []


def has_strays(node: Node, expected: tuple[str, ...]) -> bool:
    """Whether words or other elements stand where only certain ones belong."""
    if (node.text or "").strip():
        return True
    return any((child.tail or "").strip() or (seen(child) and child.tag not in expected) for child in node)


def is_regular(table: Node) -> bool:
    """Whether everything a table shows stands in its cells."""
    groups = [child for child in table if child.tag in ("thead", "tbody", "tfoot")]
    return not (
        has_strays(table, ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"))
        or any(has_strays(group, ("tr",)) for group in groups)
        or any(has_strays(row, ("td", "th")) for row in rows_of(table))
    )


def rows_of(table: Node) -> Iterator[Node]:
    """Rows of this table, not of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def cells_of(row: Node) -> list[Node]:
    return [cell for cell in row if cell.tag in ("td", "th") and seen(cell)]


def is_layout(cell: Node) -> bool:
    return any(inner.tag in ("table", "h1", "h2", "h3", "h4") for inner in cell.iterdescendants())


def flattened(node: Node) -> Iterator[Node]:
    """dt and dd of a list, also where they are grouped in div."""
    for child in node:
        if not seen(child):
            continue
        if child.tag == "div" and not has_strays(child, ("dt", "dd")):
            yield from (inner for inner in child if seen(inner))
        else:
            yield child
