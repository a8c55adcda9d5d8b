"""What a finger has to hit on a telephone: 24 pixels at least, and 44 where it is what one came for."""

import datetime as dt

import pytest

from incidents.actions.models import ActionItem
from tests.cast import NOW, an_incident
from tests.postmortems.archive.conftest import written

pytestmark = pytest.mark.django_db(transaction=True)

#: Links inside a sentence are as high as its line, and marks in the picture have rows: neither is a target.
SMALL = """(least) => [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
  .filter((el) => !el.closest("svg, .unheard, .skip"))
  .filter((el) => el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
  .filter((el) => getComputedStyle(el).pointerEvents !== "none")
  .filter((el) => !(el.matches("a") && getComputedStyle(el).display === "inline"
    && el.closest("p, li, td, dd, h1, h2, h3, label, small, span, .prose")))
  .map((el) => (el.matches("[type=checkbox], [type=radio]") ? (el.closest("label") ?? el) : el))
  .map((el) => [el, el.getBoundingClientRect()])
  .filter(([el, box]) => box.width > 2 && box.height > 2 && (box.width < least || box.height < least))
  .map(([el, box]) => `${el.tagName} .${el.className} “${el.textContent.trim().slice(0, 30)}” `
    + `${Math.round(box.width)} by ${Math.round(box.height)}`)"""


@pytest.fixture
def told(cast):
    incident = an_incident(cast, zone="Europe/Amsterdam")
    postmortem = written(cast, incident)
    incident.record(text="Somebody rang", by=cast.ben, at=NOW, source="import", mark="No time could be read")
    incident.record(text="Long after", by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(hours=5))
    ActionItem.propose(incident, text="Watch the certificates", by=cast.ben, at=NOW)
    return postmortem


def on_a_telephone(visit, cast, address):
    return visit(cast.ben, address, width=375, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("where", ["incident", "form", "draft", "board", "clocks", "lines"])
def test_targets_are_large_enough_for_a_finger(cast, visit, told, where):
    incident = told.incident.get_absolute_url()
    address = {
        "incident": incident, "form": f"{incident}?write=1", "draft": told.get_absolute_url(),
        "board": "/actions/", "clocks": f"{incident}clocks/", "lines": f"{incident}lines/",
    }[where]  # fmt: skip
    page = on_a_telephone(visit, cast, address)
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert "\n".join(page.evaluate(SMALL, 24)) == ""
    for button in page.locator("main .button.do:visible, main .button.save:visible").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


def test_a_target_that_is_too_small_is_seen(cast, visit, told):
    page = on_a_telephone(visit, cast, told.incident.get_absolute_url())
    tiny = "<button class=tiny>x</button>"
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('beforeend', '{tiny}')")
    assert any(".tiny" in said for said in page.evaluate(SMALL, 24))


def test_with_a_mouse_rows_stay_dense(cast, visit, told):
    page = visit(cast.ben, told.incident.get_absolute_url())
    box = page.locator(".link-button", has_text="It is right").bounding_box()
    assert box and box["height"] < 22
