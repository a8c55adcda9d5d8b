"""Coming in: by password, by a mailed link, by an invitation; and being shut out again."""

import datetime as dt
import re
import threading

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from incidents.people import letters
from incidents.people.models import Invitation, SignInLink, Team, User

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def letters_at_once(monkeypatch):
    """Mail leaves within the request, so that a test sees it."""
    monkeypatch.setattr(letters, "later", lambda work, *args: work(*args))


@pytest.fixture
def token(cast):
    return SignInLink.make(cast.amara, at=timezone.now())


def signed_in(client):
    return client.get("/account/").status_code == 200


def sign_in(client, email="ben@example.org", password="correct horse", **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


# -- Password ----------------------------------------------------------------------------------------------


def test_the_right_password_lets_in(client, cast):
    assert sign_in(client, "BEN@example.org")["Location"] == "/"
    assert signed_in(client)


def test_strangers_are_sent_to_sign_in_and_come_back_to_where_they_wanted(client, cast):
    asked = client.get("/account/")
    assert asked["Location"] == "/sign-in/?next=/account/"
    assert 'name="next" value="/account/"' in client.get(asked["Location"]).text
    assert sign_in(client, next="/account/")["Location"] == "/account/"


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_nobody_is_sent_to_another_site(client, cast, token, then):
    assert sign_in(client, next=then)["Location"] == "/"
    assert Client().post(f"/sign-in/link/{token}/", {"next": then})["Location"] == "/"


def test_a_part_of_a_page_asked_for_by_a_script_is_refused_in_words(client, cast):
    answer = client.get("/account/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "signed out" in answer.text


@pytest.mark.parametrize(
    ("email", "password"),
    [("ben@example.org", "wrong"), ("nobody@example.org", "correct horse"), ("nobody@example.org", "x")],
)
def test_what_is_wrong_is_not_said(client, cast, email, password):
    answer = sign_in(client, email, password)
    assert "The address or the password is not right." in answer.text
    assert not signed_in(client)


def test_a_closed_account_opens_with_nothing(client, cast):
    assert sign_in(client, "dana@example.org")["Location"] == "/sign-in/closed/"
    assert client.get("/sign-in/closed/").status_code == 403
    assert not signed_in(client)


def test_too_many_tries_do_not_lock_the_owner_out(client, cast):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(5):
        sign_in(stranger, password="guess")
    assert "Too many tries" in sign_in(stranger).text
    assert not signed_in(stranger)
    assert sign_in(client)["Location"] == "/"


def test_there_is_no_registration(client, cast):
    assert client.get("/sign-up/").status_code == client.get("/signup/").status_code == 404


def test_signing_out_takes_a_post(client, cast):
    client.force_login(cast.ben)
    assert client.get("/sign-out/").status_code == 405
    assert signed_in(client)
    client.post("/sign-out/")
    assert not signed_in(client)


# -- Link --------------------------------------------------------------------------------------------------


def test_opening_a_link_uses_nothing_up_and_its_button_lets_in(client, token):
    page = client.get(f"/sign-in/link/{token}/")
    assert "Sign in as Amara Diallo" in page.text
    main = page.text.split("<main")[1].split("</main>")[0]
    assert main.count('type="submit"') == 1
    assert client.head(f"/sign-in/link/{token}/").status_code == 200
    assert not signed_in(client)
    assert client.post(f"/sign-in/link/{token}/")["Location"] == "/"
    assert signed_in(client)


def test_a_link_works_once(client, token):
    client.post(f"/sign-in/link/{token}/")
    second = Client().post(f"/sign-in/link/{token}/")
    assert second.status_code == 410
    assert "Each one works once" in second.text


def test_old_and_unknown_links_say_so(client, cast):
    old = SignInLink.make(cast.ben, at=timezone.now() - 25 * HOUR)
    assert "older than a day" in client.get(f"/sign-in/link/{old}/").text
    assert client.get("/sign-in/link/nonsense/").status_code == 410


def test_links_of_a_closed_account_stay_closed_after_it_is_opened_again(client, cast):
    token = SignInLink.make(cast.ben, at=timezone.now())
    cast.ben.deactivate(by=cast.amara, at=timezone.now())
    cast.ben.reactivate(by=cast.amara, at=timezone.now())
    assert client.post(f"/sign-in/link/{token}/").status_code == 410


def test_a_link_for_somebody_else_changes_who_one_is(client, cast, token):
    client.force_login(cast.ben)
    client.post(f"/sign-in/link/{token}/")
    assert "amara@example.org" in client.get("/account/").text


def test_a_mailed_link_lets_in_and_leads_on(client, cast):
    client.post("/sign-in/link/", {"login": "Ben@example.org", "next": "/account/"})
    (letter,) = mail.outbox
    assert letter.to == ["ben@example.org"]
    path = re.search(r"http://testserver(\S+)", letter.body).group(1)
    page = client.get(path)
    assert 'name="next" value="/account/"' in page.text
    assert client.post(path)["Location"] == "/account/"


@pytest.mark.parametrize("email", ["ben@example.org", "dana@example.org", "nobody@example.org"])
def test_the_answer_is_the_same_for_known_and_unknown(client, cast, monkeypatch, email):
    asked = []
    monkeypatch.setattr(letters, "later", lambda *work: asked.append(work))
    answer = client.post("/sign-in/link/", {"login": email})
    assert answer["Location"] == "/sign-in/sent/"
    assert len(asked) == 1
    assert client.post("/password/reset/", {"email": email})["Location"] == "/password/reset/sent/"


def test_only_open_accounts_are_mailed(client, cast):
    for email in ("dana@example.org", "nobody@example.org"):
        client.post("/sign-in/link/", {"login": email})
        client.post("/password/reset/", {"email": email})
    assert mail.outbox == []


def test_nobody_is_flooded_and_every_mailed_link_works(client, cast):
    for n in range(8):
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/sign-in/link/", {"login": "ben@example.org"})
    assert len(mail.outbox) == SignInLink.MAILS_AN_HOUR
    first = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    assert client.post(first).status_code == 302


def test_an_address_that_is_none_is_said_so(client, cast):
    answer = client.post("/sign-in/link/", {"login": "not an address"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_lets_in(cast):
    token = SignInLink.make(cast.ben, at=timezone.now())
    codes = []

    def click():
        from django.db import connection

        try:
            codes.append(Client().post(f"/sign-in/link/{token}/").status_code)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join(60)
    assert sorted(codes) == [302, 410, 410, 410]


# -- Passwords, new and changed ----------------------------------------------------------------------------


def test_a_new_password_by_mail_ends_every_session(client, cast):
    elsewhere = Client()
    elsewhere.force_login(cast.ben)
    client.post("/password/reset/", {"email": "ben@example.org"})
    path = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    page = client.get(path, follow=True)
    new = {"password1": "a longer one, please", "password2": "a longer one, please"}
    assert client.post(page.redirect_chain[-1][0], new)["Location"] == "/password/reset/done/"
    assert not signed_in(elsewhere)
    assert "does not work" in client.get(path, follow=True).text
    assert sign_in(client, password=new["password1"])["Location"] == "/"


def test_changing_the_password_keeps_this_session_alone(client, cast):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(cast.ben)
    form = {"oldpassword": "wrong", "password1": "a longer one, please", "password2": "a longer one, please"}
    assert "not your current password" in client.post("/password/change/", form).text
    client.post("/password/change/", {**form, "oldpassword": "correct horse"})
    assert signed_in(client)
    assert not signed_in(elsewhere)


def test_a_weak_password_is_refused(client, cast):
    client.force_login(cast.ben)
    form = {"oldpassword": "correct horse", "password1": "short", "password2": "short"}
    assert "too short" in client.post("/password/change/", form).text


def test_being_shut_out_ends_every_session_for_good(client, cast):
    client.force_login(cast.ben)
    cast.ben.deactivate(by=cast.amara, at=timezone.now())
    assert not signed_in(client)
    cast.ben.reactivate(by=cast.amara, at=timezone.now())
    assert not signed_in(client)


def test_signing_out_elsewhere_keeps_this_session(client, cast):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(cast.ben)
    client.post("/account/sessions/end/")
    assert signed_in(client)
    assert not signed_in(elsewhere)


# -- Invitations -------------------------------------------------------------------------------------------


@pytest.fixture
def invited(cast):
    team = Team.objects.get(slug="platform")
    return Invitation.send("ines@example.org", role="member", team=team, by=cast.amara, at=timezone.now())


def test_an_invitation_makes_an_account_once(client, invited):
    path = f"/invitations/{invited[1]}/"
    assert "Amara Diallo invites ines@example.org" in client.get(path).text
    assert client.post(path, {"name": "Ines Carvalho", "password": ""})["Location"] == "/"
    ines = User.objects.get(email="ines@example.org")
    assert (ines.role, ines.teams.get().slug, ines.has_usable_password()) == ("member", "platform", False)
    assert signed_in(client)
    assert "accepted already" in Client().get(path).text


def test_a_password_on_the_invitation_must_be_a_good_one(client, invited):
    path = f"/invitations/{invited[1]}/"
    assert client.post(path, {"name": "Ines", "password": "short"}).status_code == 422
    assert client.post(path, {"name": "", "password": ""}).status_code == 422
    assert not User.objects.filter(email="ines@example.org").exists()


def test_an_invitation_ends_with_its_time_its_sender_or_its_withdrawal(client, cast, invited):
    path = f"/invitations/{invited[1]}/"
    cast.kenji.change_role("admin", by=cast.amara, at=timezone.now())
    cast.amara.change_role("member", by=cast.kenji, at=timezone.now())
    assert client.get(path).status_code == 410
    cast.amara.change_role("admin", by=cast.kenji, at=timezone.now())
    assert client.get(path).status_code == 200
    invited[0].withdraw(by=cast.amara, at=timezone.now())
    assert client.get(path).status_code == 410


# -- The command -------------------------------------------------------------------------------------------


def test_the_command_prints_a_link_that_lets_in(client, cast, capsys):
    call_command("link", "Ben@example.org", "--port", "8123")
    address = capsys.readouterr().out
    assert re.fullmatch(r"http://127\.0\.0\.1:8123/sign-in/link/\S+/\n", address)
    client.post(address.strip().removeprefix("http://127.0.0.1:8123"))
    assert "ben@example.org" in client.get("/account/").text


@pytest.mark.parametrize(
    ("email", "sentence"), [("who@example.org", "Nobody here"), ("dana@example.org", "closed")]
)
def test_the_command_says_why_there_is_no_link(cast, email, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("link", email)
