"""Reports as files: one as Markdown or JSON, a list as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.people.access import Request
from postmortems.archive.asking import STATES, Ask
from postmortems.archive.finding import Search
from postmortems.archive.models import Publication, SearchDocument
from postmortems.archive.writing import data
from postmortems.archive.writing import markdown as md

from .reading import versions_of

MOST_ROWS = 10_000
COLUMNS = (
    "reference",
    "title",
    "severity",
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
def markdown(request: Request, pk: int) -> HttpResponse:
    """The newest version, or `?version=1`, as Markdown."""
    publication = _chosen(request, pk)
    return _file(md.write(publication.report), "text/markdown", f"{_name(publication)}.md")


@login_required
@require_safe
def json(request: Request, pk: int) -> HttpResponse:
    """The newest version, or `?version=1`, as JSON."""
    publication = _chosen(request, pk)
    return _file(data.write(publication.report), "application/json", f"{_name(publication)}.json")


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


def guarded(cell: str) -> str:
    """The cell as text: a spreadsheet would run what begins like a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cells(request: Request, document: SearchDocument) -> list[object]:
    incident = document.incident
    spans = (incident.time_to_detect, incident.time_to_resolve)
    moments = (incident.started_at, incident.resolved_at)
    published = document.published_at
    return [
        incident.reference,
        document.title,
        incident.severity.name,
        STATES[document.state],
        document.version or "",
        f"{published:%Y-%m-%dT%H:%MZ}" if published else "",
        ", ".join(document.services),
        document.team,
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


def _name(publication: Publication) -> str:
    return f"INC-{publication.postmortem.incident_id}-v{publication.version}"


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
