"""What our Markdown is: the extensions, our own few rules, and the list of HTML that may come out."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from pygments.token import STANDARD_TYPES

#: On a page the title is h1 and a section h2, so that headings inside a text begin here.
TOP = 3

_EXTENSIONS = [
    "markdown.extensions.tables",
    "markdown.extensions.footnotes",
    "markdown.extensions.sane_lists",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.magiclink",
    "pymdownx.tilde",
]
_SETTINGS: dict[str, dict[str, Any]] = {
    "markdown.extensions.tables": {"use_align_attribute": True},
    "markdown.extensions.footnotes": {"BACKLINK_TITLE": "Back to note {}"},
    "pymdownx.highlight": {"guess_lang": False, "use_pygments": True, "anchor_linenums": False},
    "pymdownx.tilde": {"subscript": False},
}
_TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "span", "details", "summary"),
    *("strong", "b", "em", "i", "del", "s", "ins", "sub", "sup", "small", "mark", "abbr", "q", "cite"),
    *("code", "kbd", "samp", "var", "a", "img", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "details": {"open"},
}
_CLASSES = {
    "span": {name for name in STANDARD_TYPES.values() if name} | {"task-box"},
    "div": {"highlight", "footnote", "table-wrap"},
    "li": {"task"},
    "a": {"reference", "footnote-ref", "footnote-backref"},
}
_OWN_IMAGE = re.compile(r"/(?!/)[\w./-]+\Z", re.ASCII)
_TASK = re.compile(r"\[([ xX])\]\s+")
_HEADING = re.compile(r"h([1-6])\Z")


class _References(InlineProcessor):
    """INC-42 and PM-7 lead to the incident and to the postmortem."""

    ANCESTOR_EXCLUDES = ("a",)
    PLACES = {"INC": "/incidents/", "PM": "/postmortems/"}

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": f"{self.PLACES[m[1]]}{m[0]}/", "class": "reference"})
        link.text = m[0]
        return link, m.start(0), m.end(0)


class _Shape(Treeprocessor):
    """Headings, task lists, images from elsewhere and wide tables, in the form that a page needs."""

    def __init__(self, md: Markdown, prefix: str) -> None:
        super().__init__(md)
        self.prefix = prefix

    def run(self, root: Element) -> None:
        self._headings(root)
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "table":
                    self._wrap(parent, index, child)
            if parent.tag == "li":
                self._task(parent)
            elif parent.tag == "img" and not _OWN_IMAGE.match(parent.get("src", "")):
                self._to_link(parent)
            elif parent.tag == "a" and parent.get("href", "").startswith("#"):
                parent.set("href", f"#{self.prefix}--{parent.get('href', '')[1:]}")

    def _headings(self, root: Element) -> None:
        headings = [(e, int(m[1])) for e in root.iter() if (m := _HEADING.match(e.tag))]
        highest = min((level for _, level in headings), default=TOP)
        seen: dict[str, int] = {}
        for element, level in headings:
            element.tag = f"h{min(6, level - highest + TOP)}"
            slug = re.sub(r"\W+", "-", "".join(element.itertext()).lower()).strip("-")[:60] or "part"
            seen[slug] = seen.get(slug, 0) + 1
            element.set("id", slug if seen[slug] == 1 else f"{slug}-{seen[slug]}")

    @staticmethod
    def _wrap(parent: Element, index: int, table: Element) -> None:
        wrap = Element("div", {"class": "table-wrap"})
        wrap.tail, table.tail = table.tail, None
        parent[index] = wrap
        wrap.append(table)

    @staticmethod
    def _task(item: Element) -> None:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        match = _TASK.match((holder.text or "").lstrip())
        if not match:
            return
        rest = (holder.text or "").lstrip()[match.end() :]
        holder.text = None
        box = Element("span", {"class": "task-box"})
        box.text, box.tail = ("☐" if match[1] == " " else "☑"), f" {rest}"
        holder.insert(0, box)
        item.set("class", "task")

    @staticmethod
    def _to_link(image: Element) -> None:
        """Nothing is loaded from another host; the reader decides whether to go there."""
        source, words = image.get("src", ""), image.get("alt") or "image"
        image.tag, image.attrib = "span", {}
        link = SubElement(image, "a", {"href": source})
        link.text = words


class _Ours(Extension):
    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(_References(r"(?<![\w/-])(INC|PM)-[1-9]\d{0,9}(?![\w-])", md), "ours", 35)
        # After the inline patterns (20) and before entities are put back (0).
        md.treeprocessors.register(_Shape(md, self.prefix), "ours", 5)


def convert(text: str, prefix: str) -> str:
    """The sanitised HTML of `text`; takes as long as it takes."""
    md = Markdown(extensions=[*_EXTENSIONS, _Ours(prefix)], extension_configs=_SETTINGS, output_format="html")
    return _cleaned(md.convert(text), id_prefix=f"{prefix}--")


def sanitised(html: str) -> str:
    """HTML of ours from elsewhere, such as an archive that was brought along, cleaned as if it were new."""
    return _cleaned(html, id_prefix=None)


def _cleaned(html: str, id_prefix: str | None) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={tag: set(names) - {"class"} for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter,
        allowed_classes=_CLASSES,
        link_rel="nofollow noopener",
        url_schemes={"http", "https", "mailto"},
        id_prefix=id_prefix,
        # What scrolls sideways must be reachable with the keyboard.
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _OWN_IMAGE.match(value) else None
    return value
