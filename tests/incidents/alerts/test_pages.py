"""The list of alerts for members, and the panel on the incident."""

import pytest

from incidents.alerts import readers
from incidents.alerts.models import Alert, AlertDelivery, AlertRefused
from incidents.audit.models import Event
from incidents.timeline.models import Incident
from tests.cast import NOW, an_incident

from .conftest import FIRED, minutes

pytestmark = pytest.mark.django_db


def test_what_waits_is_opened_with_one_click(as_user, make_source, send, cast):
    _, door = make_source(mode="keep")
    send(door, at=minutes(0))
    ben = as_user(cast.ben)
    alert = Alert.objects.get()
    assert "Waiting for a person" in ben.get("/alerts/").text
    first = ben.post(f"/alerts/{alert.pk}/incident/")
    again = ben.post(f"/alerts/{alert.pk}/incident/")
    assert first.url == again.url == Incident.objects.get().get_absolute_url()
    assert Incident.objects.get().reference in ben.get("/alerts/").text


def test_what_waits_is_added_to_an_open_incident(as_user, make_source, send, cast):
    _, door = make_source(mode="keep")
    send(door, at=minutes(0))
    ben, alert = as_user(cast.ben), Alert.objects.get()
    mine = an_incident(cast)
    path = f"/alerts/{alert.pk}/join/"
    assert path in ben.get("/alerts/").text
    assert mine.title in ben.get(path).text
    for _ in range(2):
        assert ben.post(path, {"incident": mine.reference.lower()}).url == mine.get_absolute_url()
    assert mine.entries.get().text == "Checkout slow"
    assert "added the alert “Checkout slow”" in ben.get(f"{mine.get_absolute_url()}history/").text
    assert not Alert.objects.waiting() and ben.get(path).url == mine.get_absolute_url()
    send(door, state="acknowledged", at=minutes(3))
    send(door, state="resolved", at=minutes(5))
    mine.refresh_from_db()
    # A person opened it, so a person resolves it.
    assert (mine.entries.count(), mine.status, Incident.objects.count()) == (3, "open", 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the reference of the incident."),
        ("checkout", "There is no open incident checkout."),
        ("INC-999999999999999999", "There is no open incident"),
        ("hidden", "There is no open incident"),
        ("closed", "There is no open incident"),
        ("other", "Somebody has said meanwhile"),
    ],
)
def test_only_open_incidents_that_are_seen_can_be_named(as_user, make_source, send, cast, typed, sentence):
    send(make_source(mode="keep")[1])
    ben, alert = as_user(cast.ben), Alert.objects.get()
    hidden = an_incident(cast, visibility="restricted", by=cast.priya)
    closed, first, other = (an_incident(cast, title=word) for word in ("A", "B", "C"))
    closed.change_status("closed", by=cast.ben, at=NOW, reason="false_alarm")
    if typed == "other":
        alert.join(first, by=cast.ben, at=NOW)
    named = {"hidden": hidden, "closed": closed, "other": other}
    text = named[typed].reference if typed in named else typed
    answer = ben.post(f"/alerts/{alert.pk}/join/", {"incident": text})
    assert answer.status_code == 422 and sentence in answer.text
    assert not other.entries.exists() and not hidden.entries.exists()


def test_what_is_for_named_people_goes_to_no_incident_for_everyone(make_source, send, cast, as_user):
    send(make_source(mode="keep", visibility="restricted", readers=[cast.priya])[1])
    alert, mine = Alert.objects.get(), an_incident(cast)
    answer = as_user(cast.priya).post(f"/alerts/{alert.pk}/join/", {"incident": mine.reference})
    assert "is for named people" in answer.text and not mine.entries.exists()
    secret = an_incident(cast, visibility="restricted", by=cast.priya)
    alert.join(secret, by=cast.priya, at=NOW)
    assert secret.entries.count() == 1


def test_what_ended_meanwhile_takes_no_alert(make_source, send, cast):
    send(make_source(mode="keep")[1])
    mine = an_incident(cast)
    mine.change_status("resolved", by=cast.ben, at=NOW)
    with pytest.raises(AlertRefused, match="is over"):
        Alert.objects.get().join(mine, by=cast.ben, at=NOW)


def test_a_delivery_is_read_again_when_its_reader_is_mended(amara, make_source, send, monkeypatch):
    source, door = make_source()
    with monkeypatch.context() as broken:

        def read(*_):
            raise readers.Unreadable("no title.")

        broken.setattr(readers, "read", read)
        assert send(door, state="firing").status_code == 422
    delivery = AlertDelivery.objects.get()
    AlertDelivery.objects.update(received_at=FIRED)
    page = f"/settings/alerts/{source.pk}/deliveries/{delivery.pk}/"
    assert "Read again" in amara.get(page).text
    for _ in range(2):
        assert "Opened INC-" in amara.post(page + "again/", follow=True).text
    assert "Read again</button>" not in amara.get(page).text
    # It tells of the time at which it came, not of the one at which it was read.
    assert Incident.objects.get().detected_at == FIRED
    assert Event.objects.filter(verb="alertsource.read_again").count() == 1


def test_put_aside_it_goes_off_the_list(as_user, make_source, send, cast):
    _, door = make_source(mode="keep")
    send(door)
    ben, alert = as_user(cast.ben), Alert.objects.get()
    ben.post(f"/alerts/{alert.pk}/aside/")
    page = ben.get("/alerts/").text
    assert "No alert waits." in page and "put aside" in page


def test_guests_see_alerts_of_incidents_and_decide_nothing(as_user, make_source, send, cast):
    send(make_source()[1], title="Has an incident")
    send(make_source(mode="keep")[1], title="Waits alone")
    gus = as_user(cast.gus)
    page = gus.get("/alerts/").text
    assert "Has an incident" in page and "Waits alone" not in page
    waits = Alert.objects.get(title="Waits alone")
    assert gus.post(f"/alerts/{waits.pk}/incident/").status_code == 404
    assert gus.post(f"/alerts/{Alert.objects.exclude(pk=waits.pk).get().pk}/incident/").status_code == 403


def test_alerts_of_a_restricted_incident_are_for_its_people(as_user, make_source, send, cast):
    send(make_source(visibility="restricted", readers=[cast.priya])[1], title="Leaked key")
    assert "Leaked key" in as_user(cast.priya).get("/alerts/").text
    for user in (cast.ben, cast.amara, cast.gus):
        assert "Leaked key" not in as_user(user).get("/alerts/").text


def test_the_incident_names_its_alerts(as_user, door, send, cast):
    send(door, at=minutes(0), url="https://monitor.example/7")
    send(door, state="acknowledged", at=minutes(1))
    page = as_user(cast.ben).get(Incident.objects.get().get_absolute_url()).text
    panel = page[page.index("<h2>Alerts</h2>") :][:900]
    assert "Acknowledged" in panel and "https://monitor.example/7" in panel


def test_its_alerts_cost_the_page_of_an_incident_one_query(
    as_user, make_source, send, cast, django_assert_num_queries
):
    _, door = make_source(bundle="group")
    ben = as_user(cast.ben)
    for number in range(12):
        send(door, key=f"k{number}", group="g")
        page = Incident.objects.get().get_absolute_url()
        if number in (0, 11):
            # Who asks is two; the incident, its entries, its actions and its alerts are one each.
            with django_assert_num_queries(6):
                assert "alert-list" in ben.get(page).text


def test_the_lists_cost_the_same_with_more_rows(as_user, make_source, send, cast, django_assert_num_queries):
    open_door, (source, keep_door) = make_source()[1], make_source(mode="keep")
    ben, amara = as_user(cast.ben), as_user(cast.amara)
    for number in range(12):
        send(open_door, key=f"o{number}")
        send(keep_door, key=f"k{number}")
        if number in (1, 11):
            with django_assert_num_queries(5):
                ben.get("/alerts/")
            with django_assert_num_queries(3):
                amara.get("/settings/alerts/")
            with django_assert_num_queries(6):
                amara.get(source.get_absolute_url())
