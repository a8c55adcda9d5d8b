"""Images and files of entries: sent, saved, shown, taken off, brought back, swept."""

import datetime as dt
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse

from incidents.timeline.models import Attachment, EvidenceRefused, TimelineEntry
from tests.cast import NOW, an_incident
from tests.incidents.timeline import sent
from tests.incidents.timeline.test_entries import at, errors, fields, new

DAY = dt.timedelta(days=1)


def take(incident, by, data=b"12:00 it fell\n", name="app.log", when=NOW):
    return Attachment.take(incident, io.BytesIO(data), name=name, by=by, at=when)


@pytest.fixture(autouse=True)
def a_storage_of_its_own(settings):
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def shot(noted, cast):
    """An image on the entry."""
    image = take(noted.incident, cast.ben, sent.image(size=(960, 400)), "graph.png")
    noted.revise(version=1, by=cast.ben, at=NOW, attachments={image.public_id: "Connections at the limit"})
    return Attachment.objects.get()


def held(attachment):
    return storages["evidence"].exists(attachment.stored)


# -- sending -----------------------------------------------------------------------------------------------


def test_a_script_sends_a_file_and_gets_its_row_of_the_form(ben, incident, cast):
    answer = ben.post(
        reverse("timeline:evidence_new", args=[incident.pk]),
        {"attachments": sent.upload(sent.image(), "a.png")},
    )
    made = Attachment.objects.get()
    assert answer.status_code == 200
    assert (
        f'value="{made.public_id}"' in answer.content.decode() and "What it shows" in answer.content.decode()
    )
    assert (made.incident, made.entry, made.by, made.name) == (incident, None, cast.ben, "a.png")
    assert (made.width, made.height) == (64, 40) and held(made)
    said = incident.events.get(verb="evidence.uploaded")
    assert (said.by, said.data["name"]) == (cast.ben, "a.png")


def test_a_script_is_told_why_not(ben, incident):
    address = reverse("timeline:evidence_new", args=[incident.pk])
    answer = ben.post(address, {"attachments": sent.upload(b"<svg/>", "a.svg")})
    assert answer.status_code == 422 and "“a.svg” is of a sort that is not taken." in answer.content.decode()
    assert ben.post(address).status_code == 422
    assert not Attachment.objects.exists()


def test_without_a_script_files_go_with_a_new_entry(ben, incident):
    files = [sent.upload(sent.image(), "a.png"), sent.upload(b"x,y", "b.csv")]
    ben.post(new(incident), fields(attachments=files))
    assert [a.name for a in TimelineEntry.objects.get().enclosed] == ["a.png", "b.csv"]


def test_without_a_script_files_go_with_an_edit(ben, noted, shot):
    ben.post(at(noted), fields(version=2, attachments=[sent.upload()]))
    assert [a.name for a in noted.enclosed] == ["graph.png", "app.log"]
    assert noted.enclosed[0].alt == "Connections at the limit"


def test_a_mistake_elsewhere_loses_no_file(ben, incident):
    answer = ben.post(new(incident), fields(time="later", attachments=[sent.upload()]))
    kept = Attachment.objects.get()
    assert errors(answer) and f'value="{kept.public_id}"' in answer.content.decode()
    ben.post(new(incident), fields(attachment=kept.public_id))
    kept.refresh_from_db()
    assert kept.entry == TimelineEntry.objects.get()


def test_a_file_that_is_not_taken_stops_the_form_and_not_the_other_file(ben, incident):
    answer = ben.post(new(incident), fields(attachments=[sent.upload(), sent.upload(b"MZ", "a.exe")]))
    assert "“a.exe” is of a sort that is not taken" in errors(answer)["attachments"][0]
    assert not TimelineEntry.objects.exists() and Attachment.objects.get().name == "app.log"


def test_the_same_bytes_twice_in_one_entry_are_one(ben, noted, shot):
    ben.post(
        at(noted),
        fields(
            version=2,
            attachments=[sent.upload(sent.image(size=(960, 400)), "again.png"), sent.upload(), sent.upload()],
        ),
    )
    assert [a.name for a in noted.enclosed] == ["graph.png", "app.log"]


def test_what_it_shows_is_said_later_and_recorded(ben, noted, shot):
    ben.post(
        at(noted),
        fields(version=2, attachment=shot.public_id, **{f"alt-{shot.public_id}": "  The\npool is full "}),
    )
    shot.refresh_from_db()
    assert shot.alt == "The pool is full"
    page = ben.get(at(noted, "entry_history")).content.decode()
    assert "Images and files" in page and "graph.png (The pool is full)" in page


def test_taking_off_hides_it_at_once_and_keeps_the_bytes_for_a_month(ben, noted, shot):
    ben.post(at(noted), fields(version=2, attachment=shot.public_id, **{f"off-{shot.public_id}": "on"}))
    assert noted.enclosed == []
    assert ben.get(shot.get_absolute_url()).status_code == 404
    assert held(shot)


def test_a_form_that_does_not_mention_them_leaves_them(ben, noted, shot):
    ben.post(at(noted), fields(version=2))
    assert len(noted.enclosed) == 1


@pytest.mark.parametrize("whose", ["another person's", "another incident's", "nobody's"])
def test_only_what_one_sent_for_this_incident_is_taken_up(whose, ben, incident, cast):
    theirs = {
        "another person's": lambda: take(incident, cast.priya).public_id,
        "another incident's": lambda: take(an_incident(cast, "Other"), cast.ben).public_id,
        "nobody's": lambda: "A" * 22,
    }[whose]()
    answer = ben.post(new(incident), fields(attachment=theirs))
    assert errors(answer)["attachments"] == ["One of the files is no longer kept here. Add it again."]
    with pytest.raises(EvidenceRefused):
        incident.record(text="x", by=cast.ben, at=NOW, attachments={theirs: ""})
    assert not TimelineEntry.objects.exists()


def test_two_who_write_at_once_lose_no_file(ben, noted, shot):
    answer = ben.post(at(noted), fields(version=1, attachments=[sent.upload()]))
    assert answer.context["theirs"]
    kept = Attachment.objects.get(name="app.log")
    ben.post(at(noted), fields(version=2, attachment=kept.public_id))
    assert [a.name for a in noted.enclosed] == ["graph.png", "app.log"]


# -- limits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "fits"), [(2, True), (3, True), (4, False)])
def test_an_entry_takes_so_many(count, fits, ben, incident, settings, cast):
    settings.EVIDENCE_FILES_PER_ENTRY = 3
    files = [sent.upload(f"{n}".encode()) for n in range(count)]
    answer = ben.post(new(incident), fields(attachments=files))
    assert TimelineEntry.objects.exists() is fits
    if not fits:
        assert errors(answer)["attachments"] == ["One entry takes 3 images and files. Take some off."]
        ids = dict.fromkeys(Attachment.objects.values_list("public_id", flat=True), "")
        with pytest.raises(EvidenceRefused, match="One entry takes 3"):
            incident.record(text="x", by=cast.ben, at=NOW, attachments=ids)


@pytest.mark.parametrize(("size", "fits"), [(899, True), (900, True), (901, False)])
def test_an_incident_takes_so_much(size, fits, incident, cast, settings):
    settings.EVIDENCE_INCIDENT_BYTES = 1000
    take(incident, cast.ben, b"x" * 100)
    if fits:
        assert take(incident, cast.ben, b"x" * size).size == size
    else:
        with pytest.raises(EvidenceRefused, match="does not fit"):
            take(incident, cast.ben, b"x" * size)
    take(an_incident(cast, "Other"), cast.ben, b"x" * size)  # each incident has its own


@pytest.mark.parametrize(("size", "fits"), [(199_999, True), (200_000, True), (200_001, False)])
def test_a_file_that_is_too_large_is_refused_in_the_form(size, fits, ben, incident, settings):
    settings.EVIDENCE_FILE_BYTES = 200_000
    answer = ben.post(new(incident), fields(attachments=[sent.upload(b"x" * size)]))
    assert TimelineEntry.objects.exists() is fits
    assert fits or "is larger than 0.1907 MB" in errors(answer)["attachments"][0]


def test_what_is_far_too_large_is_not_even_received(ben, incident, settings, monkeypatch):
    settings.EVIDENCE_FILE_BYTES = 100_000
    received = []
    monkeypatch.setattr(
        "incidents.timeline.views.evidence.Attachment.take",
        lambda incident, file, **_: (
            received.append(file.size) or (_ for _ in ()).throw(EvidenceRefused("Too large."))
        ),
    )
    ben.post(new(incident), fields(attachments=[sent.upload(b"x" * 3_000_000)]))
    assert 100_000 < received[0] < 300_000


def test_nul_in_a_name_is_no_fault_of_the_server(ben, incident):
    address = reverse("timeline:evidence_new", args=[incident.pk])
    answer = ben.post(address, {"attachments": sent.upload(name="a\0b\u202e.log")})
    assert answer.status_code in (200, 400)
    assert not Attachment.objects.filter(name__contains="\u202e").exists()


# -- reading -----------------------------------------------------------------------------------------------


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


# -- the sweep ---------------------------------------------------------------------------------------------


def sweep(moment, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    out = io.StringIO()
    call_command("sweep_evidence", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("age", "gone"), [(DAY, False), (DAY + dt.timedelta(seconds=1), True)])
def test_what_was_never_used_goes_after_a_day(
    age, gone, incident, cast, monkeypatch, django_capture_on_commit_callbacks
):
    file = take(incident, cast.ben)
    with django_capture_on_commit_callbacks(execute=True):
        sweep(NOW + age, monkeypatch)
    assert Attachment.objects.exists() is not gone and held(file) is not gone


@pytest.mark.parametrize(("days", "gone"), [(30, False), (31, True)])
def test_what_was_taken_off_goes_after_a_month(
    days, gone, noted, shot, cast, monkeypatch, django_capture_on_commit_callbacks
):
    noted.revise(version=2, by=cast.ben, at=NOW, attachments={})
    with django_capture_on_commit_callbacks(execute=True):
        sweep(NOW + days * DAY, monkeypatch)
    assert Attachment.objects.exists() is not gone
    assert held(shot) is not gone and storages["evidence"].exists(shot.small) is not gone


def test_what_an_entry_has_stays_for_ever_deleted_or_not(noted, shot, cast, monkeypatch):
    sweep(NOW + 900 * DAY, monkeypatch)
    noted.remove(by=cast.ben, at=NOW)
    sweep(NOW + 900 * DAY, monkeypatch)
    assert Attachment.objects.get() == shot and held(shot)


def test_what_a_report_shows_stays_when_its_entry_no_longer_has_it(noted, shot, cast, monkeypatch):
    Attachment.objects.all().publish([shot.public_id], at=NOW)
    noted.revise(version=2, by=cast.ben, at=NOW, attachments={})
    sweep(NOW + 900 * DAY, monkeypatch)
    assert held(shot)
    Attachment.objects.all().unpublish()
    sweep(NOW + 900 * DAY, monkeypatch)
    assert not Attachment.objects.exists()


def test_stray_bytes_go_and_those_of_today_stay(shot, monkeypatch):
    from django.utils import timezone

    storages["evidence"].save("zz/stray.bin", ContentFile(b"left behind"))
    today = timezone.now()
    assert sweep(today, monkeypatch).endswith("and 0 stray files.\n")
    assert sweep(today + 2 * DAY, monkeypatch).endswith("and 1 stray files.\n")
    assert not storages["evidence"].exists("zz/stray.bin") and held(shot)
