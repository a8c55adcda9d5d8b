"""The form that takes many files at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings

from incidents.audit.once import OnceField
from incidents.catalog.choosing import SeveritySelect
from incidents.timeline.models import Incident
from postmortems.exchange.bringing import Terms
from postmortems.exchange.converting import Unreadable, too_large
from postmortems.exchange.fields import ZoneField
from postmortems.exchange.filing import TAKEN
from postmortems.exchange.packing import Found, Limits, in_zip, refused


class ManyFilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Gives a list of uploads."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]


class BatchForm(forms.Form):
    """Files and zips, and what holds for those that leave it open; gives `found` and `terms`."""

    uploads = ManyFilesField(
        label="Files",
        widget=ManyFilesInput(attrs={"accept": ",".join((*TAKEN, ".zip"))}),
        error_messages={
            "required": "Choose the files, or a zip of them.",
            "empty": "A file that was chosen is empty.",
        },
        allow_empty_file=True,
    )
    severity = SeveritySelect(required=False, empty_label="Ask me")
    day = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "max": "9999-12-31"}),
        error_messages={"invalid": "Write the day as year, month, day: 2026-03-29."},
    )
    zone = ZoneField(label="Time zone", required=False)
    visibility = forms.ChoiceField(
        label="Who may see them", choices=Incident.Visibility, initial=Incident.Visibility.EVERYONE
    )
    once = OnceField()

    #: What is left open is asked file by file.
    quiet = True

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="many_%s")
        self.fields["uploads"].help_text = (
            f"Several files of up to {settings.IMPORT_FILE_BYTES // 1024**2} MB each, or a zip of them of up to "
            f"{settings.IMPORT_UPLOAD_BYTES // 1024**2} MB. Each is read by itself; you can leave the page meanwhile."
        )

    def clean_uploads(self) -> list[Any]:
        """A zip that cannot be opened is refused here when there is nothing else."""
        uploads: list[Any] = self.cleaned_data["uploads"]
        refusals = [sentence for upload in uploads if (sentence := _why_not(upload))]
        if len(refusals) == len(uploads):
            raise forms.ValidationError(refusals)
        return uploads

    @property
    def found(self) -> Iterator[Found]:
        """Every file, those in zips too; one after another, since a zip is open only so long."""
        for upload in self.cleaned_data["uploads"]:
            if sentence := _why_not(upload):
                yield refused(upload.name, sentence)
            elif _is_zip(upload):
                for inner in in_zip(upload.file, Limits.of(settings)):
                    yield Found(f"{upload.name}/{inner.name}", inner.data)
            else:
                yield Found(upload.name, upload.read)

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(data["severity"], data["visibility"], data["day"], data["zone"] or None)


def _is_zip(upload: Any) -> bool:
    return str(upload.name).lower().endswith(".zip")


def _why_not(upload: Any) -> str:
    """Why nothing of an upload can be taken, as a sentence with its name; empty when it can."""
    if not _is_zip(upload):
        most = settings.IMPORT_FILE_BYTES
        return f"{upload.name}: {too_large(most)}" if upload.size > most else ""
    if upload.size > settings.IMPORT_UPLOAD_BYTES:
        return f"{upload.name}: It is larger than {settings.IMPORT_UPLOAD_BYTES // 1024**2} MB."
    try:
        inside = any(True for _ in in_zip(upload.file, Limits.of(settings)))
    except Unreadable as refusal:
        return f"{upload.name}: {refusal}"
    return "" if inside else f"{upload.name}: There are no files in it."
