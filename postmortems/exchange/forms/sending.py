"""What somebody sends: a text, pasted or as a file, or a report of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict

from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange import beforehand, filing
from postmortems.exchange.converting import LONGEST, Unreadable, too_large, too_long, with_our_line_ends
from postmortems.exchange.nul import without_nul

#: A converter says less.
MOST_NOTES, LONGEST_NOTE = 8, 400
BOTH = (
    "You gave a text and a file, and one is read at a time. The text is still here: read it, or empty the box and"
    " choose the file again."
)
REPORT_TOO_LONG = (
    "It is longer than a million characters, too much to be looked at here. Send it under Many files at once."
)


class PasteForm(forms.Form):
    """A write-up, pasted or as a file; gives `text` and `name`, and `notes` of the converter."""

    text = forms.CharField(
        label="The write-up",
        required=False,
        strip=False,
        # Its length is judged below: with a maximum the browser would cut a paste and say nothing.
        widget=forms.Textarea(
            attrs={"rows": 16, "spellcheck": "false", "class": "mono paste", "data-longest": LONGEST}
        ),
        help_text="Paste it as it is: Markdown, plain text, or copied from a web page, a document or a PDF.",
    )
    file = forms.FileField(
        label="or a file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(filing.TAKEN)}),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    #: One of the two is needed; "optional" beside both would be half the truth.
    quiet = True
    #: What the converter of a file says, as sentences; the preview carries them from round to round.
    notes: tuple[str, ...] = ()
    #: What it tells of, where it is no write-up but a report of ours.
    told: beforehand.Told | None = None

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, by: User | None = None, **kwargs: Any
    ) -> None:
        self.nul, self.by = "", by
        if data and "\0" in data.get("text", ""):
            data = data.copy()
            data["text"], self.nul = without_nul(str(data["text"]))
        super().__init__(data, files, **kwargs)
        most = settings.IMPORT_FILE_BYTES
        self.fields["file"].widget.attrs["data-largest"] = most
        self.fields["file"].help_text = (
            "Markdown, plain text, a web page (.html), a Word document (.docx) or a report of Postmortems (.json), "
            f"up to {most // 1024**2} MB."
        )
        if data:
            self.notes = tuple(str(note)[:LONGEST_NOTE] for note in data.getlist("note")[:MOST_NOTES])

    def clean_text(self) -> str:
        text = with_our_line_ends(str(self.cleaned_data["text"]))
        if self.nul:
            raise forms.ValidationError(self.nul)
        if sentence := too_long(text):
            raise forms.ValidationError(sentence)
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is not None and (data.get("text") or "").strip():
            self.add_error("file", BOTH)
        elif upload is not None:
            self._read(upload, data)
        if not (data.get("text") or "").strip() and not self.errors:
            self.add_error("text", "Paste a write-up, or choose a file.")
        if not self.errors and (filing.is_report(data["name"]) or beforehand.looks_like_one(data["text"])):
            self._look_into(data, "text" if upload is None else "file")
        return data

    def _look_into(self, data: dict[str, Any], field: str) -> None:
        """A report of ours is not read but comes back."""
        try:
            if len(data["text"]) > LONGEST:
                raise Unreadable(REPORT_TOO_LONG)
            if self.by is not None:
                beforehand.refuse_others(self.by)
            self.told = beforehand.told(data["text"])
        except Unreadable as error:
            self.add_error(field, f"{data['name']}: {error}" if data["name"] else str(error))

    def _read(self, upload: Any, data: dict[str, Any]) -> None:
        most = settings.IMPORT_FILE_BYTES
        if upload.size > most:
            self.add_error("file", f"{upload.name}: {too_large(most)}")
            return
        try:
            made = filing.text_of(upload.read(), upload.name)
        except Unreadable as error:
            self.add_error("file", f"{upload.name}: {error}")
        else:
            data["text"], data["name"], self.notes = made.text, upload.name, made.notes


class ReportForm(forms.Form):
    """What a report of ours does not say."""

    quiet = True

    visibility = forms.ChoiceField(
        label="Who may see it", choices=Incident.Visibility, initial=Incident.Visibility.EVERYONE
    )
