"""Who has a part in an incident, through its page."""

from .pages import errors, url


def test_people_come_and_go(ben, incident, cast):
    ben.post(url("people", incident), {"user": cast.priya.pk, "role": "commander", "once": "a"})
    part = incident.involvements.get()
    again = ben.post(url("people", incident), {"user": cast.kenji.pk, "role": "commander", "once": "b"})
    assert "There is a commander already" in str(errors(again)["role"])
    ben.post(url("person_remove", incident, part.pk))
    assert not incident.involvements.exists()


def test_people_who_have_left_cannot_be_added(ben, incident, cast):
    answer = ben.post(url("people", incident), {"user": cast.dana.pk, "role": "scribe"})
    assert "user" in errors(answer)


def test_the_last_person_of_a_restricted_incident_stays(ben, secret, cast):
    for user in (cast.priya, cast.ben):
        part = secret.involvements.get(user=user)
        page = ben.post(url("person_remove", secret, part.pk), follow=True).content.decode()
    assert "is the last person who can see" in page
    assert secret.involvements.count() == 1


def test_whoever_leaves_a_restricted_incident_sees_it_no_longer(ben, secret, cast):
    part = secret.involvements.get(user=cast.ben)
    answer = ben.post(url("person_remove", secret, part.pk), follow=True)
    assert answer.redirect_chain[-1][0] == "/incidents/"
    assert ben.get(secret.get_absolute_url()).status_code == 404
