"""The box for a write-up in a browser: what is too large is said and stays, what is dropped is read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from postmortems.exchange.forms import PasteForm
from tests.postmortems.exchange.samples import CLASSIC

pytestmark = pytest.mark.django_db(transaction=True)

DROP = """([name, content]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([typeof content === "string" ? content : new Uint8Array(content)], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def test_a_text_that_is_too_long_is_said_before_it_is_sent(cast, visit, monkeypatch):
    # A million characters keep a browser busy for long; the page says the limit, whatever it is.
    monkeypatch.setitem(PasteForm.base_fields["text"].widget.attrs, "data-longest", 2000)
    page = visit(cast.ben, "/import/")
    box = page.get_by_label("The write-up")
    box.fill("a long line\n" * 200)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("The text has 2,400 characters; a write-up has at most 2,000.")).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("a long line\n" * 200)
    box.fill(CLASSIC)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_form_that_is_too_large_gets_a_page_that_says_so(cast, visit, complaints, settings, javascript):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
    page = visit(cast.ben, "/import/", javascript=javascript)
    page.get_by_label("The write-up").fill("a long line\n" * 600)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="This is more than a form carries")).to_be_visible()
    assert all("413" in each for each in complaints)
    complaints.clear()
    if javascript:
        # Not the way back but a new page: what the device has kept is offered there.
        page.goto("/import/")
        page.get_by_role("button", name="Put it back").click()
    else:
        page.go_back()
    expect(page.get_by_label("The write-up")).to_have_value("a long line\n" * 600)


def test_a_file_that_is_too_large_is_said_when_it_is_chosen(cast, visit):
    page = visit(cast.ben, "/import/")
    page.get_by_label("or a file").set_input_files(
        {"name": "huge.txt", "mimeType": "text/plain", "buffer": b"x" * (11 * 1024 * 1024)}
    )
    expect(page.get_by_text("huge.txt has 11 MB.")).to_be_visible()
    page.get_by_label("or a file").set_input_files(
        {"name": "small.txt", "mimeType": "text/plain", "buffer": CLASSIC.encode()}
    )
    expect(page.get_by_text("huge.txt has 11 MB.")).to_have_count(0)


def test_a_dropped_binary_gets_a_sentence(cast, visit, complaints):
    page = visit(cast.ben, "/import/")
    page.evaluate(DROP, ["picture.txt", list(range(256))])
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".field-error")).to_contain_text("picture.txt: It is a binary file, not text.")
    assert all("422" in each for each in complaints)
    complaints.clear()


PASTE = """(box, [html, plain]) => {
  const carried = new DataTransfer();
  carried.setData("text/html", html);
  carried.setData("text/plain", plain);
  box.focus();
  const event = new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true });
  if (box.dispatchEvent(event)) box.setRangeText(plain, box.selectionStart, box.selectionEnd, "end");
}"""
PAGE = """<meta charset="utf-8"><h1>Doors stayed shut</h1><h2>Timeline</h2>
<ul><li>2026-03-02 09:00 UTC: doors shut</li><li>2026-03-02 10:30 UTC: doors open</li></ul>
<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Renew certificates</td><td>Mira</td></tr></table>
<p style="color:red">See <a href="https://wiki.example.org/doors">the page</a>.</p>"""
PLAIN = "Doors stayed shut\nTimeline\n2026-03-02 09:00 UTC: doors shut\nand so on"


def test_a_paste_from_a_page_keeps_its_form_and_is_plain_at_a_click(cast, visit):
    page = visit(cast.ben, "/import/")
    box = page.get_by_label("The write-up")
    box.fill("Mine first.\n\n")
    box.evaluate("(box) => box.setSelectionRange(13, 13)")
    box.evaluate(PASTE, [PAGE, PLAIN])
    expect(page.get_by_text("Pasted with its headings, lists, tables and links.")).to_be_visible()
    written = box.input_value()
    assert written.startswith(
        "Mine first.\n\n# Doors stayed shut\n\n## Timeline\n\n- 2026-03-02 09:00 UTC: doors shut\n"
    )
    assert "| Renew certificates | Mira |" in written
    assert "[the page](https://wiki.example.org/doors)" in written
    page.get_by_role("button", name="Paste as plain text").click()
    expect(box).to_have_value(f"Mine first.\n\n{PLAIN}")
    page.get_by_role("button", name="Bring its headings, lists and links back").click()
    expect(box).to_have_value(written)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".entry")).to_have_count(2)


def test_colours_of_an_editor_leave_markdown_as_it_is(cast, visit):
    page = visit(cast.ben, "/import/")
    box = page.get_by_label("The write-up")
    box.evaluate(PASTE, ['<div style="color:#ccc"><span># A *title*</span></div>', "# A *title*"])
    expect(box).to_have_value("# A *title*")
    expect(page.locator("[data-rich-note]")).to_be_hidden()


def test_a_hostile_paste_does_nothing_and_what_fails_stays_plain(cast, visit, complaints):
    page = visit(cast.ben, "/import/")
    box = page.get_by_label("The write-up")
    page.evaluate("window.hit = 0")
    hostile = (
        "<h2>Timeline</h2><img src=x onerror='hit++'><script>hit++</script><a href='javascript:hit++'>ran</a>"
    )
    box.evaluate(PASTE, [hostile, "ran"])
    expect(box).to_have_value("## Timeline\n\nran\n")
    assert page.evaluate("hit") == 0
    box.fill("")
    box.evaluate(PASTE, ["<ul><li>" + "<div>" * 900 + "deep", "deep"])
    expect(page.locator("[data-rich-note]")).to_contain_text("Pasted as plain text. It is nested more than")
    expect(box).to_have_value("deep")
    assert all("422" in each for each in complaints)
    complaints.clear()
