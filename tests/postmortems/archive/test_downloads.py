"""Reports and incidents as they stand, taken along: the addresses, who may, what is in them."""

import io
import json

import pytest

from incidents.timeline.models import Attachment, Incident
from postmortems.archive.formats import FORMATS
from postmortems.archive.models import Publication
from postmortems.archive.report import Report
from tests.cast import NOW

AS_IT_STANDS = "/incidents/{}/as-it-stands"


@pytest.fixture
def published(cast, ready):
    return Publication.issue(ready, by=cast.ben, at=NOW)


@pytest.mark.parametrize("ending", FORMATS)
def test_each_form_of_a_report(olga, incident, published, ending):
    answer = olga.get(f"/reports/{incident.reference}.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(FORMATS[ending].content_type)
    assert answer["Content-Disposition"] == f'attachment; filename="{incident.reference}-v1.{ending}"'
    assert (
        answer["Content-Security-Policy"].startswith("sandbox")
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert len(answer.content) > 200


@pytest.mark.parametrize("ending", FORMATS)
def test_each_form_of_an_incident_as_it_stands(olga, incident, draft, ending):
    answer = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.{ending}")
    assert answer.status_code == 200
    assert f'filename="{incident.reference}-draft.{ending}"' in answer["Content-Disposition"]


def test_an_incident_that_nobody_wrote_up_says_what_its_record_says(olga, cast, incident):
    Incident.objects.filter(pk=incident.pk).update(impact="Nobody could pay.")
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.json").json()
    assert told["version"] == 0 and told["postmortem"] == "" and told["authors"] == told["approvals"] == []
    assert {"Impact": "Nobody could pay."}.items() <= {
        s["heading"]: s["text"] for s in told["sections"]
    }.items()
    assert Report.of(told).is_draft
    text = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.md").content.decode()
    assert "## Impact\n\nNobody could pay." in text and "a draft as of" in text


@pytest.mark.parametrize("address", ["/reports/{}.exe", "/reports/{}.csv", "/incidents/{}/as-it-stands.exe"])
def test_a_form_that_there_is_not(olga, incident, published, address):
    assert olga.get(address.format(incident.reference)).status_code == 404


@pytest.mark.parametrize("ending", FORMATS)
def test_a_restricted_one_is_not_there_for_others(client, cast, incident, published, ending):
    Incident.objects.filter(pk=incident.pk).update(visibility=Incident.Visibility.RESTRICTED)
    client.force_login(cast.olga)
    for address in (f"/reports/{incident.reference}", AS_IT_STANDS.format(incident.reference)):
        assert client.get(f"{address}.{ending}").status_code == 404
    assert client.get(f"{AS_IT_STANDS.format(incident.reference)}/").status_code == 404


def test_the_zone_is_that_of_the_address(olga, cast, incident, published):
    Incident.objects.filter(pk=incident.pk).update(zone="Europe/Amsterdam")
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.txt?zone=utc").content.decode()
    assert "All times are in UTC." in told
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.txt").content.decode()
    assert "All times are in Europe/Amsterdam." in told


def test_pictures_of_the_version_are_in_its_files(olga, cast, incident, draft):
    """Also after they were taken off the timeline; and not those that another version shows."""
    entry = incident.entries.first()
    image = Attachment.take(incident, io.BytesIO(png()), name="graph.png", by=cast.ben, at=NOW)
    Attachment.objects.filter(pk=image.pk).update(entry=entry)
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.html").content.decode()
    assert told.count("data:image/png;base64,") == 1
    Attachment.objects.filter(pk=image.pk).update(removed_at=NOW)
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.html").content.decode()
    assert "data:image/png" not in told


def png() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    return file.getvalue()


def test_an_image_that_the_storage_has_lost_leaves_its_words(olga, cast, incident, draft):
    image = Attachment.take(incident, io.BytesIO(png()), name="graph.png", by=cast.ben, at=NOW)
    Attachment.objects.filter(pk=image.pk).update(entry=incident.entries.first(), stored="none/none.png")
    told = olga.get(f"{AS_IT_STANDS.format(incident.reference)}.html").content.decode()
    assert "data:image/png" not in told and "graph.png" in told


def test_the_pages_lead_to_the_forms(olga, incident, published, draft):
    page = olga.get(f"/reports/{incident.reference}/").content.decode()
    for ending in FORMATS:
        assert f"/reports/{incident.reference}.{ending}?version=1" in page
    here = f"{AS_IT_STANDS.format(incident.reference)}/"
    assert here in olga.get(f"/incidents/{incident.reference}/").content.decode()
    assert here in olga.get(draft.get_absolute_url()).content.decode()
    page = olga.get(here).content.decode()
    for ending in FORMATS:
        assert f"{AS_IT_STANDS.format(incident.reference)}.{ending}?zone=" in page


def test_without_pango_the_reader_is_led_to_the_page(olga, incident, published, monkeypatch):
    from postmortems.archive.writing import pdf

    def cannot():
        raise pdf.CannotDraw(pdf.MISSING)

    monkeypatch.setattr(pdf, "_weasyprint", cannot)
    answer = olga.get(f"/reports/{incident.reference}.pdf", follow=True)
    assert answer.redirect_chain[-1][0] == f"/reports/{incident.reference}/"
    assert "Pango" in answer.content.decode()


def test_what_it_costs_does_not_grow_with_the_timeline(
    olga, cast, incident, draft, django_assert_max_num_queries
):
    def taken():
        with django_assert_max_num_queries(20) as queries:
            olga.get(f"{AS_IT_STANDS.format(incident.reference)}.html")
        return len(queries)

    few = taken()
    for number in range(10):
        incident.record(text=f"Entry {number}", by=cast.ben, at=NOW, happened_at=NOW)
    assert taken() == few
    assert json.loads(olga.get(f"{AS_IT_STANDS.format(incident.reference)}.json").content)["format"] == 1
