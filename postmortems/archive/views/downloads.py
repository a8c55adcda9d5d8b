"""Reports as files: one in any of the forms, an incident as it stands, a list as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from incidents.timeline.models import Incident
from incidents.timeline.sheet import guarded
from incidents.timeline.zones import Switch
from postmortems.archive.asking import STATES, Ask
from postmortems.archive.finding import Search
from postmortems.archive.formats import FORMATS, Format
from postmortems.archive.leaving import Leaving
from postmortems.archive.models import Publication, SearchDocument
from postmortems.archive.report import Report
from postmortems.archive.writing import pdf
from postmortems.archive.writing.pdf import CannotDraw
from postmortems.drafting.models import Postmortem

from .reading import versions_of

MOST_ROWS = 10_000
COLUMNS = (
    "reference",
    "title",
    "severity",
    "nature",
    "state",
    "version",
    "published_at",
    "services",
    "team",
    "tags",
    "started_at",
    "resolved_at",
    "minutes_to_detect",
    "minutes_to_resolve",
    "open_actions",
    "address",
)


@login_required
@require_safe
def report(request: Request, pk: int, ending: str) -> HttpResponse:
    """The newest version, or `?version=1`, in one of the forms; its times in the zone that the reader chose."""
    form = _form(ending)
    return _file(request, form, Leaving.published(_chosen(request, pk)))


@login_required
@require_safe
def choose(request: Request, pk: int) -> HttpResponse:
    """The forms in which an incident and its draft can be taken along as they stand."""
    incident = _incident(request, pk)
    pdf.warm()
    context = {
        "incident": incident,
        "forms": FORMATS.values(),
        "draft": Postmortem.objects.filter(incident=incident).first(),
        "switch": Switch.chosen(incident.zone, request.user.time_zone, request.GET, request.COOKIES),
    }
    return render(request, "archive/as_it_stands.html", context)


@login_required
@require_safe
def now(request: Request, pk: int, ending: str) -> HttpResponse:
    """An incident and its draft as they stand, before anything is published or since."""
    form, incident = _form(ending), _incident(request, pk)
    return _file(request, form, Leaving.as_it_stands(incident, by=request.user, at=timezone.now()))


def _incident(request: Request, pk: int) -> Incident:
    seen = Incident.objects.visible_to(request.user).select_related("severity", "team")
    found: Incident = get_object_or_404(seen, pk=pk)
    return found


def _form(ending: str) -> Format:
    if ending not in FORMATS:
        raise Http404("no such form")
    return FORMATS[ending]


def _file(request: Request, form: Format, leaving: Leaving) -> HttpResponse:
    zone = Switch.chosen(leaving.report.zone, request.user.time_zone, request.GET, {}).zone
    try:
        body = leaving.written(form, zone)
    except CannotDraw as cannot:
        messages.warning(request, str(cannot))
        return _instead(request, leaving.report)
    response = HttpResponse(
        body, content_type=f"{form.content_type}; charset=utf-8" if form.is_text else form.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{leaving.name(form)}"'
    # Opened from where it was saved it is a file like any other; opened here it could do nothing.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _instead(request: Request, report: Report) -> HttpResponse:
    """To the page, which can be printed."""
    number = int(report.reference.removeprefix("INC-"))
    return redirect("timeline:incident", number) if report.is_draft else redirect("archive:report", number)


@login_required
@require_safe
def sheet(request: Request) -> StreamingHttpResponse:
    """The reports of the current question as CSV, in UTC."""
    search = Search(Ask.read(request.GET), user=request.user, at=timezone.now())
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(COLUMNS)
        for document in search.everything(MOST_ROWS):
            yield writer.writerow([guarded(str(cell)) for cell in _cells(request, document)])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reports.csv"'
    return response


class _Echo:
    """Gives each line back instead of writing it: the answer streams."""

    def write(self, line: str) -> str:
        return line


def _cells(request: Request, document: SearchDocument) -> list[object]:
    incident = document.incident
    spans = (incident.time_to_detect, incident.time_to_resolve)
    moments = (incident.started_at, incident.resolved_at)
    published = document.published_at
    return [
        incident.reference,
        document.title,
        incident.severity.name,
        incident.get_nature_display(),
        STATES[document.state],
        document.version or "",
        f"{published:%Y-%m-%dT%H:%MZ}" if published else "",
        document.services_said,
        incident.team or "",
        ", ".join(document.tags),
        *(f"{moment:%Y-%m-%dT%H:%MZ}" if moment else "" for moment in moments),
        *("" if span is None else int(span.total_seconds() // 60) for span in spans),
        document.open_actions,
        request.build_absolute_uri(document.get_absolute_url()),
    ]


def _chosen(request: Request, pk: int) -> Publication:
    wanted = request.GET.get("version", "")
    versions = versions_of(request, pk)
    if wanted:
        versions = (
            versions.filter(version=int(wanted)) if wanted.isascii() and wanted.isdigit() else versions.none()
        )
    found = versions.first()
    if found is None or found.is_withdrawn:
        raise Http404("no such report")
    return found
