"""How long a body is kept, and what stays of a delivery without one."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection

from incidents.alerts.models import AlertDelivery, DeliveryRefused
from incidents.alerts.models import delivery as room
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def body(number: int = 0, **alert) -> bytes:
    return json.dumps({"title": "Queue grows", "state": "firing", "text": str(number), **alert}).encode()


@pytest.fixture
def kept(make_source):
    """`kept(body)` sends it at noon and gives its delivery."""
    source, _ = make_source()
    return lambda body, at=NOW: source.receive(body, headers={"user-agent": "Tool/1"}, at=at)


@pytest.fixture
def sweep(monkeypatch):
    """`sweep(at)` runs the command at that moment and gives what it says."""

    def run(at):
        with monkeypatch.context() as then:
            then.setattr("django.utils.timezone.now", lambda: at)
            call_command("sweep_alerts", stdout=(said := io.StringIO()))
        return said.getvalue()

    return run


@pytest.mark.parametrize("late", [False, True])
def test_a_body_is_kept_for_as_long_as_the_setting_says(kept, sweep, settings, late):
    settings.ALERT_BODY_DAYS = 30
    before = kept(body())
    at = NOW + 30 * DAY + late * dt.timedelta(seconds=1)
    assert sweep(at) == f"Emptied {int(late)} bodies that came more than 30 days ago.\n"
    after = AlertDelivery.objects.get()
    assert bytes(after.body) == (b"" if late else body())
    assert after.emptied_at == (at if late else None)
    for name in ("digest", "outcome", "standing", "incidents", "headers", "received_at", "times"):
        assert getattr(after, name) == getattr(before, name)


def test_zero_keeps_bodies_for_ever(kept, sweep, settings):
    settings.ALERT_BODY_DAYS = 0
    kept(body())
    assert sweep(NOW + 9000 * DAY) == "ALERT_BODY_DAYS is 0: every body is kept.\n"
    assert bytes(AlertDelivery.objects.get().body) == body()


def test_it_counts_from_when_a_body_came_last_and_what_comes_again_is_kept_again(kept, sweep):
    kept(body())
    kept(body(), NOW + 60 * DAY)
    assert sweep(NOW + 100 * DAY).startswith("Emptied 0")
    assert sweep(NOW + 151 * DAY).startswith("Emptied 1")
    kept(body(), NOW + 152 * DAY)
    again = AlertDelivery.objects.get()
    assert (bytes(again.body), again.times, again.emptied_at) == (body(), 3, None)


def test_many_go_a_handful_at_a_time(kept, sweep, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(room, "AT_ONCE", 2)
    for number in range(5):
        kept(body(number))
    with django_assert_num_queries(2 * 3 + 1):
        assert sweep(NOW + 100 * DAY).startswith("Emptied 5")
    assert sweep(NOW + 101 * DAY).startswith("Emptied 0")


def test_one_that_comes_again_at_that_moment_keeps_its_body(kept, sweep):
    """Between the look for what is due and the statement that empties it."""
    kept(body())
    come_again = "UPDATE incidents_alertdelivery SET last_at = now() + interval '9 years'"

    def meanwhile(execute, sql, *rest):
        if sql.startswith("UPDATE"):
            with connection.connection.cursor() as other:
                other.execute(come_again)
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        assert sweep(NOW + 100 * DAY).startswith("Emptied 0")
    assert bytes(AlertDelivery.objects.get().body) == body()


def test_what_was_refused_has_no_body_to_empty(make_source, send, sweep):
    _, door = make_source(secret="s3cret")
    send(door)
    assert sweep(NOW + 9000 * DAY).startswith("Emptied 0")
    assert AlertDelivery.objects.get().emptied_at is None


def test_the_page_says_that_the_body_is_gone_and_it_cannot_be_read_again(kept, sweep, as_user, cast):
    delivery = kept(body(title=""))
    page = f"/settings/alerts/{delivery.source_id}/deliveries/{delivery.pk}/"
    amara = as_user(cast.amara)
    assert "Read again</button>" in amara.get(page).text
    sweep(NOW + 91 * DAY)
    shown = amara.get(page).text
    assert "Read again</button>" not in shown and "kept for 90 days after they came last" in shown
    assert delivery.outcome in shown and delivery.digest in shown
    # From a page that was open before.
    assert "no longer kept. Have the tool send it again." in amara.post(page + "again/", follow=True).text
    with pytest.raises(DeliveryRefused):
        delivery.read_again(by=cast.amara, at=NOW)
    assert AlertDelivery.objects.get().outcome == delivery.outcome
