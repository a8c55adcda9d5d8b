"""The command line: which files are read, and what is said about the others."""

import io
import json

import pytest
from django.core.management import call_command

from postmortems.exchange import reading

from . import forms


@pytest.fixture
def say(tmp_path):
    def run(*names, **options):
        out, err = io.StringIO(), io.StringIO()
        options = {"day": None, "zone": None, "as_json": True, **options}
        code = reading.run([str(tmp_path / name) for name in names], out=out, err=err, **options)
        return code, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def write(tmp_path):
    def save(name, data):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return name

    return save


def test_json_is_one_object_a_line_with_every_field(say, write):
    names = [write("a.txt", forms.LABELLED), write("b.md", forms.TABLE)]
    code, out, err = say(*names)
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert list(first) == [
        "file", "title", "language", "zone", "started_at", "detected_at", "ended_at", "duration_stated",
        "duration_minutes", "severity", "impact", "root_cause", "sections", "timeline", "actions", "references",
        "people", "questions", "unplaced",
    ]  # fmt: skip
    assert list(first["timeline"][0]) == ["at", "end", "precision", "written", "text", "span", "notes"]
    assert list(first["sections"][0]) == ["heading", "key", "body", "span"]
    assert list(first["actions"][0]) == ["text", "kind", "state", "owner", "due", "tracker", "span"]
    assert second["file"].endswith("b.md")


def test_the_report_names_what_was_found_and_what_is_open(say, write):
    code, out, _err = say(write("a.txt", forms.LABELLED), as_json=False)
    assert code == 0
    assert "Our checkout outage" in out
    assert "Duration:   2 h 30 min" in out
    assert "Timeline: 4 entries" in out
    assert "The text gives no date. On which day did it begin?" in out
    assert "Every character of the text has its place." in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(say, write, encoding):
    text = "# Störung – Café\n\n## Timeline\n\n- 10:00 UTC: “aus”\n"
    _code, out, _err = say(write("a.txt", text.encode(encoding)))
    read = json.loads(out)
    assert read["title"] == "Störung – Café"
    assert read["timeline"][0]["text"] == "“aus”"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"PK", "It is called .docx but is no Word document, or it is damaged."),
        ("a.html", b"<p>", "There is no text in it."),
        (
            "a.zip",
            b"PK",
            "A zip is not opened here. Unpack it and bring its files in, or give it to `manage.py import`.",
        ),
        ("a.txt", b"a\x00b", "It is a binary file, not text."),
        ("a.txt", b"\xff\xfea", "It begins like UTF-16 but is not."),
    ],
)
def test_what_is_not_read_is_said(say, write, name, data, sentence):
    code, out, err = say(write(name, data))
    assert (code, out) == (2, "")
    assert err.endswith(f"{name}: {sentence}\n")


def test_a_missing_file_does_not_stop_the_others(say, write):
    code, out, err = say("missing.txt", write("a.txt", forms.LABELLED))
    assert code == 2
    assert len(out.splitlines()) == 1
    assert err.endswith("missing.txt: There is no such file.\n")


def test_a_folder_is_refused(say, tmp_path):
    (tmp_path / "folder").mkdir()
    assert say("folder")[2].endswith("folder: It is a folder. Name the files in it.\n")


def test_a_bad_date_and_a_bad_zone(say, write):
    name = write("a.txt", forms.LABELLED)
    assert say(name, day="2024-13-01")[0] == 2
    assert "is no date" in say(name, day="2024-13-01")[2]
    assert say(name, zone="Mars/Base")[0] == 2
    assert "is no time zone" in say(name, zone="Mars/Base")[2]


def test_a_fault_of_the_reader_is_not_told_as_a_bad_zone(say, write, monkeypatch):
    def broken(*_args, **_options):
        raise ValueError("year 0 is out of range")

    monkeypatch.setattr(reading, "read", broken)
    with pytest.raises(ValueError, match="out of range"):
        say(write("a.txt", forms.LABELLED))


def test_the_zone_given_counts_where_the_text_has_none(say, write):
    name = write("a.md", forms.TIME_LAST)
    _code, out, _err = say(name, zone="Europe/London")
    read = json.loads(out)
    assert read["zone"] == "Europe/London"
    assert read["started_at"] == "2021-11-05T10:02:00+00:00"


def test_the_management_command_needs_no_database(write, tmp_path, capsys):
    call_command("read", str(tmp_path / write("a.txt", forms.LABELLED)), "--json", "--date", "2024-05-01")
    assert json.loads(capsys.readouterr().out)["started_at"] == "2024-05-01T14:10:00+00:00"


def test_the_management_command_exits_with_2(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("read", str(tmp_path / "missing.txt"))
    assert stop.value.code == 2
    assert "There is no such file." in capsys.readouterr().err


def test_a_line_of_nothing_but_times_is_read_to_its_end(say, write):
    code, out, _ = say(write("a.txt", "10:05 x " * 5_000))
    assert code == 0 and json.loads(out)["unplaced"] == []
