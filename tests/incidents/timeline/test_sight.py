"""A restricted incident exists for its people only."""

from django.contrib.auth.models import AnonymousUser

from incidents.timeline.models import Incident
from tests.cast import an_incident


def seen_by(user):
    return set(Incident.objects.visible_to(user))


def test_everyone_here_sees_an_open_incident(incident, cast):
    for user in (cast.amara, cast.olga, cast.gus):
        assert seen_by(user) == {incident}


def test_nobody_else_sees_anything(incident, cast):
    assert seen_by(AnonymousUser()) == set()
    assert seen_by(cast.dana) == set()


def test_a_restricted_incident_is_for_its_people_alone(secret, cast):
    assert seen_by(cast.ben) == seen_by(cast.priya) == {secret}
    for user in (cast.amara, cast.kenji, cast.olga, cast.gus):
        assert seen_by(user) == set()


def test_the_number_is_never_given_out_twice(cast, incident):
    gone = incident.pk
    incident.events.all().delete()
    incident.delete()
    assert an_incident(cast).pk > gone
