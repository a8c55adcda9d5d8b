"""The PDF: its words and pages, set once for a version, one at a time, and never in a page's way."""

import os
import re
import shutil
import subprocess
import threading
import time

import pytest

from postmortems.archive.shelf import Shelf
from postmortems.archive.writing import page, pdf

from .sample import a_report, a_section, an_action, an_entry


def pages(made):
    """The words of each page, as a reader of the file finds them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext, which reads the words of a PDF, is not on this machine")
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    return [" ".join(text.split()) for text in told.stdout.decode().split("\f") if text.strip()]


def numbered(text):
    """ "2 / 3" at the foot of a page."""
    found = re.search(r"(\d+) ?/ ?(\d+)$", text)
    return (int(found[1]), int(found[2])) if found else None


def test_a_title_page_then_everything_with_its_numbers():
    report = a_report()
    cover, *rest = told = pages(pdf.write(report))
    assert "Card payments refused after the gateway’s client certificate expired" in cover
    assert "Version 2, published 2026-11-23 19:25 Europe/Amsterdam" in cover
    assert "All times are in Europe/Amsterdam." in cover and numbered(cover) is None
    assert [numbered(text) for text in rest] == [(n, len(told)) for n in range(2, len(told) + 1)]
    assert all("INC-142, version 2, published 2026-11-23" in text for text in rest)
    body = " ".join(rest)
    for words in (
        "Why it could happen",
        "the runbook",
        "open | shut",
        "x509: certificate has expired",
        "عربي",
    ):
        assert words in body
    assert "Started" in rest[0] and "Responding" in rest[0], "the picture stands first"
    assert "Thursday 12 November 2026" in body and "Alert 30 days before a certificate ends" in body


def test_many_entries_and_long_words_stay_on_their_pages():
    entries = [an_entry(n, f"Step number {n} of the long way back.", n * 7) for n in range(1, 121)]
    wide = "x" * 400
    sections = [
        a_section(
            "summary", "Summary", f"{wide}\n\n| a | b |\n|---|---|\n| {wide} | {wide} |\n\n```\n{wide}\n```"
        ),
        a_section("timeline", "Timeline", "", "timeline"),
    ]
    made = pdf.write(
        a_report(entries=entries, sections=sections, title=wide[:200], actions=[an_action(1, wide)])
    )
    told = pages(made)
    assert all(f"Step number {n} of the long way back." in " ".join(told) for n in range(1, 121))
    # Letters that run out of the page are still in the file; none does.
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True)
    found = re.findall(r'xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)"', boxes.stdout.decode())
    assert found and min(float(left) for left, _ in found) > 0
    assert max(float(right) for _, right in found) < 545, "the margin of the page"


# -- made once ----------------------------------------------------------------------------------------------


@pytest.fixture
def kept(settings, tmp_path):
    settings.PDF_FOLDER, settings.PDF_KEPT_BYTES = tmp_path / "pdf", 1_000_000
    return settings.PDF_FOLDER


@pytest.fixture
def set_pages(monkeypatch):
    """Stands in for the setting, and counts."""
    seen = []

    def set_page(text, identifier):
        seen.append(identifier)
        return b"%PDF " + str(len(seen)).encode()

    monkeypatch.setattr(pdf, "_set", set_page)
    return seen


def test_a_version_is_set_once(kept, set_pages):
    assert pdf.write(a_report()) == pdf.write(a_report()) == b"%PDF 1"
    assert set_pages == [b"INC-142 2"]
    (file,) = kept.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600 and kept.stat().st_mode & 0o777 == 0o700


def test_another_zone_another_version_or_a_lost_image_is_another_page(kept, set_pages):
    pdf.write(a_report())
    pdf.write(a_report(version=3))
    pdf.write(a_report(zone="UTC"))
    pdf.write(a_report(), lambda public_id: b"bytes")
    assert len(set_pages) == 4


def test_a_draft_is_not_kept(kept, set_pages):
    pdf.write(a_report(version=0))
    pdf.write(a_report(version=0))
    assert len(set_pages) == 2 and not kept.exists()


def test_the_shelf_forgets_what_nobody_asked_for_longest(tmp_path):
    shelf = Shelf(tmp_path / "pdf", 1000)
    for number, name in enumerate("abcd"):
        shelf.keep(name, "it", b"x" * 240)
        os.utime(shelf._path(name, "it"), (number, number))
    assert shelf.find("a", "it") == b"x" * 240
    shelf.keep("e", "it", b"x" * 240)
    assert [name for name in "abcde" if shelf.find(name, "it")] == ["a", "c", "d", "e"]
    shelf.keep("large", "it", b"x" * 251)
    assert shelf.find("large", "it") is None and shelf.find("a", "newer") is None


def test_no_shelf_is_no_fault(tmp_path):
    (tmp_path / "file").write_text("")
    shelf = Shelf(tmp_path / "file" / "pdf", 1000)
    shelf.keep("a", "it", b"x")
    assert shelf.find("a", "it") is None


# -- one at a time ------------------------------------------------------------------------------------------


def test_who_comes_third_is_told_at_once_and_the_second_waits(monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    class Library:
        def HTML(self, **said):
            return self

        def write_pdf(self, **said):
            begun.set()
            assert go_on.wait(60)
            return b"%PDF"

    monkeypatch.setattr(pdf, "_weasyprint", Library)
    monkeypatch.setattr(pdf, "_refusing", lambda: None)
    made = []
    two = [threading.Thread(target=lambda: made.append(pdf._set("page", b"x"))) for _ in range(2)]
    for each in two:
        each.start()
    assert begun.wait(60)
    for _ in range(6000):
        if pdf._in_line._value == 0:
            break
        time.sleep(0.01)
    with pytest.raises(pdf.CannotDraw, match="Other PDFs are being set"):
        pdf._set("page", b"x")
    go_on.set()
    for each in two:
        each.join(60)
    assert made == [b"%PDF", b"%PDF"]


def test_who_waits_too_long_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    with pdf._setting, pytest.raises(pdf.CannotDraw, match="Try again in a few seconds"):
        pdf._set("page", b"x")
    assert pdf._in_line.acquire(blocking=False)
    pdf._in_line.release()


def test_busy_leads_back_to_the_page_with_a_sentence(cast, incident, client, monkeypatch):
    client.force_login(cast.ben)
    monkeypatch.setattr(pdf, "_set", lambda *_: (_ for _ in ()).throw(pdf.CannotDraw(pdf.BUSY)))
    answer = client.get(f"/incidents/{incident.reference}/as-it-stands.pdf", follow=True)
    assert answer.redirect_chain and "Other PDFs are being set" in answer.content.decode()


# -- warm ---------------------------------------------------------------------------------------------------


def test_the_library_is_loaded_soon_after_the_first_look_and_once(monkeypatch, settings):
    settings.PDF_WARM = True
    loaded = threading.Event()
    monkeypatch.setattr(pdf, "SOON", 0.01)
    monkeypatch.setattr(pdf, "_warmed", threading.Event())
    monkeypatch.setattr(pdf, "is_possible", lambda: loaded.set())
    pdf.warm()
    assert loaded.wait(60)
    loaded.clear()
    pdf.warm()
    assert not loaded.wait(0.1)


def test_the_cover_says_each_figure_once():
    cover = page.write(a_report()).partition("</header>")[0]
    assert cover.count("People affected") == 1 and cover.count("Revenue") == 1
