"""The same questions to every page about one incident: who sees it, who may change it."""

import pytest
from django.urls import reverse

from tests.cast import NOW

READ = ["incident", "history", "entry_history"]
FORMS = ["edit", "status", "clocks", "people", "entry_new", "entry"]
POSTS = ["entry_remove", "entry_restore", "entry_move", "entry_mark", "entry_clock", "person_remove"]


def address(name, incident):
    args = [incident.pk]
    if name.startswith("entry") and name != "entry_new":
        args.append(incident.entries.get().pk)
    if name == "person_remove":
        args.append(incident.involvements.get(role="responder").pk)
    return reverse(f"timeline:{name}", args=args)


@pytest.fixture
def theirs(secret, cast):
    secret.record(text="The key stood in a log", by=cast.ben, at=NOW, happened_at=NOW)
    return secret


@pytest.fixture
def open_one(incident, cast):
    incident.record(text="It fell over", by=cast.ben, at=NOW, happened_at=NOW)
    incident.involvements.create(user=cast.priya, role="responder")
    return incident


@pytest.mark.parametrize("name", [*READ, *FORMS, *POSTS])
@pytest.mark.parametrize("who", ["amara", "kenji", "olga", "gus"])
def test_a_restricted_incident_does_not_exist_for_others(client, cast, theirs, name, who):
    client.force_login(getattr(cast, who))
    answers = [client.post(address(name, theirs))]
    if name not in POSTS:
        answers.append(client.get(address(name, theirs)))
    missing = client.get("/incidents/INC-999999/")
    for answer in answers:
        assert answer.status_code == 404 or (answer.status_code == 405 and name in READ)
        assert b"Leaked signing key" not in answer.content
    assert missing.status_code == 404


@pytest.mark.parametrize("name", [*READ, *FORMS])
def test_its_people_see_it(client, cast, theirs, name):
    client.force_login(cast.priya)
    assert client.get(address(name, theirs)).status_code == 200


@pytest.mark.parametrize("name", [*FORMS, *POSTS])
def test_guests_read_only(client, cast, open_one, name):
    client.force_login(cast.gus)
    assert client.post(address(name, open_one)).status_code == 403
    if name in FORMS:
        assert client.get(address(name, open_one)).status_code == 403


@pytest.mark.parametrize("name", READ)
def test_guests_do_read(client, cast, open_one, name):
    client.force_login(cast.gus)
    answer = client.get(address(name, open_one))
    assert answer.status_code == 200
    assert b"Add entry" not in answer.content


@pytest.mark.parametrize("name", [*READ, *FORMS, *POSTS])
def test_strangers_are_asked_to_sign_in(client, open_one, name):
    assert client.post(address(name, open_one)).status_code in (302, 405)
    assert client.get(address(name, open_one)).status_code in (302, 405)


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_never_a_link(ben, open_one, name):
    assert ben.get(address(name, open_one)).status_code == 405


@pytest.mark.parametrize("name", [n for n in [*FORMS, *POSTS] if n.startswith("entry") and n != "entry_new"])
def test_an_entry_of_another_incident_is_not_there(ben, cast, open_one, theirs, name):
    foreign = theirs.entries.get().pk
    assert ben.post(reverse(f"timeline:{name}", args=[open_one.pk, foreign])).status_code == 404


def test_guests_open_nothing(client, cast):
    client.force_login(cast.gus)
    assert client.get("/incidents/new/").status_code == 403
    assert client.post("/incidents/new/", {"title": "x"}).status_code == 403


@pytest.mark.parametrize("reference", ["INC-{}", "inc-{}", "{}"])
def test_references_in_addresses(ben, incident, reference):
    assert ben.get(f"/incidents/{reference.format(incident.pk)}/").status_code == 200


@pytest.mark.parametrize("reference", ["INC-0", "INC-", "INC-007x", "INC-9999999999999999999", "INC--1"])
def test_what_is_no_reference(ben, incident, reference):
    assert ben.get(f"/incidents/{reference}/").status_code == 404


def test_addresses_are_written_with_the_reference(incident):
    assert incident.get_absolute_url() == f"/incidents/INC-{incident.pk}/"
