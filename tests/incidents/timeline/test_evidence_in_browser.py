"""Evidence by paste and drop in a real browser."""

import base64
import io

import pytest
from playwright.sync_api import expect

from incidents.timeline.models import Attachment
from tests.axe import findings
from tests.cast import NOW, an_incident
from tests.incidents.timeline import sent

#: Gives a file to the form as the browser does when somebody pastes it or drops it.
GIVE = """([kind, name, type, data]) => {
  const held = new DataTransfer();
  held.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  const options = { bubbles: true, cancelable: true, clipboardData: held, dataTransfer: held };
  const event = kind === "paste" ? new ClipboardEvent(kind, options) : new DragEvent(kind, options);
  document.querySelector("[data-entry-form] [name=text]").dispatchEvent(event);
}"""


def give(page, kind, name, media, data):
    page.evaluate(GIVE, [kind, name, media, base64.b64encode(data).decode()])


@pytest.mark.parametrize("place", ["in the record", "on a page of its own"])
def test_a_screenshot_is_pasted_and_a_log_dropped(place, visit, cast):
    incident = an_incident(cast)
    incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW)
    own = "entries/new/" if place == "on a page of its own" else ""
    page = visit(cast.ben, incident.get_absolute_url() + own)
    if not own:
        page.keyboard.press("n")
    page.locator("[data-entry-form]").wait_for()
    page.locator("[name=time]").fill("12:30")
    page.locator("[name=date]").fill("2026-11-12")
    page.locator("[name=text]").fill("The pool is full")
    give(page, "paste", "image.png", "image/png", sent.image(size=(960, 400)))
    give(page, "drop", "app.log", "text/plain", b"12:30 no connection")
    expect(page.locator("[data-enclosure]")).to_have_count(2)
    page.get_by_label("What it shows").first.fill("Connections at the limit")
    page.get_by_role("button", name="Save entry").click()
    row = page.locator(".entry", has_text="The pool is full")
    expect(row.get_by_role("link", name="app.log")).to_be_visible()
    row.get_by_role("img", name="Connections at the limit").click()
    light = page.get_by_role("dialog")
    expect(light.get_by_role("img", name="Connections at the limit")).to_be_visible()
    light.get_by_role("button", name="Close").click()
    expect(light).to_have_count(0)


def test_what_is_refused_is_said_and_the_rest_stays(visit, cast, complaints):
    page = visit(cast.ben, an_incident(cast).get_absolute_url())
    page.keyboard.press("n")
    page.locator("[name=text]").fill("The pool is full")
    give(page, "drop", "logo.svg", "image/svg+xml", b"<svg/>")
    expect(page.get_by_text("“logo.svg” is of a sort that is not taken.")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("The pool is full")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".enclosure")).to_have_count(0)
    # The browser notes every answer of 400 and above.
    complaints[:] = [said for said in complaints if "422" not in said]


def test_without_a_script_files_go_along_and_come_back_with_the_entry(visit, cast):
    incident = an_incident(cast)
    page = visit(cast.ben, f"{incident.get_absolute_url()}entries/new/", javascript=False)
    page.locator("[name=time]").fill("12:30")
    page.locator("[name=date]").fill("2026-11-12")
    page.locator("[name=text]").fill("The pool is full")
    page.locator("details.fold summary").first.click()
    page.get_by_label("Images and files").set_input_files(
        [{"name": "graph.png", "mimeType": "image/png", "buffer": sent.image(size=(960, 400))}]
    )
    page.get_by_role("button", name="Save entry").click()
    image = page.get_by_role("img", name="graph.png")
    expect(image).to_be_visible()
    entry = incident.entries.get()
    entry.remove(by=cast.ben, at=NOW)
    page.reload()
    expect(image).to_have_count(0)
    entry.restore(by=cast.ben, at=NOW)
    page.reload()
    expect(image).to_be_visible()


def test_the_form_and_the_row_fit_a_telephone_and_are_usable_by_all(visit, cast):
    incident = an_incident(cast)
    image = Attachment.take(
        incident, io.BytesIO(sent.image(size=(1600, 900))), name=f"{'long' * 25}.png", by=cast.ben, at=NOW
    )
    log = Attachment.take(
        incident, io.BytesIO(b"it fell"), name=f"{'gateway-' * 10}.log", by=cast.ben, at=NOW
    )
    entry = incident.record(
        text="It fell",
        by=cast.ben,
        at=NOW,
        happened_at=NOW,
        attachments={image.public_id: "", log.public_id: ""},
    )
    page = visit(cast.ben, incident.get_absolute_url(), width=375)
    for path in ("", f"entries/{entry.pk}/"):
        page.goto(incident.get_absolute_url() + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if link := page.locator(".entry-evidence a").first.bounding_box() if not path else None:
            assert link["x"] + link["width"] <= 375
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert findings(page) == []


def test_a_picture_alone_is_not_thrown_away(visit, cast):
    incident = an_incident(cast)
    other = incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW)
    page = visit(cast.ben, incident.get_absolute_url())
    page.keyboard.press("n")
    page.locator("[name=time]").fill("")
    give(page, "paste", "image.png", "image/png", sent.image(size=(960, 400)))
    picture = page.locator("[data-enclosure]")
    expect(picture).to_have_count(1)
    # Another form would take this one's place: it is kept, and said so.
    page.locator(f"#entry-{other.pk}").hover()
    page.locator(f"#entry-{other.pk}").get_by_role("link", name="Edit the entry").click()
    expect(page.locator("#spoken")).to_have_text("Save this entry first, or leave it with Escape.")
    # Enter in the empty text saves, and is told what is missing; it does not leave.
    page.locator("[name=text]").press("Enter")
    expect(page.get_by_role("link", name="Say what happened.")).to_be_visible()
    expect(picture).to_have_count(1)
    page.locator("[name=text]").press("Escape")
    expect(page.get_by_text("A picture or file here is not saved yet.")).to_be_visible()
    expect(picture).to_have_count(1)
    page.locator("[name=text]").press("Escape")
    expect(page.locator("[data-entry-form]")).to_have_count(0)


def test_closing_the_page_over_a_picture_is_asked_about(visit, cast):
    page = visit(cast.ben, f"{an_incident(cast).get_absolute_url()}entries/new/")
    page.locator("[name=text]").fill("")
    give(page, "paste", "image.png", "image/png", sent.image(size=(960, 400)))
    expect(page.locator("[data-enclosure]")).to_have_count(1)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[name=text]").click()
    page.goto("/incidents/")
    assert asked == ["beforeunload"]


def test_an_entry_that_has_a_picture_is_left_without_a_word(visit, cast):
    incident = an_incident(cast)
    image = Attachment.take(incident, io.BytesIO(sent.image()), name="graph.png", by=cast.ben, at=NOW)
    entry = incident.record(
        text="It fell", by=cast.ben, at=NOW, happened_at=NOW, attachments={image.public_id: "The pool"}
    )
    page = visit(cast.ben, incident.get_absolute_url())
    page.locator(f"#entry-{entry.pk}").press("e")
    expect(page.locator("[data-enclosure]")).to_have_count(1)
    page.locator("[name=text]").press("Escape")
    expect(page.locator("[data-entry-form]")).to_have_count(0)
    page.locator(f"#entry-{entry.pk}").press("e")
    expect(page.locator("[data-enclosure]")).to_have_count(1)
    give(page, "drop", "app.log", "text/plain", b"12:30 no connection")
    expect(page.locator("[data-enclosure]")).to_have_count(2)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("A picture or file here is not saved yet.")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("[data-entry-form]")).to_have_count(0)
