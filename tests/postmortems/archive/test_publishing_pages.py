"""Publishing and withdrawing by hand."""

import pytest
from django.urls import reverse

from postmortems.archive.models import Publication
from tests.cast import NOW


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def address(postmortem, name="publication"):
    return reverse(f"archive:{name}", args=[postmortem.pk])


def test_the_page_says_what_is_frozen_and_has_one_button(ben, ready):
    page = ben.get(address(ready)).content.decode()
    assert "2 timeline entries and 2 action items" in page
    assert page.count("button do") == 1
    assert "Publish version 1</button>" in page


def test_the_button_publishes_and_leads_to_the_report(ben, ready):
    answer = ben.post(address(ready))
    assert answer["Location"] == f"/reports/{ready.incident.reference}/"
    assert Publication.objects.get().version == 1
    again = ben.post(address(ready))
    assert again.status_code in (200, 302)
    assert Publication.objects.count() == 1


def test_what_stands_in_the_way_is_listed_with_links(ben, draft):
    page = ben.get(address(draft)).content.decode()
    assert "in the way" in page
    assert reverse("reviews:ask", args=[draft.pk]) in page
    assert "button do" not in page
    ben.post(address(draft))
    assert not Publication.objects.exists()


def test_an_override_needs_a_reason(ben, draft):
    page = ben.post(address(draft), {"override_reason": " "}).content.decode()
    assert "Say why it is published before it is ready." in page
    assert not Publication.objects.exists()
    ben.post(address(draft), {"override_reason": "The regulator asks today."})
    assert Publication.objects.get().override_reason == "The regulator asks today."


def test_from_the_second_version_on_the_change_is_asked_for(ben, cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    ready.sections.get(key="summary").write("Two hours.", base_seq=None, by=cast.ben, at=NOW)
    page = ben.post(address(ready), {"override_reason": "Small.", "change_note": ""}).content.decode()
    assert "what has changed since version 1" in page
    ben.post(address(ready), {"override_reason": "Small.", "change_note": "Two hours, not one."})
    assert Publication.objects.first().change_note == "Two hours, not one."


def test_guests_read_and_strangers_see_nothing(client, cast, ready, secret):
    client.force_login(cast.gus)
    assert client.get(address(ready)).status_code == 403
    assert client.get(address(ready, "withdrawal")).status_code == 403
    ready.incident.involvements.create(user=cast.ben, role="commander")
    ready.incident.revise(version=ready.incident.version, by=cast.ben, at=NOW, visibility="restricted")
    for user in (cast.olga, cast.amara):
        client.force_login(user)
        for name in ("publication", "withdrawal"):
            assert client.get(address(ready, name)).status_code == 404
            assert client.post(address(ready, name), {"reason": "x"}).status_code == 404


def test_withdrawing_asks_why(ben, cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    page = ben.post(address(ready, "withdrawal"), {"reason": ""}).content.decode()
    assert "Say why the report is withdrawn." in page
    answer = ben.post(address(ready, "withdrawal"), {"reason": "It names a customer."})
    assert answer["Location"] == f"/reports/{ready.incident.reference}/"
    assert Publication.objects.get().is_withdrawn
    assert "nothing to withdraw" in ben.get(address(ready, "withdrawal")).content.decode()
