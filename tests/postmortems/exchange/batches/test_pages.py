"""Many files at once through the browser, without JavaScript."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.timeline.models import Incident
from postmortems.exchange.batches.models import FileBatch
from tests.postmortems.exchange.batches.conftest import FIVE, outcomes
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

pytestmark = pytest.mark.django_db
BATCHES = "/import/batches/"


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def packed(files=FIVE, name="all.zip"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for inner, data in files.items():
            made.writestr(inner, data)
    return SimpleUploadedFile(name, file.getvalue())


def post(client, cast, *files, **fields):
    fields = {"visibility": "everyone", "severity": cast.severities["sev2"].pk, **fields}
    return client.post(BATCHES, {"uploads": list(files), **fields})


def test_a_zip_becomes_a_batch_with_a_row_a_file(ben, cast, read_all):
    answer = post(ben, cast, packed())
    batch = FileBatch.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    html = ben.get(batch.get_absolute_url()).content.decode()
    assert "0 of 5 read" in html and 'hx-trigger="every 2s"' in html and "Refresh" in html
    read_all()
    html = ben.get(batch.get_absolute_url()).content.decode()
    assert "1 needs an answer, 2 failed, 1 created, 1 already there" in html
    assert "hx-trigger" not in html
    for sentence in ("Say on which day it happened", "There is no text in it.", "Files that end in .png"):
        assert sentence in html
    assert html.count(f">{Incident.objects.get().reference}</a>") == 2


def test_several_files_go_in_without_a_zip(ben, cast, read_all):
    files = [SimpleUploadedFile(name.rpartition("/")[2], data) for name, data in FIVE.items()]
    post(ben, cast, *files)
    read_all()
    assert outcomes(FileBatch.objects.get()) == ["created", "asked", "failed", "failed", "there"]


def test_sent_twice_by_a_double_click_it_is_one_batch(ben, cast):
    html = ben.get(BATCHES).content.decode()
    key = re.search(r'name="once" value="([^"]+)"', html)[1]
    first = post(ben, cast, packed(), once=key)
    assert post(ben, cast, packed(), once=key)["Location"] == first["Location"]
    assert FileBatch.objects.count() == 1


def many_names(n):
    return {f"{i}.md": b"x" for i in range(n)}


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (lambda: SimpleUploadedFile("x.zip", b"PK nothing"), "x.zip: It is called .zip but is none"),
        (lambda: packed({}), "all.zip: There are no files in it."),
        (lambda: packed(many_names(2001)), "all.zip: It holds more than 2,000 files."),
        (lambda: packed({"__MACOSX/a.md": b"x"}), "all.zip: There are no files in it."),
    ],
)
def test_a_zip_that_is_not_opened_gets_a_sentence(ben, cast, upload, sentence):
    answer = post(ben, cast, upload())
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not FileBatch.objects.exists()


def test_nothing_at_all_and_a_zone_that_is_none_get_a_sentence(ben, cast):
    assert "Choose the files, or a zip of them." in post(ben, cast).content.decode()
    assert "Choose a zone such as" in post(ben, cast, packed(), zone="Mars").content.decode()
    assert "Write the day as year" in post(ben, cast, packed(), day="yesterday").content.decode()


def test_an_upload_that_is_too_large_is_refused_and_the_rest_taken(ben, cast, settings):
    settings.IMPORT_FILE_BYTES = 2_000
    answer = post(ben, cast, SimpleUploadedFile("large.md", b"x" * 2_001))
    assert answer.status_code == 422
    assert "large.md: It is larger than" in answer.content.decode()
    post(ben, cast, *(SimpleUploadedFile(f"{n}.md", b"x" * n) for n in (2_001, 2_000)))
    assert outcomes(FileBatch.objects.get()) == ["failed", "waiting"]
    settings.IMPORT_UPLOAD_BYTES = 20
    assert "all.zip: It is larger than" in post(ben, cast, packed()).content.decode()


def test_what_a_zip_may_hold_is_a_setting(ben, cast, settings):
    settings.IMPORT_ZIP_FILES = 4
    assert "all.zip: It holds more than 4 files." in post(ben, cast, packed()).content.decode()
    settings.IMPORT_ZIP_FILES, settings.IMPORT_ZIP_BYTES = 5, 0
    assert "all.zip: It unpacks to more than 0 MB." in post(ben, cast, packed()).content.decode()
    assert not FileBatch.objects.exists()


def test_hostile_files_of_a_zip_get_a_sentence_each_and_none_leads_anywhere(ben, cast, read_all):
    link = zipfile.ZipInfo("link.md")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("../../up.md", CLASSIC)
        made.writestr("/etc/passwd.md", CLASSIC)
        made.writestr("bomb.md", b"0" * 9_000_000)
        made.writestr(link, "/etc/passwd")
        made.writestr("inner.zip", packed().read())
        made.writestr("binary.md", bytes(range(256)) * 8)
        made.writestr("one line.md", b"x" * 999_999)
        made.writestr("latin.txt", "Störung am 3. Mai".encode("latin-1"))
    post(ben, cast, SimpleUploadedFile("hostile.zip", file.getvalue()))
    read_all()
    rows = {row.short_name: (row.outcome, row.why) for row in FileBatch.objects.get().files.all()}
    assert rows["up.md"] == rows["passwd.md"] == ("failed", "Its name leads out of the zip.")
    assert rows["bomb.md"] == ("failed", "It unpacks to far more than a write-up. It is not opened.")
    assert rows["link.md"] == ("failed", "It is a link to another file, which is not followed.")
    assert rows["inner.zip"][1].startswith("A zip is not opened here.")
    assert rows["binary.md"] == ("failed", "It is a binary file, not text.")
    assert rows["one line.md"][0] in ("created", "failed")
    assert rows["latin.txt"][0] == "created"


def test_too_many_files_at_once_are_refused_with_a_way_out(ben, cast, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = post(ben, cast, *[SimpleUploadedFile(f"{n}.md", b"x") for n in range(3)])
    assert answer.status_code == 413
    assert "pack them into a zip" in answer.content.decode()


def test_answering_on_the_preview_settles_the_row(ben, cast, send, read_all):
    batch = send({"search.txt": DATELESS.encode()}, visibility="restricted", zone="Europe/Berlin")
    read_all()
    file = batch.files.get()
    page = ben.get(batch.get_absolute_url()).content.decode()
    assert f'href="{file.get_absolute_url()}"' in page
    html = ben.get(file.get_absolute_url()).content.decode()
    assert f'action="{file.get_absolute_url()}"' in html
    assert 'name="answer-date"' in html and "Back to the files" in html
    assert '<option value="restricted" selected>' in html
    fields = {"title": "Slow search", "severity": cast.severities["sev2"].pk, "visibility": "restricted"}
    refused = ben.post(file.get_absolute_url(), {"text": DATELESS, "do": "create", **fields})
    assert refused.status_code == 422
    answer = ben.post(
        file.get_absolute_url(), {"text": DATELESS, "do": "create", "answer-date": "2025-03-09", **fields}
    )
    assert answer["Location"] == batch.get_absolute_url()
    file.refresh_from_db()
    assert (file.outcome, file.raw, file.incident) == ("created", None, Incident.objects.get())
    assert file.incident.visibility == "restricted"
    again = ben.get(file.get_absolute_url(), follow=True)
    assert "asks nothing any more" in again.content.decode()


def test_what_was_said_for_all_stands_on_the_preview(ben, cast, send, read_all):
    batch = send({"search.txt": DATELESS.encode()}, severity=None, day="2025-03-09")
    read_all()
    html = ben.get(batch.files.get().get_absolute_url()).content.decode()
    assert "Sunday 9\u00a0March 2025" in html


def test_what_was_said_for_all_denies_no_text_that_says_its_own(ben, cast, send, read_all):
    batch = send(
        {
            "own.txt": f"5 May 2025\n\n{DATELESS}".encode(),
            "none.txt": DATELESS.replace(" UTC", "").replace("slow", "sluggish").encode(),
        },
        severity=None,
        day="2025-03-09",
        zone="Asia/Tokyo",
    )
    read_all()
    own, none = (
        ben.get(batch.files.get(name=name).get_absolute_url()).content.decode()
        for name in ("own.txt", "none.txt")
    )
    assert "Monday 5\u00a0May 2025" in own and "<dt>Zone</dt><dd><b>UTC</b>" in own
    assert "Sunday 9\u00a0March 2025" in none and "<dt>Zone</dt><dd><b>Asia/Tokyo</b>" in none


def test_cancelling_and_the_sheet_of_what_is_open(ben, cast, send, read_all):
    batch = send({"=1+1.md": DATELESS.encode(), "b.png": b"x"})
    read_all()
    sheet = ben.get(f"{batch.get_absolute_url()}errors.csv")
    assert sheet["Content-Type"].startswith("text/csv")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "File,Outcome,Why"
    assert lines[1].startswith("'=1+1.md,Needs an answer,")
    waiting = send()
    answer = ben.post(f"{waiting.get_absolute_url()}cancel/", follow=True)
    assert "5 files left out." in answer.content.decode()
    assert set(outcomes(waiting)) == {"cancelled"}


def test_only_the_sender_and_administrators_see_a_batch(client, cast, send, read_all):
    batch, secret = send(), send(visibility="restricted")
    read_all()
    asked = batch.files.get(outcome="asked")
    for user, seen in ((cast.ben, 200), (cast.olga, 404), (cast.amara, 200), (cast.gus, 403)):
        client.force_login(user)
        assert client.get(batch.get_absolute_url()).status_code == seen
        assert client.get(f"{batch.get_absolute_url()}errors.csv").status_code == seen
        listed = client.get(BATCHES).content.decode()
        assert (batch.get_absolute_url() in listed) == (seen == 200)
        if user != cast.ben:
            refused = 403 if user == cast.gus else 404
            for path in ("", "errors.csv"):
                assert client.get(f"{secret.get_absolute_url()}{path}").status_code == refused
            assert client.post(f"{secret.get_absolute_url()}cancel/").status_code == refused
    client.force_login(cast.amara)
    assert client.get(asked.get_absolute_url()).status_code == 403
    client.force_login(cast.olga)
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_a_file_of_another_batch_is_not_found_under_this_one(ben, send, read_all):
    one, other = send(), send()
    read_all()
    file = other.files.get(outcome="asked")
    assert ben.get(f"{one.get_absolute_url()}files/{file.pk}/").status_code == 404


def test_an_incident_that_is_hidden_since_is_named_no_more(ben, cast, send, read_all):
    batch = send()
    read_all()
    link = f">{Incident.objects.get().reference}</a>"
    assert link in ben.get(batch.get_absolute_url()).content.decode()
    Incident.objects.update(visibility="restricted")
    assert link not in ben.get(batch.get_absolute_url()).content.decode()


def test_only_one_outcome_is_shown_when_asked_for(ben, send, read_all):
    batch = send()
    read_all()
    html = ben.get(f"{batch.get_absolute_url()}?outcome=failed").content.decode()
    assert "photo.png" in html and "search.txt" not in html
    assert ben.get(f"{batch.get_absolute_url()}?outcome=nonsense&page=x").status_code == 200


def test_the_part_that_moves_comes_alone_and_tells_when_it_is_done(ben, send, read_all):
    batch = send()
    going = ben.get(batch.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in going and "hx-trigger" in going and "Done: " not in going
    read_all()
    done = ben.get(batch.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in done and "Done: " in done


def test_ten_rows_cost_what_twenty_do(ben, send, read_all):
    def queries(n):
        batch = send({f"{i}.md": CLASSIC.encode() + b"%d %d" % (i, n) for i in range(n)})
        read_all()
        with CaptureQueriesContext(connection) as asked:
            ben.get(batch.get_absolute_url())
        with CaptureQueriesContext(connection) as listed:
            ben.get(BATCHES)
        return len(asked), len(listed)

    queries(1)
    few, many = queries(10), queries(20)
    assert few == many
    assert few[0] <= 8
