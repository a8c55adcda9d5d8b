"""A report as a Word document: headings, paragraphs, lists and tables as such, so that it can be worked on."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from incidents.timeline import wording
from postmortems.archive.pieces import Entry
from postmortems.archive.report import Report

from . import prose, words
from .page import Fetch, nothing

QUIET = RGBColor(0x63, 0x68, 0x74)
#: How deep Word's own list styles go.
DEEPEST_LIST = 3


def write(report: Report, fetch: Fetch = nothing) -> bytes:
    """The whole file."""
    document = _blank(report)
    document.add_heading(_xml(report.title), 0)
    document.add_paragraph(
        _xml(f"{report.reference}, {words.stand(report)}. {words.ALL_TIMES.format(report.zone)}")
    )
    _table(
        document,
        None,
        ((label, value) for label, value in words.facts(report) if label != "Report"),
        (45, 125),
    )
    for section in report.sections:
        document.add_heading(_xml(section.heading), 1)
        Prose(document).add(section.html)
        if section.kind == "timeline":
            _timeline(document, report, fetch)
        elif section.kind == "actions":
            _actions(document, report)
    if report.entries and not report.has_timeline_section:
        document.add_heading("Timeline", 1)
        _timeline(document, report, fetch)
    if report.actions and not report.has_actions_section:
        document.add_heading("Action items", 1)
        _actions(document, report)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _xml(text: str) -> str:
    """Without what a Word document cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")
    )


def _blank(report: Report) -> Any:
    document = Document()
    said = document.core_properties
    said.title, said.subject, said.author = _xml(report.title)[:255], report.reference, _authors(report)
    said.created = said.modified = report.at.replace(tzinfo=None)
    said.version = str(report.version)
    said.comments = ""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    footer = section.footer.paragraphs[0]
    footer.text = _xml(f"{report.reference}, {words.stand(report)}. {words.ALL_TIMES.format(report.zone)}  ")
    footer.runs[0].font.size = Pt(8)
    _field(footer, "PAGE")
    return document


def _authors(report: Report) -> str:
    return _xml(", ".join(who.name for who in report.authors))[:255]


def _field(paragraph: Any, name: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _table(
    document: Any, heading: Iterable[str] | None, lines: Iterable[Iterable[str]], widths: tuple[int, ...]
) -> Any:
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for number, line in enumerate([*([list(heading)] if heading else []), *lines]):
        row = table.add_row()
        _whole(row)
        for cell, text, width in zip(row.cells, line, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(_xml(text)).bold = bool(heading) and number == 0
    if heading:
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    document.add_paragraph()
    return table


def _whole(row: Any) -> None:
    """No page ends inside this row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _timeline(document: Any, report: Report, fetch: Fetch) -> None:
    if not report.entries:
        return
    zone = wording.zone_word(report.zone)
    table = _table(document, (f"Time, {zone}", "Since the start", "What happened"), [], (38, 25, 107))
    for entry in report.entries:
        row = table.add_row()
        _whole(row)
        said = (words.time_of(report, entry), wording.tplus(entry.happened_at, report.clocks["started"]), "")
        for cell, text, width in zip(row.cells, said, (38, 25, 107), strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(_xml(text))
        _told(row.cells[2], entry, fetch)


def _told(cell: Any, entry: Entry, fetch: Fetch) -> None:
    lead = cell.paragraphs[0]
    for clock in entry.clocks:
        lead.add_run(f"[{clock.capitalize()}] ").font.color.rgb = QUIET
    if entry.kind != "other":
        lead.add_run(_xml(f"{entry.kind_name}.")).bold = True
        lead.add_run(" ")
    Prose(cell, lead).add(entry.html)
    for link in entry.evidence:
        _link(cell.add_paragraph(), link.url, link.label or link.url)
    for each in entry.enclosed:
        data = fetch(each.id) if each.is_image else None
        if data is not None:
            try:
                cell.add_paragraph().add_run().add_picture(
                    io.BytesIO(data), width=Mm(min(90, (each.width or 90) * 0.26))
                )
            except Exception:  # python-docx knows fewer forms of image than browsers do
                cell.add_paragraph()
        cell.add_paragraph(_xml(f"{each.name}: {each.alt}" if each.alt else each.name))


def _actions(document: Any, report: Report) -> None:
    lines = [
        (
            action.state.replace("_", " ").capitalize(),
            "\n".join(part for part in (action.text, action.tracker_url, action.declined_because) if part),
            action.kind.capitalize(),
            words.owner_of(action),
            action.due_on.isoformat() if action.due_on else "",
        )
        for action in report.actions
    ]
    if lines:
        _table(document, ("State", "Action", "Kind", "Owner", "Due"), lines, (22, 76, 22, 28, 22))


class Prose:
    """Writes the HTML of a section into a document or a cell; its first paragraph may be there already."""

    def __init__(self, into: Any, first: Any = None) -> None:
        self.into, self.first = into, first

    def add(self, html: str) -> None:
        for block in prose.blocks(prose.parsed(html)):
            self._block(block, 0)

    def _paragraph(self, style: str | None = None) -> Any:
        made = self.first or self.into.add_paragraph()
        self.first = None
        if style:
            made.style = self.into.part.document.styles[style]
        return made

    def _block(self, element: Any, depth: int) -> None:
        tag = element.tag
        if tag in ("ul", "ol"):
            for item in element:
                self._item(item, "List Bullet" if tag == "ul" else "List Number", depth)
        elif tag == "pre":
            _run(self._paragraph(), element.text_content().strip("\n"), frozenset({"code"}))
        elif tag == "table":
            self._grid(prose.cells(element))
        elif tag in ("div", "blockquote", "details", "figure", "dl"):
            for inner in prose.blocks(element):
                self._block(inner, depth)
        elif tag[:1] == "h" and tag[1:].isdigit():
            # A section's heading is Word's first level; inside a text headings begin with h3.
            _inline(self._paragraph(f"Heading {max(2, min(9, int(tag[1:]) - 1))}"), element)
        elif tag != "hr":
            _inline(self._paragraph(), element)

    def _item(self, item: Any, style: str, depth: int) -> None:
        level = f" {depth + 1}" if depth else ""
        named = style + (level if depth < DEEPEST_LIST else f" {DEEPEST_LIST}")
        for number, inner in enumerate(prose.blocks(item)):
            if inner.tag in prose.BLOCKS - {"p"}:
                self._block(inner, depth + 1)
            else:
                _inline(self._paragraph(named if number == 0 else None), inner)

    def _grid(self, grid: list[list[Any]]) -> None:
        width = max((len(row) for row in grid), default=0)
        if not width:
            return
        table = self.into.add_table(rows=len(grid), cols=width)
        table.style = self.into.part.document.styles["Table Grid"]
        for row, cells in zip(table.rows, grid, strict=True):
            _whole(row)
            for cell, told in zip(row.cells, cells, strict=False):
                _inline(cell.paragraphs[0], told, frozenset({"strong"} if told.tag == "th" else ()))


def _inline(paragraph: Any, element: Any, marks: frozenset[str] = frozenset()) -> None:
    _run(paragraph, element.text, marks)
    for child in element:
        href = child.get("href") or ""
        if child.tag == "br":
            paragraph.add_run().add_break()
        elif child.tag == "img":
            _run(paragraph, child.get("alt") or "image", marks)
        elif child.tag == "a" and href.startswith(("http://", "https://", "mailto:")):
            _link(paragraph, href, child.text_content())
        elif isinstance(child.tag, str):
            _inline(paragraph, child, marks | {child.tag})
        _run(paragraph, (child.tail or "").lstrip("\n") if child.tag == "br" else child.tail, marks)


def _run(paragraph: Any, text: str | None, marks: frozenset[str]) -> None:
    if not text:
        return
    run = paragraph.add_run(_xml(text if "code" in marks else text.replace("\n", " ")))
    run.bold = bool(marks & {"strong", "b", "th"}) or None
    run.italic = bool(marks & {"em", "i", "cite"}) or None
    run.font.strike = bool(marks & {"del", "s"}) or None
    if marks & {"code", "kbd", "samp"}:
        run.font.name = "Consolas"


def _link(paragraph: Any, url: str, text: str) -> None:
    """A link that Word opens."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(_xml(url), kind, is_external=True))
    run = paragraph.add_run(_xml(text))
    run.font.underline, run.font.color.rgb = True, RGBColor(0x1F, 0x4F, 0xA3)
    link.append(run._r)
    paragraph._p.append(link)
