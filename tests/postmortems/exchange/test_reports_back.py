"""Reports of Postmortems as JSON, dropped on the page: alone, among other files and in a zip."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.archive.models import Publication
from postmortems.exchange import filing
from postmortems.exchange.batches.models import FileBatch
from postmortems.exchange.beforehand import NOT_YOURS
from tests.postmortems.archive.sample import frozen
from tests.postmortems.exchange.batches.conftest import outcomes, read_all  # noqa: F401  a fixture
from tests.postmortems.exchange.samples import CLASSIC

pytestmark = pytest.mark.django_db
PREVIEW, BATCHES = "/import/preview/", "/import/batches/"


def the_json(**said):
    told = frozen(**said)
    for entry in told["entries"]:
        entry["attachments"] = []
    return json.dumps(told, indent=2, sort_keys=True) + "\n"


@pytest.fixture
def amara(client, cast):
    client.force_login(cast.amara)
    return client


def dropped(client, text, name="INC-142-v2.json"):
    return client.post(PREVIEW, {"file": SimpleUploadedFile(name, text.encode())})


def fields_of(html):
    """What the page sends when its button is pressed."""
    text = unescape(re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', html, re.S)[1])
    name = unescape(re.search(r'name="name" value="([^"]*)"', html)[1])
    return {"text": text, "name": name, "do": "create"}


def test_a_single_one_is_shown_and_nothing_is_stored(amara):
    page = dropped(amara, the_json())
    html = page.content.decode()
    assert page.status_code == 200
    assert "Card payments refused" in html and "version 2, published" in html and "SEV-1" in html
    assert not Incident.objects.exists()


def test_bringing_it_back_makes_what_the_command_makes(amara):
    answer = amara.post(
        PREVIEW, fields_of(dropped(amara, the_json()).content.decode()) | {"visibility": "everyone"}
    )
    incident = Incident.objects.get()
    assert answer["Location"] == incident.postmortem.get_absolute_url()
    assert incident.write_up.name == "INC-142-v2.json"
    assert Publication.objects.get().version == 2


def test_twice_it_leads_to_the_first(amara):
    sent = fields_of(dropped(amara, the_json()).content.decode()) | {"visibility": "everyone"}
    amara.post(PREVIEW, sent)
    assert amara.post(PREVIEW, sent)["Location"] == Incident.objects.get().get_absolute_url()
    assert "This report is here already" in dropped(amara, the_json()).content.decode()


def test_who_may_see_it_is_asked(amara, cast):
    sent = fields_of(dropped(amara, the_json()).content.decode())
    assert amara.post(PREVIEW, sent).status_code == 422
    amara.post(PREVIEW, sent | {"visibility": "restricted"})
    seen = {user for user in User.objects.all() if Incident.objects.visible_to(user).exists()}
    assert seen == {cast.amara}


def test_one_that_is_pasted_is_known_too(amara):
    assert "A report of Postmortems." in amara.post(PREVIEW, {"text": the_json()}).content.decode()
    assert "Check what was read" in amara.post(PREVIEW, {"text": '{"error": "at 10:05"}'}).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "a.json: It is called JSON but is none."),
        ("[" * 100_000, "a.json: It is called JSON but is none."),
        ("{}", "a.json: It is JSON, but no report of Postmortems."),
        (the_json() + " " * 1_000_000, "too much to be looked at here. Send it under Many files at once."),
        (the_json(title=5), "parts of it are missing or changed"),
        (the_json(title="\ud800"), "parts of it are missing or changed"),
        (the_json(impact="a\0b", trigger="a\0b"), "parts of it are missing or changed"),
        (the_json(at="0001-01-01T00:00:00+14:00"), "parts of it are missing or changed"),
    ],
)
def test_what_is_no_report_gets_a_sentence(amara, text, sentence):
    page = dropped(amara, text, "a.json")
    assert page.status_code == 422 and sentence in unescape(page.content.decode())
    assert not Incident.objects.exists()


def test_one_that_cannot_come_back_says_why_on_its_page(amara):
    html = dropped(amara, the_json(team="🙂")).content.decode()
    page = amara.post(PREVIEW, fields_of(html) | {"visibility": "everyone"})
    assert page.status_code == 422 and "Give the team a name with a letter" in page.content.decode()
    assert not Incident.objects.exists()


def in_a_zip(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return SimpleUploadedFile("all.zip", held.getvalue())


FILES = {"a/INC-142-v2.json": the_json(), "b/again.JSON": the_json(), "c.json": "{}", "d.md": CLASSIC}


@pytest.mark.parametrize("zipped", [True, False])
def test_among_other_files_each_has_its_fate(amara, cast, read_all, zipped):  # noqa: F811
    files = [SimpleUploadedFile(name.rpartition("/")[2], text.encode()) for name, text in FILES.items()]
    severity = cast.severities["sev2"].pk
    sent = [in_a_zip(FILES)] if zipped else files
    amara.post(BATCHES, {"uploads": sent, "visibility": "everyone", "severity": severity})
    read_all()
    batch = FileBatch.objects.get()
    assert outcomes(batch) == ["created", "there", "failed", "created"]
    assert batch.files.all()[2].why == "It is JSON, but no report of Postmortems."
    back, again = batch.files.all()[:2]
    assert back.incident == again.incident == Publication.objects.get().postmortem.incident


def test_approvals_of_others_are_brought_by_an_administrator_alone(client, cast, read_all):  # noqa: F811
    client.force_login(cast.ben)
    page = dropped(client, the_json())
    assert page.status_code == 422 and NOT_YOURS in page.content.decode()
    sent = {"text": the_json(), "name": "", "do": "create", "visibility": "everyone"}
    assert client.post(PREVIEW, sent).status_code == 422
    client.post(BATCHES, {"uploads": [in_a_zip({"a.json": the_json()})], "visibility": "everyone"})
    read_all()
    assert FileBatch.objects.get().files.get().why == NOT_YOURS
    assert not Incident.objects.exists() and not User.objects.filter(name="Ines Costa").exists()


def test_the_size_of_one_is_bounded_as_of_other_files(settings):
    settings.IMPORT_FILE_BYTES = len(the_json())
    assert filing.text_of(the_json().encode(), "a.json").text == the_json()
    with pytest.raises(filing.Unreadable, match="larger than"):
        filing.text_of(the_json().encode() + b"\n", "a.json")
