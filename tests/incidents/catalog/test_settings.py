"""The scale, the services and the tags, as administrators keep them."""

import pytest

from incidents.catalog.models import CatalogRefused, Service, Severity, Tag
from tests.cast import NOW

SEVERITY = {
    "name": "SEV-5",
    "meaning": "Nobody notices.",
    "colour": "sev4",
    "due_days": "",
    "approvals_required": "0",
}


@pytest.fixture
def amara(client, cast):
    client.force_login(cast.amara)
    return client


def test_a_severity_is_added_at_the_end_and_changed(amara):
    assert amara.post("/settings/severities/new/", SEVERITY).status_code == 302
    added = Severity.objects.last()
    assert (added.name, added.order) == ("SEV-5", 5)
    amara.post(
        f"/settings/severities/{added.pk}/",
        {**SEVERITY, "postmortem_required": "on", "due_days": "3", "approvals_required": "2"},
    )
    added.refresh_from_db()
    assert (added.postmortem_required, added.due_days, added.approvals_required) == (True, 3, 2)


def test_a_name_is_given_once(amara):
    answer = amara.post("/settings/severities/new/", {**SEVERITY, "name": "SEV-1"})
    assert "There is a severity called SEV-1 already." in answer.text


def test_severities_change_places(amara, cast):
    names = lambda: list(Severity.objects.values_list("name", flat=True))  # noqa: E731
    second = Severity.objects.get(name="SEV-2")
    amara.post(f"/settings/severities/{second.pk}/move/", {"to": "up"})
    assert names() == ["SEV-2", "SEV-1", "SEV-3", "SEV-4"]
    amara.post(f"/settings/severities/{second.pk}/move/", {"to": "up"})
    amara.post(f"/settings/severities/{second.pk}/move/", {"to": "down"})
    assert names() == ["SEV-1", "SEV-2", "SEV-3", "SEV-4"]


def test_what_is_on_an_incident_stays(amara, cast, incident):
    incident.services.add(cast.services["checkout"])
    for word in (incident.severity, cast.services["checkout"]):
        with pytest.raises(CatalogRefused, match="is on incidents"):
            word.remove(by=cast.amara, at=NOW)
    amara.post(f"/settings/services/{cast.services['search'].pk}/remove/")
    assert set(Service.objects.values_list("slug", flat=True)) == {"checkout"}


def test_the_last_severity_stays(cast):
    Severity.objects.exclude(name="SEV-1").delete()
    with pytest.raises(CatalogRefused, match="at least one"):
        Severity.objects.get().remove(by=cast.amara, at=NOW)


def test_services_and_tags_are_added(amara, cast):
    team = cast.teams["payments"].pk
    amara.post("/settings/services/new/", {"name": "Label Printer", "description": "Prints.", "team": team})
    assert Service.objects.get(slug="label-printer").team == cast.teams["payments"]
    amara.post("/settings/tags/new/", {"name": "Third Party"})
    assert Tag.objects.get().name == "third-party"
    assert amara.post("/settings/tags/new/", {"name": "third party"}).status_code == 422
    assert (
        amara.post("/settings/services/new/", {"name": "???", "description": "", "team": ""}).status_code
        == 422
    )


def test_two_tags_become_one(amara, cast, incident):
    old, new = (Tag.objects.create(name=name) for name in ("dns", "name-service"))
    incident.tags.add(old)
    version = incident.version
    page = amara.post(f"/settings/tags/{old.pk}/merge/", {"into": new.pk}, follow=True)
    assert "dns is now name-service." in page.text
    incident.refresh_from_db()
    assert ([tag.name for tag in incident.tags.all()], incident.version) == (["name-service"], version + 1)
    assert not Tag.objects.filter(name="dns").exists()
    assert incident.events.last().data == {"changed": {"tags": ["dns", "name-service"]}}


def test_a_tag_is_merged_into_another_one_alone(amara):
    tag = Tag.objects.create(name="dns")
    for into in (tag.pk, "", "999999"):
        answer = amara.post(f"/settings/tags/{tag.pk}/merge/", {"into": into})
        assert answer.status_code == 422 and Tag.objects.filter(name="dns").exists()


def test_counts_tell_of_nothing_that_the_administrator_does_not_see(amara, cast, incident, secret):
    tag = Tag.objects.create(name="keys")
    secret.tags.add(tag)
    secret.services.add(cast.services["checkout"])
    assert "0 incidents" in amara.get("/settings/tags/").text
    incident.tags.add(tag)
    assert "1 incident<" in amara.get("/settings/tags/").text
    assert "1 incident<" in amara.get("/settings/severities/").text
    assert amara.get("/settings/services/").text.count("0 incidents") == 2


def test_a_retired_service_is_offered_to_what_has_it_alone(amara, cast, incident):
    checkout = cast.services["checkout"]
    incident.services.add(checkout)
    amara.post(f"/settings/services/{checkout.pk}/retire/")
    checkout.refresh_from_db()
    assert checkout.retired_at is not None
    amara.get("/settings/services/")  # says so once
    assert "Checkout" not in amara.get("/incidents/new/").text
    assert "Checkout" in amara.get(f"{incident.get_absolute_url()}edit/").text
    amara.post(f"/settings/services/{checkout.pk}/retire/", {"offered": "1"})
    assert "Checkout" in amara.get("/incidents/new/").text


@pytest.mark.parametrize(
    ("shelf", "fields", "said"),
    [
        ("severities", {"due_days": "999"}, "Write a whole number from 1 to 365."),
        ("severities", {"approvals_required": ""}, "Write a whole number from 0 to 9."),
        ("severities", {"approvals_required": "two"}, "Write a whole number from 0 to 9."),
        ("severities", {"name": ""}, "Give it a name."),
        ("severities", {"meaning": "x" * 201}, "Write a sentence of at most 200 characters."),
        ("kinds", {"meaning": ""}, "Say in one sentence what it means."),
        ("services", {"name": "x" * 81}, "Write a name of at most 80 characters."),
        ("tags", {"name": "a/b"}, "Write the tag in small letters, digits and hyphens."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_stays(amara, shelf, fields, said):
    answer = amara.post(f"/settings/{shelf}/new/", {**SEVERITY, "shape": "other", "means": "other", **fields})
    assert answer.status_code == 422 and said in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in fields.values() if typed)
