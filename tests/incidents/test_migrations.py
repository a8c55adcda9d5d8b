"""The later migrations carry what is stored: an old database is filled, brought up to date, and looked at.

All of it happens once, in one transaction, which is rolled back.
"""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests import cast as the_cast
from tests.cast import NOW

OLD = [("incidents", "0007_attachments")]
BEFORE_ESTIMATES = [("incidents", "0013_alert_bodies")]


def migrate(targets):
    """Bring the database to these migrations, forwards or back; gives the models as they are there."""
    with connection.cursor() as cursor:
        # Each migration has a transaction of its own elsewhere; here none may leave references to be looked at late.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def fill():
    """A database at OLD, with incidents of every closing reason; gives the keys of what is in it."""
    models = migrate(OLD)

    def of(name):
        return models.get_model("incidents", name).objects

    user = of("User").create(email="ben@example.org", name="Ben Okafor")
    severity = of("Severity").order_by("order").first()

    def incident(title, **fields):
        return of("Incident").create(
            title=title, severity=severity, opened_by=user, opened_at=NOW, status="closed", **fields
        )

    real = of("Incident").create(title="Real", severity=severity, opened_by=user, opened_at=NOW)
    found = SimpleNamespace(
        real=real.pk,
        drill=incident("Drill", closing_reason="drill").pk,
        alarm=incident("Alarm", closing_reason="false_alarm").pk,
        twin=incident("Twin", closing_reason="duplicate", duplicate_of=real).pk,
        user=user.pk,
    )
    one = incident("One", closing_reason="duplicate", duplicate_of=real)
    other = incident("Other", closing_reason="duplicate", duplicate_of=one)
    of("Incident").filter(pk=one.pk).update(duplicate_of=other)
    found.each_other = {one.pk, other.pk}
    of("Event").create(
        at=NOW + dt.timedelta(hours=2),
        by=user,
        verb="incident.status_changed",
        incident_id=found.twin,
        subject_type="incident",
        subject_id=found.twin,
    )
    entry = real.entries.create(text="It fell", author=user, recorded_at=NOW, happened_at=NOW)
    type(entry).objects.filter(pk=entry.pk).update(text="It fell over")
    found.entry = entry.pk
    context = models.get_model("pghistory", "Context").objects
    found.secret, found.plain = (
        context.create(
            id=f"00000000-0000-0000-0000-00000000000{n}", metadata={"url": url, "user": user.pk}
        ).pk
        for n, url in enumerate(("/hooks/a-secret-token/", "/incidents/INC-1/"), 1)
    )
    return found


@pytest.fixture(scope="module")
def new(django_db_setup, django_db_blocker):
    """The same database, brought up to date, and what is in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        # Tests that commit may have emptied every table before.
        the_cast.scale()
        the_cast.kinds()
        found = fill()
        incidents = migrate(BEFORE_ESTIMATES).get_model("incidents", "Incident").objects
        incidents.filter(pk=found.real).update(
            numbers_about=True, users_affected=9, revenue=5, currency="EUR"
        )
        incidents.filter(pk=found.drill).update(users_affected=9)
        migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        yield found
        transaction.set_rollback(True)


def test_entries_keep_their_words_and_their_history_goes_on(new):
    from incidents.timeline.models import TimelineEntry

    entry = TimelineEntry.objects.get(pk=new.entry)
    assert (entry.text, entry.origin, entry.quote) == ("It fell over", "", "")
    TimelineEntry.objects.filter(pk=entry.pk).update(quote="it fell")
    told = list(entry.events.order_by("pgh_id").values_list("text", "quote"))
    assert told == [("It fell", ""), ("It fell over", ""), ("It fell over", "it fell")]


def test_what_was_closed_as_a_drill_is_one(new):
    from incidents.timeline.models import Incident

    natures = dict(Incident.objects.values_list("pk", "nature"))
    assert natures[new.drill] == "drill" and natures[new.alarm] == "false_alarm"
    assert {natures[number] for number in (new.real, new.twin, *new.each_other)} == {"real"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=new.drill).update(nature="real")


def test_duplicates_are_linked_with_who_closed_them_and_when(new):
    from incidents.timeline.models import Link

    link = Link.objects.get(incident=new.twin)
    assert (link.other_id, link.relation, link.by_id) == (new.real, "duplicate", new.user)
    assert link.at == NOW + dt.timedelta(hours=2)
    [pair] = Link.objects.exclude(pk=link.pk)
    assert {pair.incident_id, pair.other_id} == new.each_other
    assert (pair.by_id, pair.at) == (None, NOW), "nobody recorded that it was closed"


def test_addresses_of_alert_sources_are_forgotten_and_others_are_not(new):
    from pghistory.models import Context

    assert Context.objects.get(pk=new.secret).metadata == {"url": "/hooks/", "user": new.user}
    assert Context.objects.get(pk=new.plain).metadata["url"] == "/incidents/INC-1/"


def test_estimates_are_said_of_each_figure(new):
    from incidents.timeline.models import Incident

    assert Incident.objects.get(pk=new.real).estimates == ["users_affected", "revenue"]
    assert Incident.objects.get(pk=new.drill).estimates == []


def test_going_back_says_it_of_all_figures_again(new):
    back = migrate(BEFORE_ESTIMATES).get_model("incidents", "Incident").objects
    assert list(back.filter(numbers_about=True).values_list("pk", flat=True)) == [new.real]
