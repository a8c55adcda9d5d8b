"""What a severity, a kind or a service means stands wherever one of them is chosen."""

import html

import pytest
from django.urls import reverse

from incidents.catalog.models import Kind, Service
from tests.cast import NOW

TEXT = "Summary\n\nTickets stopped.\n\nTimeline\n\n12 November 2026, UTC\n\n10:00 It fell over\n10:20 It came back\n"


@pytest.fixture
def read(client, cast):
    """The text of a page as Amara, who may see all of these, reads it."""
    client.force_login(cast.amara)
    Service.objects.filter(slug="checkout").update(description="Where people pay, “and” leave")

    def text_of(address, data=None):
        answer = client.get(address) if data is None else client.post(address, data)
        assert answer.status_code == 200
        return html.unescape(answer.text)

    return text_of


def opening(incident):
    return "/incidents/new/", None


def record(incident):
    return reverse("timeline:edit", args=[incident.pk]), None


def source(incident):
    return reverse("alerts:source_new"), None


def preview(incident):
    return reverse("exchange:preview"), {"text": TEXT}


def beginning(incident):
    return reverse("drafting:begin", args=[incident.pk]), None


def an_entry(incident):
    return reverse("timeline:entry_new", args=[incident.pk]), None


def pasted_lines(incident):
    data = {"text": TEXT, "day": "2026-11-12", "zone": "UTC"}
    return reverse("exchange:lines", args=[incident.pk]), data


@pytest.mark.parametrize("place", [opening, record, source, preview])
def test_each_severity_and_each_service_is_explained(read, cast, incident, place):
    text = read(*place(incident))
    for severity in cast.severities.values():
        assert severity.name in text and severity.meaning in text
    assert "Where people pay, “and” leave" in text


@pytest.mark.parametrize("place", [an_entry, pasted_lines])
def test_each_kind_is_explained(read, incident, place):
    text = read(*place(incident))
    assert "What the kinds mean" in text
    for kind in Kind.objects.all():
        assert kind.name in text and kind.meaning in text


def test_the_entry_of_a_preview_explains_its_kinds(read):
    text = read(
        reverse("exchange:preview"), {"text": TEXT, "do": "read", "open": f"entry {TEXT.index('10:00')}"}
    )
    assert all(kind.meaning in text for kind in Kind.objects.all())


@pytest.mark.parametrize("place", [opening, preview])
def test_a_retired_service_is_not_offered(read, cast, incident, place):
    cast.services["checkout"].retire(by=cast.amara, at=NOW)
    assert "Where people pay" not in read(*place(incident))


def test_the_record_keeps_a_retired_service_that_it_has(read, cast, incident):
    incident.services.add(cast.services["checkout"])
    cast.services["checkout"].retire(by=cast.amara, at=NOW)
    assert "Where people pay" in read(*record(incident))
