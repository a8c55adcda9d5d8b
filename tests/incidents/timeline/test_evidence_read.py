"""Images and files of entries, as they are read: by whom, and as what."""

import re

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from incidents.timeline.models import TimelineEntry
from tests.cast import NOW, an_incident
from tests.incidents.timeline.entering import at

from .sent import take

pytestmark = pytest.mark.usefixtures("evidence_storage")


def test_an_image_is_shown_and_runs_nothing(ben, shot):
    answer = ben.get(shot.get_absolute_url())
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'inline; filename="graph.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-cache"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    small = ben.get(shot.small_url)
    assert small["ETag"] != answer["ETag"] and int(small["Content-Length"]) < int(answer["Content-Length"])


def test_it_is_not_sent_twice(ben, shot):
    etag = ben.get(shot.get_absolute_url())["ETag"]
    assert ben.get(shot.get_absolute_url(), headers={"If-None-Match": etag}).status_code == 304
    assert ben.get(shot.get_absolute_url(), headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_file_is_only_a_download(ben, noted, cast):
    file = take(noted.incident, cast.ben, b"<script>alert(1)</script>", 'räder "1".log')
    noted.revise(version=1, by=cast.ben, at=NOW, attachments={file.public_id: "ignored"})
    answer = ben.get(file.get_absolute_url())
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''r%C3%A4der%20%221%22.log"
    assert (
        answer["Content-Security-Policy"].startswith("sandbox")
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert ben.get(file.small_url).status_code == 404
    file.refresh_from_db()
    assert file.alt == ""


def test_nobody_else_reads_what_is_not_saved_yet(client, incident, cast):
    file = take(incident, cast.ben)
    for user, status in ((cast.ben, 200), (cast.priya, 404), (cast.amara, 404)):
        client.force_login(user)
        assert client.get(file.get_absolute_url()).status_code == status


def test_it_is_read_by_those_who_see_the_incident(client, shot, cast):
    for user in (cast.gus, cast.olga):
        client.force_login(user)
        assert client.get(shot.get_absolute_url()).status_code == 200
    shot.incident.revise(version=1, by=cast.ben, at=NOW, visibility="restricted")
    for user in (cast.gus, cast.olga, cast.amara):
        client.force_login(user)
        assert client.get(shot.get_absolute_url()).status_code == 404
        assert client.get(shot.small_url).status_code == 404
    client.force_login(cast.ben)
    assert client.get(shot.get_absolute_url()).status_code == 200


def test_under_another_incident_it_does_not_exist(ben, shot, cast):
    other = an_incident(cast, "Other")
    assert ben.get(reverse("timeline:evidence", args=[other.pk, shot.public_id])).status_code == 404


def test_it_goes_and_comes_back_with_its_entry(ben, noted, shot):
    ben.post(at(noted, "entry_remove"))
    assert ben.get(shot.get_absolute_url()).status_code == 404
    ben.post(at(noted, "entry_restore"))
    assert ben.get(shot.get_absolute_url()).status_code == 200
    assert len(noted.enclosed) == 1


def test_bytes_that_the_storage_lost_are_not_found(ben, shot):
    storages["evidence"].delete(shot.stored)
    assert ben.get(shot.get_absolute_url()).status_code == 404


def test_the_row_shows_it_without_a_shift(ben, incident, noted, shot):
    page = ben.get(incident.get_absolute_url()).content.decode()
    image = re.search(r'<img src="[^"]*/small/"[^>]*>', page)[0]
    assert 'width="240" height="100"' in image and 'alt="Connections at the limit"' in image
    assert 'loading="lazy"' in image


def test_ten_rows_with_evidence_cost_what_twenty_do(ben, incident, cast, django_assert_max_num_queries):
    def fill(count):
        for n in range(count):
            file = take(incident, cast.ben, f"{n} {TimelineEntry.objects.count()}".encode())
            incident.record(
                text=f"{n}", by=cast.ben, at=NOW, happened_at=NOW, attachments={file.public_id: ""}
            )

    fill(10)
    with django_assert_max_num_queries(60) as ten:
        ben.get(incident.get_absolute_url())
    fill(10)
    with django_assert_max_num_queries(len(ten)):
        ben.get(incident.get_absolute_url())
