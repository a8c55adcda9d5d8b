"""Word documents as text, and the documents that are made to do harm."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from postmortems.exchange.converting import Unreadable, convert
from postmortems.exchange.converting import word as word_room
from postmortems.exchange.parsing import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document):
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def text_of(document):
    return convert(saved(document), "a.docx").text


def labelled(document, label, words):
    paragraph = document.add_paragraph()
    paragraph.add_run(label[:2]).bold = True
    paragraph.add_run(label[2:]).bold = True
    paragraph.add_run(words)


def linked(paragraph, words, address):
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    run.text = words
    link.append(run)
    paragraph._p.append(link)


@pytest.fixture
def document():
    made = docx.Document()
    made.add_heading("Ferry tickets sold twice", 0)
    labelled(made, "Date:", " 7 March 2025")
    made.add_heading("Timeline (UTC)", 1)
    table = made.add_table(3, 2)
    for row, cells in enumerate(
        (("Time", "Event"), ("10:02", "The queue stopped"), ("10:40", "A worker ran"))
    ):
        for cell, words in zip(table.rows[row].cells, cells, strict=True):
            cell.text = words
    made.add_paragraph("After the table.")
    made.add_heading("Action items", 1)
    made.add_paragraph("☒ Lock a seat", style="List Bullet")
    made.add_paragraph("☐ Alert on doubles", style="List Bullet")
    made.add_paragraph("on the ship too", style="List Bullet 2")
    made.add_heading("References", 1)
    made.add_paragraph("first", style="List Number")
    linked(made.add_paragraph("see ", style="List Number"), "the page", "https://wiki.example.org/a b")
    return made


def test_a_document_becomes_markdown_in_its_order(document):
    assert text_of(document).split("\n\n") == [
        "# Ferry tickets sold twice",
        "**Date:** 7 March 2025",
        "# Timeline (UTC)",
        "| Time | Event |\n| --- | --- |\n| 10:02 | The queue stopped |\n| 10:40 | A worker ran |",
        "After the table.",
        "# Action items",
        "- [x] Lock a seat\n- [ ] Alert on doubles\n    - on the ship too",
        "# References",
        "1. first\n2. see [the page](https://wiki.example.org/a%20b)\n",
    ]


def test_the_reader_understands_what_comes_out(document):
    proposal = read(text_of(document))
    assert proposal.title.text == "Ferry tickets sold twice"
    assert [entry.at.iso()[:16] for entry in proposal.timeline] == ["2025-03-07T10:02", "2025-03-07T10:40"]
    assert [action.state for action in proposal.actions][:2] == ["done", "proposed"]
    assert proposal.unplaced == ()


def test_changes_controls_and_boxes_are_read_as_they_are_shown():
    made = docx.Document()
    for inside in (
        '<w:ins w:id="1"><w:r><w:t>added </w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        "<w:smartTag><w:r><w:t>tagged</w:t></w:r></w:smartTag><w:r><w:br/><w:t>next</w:t><w:tab/><w:t>tab</w:t></w:r>",
    ):
        made.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))
    wrapped = parse_xml(
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    made.element.body.insert(0, wrapped)
    assert text_of(made) == "in a control\n\ntagged\nnext\ttab\n\nadded\n"


def test_marks_of_markdown_are_words_in_a_document():
    made = docx.Document()
    made.add_paragraph("# 5 *stars* <b>")
    assert text_of(made) == "\\# 5 \\*stars\\* &lt;b>\n"


def repacked(data, change):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return held.getvalue()


def test_what_a_document_names_elsewhere_is_not_fetched(document, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("Something was fetched."))
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def with_entity(name, data):
        if name != "word/document.xml":
            return data
        return data.replace(b"?>", b"?>" + entity, 1).replace(b"After the table.", b"After &e; the table.")

    assert "root:" not in convert(repacked(saved(document), with_entity), "a.docx").text


def test_a_document_of_far_too_many_elements_gets_a_sentence(document, monkeypatch):
    monkeypatch.setattr("postmortems.exchange.converting.word.MOST_ELEMENTS", 20)
    with pytest.raises(Unreadable, match="Copy the part that tells it"):
        text_of(document)


def test_a_document_that_unpacks_to_too_much_is_not_opened(document, monkeypatch):
    blown = repacked(saved(document), lambda n, d: d + b" " * 21_000_000 if n == "word/document.xml" else d)
    assert len(blown) < 200_000
    with pytest.raises(Unreadable, match="unpacks to far more"):
        convert(blown, "a.docx")
    monkeypatch.setattr(word_room, "MOST_PARTS", 3)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        text_of(document)


def test_entities_that_multiply_are_refused_or_left_alone(document):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
    ) + b"]>"  # fmt: skip

    def with_bomb(name, data):
        if name != "word/document.xml":
            return data
        return data.replace(b"?>", b"?>" + bomb, 1).replace(b"After the table.", b"&i;")

    try:
        assert len(convert(repacked(saved(document), with_bomb), "a.docx").text) < 10_000
    except Unreadable as refusal:
        assert "damaged" in str(refusal)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no Word document"),
        (b"PK\x03\x04 and no more", "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected with a password"),
        (b"just words", "no Word document"),
    ],
)
def test_what_is_no_document_gets_a_sentence(data, sentence):
    with pytest.raises(Unreadable, match=sentence):
        convert(data, "a.docx")


def test_a_zip_of_other_things_is_no_document():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.txt", "words")
    with pytest.raises(Unreadable, match="no Word document"):
        convert(held.getvalue(), "a.docx")


def test_a_cell_is_one_line_with_every_word_that_its_author_typed():
    document = docx.Document()
    table = document.add_table(2, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Time", "Event"
    table.rows[1].cells[0].text = "- 10:02"
    cell = table.rows[1].cells[1]
    cell.paragraphs[0].text = "It stopped"
    cell.add_paragraph("twice", style="List Bullet")
    cell.add_paragraph("at sea", style="Heading 2")
    cell.add_paragraph("☒ seen", style="List Bullet")
    assert (
        text_of(document)
        == "| Time | Event |\n| --- | --- |\n| - 10:02 | It stopped twice at sea [x] seen |\n"
    )


def test_a_table_of_one_column_only_lays_out_what_is_in_it():
    document = docx.Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.paragraphs[0].text = "It stopped"
    cell.add_paragraph("Lock a seat", style="List Bullet")
    assert text_of(document) == "It stopped\n\n- Lock a seat\n"
