"""`manage.py import`: many write-ups, nothing by a guess, and again without harm."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.timeline.models import Incident
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(cast, tmp_path):
    def run(*paths, by=cast.ben, **options):
        out, code = io.StringIO(), 0
        try:
            options.setdefault("severity", cast.severities["sev2"].name)
            call_command("import", *map(str, paths or [tmp_path]), by=by.email, stdout=out, **options)
        except SystemExit as stop:
            code = stop.code
        return code, out.getvalue().replace(f"{tmp_path}/", "")

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "classic.txt").write_text(CLASSIC)
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as packed:
        packed.writestr("dateless.md", DATELESS)
        packed.writestr("../up.md", CLASSIC)
    return tmp_path


def test_each_file_gets_a_line_and_what_is_open_is_not_guessed(bring, folder):
    code, out = bring()
    assert code == 1
    incident = Incident.objects.get()
    assert out.splitlines() == [
        f"classic.txt: created, {incident.reference}",
        "more.zip/../up.md: not read. Its name leads out of the zip.",
        "more.zip/dateless.md: needs an answer. Say on which day it happened; the text does not.",
        "1 created, 1 not read, 1 needs an answer.",
    ]
    assert incident.title == "Ticket sales stopped"
    assert incident.time_to_resolve is not None


def test_importing_again_creates_nothing(bring, folder):
    bring(folder / "classic.txt")
    code, out = bring(folder / "classic.txt")
    assert (code, Incident.objects.count()) == (0, 1)
    assert "already there, INC-" in out


def test_an_answer_for_all_brings_the_rest_in(bring, folder):
    bring()
    bring(date="2025-03-09")
    assert {str(i.started_at.date()) for i in Incident.objects.all()} == {"2025-06-03", "2025-03-09"}


def test_a_dry_run_says_the_same_and_stores_nothing(bring, folder):
    code, out = bring(dry_run=True)
    assert code == 1
    assert "classic.txt: created" in out and out.endswith("Nothing was stored.\n")
    assert not Incident.objects.exists()


def test_how_much_is_read_is_a_setting(bring, folder, settings):
    settings.IMPORT_FILE_BYTES = 1024 * 1024
    (folder / "classic.txt").write_text("x" * (1024 * 1024 + 1))
    code, out = bring()
    assert code == 1
    assert "classic.txt: not read. It is larger than 1 MB, the most that a write-up may have here." in out
    settings.IMPORT_ZIP_FILES = 1
    assert "more.zip: not read. It holds more than 1 files. Bring it in as several." in bring()[1]
    settings.IMPORT_ZIP_FILES, settings.IMPORT_ZIP_BYTES = 2, 0
    assert "more.zip: not read. It unpacks to more than 0 MB. Bring it in as several." in bring()[1]


def test_without_a_severity_nothing_is_created(bring, folder):
    _code, out = bring(folder / "classic.txt", severity="")
    assert "Say how severe it was" in out
    assert not Incident.objects.exists()


def test_what_is_restricted_is_for_the_person_alone_and_stays_unknown_to_others(bring, folder, cast):
    bring(folder / "classic.txt", restricted=True)
    assert not Incident.objects.visible_to(cast.olga).exists()
    _code, out = bring(folder / "classic.txt", by=cast.olga)
    assert "created" in out and Incident.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"severity": "SEV99"}, "There is no severity SEV99. There are "),
        ({"date": "2025-13-01"}, "is no date"),
        ({"zone": "Mars/Base"}, "is no time zone"),
    ],
)
def test_a_wrong_option_is_named(bring, folder, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        bring(**options)


def test_guests_and_strangers_bring_nothing_in(bring, folder, cast):
    with pytest.raises(CommandError, match="guests do not bring"):
        bring(by=cast.gus)
    cast.ben.email = "nobody@example.org"
    with pytest.raises(CommandError, match="Nobody here has the address"):
        bring()


def test_the_tenth_file_costs_what_the_second_does(bring, tmp_path):
    def queries(n, name):
        for number in range(n):
            (tmp_path / f"{name}{number}.txt").write_text(f"{CLASSIC}{name}{number}\n")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            bring(*sorted(tmp_path.glob(f"{name}*.txt")))
        return len(asked)

    queries(1, "warm")
    few, many = queries(2, "few"), queries(6, "many")
    each = (many - few) / 4
    assert few - 2 * each == many - 6 * each
    assert each == int(each)
