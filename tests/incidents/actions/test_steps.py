"""An action item from its proposal to its end, over HTTP: with and without a script."""

import datetime as dt
import re

import pytest

from incidents.actions.models import ActionConflict, ActionItem, ActionRefused
from incidents.people.models import User
from tests.cast import NOW, an_incident

DUE = dt.date(2026, 11, 20)
HX = {"HX-Request": "true"}


@pytest.fixture
def action(incident, cast):
    return ActionItem.propose(incident, text="Add a limit to the export", by=cast.ben, at=NOW)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def take(client, action, step, **given):
    action.refresh_from_db()
    return client.post(f"/actions/{action.pk}/{step}/", {"version": action.version, **given})


def test_the_whole_life_of_one(ben, cast, action):
    assert take(ben, action, "accept", owner=cast.kenji.pk, due_on="2026-11-20").status_code == 302
    action.refresh_from_db()
    assert (action.state, action.owner, action.due_on) == ("accepted", cast.kenji, DUE)
    take(ben, action, "start")
    answer = take(ben, action, "done", evidence="Limited to 200 rows, https://example.org/change/7")
    assert answer["Location"] == f"/incidents/INC-{action.incident_id}/#action-{action.pk}"
    action.refresh_from_db()
    assert (action.state, action.finished_at is not None) == ("done", True)
    take(ben, action, "reopen")
    action.refresh_from_db()
    assert (action.state, action.finished_at) == ("accepted", None)
    page = ben.get(f"/actions/{action.pk}/").text
    for words in ("proposed it", "accepted it", "started on it", "said that it is done", "opened it again"):
        assert words in page
    assert re.search(r"Owner: <del>nothing</del> → Kenji Mori", page)


def test_declining_takes_a_reason(ben, action):
    assert take(ben, action, "decline", because=" ").status_code == 422
    take(ben, action, "decline", because="The export goes away in March.")
    action.refresh_from_db()
    assert (action.state, action.declined_because) == ("declined", "The export goes away in March.")


def test_one_is_left_to_another(ben, cast, action):
    other = ActionItem.propose(action.incident, text="Remove the export", by=cast.ben, at=NOW)
    elsewhere = ActionItem.propose(an_incident(cast), text="Unrelated", by=cast.ben, at=NOW)
    assert take(ben, action, "supersede", other=elsewhere.pk).status_code == 422
    take(ben, action, "supersede", other=other.pk)
    action.refresh_from_db()
    assert (action.state, action.superseded_by) == ("superseded", other)
    assert "Add a limit to the export" in ben.get(f"/actions/{other.pk}/").text


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        ("accept", {"owner": "", "due_on": ""}, "This field is required."),
        ("accept", {"owner": "x", "due_on": "20 May"}, "Enter a valid date."),
        ("accept", {"owner": "1", "due_on": "0001-01-01"}, "between 1970 and 2199"),
        ("done", {"evidence": ""}, "This field is required."),
        ("reopen", {}, "cannot become"),
    ],
)
def test_what_is_missing_is_said(ben, action, step, given, sentence):
    answer = take(ben, action, step, **given)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert sentence in answer.text
    action.refresh_from_db()
    assert action.state == "proposed"


def test_what_the_write_up_says_is_done_takes_one_click(ben, cast, incident):
    action = ActionItem.propose(incident, text="Add a limit", by=cast.ben, at=NOW, said_done=True)
    form = ben.get(f"/actions/{action.pk}/done/").text
    assert "Said done in the write-up." in form
    take(ben, action, "done", evidence="Said done in the write-up.")
    action.refresh_from_db()
    assert action.state == "done"


def test_a_double_click_proposes_one(ben, incident):
    path = f"/incidents/{incident.reference}/actions/new/"
    once = re.search(r'name="once" value="([^"]+)"', ben.get(path).text)[1]
    form = {"text": "Add a limit", "kind": "prevent", "priority": "2", "once": once}
    first, second = ben.post(path, form), ben.post(path, form)
    assert first["Location"] == second["Location"]
    assert ActionItem.objects.get().text == "Add a limit"


def test_the_second_of_two_writers_sees_both_versions(ben, cast, action):
    seen = action.version
    action.revise(version=seen, by=cast.priya, at=NOW, text="Add a limit of 200 rows", kind="repair")
    form = {"version": seen, "text": "Remove the export", "kind": "prevent", "priority": "2"}
    answer = ben.post(f"/actions/{action.pk}/edit/", form)
    assert answer.status_code == 422
    assert "Somebody else changed this action" in answer.text
    assert "Add a limit of 200 rows" in answer.text
    assert "Remove the export</textarea>" in answer.text
    version = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    assert ben.post(f"/actions/{action.pk}/edit/", {**form, "version": version}).status_code == 302
    action.refresh_from_db()
    assert action.text == "Remove the export"


def test_a_step_on_words_that_changed_meanwhile_is_held(cast, action):
    action.revise(version=1, by=cast.priya, at=NOW, text="Remove all limits")
    with pytest.raises(ActionConflict):
        action.accept(owner=cast.ben, due_on=DUE, by=cast.ben, at=NOW, version=1)


def test_a_script_gets_the_form_as_a_row_and_its_errors_too(ben, action):
    row = ben.get(f"/actions/{action.pk}/accept/", headers=HX)
    assert row.text.count("<html") == 0
    assert f'id="action-{action.pk}"' in row.text
    form = {"version": 1, "owner": "", "due_on": ""}
    wrong = ben.post(f"/actions/{action.pk}/accept/", form, headers=HX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (200, f"#action-{action.pk}")
    assert "There is a problem" in wrong.text


# -- Who may -----------------------------------------------------------------------------------------------

STEPS = ["accept", "start", "done", "edit", "decline", "supersede", "reopen"]


@pytest.mark.parametrize("step", ["", *(f"{step}/" for step in STEPS)])
def test_what_is_restricted_is_not_there(client, cast, secret, step):
    hidden = ActionItem.propose(secret, text="Replace the key", by=cast.ben, at=NOW)
    for who in (cast.olga, cast.amara, cast.gus):
        client.force_login(who)
        assert client.get(f"/actions/{hidden.pk}/{step}").status_code == 404
        if step:
            assert client.post(f"/actions/{hidden.pk}/{step}").status_code == 404
    assert client.get(f"/incidents/{secret.reference}/actions/new/").status_code == 404
    client.force_login(cast.priya)
    assert client.get(f"/actions/{hidden.pk}/{step}").status_code == 200


@pytest.mark.parametrize("step", STEPS)
def test_guests_read(client, cast, action, step):
    client.force_login(cast.gus)
    assert client.get(f"/actions/{action.pk}/").status_code == 200
    assert client.get(f"/actions/{action.pk}/{step}/").status_code == 403
    assert client.post(f"/actions/{action.pk}/{step}/", {"version": 1}).status_code == 403
    assert client.get(f"/incidents/{action.incident.reference}/actions/new/").status_code == 403


def test_owning_grants_nothing_so_outsiders_own_nothing(ben, cast, secret):
    hidden = ActionItem.propose(secret, text="Replace the key", by=cast.ben, at=NOW)
    form = ben.get(f"/actions/{hidden.pk}/accept/").text
    assert "Priya Raman" in form
    assert "Olga Lind" not in form
    answer = take(ben, hidden, "accept", owner=cast.olga.pk, due_on="2026-11-20")
    assert "Select a valid choice" in answer.text
    with pytest.raises(ActionRefused, match="cannot work on this incident"):
        hidden.accept(owner=cast.olga, due_on=DUE, by=cast.ben, at=NOW)


def test_guests_and_those_who_left_own_nothing(ben, cast, action):
    form = ben.get(f"/actions/{action.pk}/accept/").text
    assert "Gus Brandt" not in form and "Dana Left" not in form
    for who in (cast.gus, cast.dana):
        with pytest.raises(ActionRefused):
            action.accept(owner=who, due_on=DUE, by=cast.ben, at=NOW)


def test_a_change_around_the_application_is_in_the_history(ben, action):
    ActionItem.objects.filter(pk=action.pk).update(text="Changed by hand")
    User.objects.filter(pk=action.proposed_by_id).update(name="Ben")
    assert "Add a limit to the export" in ben.get(f"/actions/{action.pk}/").text


def test_nobody_is_sent_elsewhere_afterwards(ben, action):
    answer = take(ben, action, "decline", because="No", next="https://evil.example/")
    assert answer["Location"].startswith("/incidents/")
