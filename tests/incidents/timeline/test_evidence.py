"""Images and files of entries: sent, saved, shown, taken off; and how much is taken."""

import pytest
from django.urls import reverse

from incidents.timeline.models import Attachment, EvidenceRefused, TimelineEntry
from tests.cast import NOW, an_incident
from tests.incidents.timeline import sent
from tests.incidents.timeline.entering import at, errors, fields, new
from tests.incidents.timeline.sent import held, take

pytestmark = pytest.mark.usefixtures("evidence_storage")


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
