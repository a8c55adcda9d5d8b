"""The pages: the list for members, the settings about sources, the panel on the incident."""

import re

import pytest

from incidents.alerts import examples, readers
from incidents.alerts.models import Alert, AlertDelivery, AlertRefused, AlertSource
from incidents.alerts.recipes import ADDRESS
from incidents.audit.models import Event
from incidents.catalog.models import CatalogRefused
from incidents.timeline.models import Incident
from tests.cast import NOW, an_incident

from .conftest import FIRED, minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(as_user, cast):
    return as_user(cast.amara)


def form(cast, **changes):
    given = {
        "once": "k1",
        "name": "Prometheus",
        "vendor": "alertmanager",
        "mode": "open",
        "bundle": "alert",
        "when_over": "resolve",
        "severity": cast.severities["sev2"].pk,
        "words": "critical = SEV-1\nwarning=sev-3",
        "visibility": "everyone",
    }
    return given | changes


# -- sources -----------------------------------------------------------------------------------------------


def test_a_new_source_shows_its_address_once(amara, cast, send):
    page = amara.post("/settings/alerts/new/", form(cast)).text
    address = re.search(r"http://testserver(/hooks/[\w-]+/)", page)[1]
    assert page.count(address) == 2  # by itself, and in what to paste
    source = AlertSource.objects.get()
    assert {w.word: w.severity.name for w in source.severity_words.all()} == {
        "critical": "SEV-1",
        "warning": "SEV-3",
    }
    again = amara.get(source.get_absolute_url()).text
    assert address not in again and ADDRESS in again
    assert send(address, examples.firing("alertmanager", NOW)).status_code == 200
    assert Incident.objects.get().severity == cast.severities["sev1"]


def test_sent_twice_a_form_makes_one_source(amara, cast):
    for _ in range(2):
        amara.post("/settings/alerts/new/", form(cast))
    assert AlertSource.objects.count() == 1
    assert (
        "There is a source called Prometheus"
        in amara.post("/settings/alerts/new/", form(cast, once="k2")).text
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": "critical"}, "is no pair"),
        ({"words": "critical = SEV-9"}, "There is no severity “SEV-9”"),
        ({"visibility": "restricted"}, "Name at least one person"),
        ({"vendor": "statuspage", "secret": "x"}, "sends no secret"),
        ({"name": "a\0b"}, None),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(amara, cast, changes, sentence):
    answer = amara.post("/settings/alerts/new/", form(cast, **changes))
    assert answer.status_code == (422 if sentence else 400)
    if sentence:
        assert sentence in answer.text and 'value="Prometheus"' in answer.text
    assert not AlertSource.objects.exists()


def test_a_source_is_changed_over_the_version_that_was_seen(amara, make_source, cast):
    source, _ = make_source(secret="hidden-secret")
    page = amara.get(f"/settings/alerts/{source.pk}/edit/").text
    assert "hidden-secret" not in page
    changed = form(cast, version=1, vendor="generic", mode="keep")
    assert amara.post(f"/settings/alerts/{source.pk}/edit/", changed).status_code == 302
    source.refresh_from_db()
    assert (source.mode, source.secret, source.version) == ("keep", "hidden-secret", 2)
    stale = amara.post(f"/settings/alerts/{source.pk}/edit/", form(cast, version=1, name="Mine"))
    assert "Somebody else changed this source" in stale.text and 'value="Mine"' in stale.text
    assert 'name="version" value="2"' in stale.text
    amara.post(f"/settings/alerts/{source.pk}/edit/", form(cast, version=2, forget_secret="on"))
    source.refresh_from_db()
    assert source.secret == ""
    assert "hidden-secret" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_new_address_replaces_the_old_one(amara, make_source, send):
    source, door = make_source()
    page = amara.post(f"/settings/alerts/{source.pk}/address/", {"once": "a"}).text
    fresh = re.search(r"http://testserver(/hooks/[\w-]+/)", page)[1]
    assert (send(door).status_code, send(fresh).status_code) == (404, 200)
    assert amara.post(f"/settings/alerts/{source.pk}/address/", {"once": "a"}).status_code == 302
    assert send(fresh, key="b").status_code == 200


def test_a_source_is_switched_off_and_removed(amara, make_source, send, door):
    source = AlertSource.objects.get()
    send(door)
    amara.post(f"/settings/alerts/{source.pk}/switch/", {"to": "off"})
    assert "Switched off" in amara.get("/settings/alerts/").text
    amara.post(f"/settings/alerts/{source.pk}/switch/", {"to": "on"})
    assert "1 alert and every body" in amara.get(f"/settings/alerts/{source.pk}/removal/").text
    amara.post(f"/settings/alerts/{source.pk}/removal/")
    assert not AlertSource.objects.exists() and not Alert.objects.exists()
    assert Incident.objects.get().entries.count() == 1
    verbs = set(Event.objects.filter(subject_type="alertsource").values_list("verb", flat=True))
    assert {
        "alertsource.added",
        "alertsource.disabled",
        "alertsource.enabled",
        "alertsource.removed",
    } == verbs


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {},
            "It would have opened “Example: checkout answers slowly”: SEV-3, Checkout, Payments, for everyone here.",
        ),
        ({"mode": "keep"}, "Nothing was stored. Kept for a person to look at."),
    ],
)
def test_a_test_goes_the_whole_way_and_leaves_nothing(
    amara, make_source, fields, says, django_capture_on_commit_callbacks
):
    source, _ = make_source("pagerduty", **fields)
    with django_capture_on_commit_callbacks() as told:
        amara.post(f"/settings/alerts/{source.pk}/trial/", {"once": "t"})
    assert says in amara.get(source.get_absolute_url()).text
    assert not Incident.objects.exists() and not Alert.objects.exists()
    assert (AlertDelivery.objects.get().standing, len(told)) == ("trial", 1)


def test_a_body_is_shown_as_it_came(amara, make_source, send):
    source, door = make_source()
    send(door, r'{"title": "<b>\ud800", "state": "firing"}')
    send(door, b"\xff\0<script>")
    for delivery in AlertDelivery.objects.all():
        page = amara.get(f"/settings/alerts/{source.pk}/deliveries/{delivery.pk}/")
        assert page.status_code == 200
        assert "<script>x" not in page.text and "<b>" not in page.text
    assert (
        Incident.objects.get().reference in page.text
        or amara.get(source.get_absolute_url()).status_code == 200
    )


def test_what_tells_of_a_hidden_incident_is_hidden_in_the_settings_too(
    amara, make_source, send, cast, as_user
):
    source, door = make_source(visibility="restricted", readers=[cast.priya])
    send(door, title="Leaked key")
    delivery = AlertDelivery.objects.get()
    assert "Opened INC-" not in amara.get(source.get_absolute_url()).text
    assert amara.get(f"/settings/alerts/{source.pk}/deliveries/{delivery.pk}/").status_code == 404
    incident = Incident.objects.get()
    incident.involvements.create(user=cast.amara, role="responder")
    assert f'Opened <a href="{incident.get_absolute_url()}">{incident.reference}</a>.' in (
        amara.get(source.get_absolute_url()).text
    )


def test_a_severity_that_alerts_get_stays(make_source, cast):
    make_source(severity=cast.severities["sev4"])
    with pytest.raises(CatalogRefused, match="what alerts become"):
        cast.severities["sev4"].remove(by=cast.amara, at=NOW)


# -- the list ----------------------------------------------------------------------------------------------


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


def test_sources_stand_in_the_order_of_their_names(amara, make_source):
    for name in ("Middle", "Last?", "A first"):
        make_source(name=name)
    names = re.findall(r'class="row-title"[^>]*>([^<]+)<', amara.get("/settings/alerts/").text)
    assert names == ["A first", "Last?", "Middle"]


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
