"""What is no evidence any more is swept in the end, and nothing else is."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from incidents.timeline.models import Attachment
from tests.cast import NOW

from .sent import held, take

pytestmark = pytest.mark.usefixtures("evidence_storage")


DAY = dt.timedelta(days=1)


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
