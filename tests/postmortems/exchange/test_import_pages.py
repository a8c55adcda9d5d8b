"""Bringing a write-up in through the browser, without JavaScript."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incidents.timeline.models import Incident
from postmortems.archive.formats import FORMATS
from postmortems.exchange.parsing import read
from tests.postmortems.archive.sample import a_report
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

PREVIEW = "/import/preview/"


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def create(client, cast, text=CLASSIC, **fields):
    fields = {"title": "Ticket sales stopped", "severity": cast.severities["sev2"].pk, **fields}
    fields.setdefault("visibility", "everyone")
    return client.post(PREVIEW, {"text": text, "do": "create", **fields})


def first(text):
    """A clock's value for the first entry."""
    return f"at-{read(text).timeline[0].span.start}"


def last(text):
    return f"at-{read(text).timeline[-1].span.start}"


def test_the_box_is_there_and_guests_are_told_why_not(ben, cast):
    assert ben.get(reverse("exchange:paste")).status_code == 200
    ben.force_login(cast.gus)
    refused = ben.get(reverse("exchange:paste"))
    assert refused.status_code == 403 and "Guests read here." in refused.content.decode()
    assert ben.post(PREVIEW, {"text": CLASSIC}).status_code == 403


def test_the_preview_shows_values_beside_their_lines_and_stores_nothing(ben):
    page = ben.post(PREVIEW, {"text": CLASSIC})
    assert page.status_code == 200
    html = page.content.decode()
    for shown in (
        "Wednesday 4\u00a0June 2025",
        "1\u00a0h\u00a030\u00a0min",
        "Proposed as done",
        'id="line-8"',
        'href="#line-8"',
    ):
        assert shown in html
    assert not Incident.objects.exists()


def test_creating_leads_to_the_draft(ben, cast):
    answer = create(ben, cast, **{"clock-started": first(CLASSIC), "clock-resolved": last(CLASSIC)})
    incident = Incident.objects.get()
    assert answer["Location"] == incident.postmortem.get_absolute_url()
    assert incident.severity == cast.severities["sev2"]
    assert incident.time_to_resolve is not None


def test_creating_twice_leads_to_the_first(ben, cast):
    create(ben, cast)
    answer = create(ben, cast)
    assert Incident.objects.count() == 1
    assert answer["Location"] == Incident.objects.get().get_absolute_url()


def test_a_missing_day_is_asked_and_the_answer_taken(ben, cast):
    page = ben.post(PREVIEW, {"text": DATELESS}).content.decode()
    assert 'name="answer-date"' in page
    refused = create(ben, cast, text=DATELESS)
    assert refused.status_code == 422
    assert "There is a problem" in refused.content.decode()
    again = ben.post(PREVIEW, {"text": DATELESS, "answer-date": "2025-03-09", "do": "read"}).content.decode()
    assert "Sunday 9\u00a0March 2025" in again
    assert create(ben, cast, text=DATELESS, **{"answer-date": "2025-03-09"}).status_code == 302


def test_a_duration_that_the_clocks_deny_is_asked_and_both_are_shown(ben):
    text = CLASSIC.replace("about 90 minutes", "about 3 hours")
    html = ben.post(PREVIEW, {"text": text}).content.decode()
    assert "Which is right?" in html
    assert 'name="answer-duration"' in html
    assert "In the text</dt><dd>“about 3 hours”" in html
    settled = ben.post(PREVIEW, {"text": text, "answer-duration": "clocks", "do": "read"}).content.decode()
    assert "Which is right?" not in settled
    assert "In the text</dt><dd>“about 3 hours”" in settled


def test_a_zone_that_can_be_three_is_asked_and_the_answer_moves_the_times(ben, cast):
    text = CLASSIC.replace("GMT", "CST")
    assert "Which time zone does CST mean here?" in ben.post(PREVIEW, {"text": text}).content.decode()
    assert create(ben, cast, text=text).status_code == 422
    answered = {"answer-zone": "UTC+08:00", "clock-started": first(text)}
    assert create(ben, cast, text=text, **answered).status_code == 302
    assert Incident.objects.get().started_at.hour == 15


def test_a_missing_severity_is_a_sentence_and_the_text_stays(ben, cast):
    page = create(ben, cast, severity="")
    assert page.status_code == 422
    html = page.content.decode()
    assert "Choose how severe the incident was." in html
    assert "Give every venue its own lock." in html


def test_figures_of_our_own_forms_are_shown_beside_their_lines_and_can_be_left_out(ben, cast):
    text = FORMATS["md"].of(a_report(estimates=["revenue"]), lambda _id: None).decode()
    html = ben.post(PREVIEW, {"text": text}).content.decode()
    line = next(n for n, row in enumerate(text.split("\n"), 1) if row.startswith("revenue: "))
    assert "about\u00a0EUR\u00a0214\u00a0000" in html and f'href="#line-{line}"' in html
    without = {"move": "no_value name=revenue", "moves": "", "text": text}
    left = ben.post(PREVIEW, without).content.decode()
    assert "about\u00a0EUR" not in left and "11\u00a0840" in left
    moves = unescape(re.search(r'name="moves" value="([^"]*)"', left)[1])
    assert create(ben, cast, text=text, moves=moves).status_code == 302
    assert sorted(Incident.objects.get().amounts) == ["users_affected", "users_share"]


def test_a_file_is_read_like_a_paste(ben):
    page = ben.post(PREVIEW, {"file": SimpleUploadedFile("sales.md", CLASSIC.encode())})
    assert "1\u00a0h\u00a030\u00a0min" in page.content.decode()


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("report.docx", b"PK\x03\x04"), "no Word document, or it is damaged"),
        (SimpleUploadedFile("report.pdf", b"%PDF-1.7"), "A PDF is not read."),
        (SimpleUploadedFile("long.txt", b"x" * 1_000_001), "longer than a million characters"),
        (SimpleUploadedFile("big.txt", b"x" * (10 * 1024 * 1024 + 1)), "larger than 10 MB"),
        (SimpleUploadedFile("empty.txt", b""), "empty"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(ben, upload, sentence):
    page = ben.post(PREVIEW, {"file": upload})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_how_large_a_file_may_be_is_said_and_held_as_the_installation_has_it(ben, settings):
    settings.IMPORT_FILE_BYTES = 2 * 1024 * 1024
    box = ben.get(reverse("exchange:paste")).content.decode()
    assert f'data-largest="{2 * 1024 * 1024}"' in box and "up to 2 MB." in box
    assert "Several files of up to 2 MB each" in box
    upload = SimpleUploadedFile("sales.md", b"x" * (2 * 1024 * 1024 + 1))
    sentence = "sales.md: It is larger than 2 MB, the most that a write-up may have here."
    assert sentence in ben.post(PREVIEW, {"file": upload}).content.decode()
    copied = SimpleUploadedFile("clipboard", b"x" * (2 * 1024 * 1024 + 1))
    answer = ben.post(reverse("exchange:rich"), {"html": copied})
    assert (answer.status_code, answer.content) == (422, b"What was copied is larger than 2 MB.")


def test_a_file_that_may_be_larger_than_evidence_is_received_whole(ben, settings):
    settings.EVIDENCE_FILE_BYTES = 100_000
    text = CLASSIC + "<!--" + " " * 300_000 + "-->\nThe last word.\n"
    page = ben.post(PREVIEW, {"file": SimpleUploadedFile("sales.md", text.encode())})
    assert "The last word." in page.content.decode()


def shown_in_box(html):
    return unescape(re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', html, re.S).group(1))


def test_a_paste_that_is_too_long_gets_a_sentence_and_stays_in_the_box(ben):
    text = "日" * 1_000_001
    page = ben.post(PREVIEW, {"text": text})
    assert page.status_code == 422
    html = page.content.decode()
    assert "longer than a million characters" in html and "maxlength" not in html
    assert shown_in_box(html) == text


def test_nul_in_a_paste_gets_a_sentence_and_the_text_stays(ben):
    page = ben.post(PREVIEW, {"text": CLASSIC.replace("far away", "\x00ar\x00away")})
    assert page.status_code == 422
    html = page.content.decode()
    assert "Line 28 holds a character that no text has (NUL)" in html
    assert shown_in_box(html) == CLASSIC.replace("far away", "\ufffdar\ufffdaway")
    assert ben.post(PREVIEW, {"text": shown_in_box(html)}).status_code == 200


def test_a_text_and_a_file_at_once_lose_neither_in_silence(ben):
    page = ben.post(PREVIEW, {"text": CLASSIC, "file": SimpleUploadedFile("b.md", b"# Another\n\ntext\n")})
    assert page.status_code == 422
    assert "one is read at a time" in page.content.decode()
    assert shown_in_box(page.content.decode()) == CLASSIC


def test_a_file_in_the_place_of_a_text_keeps_nothing_of_it(ben):
    page = ben.post(PREVIEW, {"file": SimpleUploadedFile("picture.txt", bytes(range(256)) * 9)})
    assert page.status_code == 422
    assert "It is a binary file, not text." in page.content.decode()


def test_what_the_converter_says_is_shown_and_stays(ben):
    upload = SimpleUploadedFile("alt.txt", CLASSIC.replace("venue", "Wörter").encode("cp1252"))
    html = ben.post(PREVIEW, {"file": upload}).content.decode()
    said = "Read as Windows-1252, since it is not UTF-8."
    assert re.search(rf"<b>alt.txt</b>: {said}", html)
    note = unescape(re.search(r'name="note" value="([^"]*)"', html).group(1))
    again = ben.post(PREVIEW, {"text": CLASSIC, "name": "alt.txt", "note": note}).content.decode()
    assert re.search(rf"<b>alt.txt</b>: {said}", again)
    assert said not in ben.post(PREVIEW, {"text": CLASSIC}).content.decode()


def test_notes_that_are_sent_are_words_and_few(ben):
    sent = {"text": CLASSIC, "note": ["<script>alert(1)</script>", *["x" * 9000] * 30]}
    html = ben.post(PREVIEW, sent).content.decode()
    assert "<script>alert(1)" not in html and "x" * 500 not in html
    assert html.count('name="note"') == 8


def rich(client, html, name="html"):
    return client.post("/import/rich/", {name: SimpleUploadedFile("clipboard.html", html.encode())})


def test_formatted_text_becomes_markdown_and_nothing_is_stored(ben):
    answer = rich(
        ben, "<h2>Timeline</h2><ul><li>10:00 <b>stop</b></li></ul><table><tr><th>a<th>b<tr><td>1<td>2</table>"
    )
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    assert answer.text == "## Timeline\n\n- 10:00 **stop**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p>words</p>",
        "<p onclick='alert(1)'>words</p><img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>words</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>words</a>",
        "<style>p{}</style><iframe srcdoc='<script>alert(1)</script>'></iframe><p>words",
        "<svg><script>alert(1)</script></svg><p>words</p>",
    ],
)
def test_of_hostile_pages_only_the_words_come(ben, html):
    assert rich(ben, html).text == "words\n"


@pytest.mark.parametrize("html", ["<div>" * 3000 + "x", "", "<p></p>", "\x00\x01" * 900])
def test_a_page_that_is_none_gets_a_sentence(ben, html):
    answer = rich(ben, html)
    assert answer.status_code == 422 and answer.text.endswith(".") and "<" not in answer.text


def test_formatted_text_is_for_writers(ben, cast):
    assert rich(ben, "<p>x", name="other").status_code == 422
    ben.force_login(cast.gus)
    assert rich(ben, "<p>x").status_code == 403


def test_nothing_at_all_gets_a_sentence(ben):
    assert "Paste a write-up, or choose a file." in ben.post(PREVIEW, {"text": " \n"}).content.decode()


def test_the_source_is_kept_for_those_who_see_the_incident(ben, cast):
    create(ben, cast, visibility="restricted")
    address = reverse("exchange:source", args=[Incident.objects.get().pk])
    assert "11:32 PM GMT" in ben.get(address).content.decode()
    ben.force_login(cast.olga)
    assert ben.get(address).status_code == 404


def test_markup_in_the_text_is_shown_not_obeyed(ben):
    page = ben.post(PREVIEW, {"text": CLASSIC.replace("Ticket sales", "<script>alert(1)</script>")})
    assert "<script>alert(1)" not in page.content.decode()


def test_a_missing_year_is_asked_as_a_number(ben, cast):
    text = "# Buses\n\n## Timeline (UTC)\n\n- May 3, 10:00 machines freeze\n- May 3, 11:00 machines work\n"
    html = ben.post(PREVIEW, {"text": text}).content.decode()
    assert 'name="answer-year"' in html and 'min="1970"' in html
    assert "2021-05-03" not in html
    html = ben.post(PREVIEW, {"text": text, "answer-year": "2021"}).content.decode()
    assert "3\u00a0May 2021" in html


def test_what_a_step_back_means_is_asked_in_its_own_words(ben, cast):
    text = "# Buses\n3 May 2023\n## Timeline (UTC)\n- 10:00 stop\n- 16:00 go\n- 11:30 a call\n- 16:20 fine\n"
    answer = create(ben, cast, text=text)
    assert "Is it out of order, or the next day?" in answer.content.decode()
    assert not Incident.objects.exists()
