"""The two commands for a whole instance, on their own database connection and in its own transactions."""

import io
import json
import threading
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from incidents.people.models import User
from postmortems.drafting.models import Postmortem
from postmortems.exchange.whole import out
from postmortems.reviews.models import Thread
from tests import cast as the_cast
from tests.cast import NOW


def said_by(command, *args, **options):
    said = io.StringIO()
    call_command(command, *map(str, args), stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_commands_do_it(django_db_serialized_rollback, tmp_path, settings):
    cast = the_cast.assemble()
    incident = the_cast.an_incident(cast, "Secret", visibility="restricted")
    Thread.open(Postmortem.draft(incident, by=cast.ben, at=NOW), text="Why?", by=cast.priya, at=NOW)
    path = tmp_path / "all.zip"
    out_said = said_by("export", all=str(path))
    assert "1 incident, 0 published versions, 7 people, 0 files of evidence." in out_said
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="is there already"):
        said_by("export", all=str(path))
    with pytest.raises(CommandError, match="not empty: 1 incidents, 2 teams, 2 services, 7 people"):
        said_by("import", path)
    with pytest.raises(CommandError, match="Bring it in by itself"):
        said_by("import", path, path)
    User.objects.filter(role="admin").update(role="member")
    said_by("export", all=str(path), overwrite=True)
    assert "Nothing was stored." in said_by("import", path, replace=True, dry_run=True)
    assert settings.ADMIN_EMAIL in said_by("import", path, replace=True)
    assert User.objects.filter(email=settings.ADMIN_EMAIL, role="admin").exists()
    assert Thread.objects.get().comments.get().html == "<p>Why?</p>"


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_half_in_it(django_db_serialized_rollback, tmp_path, monkeypatch):
    cast = the_cast.assemble()
    the_cast.an_incident(cast, "Before")
    real = out._rows

    def rows(archive, table):
        if table.name == "incidents.incident":
            # Between the people and the incidents somebody opens another one.
            other = threading.Thread(target=meanwhile, args=(cast,))
            other.start()
            other.join(60)
        return real(archive, table)

    monkeypatch.setattr(out, "_rows", rows)
    said_by("export", all=str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        lines = archive.read("tables/incidents.incident.jsonl").splitlines()
        events = archive.read("tables/incidents.event.jsonl").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Before"]
    assert sum(json.loads(line)["verb"] == "incident.opened" for line in events) == 1


def meanwhile(cast):
    try:
        the_cast.an_incident(cast, "Meanwhile")
    finally:
        connection.close()
