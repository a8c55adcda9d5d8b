"""Kinds of timeline entry as administrators keep them, and what an entry takes from its kind."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from incidents.catalog.kinds import SHIPPED_KINDS, SLUGS
from incidents.catalog.models import CatalogRefused, Kind
from incidents.timeline import shapes
from incidents.timeline.models import TimelineEntry
from incidents.timeline.notes import notes
from postmortems.archive.freezing import freeze
from postmortems.archive.report import Report
from postmortems.drafting.models import Postmortem
from tests.cast import NOW

CUSTOMER = {
    "name": "Customer report",
    "meaning": "A customer told us.",
    "shape": "detection",
    "means": "detection",
}


@pytest.fixture
def amara(client, cast):
    client.force_login(cast.amara)
    return client


@pytest.fixture
def reported(incident, cast):
    """An entry of a kind that Amara added."""
    Kind.append(by=cast.amara, at=NOW, **CUSTOMER)
    return incident.record(text="Cards fail", by=cast.ben, at=NOW, happened_at=NOW, kind="customer_report")


def test_every_shape_is_drawn_and_named(cast):
    assert set(SLUGS) == set(shapes.GLYPHS)
    assert {slug: name for slug, name, _, _ in SHIPPED_KINDS} == shapes.KIND_NAMES
    assert list(Kind.objects.values_list("slug", "shape", "means")) == [(slug, slug, slug) for slug in SLUGS]


def test_the_database_refuses_a_kind_that_is_not_a_row(incident, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        incident.record(text="It fell", by=cast.ben, at=NOW, happened_at=NOW, kind="hearsay")
        transaction.get_connection().check_constraints()


def test_a_kind_is_added_and_used(amara, cast, incident):
    assert amara.post("/settings/kinds/new/", CUSTOMER).status_code == 302
    form = amara.get(f"{incident.get_absolute_url()}entries/new/").text
    assert "Customer report" in form and "A customer told us." in form
    amara.post(
        f"{incident.get_absolute_url()}entries/new/",
        {
            "zone": "UTC",
            "time": "12:00",
            "date": "2026-11-12",
            "precision": "minute",
            "kind": "customer_report",
            "text": "Cards fail",
        },
    )
    page = amara.get(incident.get_absolute_url()).text
    assert '<strong class="entry-kind">Customer report.</strong>' in page
    assert 'class="glyph detection"' in page


def test_a_kind_counts_as_its_role(reported, incident):
    (entry,) = incident.entries.in_order()
    assert (entry.kind, entry.kind_name, entry.counts_as, entry.shape) == (
        "customer_report", "Customer report", "detection", "detection",
    )  # fmt: skip
    assert "Nothing here says how and when it was detected." not in [
        n.text for n in notes([entry], {}, "UTC")
    ]


def test_an_entry_that_was_read_alone_knows_its_kind(reported):
    assert TimelineEntry.objects.get(pk=reported.pk).kind_name == "Customer report"


def test_a_name_with_marks_stays_text_in_the_picture(amara, cast, incident, reported):
    kind = Kind.objects.get(slug="customer_report")
    kind.revise(by=cast.amara, at=NOW, name="<b>&Co")
    incident.set_clocks({"started": NOW, "resolved": NOW + dt.timedelta(hours=2)}, by=cast.ben, at=NOW)
    page = amara.get(incident.get_absolute_url()).text
    assert "<b>&Co" not in page and "&lt;b&gt;&amp;Co" in page


def test_a_published_version_keeps_the_name_as_it_was(reported, cast, incident):
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
    frozen = freeze(postmortem, version=1, by=cast.ben, at=NOW)
    Kind.objects.get(slug="customer_report").revise(by=cast.amara, at=NOW, name="Complaint", shape="action")
    (entry,) = Report.of(frozen).entries
    assert (entry.kind_name, entry.shape, entry.counts_as) == ("Customer report", "detection", "detection")


def test_a_version_from_before_kinds_were_data_is_read(reported, cast, incident):
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
    frozen = freeze(postmortem, version=1, by=cast.ben, at=NOW)
    for name in ("kind_name", "shape", "counts_as"):
        del frozen["entries"][0][name]
    frozen["entries"][0]["kind"] = "dead_end"
    (entry,) = Report.of(frozen).entries
    assert (entry.kind_name, entry.shape, entry.counts_as) == ("Dead end", "dead_end", "dead_end")


def test_a_retired_kind_stays_where_it_is_and_is_offered_no_more(amara, cast, incident, reported):
    kind = Kind.objects.get(slug="customer_report")
    assert amara.post(f"/settings/kinds/{kind.pk}/retire/").status_code == 302
    address = incident.get_absolute_url()
    assert "A customer told us." not in amara.get(f"{address}entries/new/").text
    assert "Customer report" in amara.get(f"{address}entries/{reported.pk}/").text
    amara.post(f"/settings/kinds/{kind.pk}/retire/", {"offered": "1"})
    assert "A customer told us." in amara.get(f"{address}entries/new/").text


def test_what_an_entry_begins_as_is_not_retired(cast):
    with pytest.raises(CatalogRefused, match="until somebody says more"):
        Kind.objects.get(slug="other").retire(by=cast.amara, at=NOW)


def test_a_kind_goes_only_while_nothing_is_of_it(amara, cast, reported):
    kind = Kind.objects.get(slug="customer_report")
    assert "so it stays" in amara.post(f"/settings/kinds/{kind.pk}/remove/", follow=True).text
    with pytest.raises(CatalogRefused, match="came with Postmortems"):
        Kind.objects.get(slug="action").remove(by=cast.amara, at=NOW)
    spare = Kind.append(by=cast.amara, at=NOW, **CUSTOMER | {"name": "Spare"})
    amara.post(f"/settings/kinds/{spare.pk}/remove/")
    assert not Kind.objects.filter(slug="spare").exists()


def test_kinds_change_places(amara):
    first, second = Kind.objects.all()[:2]
    amara.post(f"/settings/kinds/{second.pk}/move/", {"to": "up"})
    assert [kind.slug for kind in Kind.objects.all()[:2]] == [second.slug, first.slug]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "???"}, "with a letter or a digit"),
        ({"name": "Action"}, "There is a kind called Action already."),
        ({"shape": "star"}, "Select a valid choice"),
        ({"name": "a\0b"}, ""),
    ],
)
def test_a_kind_that_cannot_be_is_refused(amara, changes, sentence):
    answer = amara.post("/settings/kinds/new/", CUSTOMER | changes)
    assert answer.status_code in (400, 422) and sentence in answer.text
    assert Kind.objects.count() == len(SLUGS)
