"""A report on its way out: what it says, and the bytes of its images. Pages and commands ask here alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from incidents.people.models import User
from incidents.timeline.models import Attachment, Incident
from postmortems.drafting.models import Postmortem

from .enclosing import enclosed
from .formats import Format
from .freezing import freeze
from .models import Publication
from .report import Report
from .writing.page import Fetch


@dataclass(frozen=True, slots=True)
class Leaving:
    """One version, or an incident as it stands, ready to be written in any form."""

    report: Report
    fetch: Fetch

    @classmethod
    def published(cls, publication: Publication) -> Leaving:
        """What a version says, for ever."""
        shown = Attachment.objects.filter(
            incident=publication.postmortem.incident_id, published_at__isnull=False
        )
        return cls(publication.report, enclosed(shown))

    @classmethod
    def as_it_stands(cls, incident: Incident, *, by: User | None, at: dt.datetime) -> Leaving:
        """The incident and its draft of this moment, whether anything is published or not."""
        said = Postmortem.objects.filter(incident=incident).with_incident().first() or incident
        report = Report.of(freeze(said, version=0, by=by, at=at))
        return cls(report, enclosed(incident.attachments.standing()))

    def written(self, form: Format, zone: str = "") -> bytes:
        """The file, its times in `zone` or in the report's own. May raise pdf.CannotDraw."""
        return form.of(self.report, self.fetch, zone)

    def name(self, form: Format) -> str:
        return form.file_name(self.report)
