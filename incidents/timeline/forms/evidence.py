"""The images and files of an entry's form: what stands on it, what was sent for it, what each is said to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings

from incidents.timeline.models import Attachment, Incident, TimelineEntry
from incidents.timeline.models.attachment import limits
from incidents.timeline.models.evidence import GONE, too_many

LONGEST_ALT = 500
#: More rows than an entry takes are not read at all.
MOST_ROWS = 200


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Where files are chosen. The view has looked into each by the time the form is asked."""

    widget = FilesInput

    def __init__(self) -> None:
        taken = ",".join(("image/png", "image/jpeg", "image/webp", "image/gif", *limits().endings))
        super().__init__(
            label="Images and files",
            required=False,
            widget=FilesInput(attrs={"multiple": True, "accept": taken, "data-files": True}),
        )

    def clean(self, value: Any) -> None:
        return None


@dataclass(slots=True)
class Row:
    """One image or file as the form shows it."""

    attachment: Attachment
    alt: str
    off: bool = False


@dataclass(slots=True)
class Enclosures:
    """What stands in the form; `faults` are sentences about what could not be taken."""

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, entry: TimelineEntry | None) -> Enclosures:
        """What an entry has, as its form first shows it."""
        return cls([Row(each, each.alt) for each in entry.enclosed] if entry else [])

    @classmethod
    def read(
        cls,
        data: Any,
        *,
        incident: Incident,
        entry: TimelineEntry | None,
        by: Any,
        sent: Iterable[Attachment] = (),
        faults: Iterable[str] = (),
    ) -> Enclosures:
        """What came back with the form, and `sent` along with it.

        What stands on the entry and is not mentioned stays: somebody else may have added it meanwhile.
        """
        found = {each.public_id: each for each in (entry.enclosed if entry else [])}
        named = data.getlist("attachment")[:MOST_ROWS]
        unused = Attachment.objects.unused(by).filter(incident=incident, public_id__in=_known(named))
        found |= {each.public_id: each for each in unused}
        faults = [*faults, *([GONE] if set(named) - set(found) else [])]
        found |= {each.public_id: each for each in sent}
        rows = [
            Row(each, _line(data.get(f"alt-{ident}", each.alt)), bool(data.get(f"off-{ident}")))
            for ident, each in found.items()
        ]
        if sum(not row.off for row in rows) > settings.EVIDENCE_FILES_PER_ENTRY:
            faults.append(f"{too_many()} Take some off.")
        return cls(rows, faults)

    @property
    def wanted(self) -> Mapping[str, str]:
        """What the verbs of an entry take as `attachments`."""
        return {row.attachment.public_id: row.alt for row in self.rows if not row.off}


def _known(named: Iterable[str]) -> list[str]:
    return [ident for ident in named if ident.isascii() and len(ident) < 40]


def _line(text: str) -> str:
    """On one line, as long as is kept; without halves of characters, which no database keeps."""
    return " ".join(text.encode("utf-8", "ignore").decode().split())[:LONGEST_ALT]
