"""The whole instance to one archive and back: nothing is lost, nobody is let in, and what was tampered with does nothing."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.db import migrations, transaction
from django.db.migrations.loader import MigrationLoader

from incidents.alerts.models import AlertSource
from incidents.people.models import SignInLink, User
from incidents.timeline.models import Attachment, Evidence, Incident, TimelineEntry
from incidents.timeline.models.attachment import storage
from postmortems.archive.models import Publication, SearchDocument
from postmortems.demo.telling import Teller
from postmortems.drafting.models import Draft, Postmortem, Section
from postmortems.exchange.whole import older, out
from postmortems.exchange.whole.back import bring_back
from postmortems.exchange.whole.part import ArchiveRefused, is_archive
from postmortems.exchange.whole.tables import COLUMNS_LEFT_OUT, LEFT_OUT, NAMES, TABLES
from postmortems.management.commands.sweep_evidence import names
from postmortems.reviews.models import Approval
from tests import cast as the_cast
from tests.cast import NOW
from tests.incidents.timeline.sent import image

pytestmark = pytest.mark.django_db


def packed(path, at=NOW):
    """An archive of what is here. The test's own transaction stands for the moment."""
    with path.open("wb") as file:
        out.pack(file, at=at)
    return path


def parts(path, *but):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in but}


def rows(path, name):
    return [json.loads(line) for line in parts(path)[f"tables/{name}.jsonl"].splitlines()]


def changed(path, to, **said):
    """The same archive with other parts: `tables/x.jsonl` is said as `tables_x`."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(path).items():
            archive.writestr(name, said.get(name, data))
    return to


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, beside the cast, with evidence and a source of alerts, told once; and its archive."""
    folder = tmp_path_factory.mktemp("whole")
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        Teller(NOW).tell()
        entry = TimelineEntry.objects.filter(removed_at=None).first()
        sent = Attachment.take(entry.incident, io.BytesIO(image()), name="graph.png", by=cast.ben, at=NOW)
        log = Attachment.take(entry.incident, io.BytesIO(b"words\n" * 400), name="a.log", by=cast.ben, at=NOW)
        Attachment.take(entry.incident, io.BytesIO(b"unused"), name="b.log", by=cast.ben, at=NOW)
        entry.revise(
            version=entry.version,
            by=cast.ben,
            at=NOW,
            attachments={sent.public_id: "A graph", log.public_id: ""},
        )
        fields = {"vendor": "generic", "severity": cast.severities["sev2"], "secret": "hush"}
        AlertSource.add(name="Probe", by=cast.amara, at=NOW, words={"bad": cast.severities["sev1"]}, **fields)
        SignInLink.make(cast.ben, at=NOW)
        yield packed(folder / "one.zip")
        transaction.set_rollback(True)


@pytest.fixture
def archive(told, db):
    return told


def test_every_table_and_every_column_is_decided_on():
    labels = {
        model._meta.label_lower for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    assert set(NAMES) | set(LEFT_OUT) == labels
    assert not set(NAMES) & set(LEFT_OUT)
    columns = {table.name: set(table.fields) for table in TABLES}
    assert all(left <= columns[name] for name, left in COLUMNS_LEFT_OUT.items())
    telling = ("token", "secret", "password", "hash")
    leaks = {f"{t.name}.{c}" for t in TABLES for c in t.columns if any(word in c for word in telling)}
    assert leaks == set()


def test_out_in_and_out_again_is_the_same(archive, tmp_path):
    before = {label: apps.get_model(label).objects.count() for label in NAMES}
    brought = bring_back(archive, at=NOW, replace=True)
    assert brought.remarks == []
    again = packed(tmp_path / "two.zip", at=NOW.replace(year=2027))
    assert parts(again, "manifest.json") == parts(archive, "manifest.json")
    told, said = (json.loads(parts(path)["manifest.json"]) for path in (archive, again))
    assert told.pop("made_at") != said.pop("made_at") and told == said
    after = {label: apps.get_model(label).objects.count() for label in NAMES}
    # The unused file stays behind.
    assert after == before | {"incidents.attachment": before["incidents.attachment"] - 1}
    assert sum(after.values()) > 1000 and {name for name, n in after.items() if n == 0} <= {
        *(
            "incidents.alert",
            "incidents.alertdelivery",
            "incidents.alertmoment",
            "incidents.alertsource_readers",
        ),
        *("pghistory.context", "postmortems.batch", "postmortems.writeup"),
    }


def test_what_came_back_can_be_worked_with(archive):
    fresh = {a.pk for a in Approval.objects.current() if a.is_fresh}
    kept = dict(Publication.objects.values_list("pk", "frozen"))
    clocks = dict(Incident.objects.values_list("pk", "started_at"))
    shown = dict(Section.objects.values_list("pk", "html"))
    lineage = set(Draft.objects.values_list("lineage", flat=True))
    last = Incident.objects.latest("pk").pk
    bring_back(archive, at=NOW, replace=True)
    assert {a.pk for a in Approval.objects.current() if a.is_fresh} == fresh
    assert dict(Publication.objects.values_list("pk", "frozen")) == kept
    assert dict(Incident.objects.values_list("pk", "started_at")) == clocks
    assert dict(Section.objects.values_list("pk", "html")) == shown
    assert SearchDocument.objects.count() == Postmortem.objects.count()
    assert not lineage & set(Draft.objects.values_list("lineage", flat=True))
    ben, section = (
        User.objects.get(email="ben@example.org"),
        Section.objects.filter(postmortem__state="draft").first(),
    )
    base = section.postmortem.living.seq
    written = section.write(f"{section.text} More.", base_seq=base, by=ben, at=NOW)
    assert written.changed and not written.merged and written.seq == base + 1
    severity = Incident.objects.first().severity
    assert Incident.open(title="Next", severity=severity, by=ben, at=NOW).pk > last
    entry = TimelineEntry.objects.filter(attachments__isnull=False).first()
    image = entry.attachments.get(width__isnull=False)
    assert image.open().read() and image.open(small=True).read()
    assert entry.attachments.get(width=None).open().read() == b"words\n" * 400


def test_nobody_is_let_in_by_it(archive):
    assert not User.objects.get(email="ben@example.org").check_password("wrong")
    assert b"hush" not in b"".join(parts(archive).values())
    bring_back(archive, at=NOW, replace=True)
    ben = User.objects.get(email="ben@example.org")
    assert not ben.has_usable_password() and not ben.check_password("correct horse")
    assert not SignInLink.objects.exists()
    assert AlertSource.objects.get(name="Probe").secret == ""


def test_a_number_that_was_given_out_is_not_given_out_again(archive, tmp_path):
    gone = the_cast.an_incident(
        type(
            "Cast",
            (),
            {"severities": {"sev1": Incident.objects.first().severity}, "ben": User.objects.first()},
        )
    )
    number = gone.pk
    gone.delete()
    bring_back(packed(tmp_path / "a.zip"), at=NOW, replace=True)
    made = Incident.open(title="Next", severity=Incident.objects.first().severity, by=None, at=NOW)
    assert made.pk == number + 1


def test_a_place_that_is_not_empty_is_left_alone(archive):
    before = Incident.objects.count()
    with pytest.raises(ArchiveRefused, match=rf"This place is not empty: {before} incidents, .* --replace"):
        bring_back(archive, at=NOW)
    assert Incident.objects.count() == before


def test_a_dry_run_stores_nothing(archive):
    kept = stored()
    Incident.objects.update(title="Mine")
    brought = bring_back(archive, at=NOW, replace=True, dry=True)
    assert brought.rows["incidents.incident"] == Incident.objects.filter(title="Mine").count()
    assert stored() == kept


def stored():
    return set(names(storage()))


TAMPERED = [
    ("format", "It is an archive of format 2"),
    ("part", "It holds “tables/incidents.pony.jsonl”, which this version of Postmortems does not know"),
    ("column", "It says “pony” of incidents.tag, which this version"),
    ("fewer", "not every row that it should hold is in it"),
    ("reference", "The database refuses it"),
    ("bytes", r"the bytes of “[a-z-]+\.png” are others than it says"),
    ("sort", "a file of a sort that is not kept here"),
    ("nul", "The database refuses it"),
    ("line", "has a line that cannot be read"),
    ("version", "a published version that cannot be read"),
    ("up", "It holds “../up”"),
]


@pytest.mark.parametrize(("how", "sentence"), TAMPERED)
def test_what_was_changed_past_the_form_is_refused_whole(archive, tmp_path, how, sentence):
    before = (Incident.objects.count(), stored())
    with pytest.raises(ArchiveRefused, match=sentence):
        bring_back(tampered(how, archive, tmp_path / "bad.zip"), at=NOW, replace=True)
    assert (Incident.objects.count(), stored()) == before


def tampered(how, archive, to):
    name, change = {
        "format": ("manifest.json", lambda text: text.replace('"format": 1', '"format": 2')),
        "column": ("tables/incidents.tag.jsonl", lambda text: text.replace('"name"', '"pony":1,"name"')),
        "fewer": ("tables/incidents.tag.jsonl", lambda text: text.partition("\n")[2]),
        "reference": ("tables/incidents.tag.jsonl", lambda text: text.replace('"id":', '"id":9')),
        "sort": ("tables/incidents.attachment.jsonl", lambda text: text.replace("image/png", "text/html")),
        "nul": ("tables/incidents.tag.jsonl", lambda text: text.replace('"name":"', '"name":"\\u0000')),
        "line": ("tables/incidents.tag.jsonl", lambda text: text.replace("{", "{{")),
        "version": (
            "tables/postmortems.publication.jsonl",
            lambda text: text.replace('"entries":', '"entrees":'),
        ),
    }.get(how, (None, None))
    said = {name: change(parts(archive)[name].decode())} if name else {}
    if how == "bytes":
        said = {part: b"\x89PNG other" for part in parts(archive) if part.startswith("evidence/")}
    changed(archive, to, **said)
    if how in ("part", "up"):
        with zipfile.ZipFile(to, "a") as more:
            more.writestr("../up" if how == "up" else "tables/incidents.pony.jsonl", "{}\n")
    return to


def test_html_and_addresses_that_were_put_in_are_taken_out(archive, tmp_path):
    publications = rows(archive, "postmortems.publication")
    publications[0]["frozen"]["sections"][0]["html"] += "<script>alert(1)</script>"
    publications[1]["frozen"]["entries"][0]["evidence"] = [{"label": "x", "url": "javascript:alert(1)"}]
    evidence = rows(archive, "incidents.evidence")
    evidence[0]["url"] = "javascript:alert(1)"
    said = {
        "tables/postmortems.publication.jsonl": "".join(json.dumps(row) + "\n" for row in publications),
        "tables/incidents.evidence.jsonl": "".join(json.dumps(row) + "\n" for row in evidence),
    }
    brought = bring_back(changed(archive, tmp_path / "bad.zip", **said), at=NOW, replace=True)
    assert len(brought.remarks) == 3
    assert not any("alert(1)" in json.dumps(p.frozen) for p in Publication.objects.all())
    assert Evidence.objects.get(pk=evidence[0]["id"]).url == ""


def test_an_older_archive_lacks_columns_and_gets_their_defaults(archive, tmp_path):
    name = "tables/incidents.kind.jsonl"
    without = parts(archive)[name].decode().replace('"retired_at":null,', "")
    assert "retired_at" not in without
    bring_back(changed(archive, tmp_path / "old.zip", **{name: without}), at=NOW, replace=True)
    assert apps.get_model("incidents.kind").objects.filter(retired_at=None).count() == 10


def without(archive, to, table):
    """The same archive, from before there was that table."""
    said = json.loads(parts(archive)["manifest.json"])
    del said["rows"][table]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts(archive, f"tables/{table}.jsonl").items():
            made.writestr(name, json.dumps(said) if name == "manifest.json" else data)
    return to


def test_an_older_archive_lacks_a_table_and_comes_in_without_its_rows(archive, tmp_path):
    assert rows(archive, "incidents.severityword")
    brought = bring_back(
        without(archive, tmp_path / "old.zip", "incidents.severityword"), at=NOW, replace=True
    )
    assert brought.rows["incidents.severityword"] == 0
    assert not apps.get_model("incidents.severityword").objects.exists()


def test_a_table_that_the_manifest_counts_and_that_is_not_there_is_damage(archive, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        for name, data in parts(archive, "tables/incidents.severityword.jsonl").items():
            made.writestr(name, data)
    with pytest.raises(ArchiveRefused, match="It is damaged"):
        bring_back(tmp_path / "bad.zip", at=NOW, replace=True)


@pytest.mark.parametrize("about", [True, False])
def test_a_column_that_is_gone_is_said_as_it_is_said_today(archive, tmp_path, about):
    old = [dict(row) for row in rows(archive, "incidents.incident")]
    for row in old:
        del row["estimates"]
        row["numbers_about"] = about
    lines = "".join(json.dumps(row) + "\n" for row in old)
    path = changed(archive, tmp_path / "old.zip", **{"tables/incidents.incident.jsonl": lines})
    bring_back(path, at=NOW, replace=True)
    told = {i.pk: (set(i.estimates), set(i.amounts)) for i in Incident.objects.all()}
    assert any(known for _, known in told.values())
    assert all(estimates == (known if about else set()) for estimates, known in told.values())


def test_what_a_table_held_that_is_gone_is_left_out_when_that_was_decided(archive, tmp_path, monkeypatch):
    with zipfile.ZipFile(changed(archive, tmp_path / "old.zip"), "a") as more:
        more.writestr("tables/incidents.pony.jsonl", '{"id":1}\n')
    with pytest.raises(ArchiveRefused, match="which this version of Postmortems does not know"):
        bring_back(tmp_path / "old.zip", at=NOW, replace=True)
    monkeypatch.setitem(older.TABLES_GONE, "incidents.pony", "there are no ponies any more")
    assert bring_back(tmp_path / "old.zip", at=NOW, replace=True).rows["incidents.tag"]


def removed(operations):
    """Table and column of what migrations take away; the column of a whole table is empty."""
    for app, operation in operations:
        name = getattr(operation, "model_name", None) or getattr(operation, "old_name", None)
        if isinstance(operation, migrations.RemoveField):
            yield f"{app}.{name}".lower(), operation.name
        elif isinstance(operation, migrations.RenameField):
            yield f"{app}.{name}".lower(), operation.old_name
        elif isinstance(operation, migrations.DeleteModel | migrations.RenameModel):
            yield f"{app}.{getattr(operation, 'old_name', None) or operation.name}".lower(), ""


def test_whatever_a_migration_has_taken_away_is_decided_on():
    loader = MigrationLoader(None)
    done = [
        (app, operation)
        for (app, _), one in loader.disk_migrations.items()
        if app in ("incidents", "postmortems")
        for operation in one.operations
    ]
    gone = set(removed(done))
    assert ("incidents.incident", "numbers_about") in gone
    # A migration names the field of a reference, an archive its column.
    columns = {(t, column.removesuffix("_id")) for t, known in older.COLUMNS_GONE.items() for column in known}
    tables = {(table, "") for table in older.TABLES_GONE}
    open_ones = {(t, c) for t, c in gone - columns - tables if t in NAMES or not c}
    assert {one for one in open_ones if one[0] not in LEFT_OUT} == set()
    ponies = [
        ("incidents", migrations.RemoveField("Tag", "pony")),
        ("incidents", migrations.DeleteModel("Pony")),
    ]
    assert set(removed(ponies)) == {("incidents.tag", "pony"), ("incidents.pony", "")}
    assert columns <= gone


def test_a_file_that_the_storage_has_lost_is_said(archive, tmp_path):
    lost = Attachment.objects.get(name="graph.png")
    storage().delete(lost.stored)
    path = packed(tmp_path / "a.zip")
    assert json.loads(parts(path)["manifest.json"])["lost"] == [f"INC-{lost.incident_id} graph.png"]
    brought = bring_back(path, at=NOW, replace=True)
    assert brought.remarks == [f"INC-{lost.incident_id} graph.png: the archive itself has no bytes of it."]
    with pytest.raises(FileNotFoundError):
        Attachment.objects.get(name="graph.png").open()


def test_only_an_archive_is_taken_for_one(archive, tmp_path):
    assert is_archive(archive)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("manifest.json", "[]")
    assert not is_archive(other) and not is_archive(tmp_path) and not is_archive(tmp_path / "none.zip")
