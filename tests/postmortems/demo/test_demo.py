"""The demo is put in, shows every state there is, and is taken out again without a trace."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertDelivery, AlertSource
from incidents.audit.models import Event
from incidents.catalog.kinds import SLUGS
from incidents.people.models import Team, User
from incidents.timeline.models import Attachment, Incident, TimelineEntry
from incidents.timeline.models.attachment import storage
from postmortems.archive.models import Publication
from postmortems.demo import ledger
from postmortems.demo.company import address
from postmortems.demo.telling import HereAlready, Teller
from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import Approval, Thread
from tests import cast as the_cast

NOW = the_cast.NOW


def rows():
    """How many there are of everything, history included."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            found[model._meta.label] = model._base_manager.count()
    return found


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Told once for all tests of this file, beside the cast and an incident of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        mine = the_cast.an_incident(cast)
        mine.record(text="Mine", by=cast.ben, at=NOW, happened_at=NOW)
        before = rows()
        Teller(NOW).tell()
        yield cast, mine, before
        transaction.set_rollback(True)


@pytest.fixture
def demo(told, db):
    return told


def test_every_state_is_there(demo):
    assert set(Incident.objects.values_list("status", flat=True)) == set(Incident.Status.values)
    assert set(Incident.objects.values_list("closing_reason", flat=True)) >= set(
        Incident.ClosingReason.values
    )
    assert set(Postmortem.objects.values_list("state", flat=True)) == set(Postmortem.State.values)
    assert set(ActionItem.objects.values_list("state", flat=True)) == set(ActionItem.State.values)
    assert set(TimelineEntry.objects.values_list("kind", flat=True)) == set(SLUGS)
    assert set(Publication.objects.values_list("version", flat=True)) == {1, 2}
    assert set(Approval.objects.values_list("verdict", flat=True)) == {"approve", "changes"}
    assert {thread.is_open for thread in Thread.objects.all()} == {True, False}
    fresh = {
        approval.is_fresh
        for approval in Approval.objects.current().filter(postmortem__state="in_review", verdict="approve")
    }
    assert fresh == {True, False}


def test_nothing_happens_in_the_future_and_the_record_is_in_order(demo):
    assert not Event.objects.filter(at__gt=NOW).exists()
    assert not TimelineEntry.objects.filter(happened_at__gt=NOW).exists()
    for incident in Incident.objects.all():
        times = list(incident.events.order_by("pk").values_list("at", flat=True))
        assert times[0] - dt.timedelta(days=1) < times[-1]


def test_the_restricted_one_is_restricted(demo):
    hidden = Incident.objects.get(visibility="restricted")
    seen = {user for user in User.objects.active() if hidden in Incident.objects.visible_to(user)}
    assert {user.email.partition("@")[0] for user in seen} == {"tomasz", "ben", "amara"}


def test_amara_signs_in_first_and_has_something_to_do(demo):
    amara = User.objects.get(email=address("amara"))
    assert amara.is_admin
    assert ActionItem.objects.open().filter(owner=amara).exists()
    assert not User.objects.get(email=address("dana")).is_active


def test_an_alert_has_opened_one_and_another_waits(demo):
    opened = Incident.objects.get(opened_by=None, title__contains="Antwerp")
    first = opened.entries.get(source="alert")
    assert first.key_moment and opened.detected_at == first.happened_at
    alert = opened.alerts.get()
    assert (alert.opened, alert.state, alert.times) == (True, "firing", 3)
    assert [each.title for each in Alert.objects.waiting()] == [
        "Slow answers for places in Belgium and the Netherlands"
    ]
    standing = AlertDelivery.objects.values_list("standing", "times").order_by("standing", "times")
    assert list(standing) == [("taken", 1), ("taken", 3), ("unreadable", 1)]


def test_an_image_and_a_file_stand_as_evidence(demo):
    shown = {each.name: each for each in Attachment.objects.exclude(entry=None)}
    assert set(shown) == {"empty-answers.png", "import-antwerp.log"}
    image = shown["empty-answers.png"]
    assert image.is_image and image.alt.startswith("A curve of empty answers")
    assert image.size < 40_000 and image.open().read().startswith(b"\x89PNG")


def test_it_is_told_once(demo):
    with pytest.raises(HereAlready, match="demo --remove"):
        Teller(NOW).tell()
    with pytest.raises(CommandError, match="here already"):
        call_command("demo")


def test_it_goes_without_a_trace_and_takes_nothing_else(demo):
    _, mine, before = demo
    files = Attachment.objects.all().stored_names()
    with TestCase.captureOnCommitCallbacks(execute=True):
        gone, stays = ledger.remove()
    connection.check_constraints()
    assert len(files) == 3 and not any(map(storage().exists, files))
    assert (gone > 20, stays) == (True, [])
    assert rows() == before
    assert mine.entries.count() == 1
    assert ledger.remove() == (0, [])


def test_what_people_made_with_it_stays(demo):
    cast, mine, _ = demo
    tomasz = User.objects.get(email=address("tomasz"))
    theirs = Incident.objects.get(title="Refunds were paid out twice")
    mine.change_status("closed", by=cast.ben, at=NOW, reason="duplicate", duplicate_of=theirs)
    mine.record(text="Tomasz helped", by=tomasz, at=NOW)
    Team.objects.get(slug="platform").admit(cast.olga, by=cast.amara, at=NOW)
    waiting = Alert.objects.waiting().get()
    waiting.open_incident(by=cast.ben, at=NOW)
    _, stays = ledger.remove()
    # What they opened an incident for stays with its source; the other source goes.
    assert Alert.objects.get() == waiting and AlertSource.objects.get() == waiting.source
    assert Incident.objects.filter(pk=theirs.pk).exists()
    assert User.objects.filter(pk=tomasz.pk).exists()
    assert not User.objects.filter(email=address("dana")).exists()
    assert len(stays) >= 2
