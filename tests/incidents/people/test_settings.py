"""Administrators keep people and teams; everybody keeps their own account."""

import pytest
from django.core import mail
from django.utils import timezone

from incidents.audit.models import Event
from incidents.people import letters
from incidents.people.models import Invitation, PersonRefused, Team, User

PAGES = ["people/", "people/invite/", "teams/", "teams/payments/", "severities/", "services/", "tags/"]


@pytest.fixture
def amara(client, cast):
    client.force_login(cast.amara)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_settings_are_for_administrators(client, cast, path):
    assert client.get(f"/settings/{path}")["Location"].startswith("/sign-in/")
    for who, code in ((cast.amara, 200), (cast.ben, 403), (cast.gus, 403)):
        client.force_login(who)
        assert client.get(f"/settings/{path}").status_code == code


def test_an_invitation_is_mailed_and_its_link_shown(amara, monkeypatch):
    monkeypatch.setattr(letters, "later", lambda work, *args: work(*args))
    answer = amara.post(
        "/settings/people/invite/", {"email": "Ines@example.org", "role": "guest", "team": ""}
    )
    address = answer.text.split('id="invitation-link">')[1].split("<")[0]
    assert address in mail.outbox[0].body
    assert amara.get(address.removeprefix("http://testserver")).status_code == 200
    assert "ines@example.org" in amara.get("/settings/people/").text
    pk = Invitation.objects.get().pk
    amara.post(f"/settings/invitations/{pk}/withdraw/")
    assert "Withdraw</button>" not in amara.get("/settings/people/").text


def test_somebody_who_is_here_is_not_invited_again(amara):
    answer = amara.post(
        "/settings/people/invite/", {"email": "BEN@example.org", "role": "member", "team": ""}
    )
    assert "has an account here already" in answer.text


def test_a_role_is_changed_and_recorded(amara, cast):
    amara.post(f"/settings/people/{cast.ben.pk}/", {"role": "guest"})
    cast.ben.refresh_from_db()
    assert not cast.ben.may_write
    event = Event.objects.get(verb="user.role_changed")
    assert (event.by, event.data["changed"]["role"]) == (cast.amara, ["member", "guest"])


def test_the_last_administrator_stays(amara, cast):
    refused = amara.post(f"/settings/people/{cast.amara.pk}/", {"role": "member"})
    assert "is the only administrator" in refused.text
    refused = amara.post(f"/settings/people/{cast.amara.pk}/activity/")
    assert "is the only administrator" in refused.text
    with pytest.raises(PersonRefused):
        cast.amara.deactivate(by=cast.amara, at=timezone.now())
    assert User.objects.get(pk=cast.amara.pk).is_admin


def test_an_account_is_closed_and_opened_again(amara, cast):
    path = f"/settings/people/{cast.ben.pk}/activity/"
    assert "All sessions end at once" in amara.get(path).text
    amara.post(path)
    assert not User.objects.get(pk=cast.ben.pk).is_active
    amara.post(path)
    assert User.objects.get(pk=cast.ben.pk).is_active
    verbs = Event.objects.filter(subject_id=cast.ben.pk, subject_type="user").values_list("verb", flat=True)
    assert {"user.deactivated", "user.reactivated"} <= set(verbs)


def test_a_team_is_made_renamed_and_filled(amara, cast):
    assert (
        amara.post("/settings/teams/", {"name": "Data & Search"})["Location"]
        == "/settings/teams/data-search/"
    )
    assert amara.post("/settings/teams/", {"name": "Payments"}).status_code == 422
    assert amara.post("/settings/teams/", {"name": "!!!"}).status_code == 422
    amara.post("/settings/teams/data-search/members/", {"user": cast.olga.pk})
    amara.post("/settings/teams/data-search/", {"name": "Data"})
    team = Team.objects.get(slug="data-search")
    assert (team.name, list(team.members.all())) == ("Data", [cast.olga])
    amara.post(f"/settings/teams/data-search/members/{cast.olga.pk}/release/")
    assert not team.members.exists()


def test_a_person_keeps_name_and_zone(client, cast):
    client.force_login(cast.gus)
    page = client.get("/account/")
    assert '<option value="Europe/Amsterdam">' in page.text
    client.post("/account/", {"name": "Gus B.", "time_zone": "europe/amsterdam"})
    cast.gus.refresh_from_db()
    assert (cast.gus.name, cast.gus.time_zone) == ("Gus B.", "Europe/Amsterdam")
    refused = client.post("/account/", {"name": "Gus", "time_zone": "Mars/Olympus"})
    assert "Choose a zone from the list" in refused.text


def test_people_cost_the_same_however_many(amara, cast, django_assert_max_num_queries):
    for n in range(20):
        User.objects.create_user(f"p{n}@example.org", f"P {n}")
    with django_assert_max_num_queries(8):
        amara.get("/settings/people/")
