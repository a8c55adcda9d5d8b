"""A report as a Word document: everything that Word looks up is there, and read again it tells the same."""

import io
import json
import posixpath
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from postmortems.archive.formats import FORMATS
from postmortems.archive.report import Report
from postmortems.archive.writing.prose import as_plain
from postmortems.drafting.markdown import render
from postmortems.exchange.choosing import told as told_clocks
from postmortems.exchange.converting import convert
from postmortems.exchange.parsing import read

from .sample import PIXEL, a_report, a_section, an_action, an_entry
from .test_round_trip import expected, flat, instants, items_read, items_told, rendered, reports

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def written(report):
    return FORMATS["docx"].of(report, lambda _id: PIXEL)


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read(name))


def faults(data):
    """What Word would stumble over, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
        typed = etree.fromstring(packed.read("[Content_Types].xml"))
        body, styles = (etree.fromstring(packed.read(f"word/{name}.xml")) for name in ("document", "styles"))
        numbers = etree.fromstring(packed.read("word/numbering.xml"))
        related = {name: etree.fromstring(packed.read(name)) for name in names if name.endswith(".rels")}
    yield from (f"no {name}" for name in {"docProps/core.xml", "docProps/app.xml"} - names)
    endings = {each.get("Extension") for each in typed if each.get("Extension")}
    parts = {each.get("PartName", "").lstrip("/") for each in typed}
    yield from (f"no type of {n}" for n in names if n not in parts and n.rpartition(".")[2] not in endings)
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {
        each.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for each in body.iter(f"{W}{tag}")
    }
    yield from (f"no style {name}" for name in used - known)
    defined = {each.get(f"{W}numId") for each in numbers.iter(f"{W}num")}
    abstract = {each.get(f"{W}abstractNumId") for each in numbers.iter(f"{W}abstractNum")}
    asked = {n.get(f"{W}val") for tree in (body, styles) for n in tree.iter(f"{W}numId")} - {"0"}
    yield from (f"no numbering {number}" for number in asked - defined)
    leads = {n.find(f"{W}abstractNumId").get(f"{W}val") for n in numbers.iter(f"{W}num")}
    yield from (f"no abstract numbering {number}" for number in leads - abstract)
    for name, tree in related.items():
        home = posixpath.dirname(posixpath.dirname(name))
        inside = [each for each in tree.iter(RELATIONS) if each.get("TargetMode") != "External"]
        for each in inside:
            target = posixpath.normpath(posixpath.join("/", home, each.get("Target"))).lstrip("/")
            if target not in names:
                yield f"nothing at {target}"
    ids = {each.get("Id") for each in related["word/_rels/document.xml.rels"].iter(RELATIONS)}
    named = {value for node in body.iter() for key, value in node.attrib.items() if key.startswith(R)}
    yield from (f"no relation {one}" for one in named - ids)
    for cell in body.iter(f"{W}tc"):
        last = [child for child in cell if child.tag != f"{W}tcPr"][-1:]
        if not last or last[0].tag != f"{W}p":
            yield "a cell that does not end in a paragraph"
    for table in body.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        if any(len(row.findall(f"{W}tc")) > columns for row in table.iterchildren(f"{W}tr")):
            yield "a row with more cells than its table has columns"


TABLE = "| a | b |\n|---|---|\n| 1 | |\n"
DEEP = "- a\n    - b\n        - c\n            - d\n                - e\n\n1. one\n    1. two\n        1. three\n"


def everything():
    image = {"id": "abcdefghijklmnopqrstuv", "name": "graph.png", "alt": "Full", "content_type": "image/png",
             "size": len(PIXEL), "sha256": "0" * 64, "width": 1, "height": 1}  # fmt: skip
    entries = [an_entry(1, f"It began.\n\n{TABLE}", 0, attachments=[image]), an_entry(2, "", None)]
    sections = [a_section("a", "A", f"{TABLE}\n{DEEP}\n> quote\n\n```\ncode\n```\n\n##### Deep\n\n---\n")]
    return a_report(entries=entries, sections=sections, actions=[an_action(1, "")])


@pytest.mark.parametrize("report", [a_report(), everything(), a_report(entries=[], actions=[], sections=[])])
def test_word_finds_everything_that_it_looks_up(report):
    data = written(report)
    assert list(faults(data)) == []
    said = docx.Document(io.BytesIO(data)).core_properties
    assert said.title == report.title and said.subject == "INC-142"


def test_a_fault_would_be_seen():
    document = docx.Document(io.BytesIO(written(a_report())))
    document.paragraphs[0]._p.get_or_add_pPr().get_or_add_pStyle().set(f"{W}val", "NoSuchStyle")
    cell = document.tables[0].rows[0].cells[0]._tc
    for paragraph in cell.findall(f"{W}p"):
        cell.remove(paragraph)
    held = io.BytesIO()
    document.save(held)
    assert set(faults(held.getvalue())) == {"no style NoSuchStyle", "a cell that does not end in a paragraph"}


@settings(max_examples=25, deadline=None)
@given(reports())
def test_word_finds_everything_in_any_report(report):
    assert list(faults(written(rendered(report)))) == []


def back(report):
    return read(convert(written(report), "INC-142.docx").text)


def test_a_document_that_is_brought_in_again_tells_the_same():
    report = a_report(entries=[e for e in map(dict, a_report().frozen["entries"]) if e["happened_at"]])
    found = back(report)
    assert found.title.text == report.title and found.zone == report.zone
    assert found.severity.text == report.severity.name
    headings = [s.heading for s in found.sections]
    assert [s.heading for s in report.sections if s.heading in headings] == [
        s.heading for s in report.sections
    ]
    assert [e.at.instant for e in found.timeline] == [e.happened_at for e in report.entries]
    told = " ".join(flat(e.text) for e in found.timeline)
    assert all(flat(word) in told for word in ("passes its end date", "below 90"))
    assert found.started_at.moment.instant == report.clocks["started"]
    assert found.ended_at.moment.instant == report.clocks["resolved"]
    assert len(found.actions) == len(report.actions)
    assert [a.owner or "" for a in found.actions] == [
        a.owner.name if a.owner else a.owner_named for a in report.actions
    ]
    assert not found.unplaced


def letters(text):
    """Without boxes, which are signs on a page and words in a cell."""
    return "".join(re.findall(r"\w", text.replace("[x]", "")))


def seen(markdown):
    """The letters of what one sees of it."""
    return letters(as_plain(render(markdown)))


def without_kinds_in_words(report):
    """In a document the kind is a bold word before the text, as somebody may write one: that word is one."""
    return Report.of(json.loads(json.dumps(report.frozen).replace("**Detection.** as", "**Seen.** as")))


@settings(max_examples=40, deadline=None)
@given(reports().map(without_kinds_in_words).map(rendered))
def test_any_document_that_is_brought_in_again_tells_the_same(report):
    found = back(report)
    assert found.title.text == report.title and found.zone == report.zone
    assert [row[:3] for row in instants(found.timeline)] == [expected(report, e)[:3] for e in report.entries]
    said = zip(report.entries, found.timeline, strict=True)
    assert all(letters(as_plain(e.html)) in seen(one.text) for e, one in said)
    clocks = {name: clock.moment.instant for name, clock in told_clocks(found).items()}
    assert clocks == {name: at for name, at in report.clocks.items() if at}
    assert items_read(found.actions, flat) == items_told(report.actions, flat)
    sections = [(s.heading, seen(s.body)) for s in found.sections if s.heading]
    assert [(s.heading, letters(as_plain(s.html))) for s in report.sections if s.kind == "text"] == [
        one for one in sections if one[0] not in ("Timeline", "Action items")
    ]
    assert not found.unplaced
