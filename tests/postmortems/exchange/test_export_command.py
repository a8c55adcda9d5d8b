"""`manage.py export`: reports as files, and nothing over another file in silence."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from postmortems.archive.models import Publication
from tests.cast import NOW
from tests.postmortems.archive.conftest import approved, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(cast, incident):
    return Publication.issue(approved(cast, written(cast, incident)), by=cast.ben, at=NOW)


@pytest.fixture
def hand_out(tmp_path):
    def run(*references, **options):
        out, code = io.StringIO(), 0
        try:
            call_command("export", *references, to=str(tmp_path / "out"), stdout=out, **options)
        except SystemExit as stop:
            code = stop.code
        return code, out.getvalue()

    run.folder = tmp_path / "out"
    return run


def test_the_newest_version_is_written_in_each_form(hand_out, published, incident):
    code, out = hand_out(incident.reference, formats=["json", "md", "timeline.csv"])
    name = f"{incident.reference}-v1"
    assert out.splitlines() == [
        *(f"{name}.{ending}: written" for ending in ("json", "md", "timeline.csv")),
        "3 written.",
    ]
    assert code == 0
    assert sorted(path.name for path in hand_out.folder.iterdir()) == [
        f"{name}.json",
        f"{name}.md",
        f"{name}.timeline.csv",
    ]
    assert json.loads((hand_out.folder / f"{name}.json").read_text()) == published.frozen


def test_a_draft_is_written_as_it_stands(hand_out, cast, incident):
    written(cast, incident)
    code, out = hand_out(incident.reference)
    assert code == 1
    assert "Nothing of it is published. With --draft it is written as it stands." in out
    assert not list(hand_out.folder.iterdir())
    code, out = hand_out(incident.reference.lower(), draft=True)
    assert (code, out.splitlines()[0]) == (0, f"{incident.reference}-draft.md: written")
    assert "not published" in (hand_out.folder / f"{incident.reference}-draft.md").read_text()


def test_another_file_of_the_name_stays(hand_out, published, incident):
    hand_out(incident.reference)
    path = hand_out.folder / f"{incident.reference}-v1.md"
    assert "already there" in hand_out(incident.reference)[1]
    path.write_text("mine")
    code, out = hand_out(incident.reference)
    assert (code, path.read_text()) == (1, "mine")
    assert "With --overwrite it is replaced." in out
    assert hand_out(incident.reference, overwrite=True)[0] == 0
    assert path.read_text() != "mine"
    assert [each.name for each in hand_out.folder.iterdir()] == [path.name]


def test_restricted_ones_are_left_out_unless_asked_for(hand_out, published, cast, secret):
    Publication.issue(approved(cast, written(cast, secret)), by=cast.ben, at=NOW)
    code, out = hand_out()
    assert (code, len(list(hand_out.folder.iterdir()))) == (0, 1)
    assert "1 written, 1 left out. What is left out is restricted; --restricted takes it along." in out
    assert secret.reference not in out
    code, out = hand_out(secret.reference)
    assert code == 1 and "With --restricted it is written too." in out
    assert hand_out(restricted=True)[0] == 0
    assert len(list(hand_out.folder.iterdir())) == 2


def test_what_is_withdrawn_is_not_written(hand_out, published, cast):
    Publication.withdraw(published.postmortem, by=cast.ben, at=NOW, reason="Wrong numbers")
    assert hand_out()[1] == "Nothing to write.\n"


def test_times_are_in_the_zone_that_is_asked_for(hand_out, published, incident):
    hand_out(incident.reference, zone="Asia/Tokyo")
    assert "All times are in Asia/Tokyo." in (hand_out.folder / f"{incident.reference}-v1.md").read_text()


@pytest.mark.parametrize(
    ("references", "options", "sentence"),
    [
        (["INC-999999"], {}, "There is no INC-999999 here."),
        (["INC-x"], {}, "“INC-x” is no incident. Write INC-142."),
        (["INC-99999999999999999999"], {}, "is no incident"),
        ([], {"zone": "Mars/Base"}, "is no time zone"),
    ],
)
def test_what_is_not_known_is_said_and_nothing_is_written(hand_out, published, references, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        hand_out(*references, **options)
    assert not hand_out.folder.exists() or not list(hand_out.folder.iterdir())


def test_a_folder_that_cannot_be_made_is_said(hand_out, published):
    hand_out.folder.write_text("a file")
    with pytest.raises(CommandError, match="cannot be made"):
        hand_out()


def test_a_database_of_an_older_version_is_said(hand_out, monkeypatch):
    from postmortems import serving

    monkeypatch.setattr(serving, "is_behind", lambda: True)
    with pytest.raises(CommandError, match="Start once with: python3 manage"):
        hand_out()
