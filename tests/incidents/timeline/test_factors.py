"""The order of the contributing factors: moved by buttons, over the order that the person saw."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from incidents.audit.models import Event
from incidents.timeline import history
from incidents.timeline.models import EditConflict, Incident
from tests.cast import NOW

TEXTS = ["Two systems", "One check", "Nobody watched"]


@pytest.fixture
def several(incident, cast):
    """The incident with three factors, at its second version."""
    return incident.revise(version=1, by=cast.ben, at=NOW, factors=TEXTS)


def order(incident):
    return [factor.text for factor in incident.factors.all()]


def move(client, incident, text, to, **more):
    factor = incident.factors.get(text=text)
    data = {"to": to, "version": Incident.objects.get(pk=incident.pk).version} | more
    return client.post(reverse("timeline:factor_move", args=[incident.pk, factor.pk]), data)


def test_a_factor_moves_and_the_history_says_how(several, cast):
    several.factors.get(text="Nobody watched").move(True, version=2, by=cast.priya, at=NOW)
    assert order(several) == ["Two systems", "Nobody watched", "One check"]
    step = history.of_incident(several, "UTC", seen=Incident.objects.all())[0]
    said = [(change.what, change.old, change.new) for change in step.changes]
    assert (str(step.by), said) == (
        "Priya Raman",
        [
            (
                "Contributing factors",
                "Two systems; One check; Nobody watched",
                "Two systems; Nobody watched; One check",
            )
        ],
    )


def test_at_either_end_nothing_happens(several, cast):
    several.factors.get(text="Two systems").move(True, version=2, by=cast.ben, at=NOW)
    several.factors.get(text="Nobody watched").move(False, version=2, by=cast.ben, at=NOW)
    several.refresh_from_db()
    assert (order(several), several.version) == (TEXTS, 2)
    assert Event.objects.filter(verb="incident.revised").count() == 1


def test_nobody_moves_what_somebody_else_changed_meanwhile(several, cast):
    several.revise(version=2, by=cast.priya, at=NOW, factors=TEXTS[::-1])
    with pytest.raises(EditConflict):
        several.factors.get(text="One check").move(True, version=2, by=cast.ben, at=NOW)
    assert order(several) == TEXTS[::-1]


def test_an_edit_over_the_old_order_meets_the_new_one(several, cast):
    several.factors.get(text="One check").move(True, version=2, by=cast.ben, at=NOW)
    with pytest.raises(EditConflict):
        several.revise(version=2, by=cast.priya, at=NOW, factors=TEXTS)


def test_the_page_moves_one_and_comes_back_to_the_list(ben, several):
    page = ben.get(several.get_absolute_url()).text
    assert 'aria-label="Move up: One check"' in page and 'aria-label="Move up: Two systems"' not in page
    assert move(ben, several, "One check", "up")["Location"] == f"{several.get_absolute_url()}#factors"
    assert order(several) == ["One check", "Two systems", "Nobody watched"]


def test_the_page_says_that_somebody_was_faster(ben, several):
    answer = move(ben, several, "One check", "up", version="1")
    assert order(several) == TEXTS
    assert "Nothing was moved" in ben.get(answer["Location"]).text


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "²"])
def test_a_version_that_makes_no_sense_moves_nothing(ben, several, version):
    assert move(ben, several, "One check", "up", version=version).status_code == 302
    assert order(several) == TEXTS


def test_only_writers_move_and_one_factor_needs_no_buttons(client, ben, several, incident, cast):
    client.force_login(cast.gus)
    assert "Move up" not in client.get(several.get_absolute_url()).text
    assert move(client, several, "One check", "up").status_code == 403
    several.revise(version=2, by=cast.ben, at=NOW, factors=["Two systems"])
    client.force_login(cast.ben)
    page = client.get(several.get_absolute_url()).text
    assert "Two systems" in page and "Move down" not in page


def test_a_factor_of_another_incident_is_not_there(ben, several, secret):
    hidden = secret.factors.create(text="Hidden")
    address = reverse("timeline:factor_move", args=[several.pk, hidden.pk])
    assert ben.post(address, {"to": "up", "version": 2}).status_code == 404


def test_by_keyboard_the_factor_keeps_the_focus(visit, several, cast):
    page = visit(cast.ben, several.get_absolute_url())
    rows = page.locator("#factors .factors > li > span")
    up = page.get_by_role("button", name="Move up: Nobody watched")
    up.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_text(["Two systems", "Nobody watched", "One check"])
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_text(["Nobody watched", "Two systems", "One check"])
    expect(page.locator("#spoken")).to_have_text("“Nobody watched” is number 1 of 3.")
    expect(page.get_by_role("button", name="Move down: Nobody watched")).to_be_focused()
