"""The forms in which a report leaves: what each holds, and that hostile text does nothing in any."""

import csv
import dataclasses
import io
import json
import re
import zipfile

import docx
import pytest
from PIL import ImageFile

from postmortems.archive.formats import FORMATS
from postmortems.archive.report import Report
from postmortems.archive.writing import drawn, page, pdf
from postmortems.archive.writing.prose import as_plain

from .sample import PIXEL, a_report, a_section, an_entry, frozen

HOSTILE = """<script>alert(1)</script><img src="file:///etc/passwd"><img src="http://127.0.0.1:9/a.png">
<img src="/incidents/INC-9/evidence/secretsecretsecretsecr/"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">
<style>body { background: url(http://127.0.0.1:9/y) }</style><p style="background:url(file:///etc/passwd)">x</p>
<svg><image href="file:///etc/passwd"/></svg><object data="file:///etc/hostname"></object><iframe src="file:///etc"></iframe>
<a href="javascript:alert(1)" onclick="alert(1)">y</a>"""


def hostile() -> Report:
    """As a tampered archive would have it: HTML that was never sanitised."""
    section = a_section("summary", "<script>alert(2)</script>", "x") | {"html": HOSTILE}
    entry = an_entry(1, "<script>alert(3)</script>", 0) | {"html": HOSTILE, "written": "</td><script>"}
    return a_report(title='"><script>alert(4)</script>', sections=[section], entries=[entry])


def of(ending, report=None, zone=""):
    return FORMATS[ending].of(report or a_report(), lambda _id: PIXEL, zone)


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {"pdf", "docx"}))
def test_each_text_says_version_when_and_zone(ending):
    text = of(ending).decode()
    assert "INC-142" in text and "Europe/Amsterdam" in text
    assert re.search(r"version[ :\"]*2|,2,", text)
    assert "2026-11-23 19:25" in text or "2026-11-23T19:25" in text or "2026-11-23T18:25" in text


def test_a_draft_says_that_it_is_one():
    report = a_report(version=0)
    assert "a draft as of 2026-11-23 19:25 Europe/Amsterdam, not published" in of("txt", report).decode()
    assert FORMATS["pdf"].file_name(report) == "INC-142-draft.pdf"
    assert FORMATS["timeline.csv"].file_name(a_report()) == "INC-142-v2.timeline.csv"


def test_times_are_in_the_zone_that_is_asked_for():
    text = of("md", zone="UTC").decode()
    assert "All times are in UTC." in text and "- 2026-11-12 22:12: The certificate" in text
    assert "- 2026-11-12 23:12: The certificate" in of("md").decode()


def test_plain_text_is_in_the_classic_form():
    lines = of("txt").decode().splitlines()
    headings = [
        "Issue Summary",
        "Timeline",
        "Corrective and Preventative Measures",
        "Improvements/Fixes:",
        "Tasks to Address the Issue:",
    ]
    assert [line for line in lines if line in headings] == headings
    assert "Duration: 2026-11-12 23:12 to 2026-11-13 01:24 Europe/Amsterdam, 2 h 12 min" in lines
    assert "Impact: Checkout was down for everybody." in lines
    assert "Root Cause: A certificate had expired." in lines
    assert not any("**" in line for line in lines)


def test_plain_text_of_every_block():
    html = "<ol start='3'><li>a<ul><li>b</li></ul></li></ol><table><tr><th>x</th><td>y</td></tr></table><pre>1\n 2</pre><blockquote><p>q</p></blockquote><hr>loose <a href='https://a.example/'>words</a><br>more"  # fmt: skip
    assert as_plain(html) == (
        "3. a\n  - b\n\nx | y\n\n    1\n     2\n\n> q\n\n--------\n\nloose words (https://a.example/)\nmore"
    )


def test_html_needs_nothing_else():
    text = of("html").decode()
    assert text.count("data:image/png;base64,") == 1
    assert not re.search(r"(?:src|href)=\"(?!data:|https?://|#)", text)
    assert "<link" not in text and "<script" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#picture-hatch"}


def test_hostile_text_does_nothing_in_html():
    text = page.write(hostile())
    body = text.partition("<body>")[2]
    assert not re.search(r"<(?:script|link|style|object|iframe|image)\b|\son\w+=|javascript:|style=", body.replace(drawn.picture(hostile()), ""))  # fmt: skip
    assert "file:" not in body and "127.0.0.1" not in body and "secretsecret" not in body


def test_an_image_of_another_report_is_not_asked_for():
    asked = []
    page.write(hostile(), lambda public_id: asked.append(public_id))
    assert asked == []
    page.write(a_report(), lambda public_id: asked.append(public_id))
    assert asked == ["abcdefghijklmnopqrstuv"]


def test_pdf_fetches_nothing(monkeypatch):
    """The fetcher is asked for every address of a page that was not sanitised, and gives none of them."""
    monkeypatch.setattr(page, "sanitised", lambda html: html)
    asked = []
    real = pdf._refusing()
    fetch = type(real).fetch
    monkeypatch.setattr(type(real), "fetch", fetch)

    class Watching(type(real)):
        def fetch(self, url, headers=None):
            try:
                return super().fetch(url, headers)
            except ValueError:
                asked.append(url)
                raise

    monkeypatch.setattr(pdf, "_refusing", lambda: Watching(allowed_protocols=("data",)))
    made = pdf.write(hostile())
    assert made.startswith(b"%PDF") and b"root:" not in made
    assert any(url.startswith("http://127.0.0.1:9/") for url in asked)
    assert any(url.startswith("file:///etc/passwd") for url in asked)


def test_pdf_has_its_pages_and_its_words():
    made = of("pdf")
    assert made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")
    assert of("pdf") == made, "the same version is the same file"


def test_setting_a_pdf_leaves_evidence_as_strict_as_it_was():
    """WeasyPrint makes Pillow accept cut-off images for the whole process."""
    assert pdf.is_possible()
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_without_pango_there_is_a_sentence(monkeypatch):
    import builtins

    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(pdf.CannotDraw, match="Pango"):
        pdf.write(a_report())
    assert not pdf.is_possible()


def test_word_has_headings_tables_lists_and_links():
    document = docx.Document(io.BytesIO(of("docx")))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading 1", "Title"))]
    assert headings[1:] == ["Summary", "Why it could happen", "Timeline", "Action items"]
    assert any(p.style.name == "List Bullet" and "10:05" in p.text for p in document.paragraphs)
    grids = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert ["Time, Amsterdam", "Since the start", "What happened"] in grids
    assert ["State", "Action", "Kind", "Owner", "Due"] in grids and ["gate", "state"] in grids
    told = next(table for table in document.tables if table.rows[0].cells[0].text.startswith("Time,"))
    assert len(told.rows) == 8 and "Detection. Alert: below 90 %." in told.rows[3].cells[2].text
    links = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert "https://runbooks.example/pay" in links and "https://graphs.example/1" in links
    assert document.inline_shapes is not None and document.core_properties.subject == "INC-142"


def test_word_holds_what_xml_cannot():
    text = "bad \x0b\x01 \ufffe words"
    report = a_report(title=text, entries=[an_entry(1, text, 0)], actions=[])
    assert zipfile.is_zipfile(io.BytesIO(of("docx", report)))


def test_sheets_guard_formulas():
    rows = list(csv.DictReader(io.StringIO(of("actions.csv").decode("utf-8-sig"))))
    assert rows[2]["text"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["owner"] == "Amara Diallo" and rows[0]["zone"] == "Europe/Amsterdam"
    times = list(csv.DictReader(io.StringIO(of("timeline.csv").decode("utf-8-sig"))))
    assert times[2]["from"] == "2026-11-12T23:31:00+01:00" and times[2]["utc"] == "2026-11-12T22:31:00Z"
    assert times[2]["until"] == "2026-11-12T23:36:00+01:00" and times[6]["written"] == "some evening"


def test_json_is_what_the_version_keeps():
    assert json.loads(of("json")) == frozen()


def test_the_picture_stands_by_itself():
    svg = drawn.picture(a_report())
    assert svg.startswith("<svg xmlns=") and '%"' not in svg.replace('width="100%"', "", 1)
    assert svg.count("<svg") == svg.count("</svg>") == 1
    assert drawn.picture(a_report(entries=[], clocks=dict.fromkeys(frozen()["clocks"]))) == ""


def test_an_hour_that_comes_twice_says_its_offset():
    entry = an_entry(1, "The second one.", 0, happened_at="2026-10-25T01:30:00+00:00")
    assert "- 2026-10-25 02:30 +01:00: The second one." in of("md", a_report(entries=[entry])).decode()


def test_a_report_of_nothing_is_written_in_every_form():
    nothing = dict.fromkeys(("services", "tags", "factors", "sections", "entries", "actions", "people", "authors", "approvals"), ())  # fmt: skip
    empty = a_report(**nothing, clocks=dict.fromkeys(frozen()["clocks"]), durations=dict.fromkeys(frozen()["durations"]), numbers={})  # fmt: skip
    assert all(form.of(empty, lambda _id: None) for form in FORMATS.values())
    assert dataclasses.is_dataclass(empty)
