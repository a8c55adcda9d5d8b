"""An incident is opened in under a minute; it happens again; an administrator adds a kind, and it is drawn."""

from incidents.catalog.models import Kind
from incidents.timeline.models import Incident, Link
from tests.axe import findings
from tests.cast import NOW, an_incident


def test_the_keyboard_alone_opens_one_in_four_fields(visit, cast):
    page = visit(cast.ben, "/actions/")
    page.keyboard.press("c")
    page.wait_for_url("**/incidents/new/")
    page.keyboard.type("Cards are refused")
    for keys in (["Tab", "Space"], ["Tab"], ["Tab", "Space"]):  # severity, started, the first service
        for key in keys:
            page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**?write=1*")
    made = Incident.objects.get()
    assert made.title == "Cards are refused" and made.started_at and made.services.count() == 1
    # The next words are the first entry.
    page.wait_for_function("document.activeElement.closest('[data-entry-form]') !== null")


def test_it_happened_again_from_the_incident(visit, cast):
    before = an_incident(cast, "Cards refused", services=[cast.services["search"]], nature="real")
    page = visit(cast.ben, f"/incidents/new/?again={before.reference}")
    page.get_by_role("button", name="Open the incident").click()
    page.wait_for_url("**?write=1*")
    assert "2nd time" in page.inner_text(".page-head")
    assert Link.objects.get().other == before


def test_a_kind_is_added_and_drawn(visit, cast):
    incident = an_incident(cast)
    page = visit(cast.amara, "/settings/kinds/new/")
    page.get_by_label("Name").fill("Customer report")
    page.get_by_label("Meaning").fill("A customer told us.")
    page.get_by_label("Filled diamond").check()
    page.get_by_label("Counts as").select_option("detection")
    page.get_by_role("button", name="Add the kind").click()
    kind = Kind.objects.get(slug="customer_report")
    incident.record(text="Cards fail", by=cast.amara, at=NOW, happened_at=NOW, kind=kind.slug)
    page.goto(incident.get_absolute_url())
    assert page.locator(".entry .glyph.detection").count() == 1
    assert "Customer report." in page.inner_text(".entry")


def test_new_pages_are_clean_in_light_and_dark_and_fit_a_telephone(visit, cast):
    incident = an_incident(cast, "Region failover", nature="drill")
    Link.join(incident, an_incident(cast, "Before" * 30), Link.Relation.AGAIN, by=cast.ben, at=NOW)
    below = incident.get_absolute_url()
    for colours in ("light", "dark"):
        page = visit(cast.amara, "/", width=375, color_scheme=colours)
        for path in (
            "/settings/kinds/",
            "/settings/kinds/new/",
            below,
            f"{below}links/",
            "/incidents/new/",
            "/incidents/?nature=any",
        ):
            page.goto(path)
            assert findings(page) == [], (path, colours)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_what_is_typed_as_its_beginning_is_said_and_takes_no_room_before(visit, cast):
    page = visit(cast.ben, "/incidents/new/")

    def distance(above, below):
        upper, lower = page.locator(above).bounding_box(), page.locator(below).bounding_box()
        return lower["y"] - upper["y"] - upper["height"]

    assert distance(".typed", "#id_services") == distance("#div_id_title", "#id_severity")
    page.locator("[name=started_time]").fill("25 Oct 2026 02:30 Europe/Amsterdam")
    page.get_by_label("02:30\u00a0CET, after it").wait_for()
    page.locator("[name=started_time]").fill("09:10")
    page.locator(".said strong").wait_for()


def test_what_is_typed_for_a_clock_is_said_under_it(visit, cast):
    page = visit(cast.ben, f"{an_incident(cast).get_absolute_url()}clocks/")
    row = page.get_by_role("group", name="Mitigated")
    row.get_by_label("Points at").select_option("A time of its own")
    row.get_by_label("Time of its own").fill("25 Oct 2026 02:30 Europe/Amsterdam")
    row.get_by_label("02:30\u00a0CET, after it").wait_for()
