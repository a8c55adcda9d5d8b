"""What shows that an entry is so: links, and images and files that were sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models

from .attachment import Attachment, EvidenceRefused

#: What a page says of an image or a file.
FILE_SHOWN = ("incident_id", "public_id", "name", "alt", "content_type", "size", "width", "height")
GONE = "One of the files is no longer kept here. Add it again."


class Evidence(models.Model):
    """A link that shows what an entry says."""

    entry = models.ForeignKey("incidents.TimelineEntry", on_delete=models.CASCADE, related_name="evidence")
    label = models.CharField(max_length=200)
    url = models.URLField(max_length=1000)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.label


class Shows:
    """Mixed into TimelineEntry: its evidence, as parts of the verbs that record and revise it."""

    pk: Any
    incident: Any
    evidence: Any
    attachments: Any

    @property
    def linked(self) -> list[Evidence]:
        """The links that stand on it, to be looked at; no query where they came with it."""
        named = getattr(self, "named_links", None)
        return list(self.evidence.all()) if named is None else [Evidence(**known) for known in named]

    @property
    def enclosed(self) -> list[Attachment]:
        """The images and files that stand on it, to be looked at; no query where they came with it."""
        named = getattr(self, "named_files", None)
        return self._held() if named is None else [Attachment(**known) for known in named]

    def _held(self) -> list[Attachment]:
        """The same, to be changed."""
        return [each for each in self.attachments.all() if each.removed_at is None]

    def show(self, evidence: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """Make these labels and addresses the entry's links; gives what changed, for the record."""
        wanted = list(evidence)
        before = [(link.label, link.url) for link in self.evidence.all()]
        if before == wanted:
            return {}
        self.evidence.all().delete()
        mine: Any = self
        Evidence.objects.bulk_create(Evidence(entry=mine, label=label, url=url) for label, url in wanted)
        return {"evidence": [_listed(before), _listed(wanted)]}

    def enclose(self, wanted: Mapping[str, str], *, by: Any, at: dt.datetime) -> dict[str, list[str]]:
        """Make these the entry's images and files: public id → what an image shows. Gives what changed.

        Takes up what `by` sent for it, and takes off what is not named. The same bytes are taken up once.
        Raises EvidenceRefused. Part of recording and revising, inside their transaction.
        """
        before = {each.public_id: each for each in self._held()}
        said = ", ".join(each.said for each in before.values())
        # The lock keeps the sweep, and a second form, from what is taken up here.
        unused = Attachment.objects.unused(by).filter(incident=self.incident)
        new = {
            each.public_id: each
            for each in unused.filter(
                public_id__in=[i for i in wanted if i not in before]
            ).select_for_update()
        }
        if set(wanted) - set(before) - set(new):
            raise EvidenceRefused(GONE)
        for each in before.values():
            if each.public_id not in wanted:
                each.removed_at = at
                each.save(update_fields=["removed_at"])
        known = {each.sha256 for each in before.values() if each.public_id in wanted}
        for ident, alt in wanted.items():
            each = before.get(ident) or new[ident]
            if ident in new and each.sha256 in known:
                continue
            known.add(each.sha256)
            self._keep(each, alt)
        if len(known) > settings.EVIDENCE_FILES_PER_ENTRY:
            raise EvidenceRefused(too_many())
        after = ", ".join(each.said for each in self.attachments.filter(removed_at=None))
        return {"attachments": [said, after]} if said != after else {}

    def _keep(self, attachment: Attachment, alt: str) -> None:
        alt = alt if attachment.is_image else ""
        if attachment.entry_id != self.pk or attachment.alt != alt:
            attachment.entry_id, attachment.alt = self.pk, alt
            attachment.save(update_fields=["entry", "alt"])


def too_many() -> str:
    """What is said to one file too many."""
    return f"One entry takes {settings.EVIDENCE_FILES_PER_ENTRY} images and files."


def _listed(links: list[tuple[str, str]]) -> str:
    return ", ".join(f"{label} ({url})" for label, url in links)
