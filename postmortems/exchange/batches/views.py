"""Many files at once: sending them, how far they are, and the question that one of them leaves open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.audit.once import Once
from incidents.people.access import Request, writers_only
from incidents.timeline.models import Incident
from incidents.timeline.sheet import sheet
from postmortems.exchange.batches.forms import BatchForm
from postmortems.exchange.batches.models import BatchFile, FileBatch, NothingToAnswer
from postmortems.exchange.batches.progress import ORDER, Progress
from postmortems.exchange.converting import Unreadable
from postmortems.exchange.parsing import read
from postmortems.exchange.views.texts import Place, shown

A_PAGE = 50
A_LIST = 25


@writers_only
def batches(request: Request) -> HttpResponse:
    """Those that were sent, the latest first; and the form that sends one."""
    form = BatchForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(_send(request, form))
    seen = FileBatch.objects.visible_to(request.user).select_related("by")
    page = Paginator(seen, A_LIST).get_page(request.GET.get("page"))
    tally = BatchFile.objects.visible_to(request.user).filter(batch__in=list(page)).tally()
    context = {
        "form": form,
        "rows": [(batch, Progress(tally.get(batch.pk, {}))) for batch in page],
        "zone": request.user.time_zone,
        "trail": [_bring_in()],
        **_turning(page),
    }
    return render(request, "exchange/batches/batches.html", context, status=422 if form.errors else 200)


def _send(request: Request, form: BatchForm) -> str:
    at = timezone.now()

    def make() -> str:
        return FileBatch.send(form.found, form.terms, by=request.user, at=at).get_absolute_url()

    return Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)[0]


@require_safe
@writers_only
def batch(request: Request, pk: int) -> HttpResponse:
    """How far it is, a row a file; the part that moves alone when a script asks."""
    found, files = _of(request, pk)
    progress = Progress(files.tally().get(found.pk, {}))
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in ORDER else ""
    rows = files.filter(outcome=chosen) if chosen else files
    page = Paginator(rows.defer("raw"), A_PAGE).get_page(request.GET.get("page"))
    made = [file.incident_id for file in page if file.incident_id]
    incidents = Incident.objects.visible_to(request.user).in_bulk(made)
    context = {
        "batch": found,
        "progress": progress,
        "own": found.by_id == request.user.pk,
        "chosen": chosen,
        "tabs": _tabs(found, progress, chosen),
        "rows": [(file, incidents.get(file.incident_id)) for file in page],
        "here": request.get_full_path(),
        "zone": request.user.time_zone,
        "trail": [_bring_in(), ("Batches", reverse("exchange:batches"))],
        **_turning(page, outcome=chosen),
    }
    part = "exchange/batches/_now.html" if request.htmx else "exchange/batches/batch.html"
    return render(request, part, context)


@require_POST
@writers_only
def batch_cancel(request: Request, pk: int) -> HttpResponse:
    """Leave the files that have not been begun."""
    found, _ = _of(request, pk)
    left = found.cancel(by=request.user, at=timezone.now())
    if left:
        messages.success(request, f"{left} file{'' if left == 1 else 's'} left out. What was made stays.")
    else:
        messages.info(request, "Nothing was waiting any more.")
    return redirect(found)


@require_safe
@writers_only
def batch_errors(request: Request, pk: int) -> HttpResponse:
    """What failed or asks, as a sheet."""
    found, files = _of(request, pk)
    wrong = files.filter(outcome__in=[BatchFile.Outcome.ASKED, BatchFile.Outcome.FAILED]).defer("raw")
    rows = [(file.name, file.get_outcome_display(), file.why) for file in wrong]
    answer = HttpResponse(sheet(("File", "Outcome", "Why"), rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="batch-{found.pk}-errors.csv"'
    return answer


@writers_only
def batch_file(request: Request, pk: int, file_pk: int) -> HttpResponse:
    """The preview of a file that needs an answer; creating there settles its row."""
    found, files = _of(request, pk)
    file = get_object_or_404(files, pk=file_pk)
    if found.by_id != request.user.pk:
        raise PermissionDenied(f"Whoever sent the files answers for them: {found.by}.")
    if not file.asks:
        messages.info(request, f"{file.name} asks nothing any more.")
        return redirect(found)
    try:
        made = file.read()
    except Unreadable as refusal:
        messages.error(request, f"{file.name}: {refusal}")
        return redirect(found)
    given = request.POST if request.method == "POST" else _said_for_all(found, made.text)

    def taken_in(incident: Incident, _: bool) -> HttpResponse:
        # Where this is not reached, the row goes on asking, and answering it again finds the text there.
        try:
            file.answer(incident, by=request.user, at=timezone.now())
        except NothingToAnswer:
            messages.info(request, f"{file.name} had its answer already.")
        else:
            messages.success(request, f"{file.name} became {incident.reference}.")
        return redirect(found)

    trail = [_bring_in(), (str(found), found.get_absolute_url())]
    place = Place(file.get_absolute_url(), trail, given, taken_in, "Back to the files")
    return shown(request, made.text, file.short_name, place, made.notes)


def _said_for_all(found: FileBatch, text: str) -> QueryDict:
    """What was said for the batch, as the answers that the preview begins with: to what this text does ask."""
    asks = {question.key for question in read(text).questions if not question.choices}
    said = {
        "answer-date": found.day.isoformat() if found.day and "date" in asks else "",
        "answer-zone": found.zone if "zone" in asks else "",
        "severity": str(found.severity_id or ""),
        "visibility": found.visibility,
    }
    given = QueryDict(mutable=True)
    given.update({name: value for name, value in said.items() if value})
    return given


def _of(request: Request, pk: int) -> tuple[FileBatch, Any]:
    """A batch that the person sees, and of its files those that they see."""
    found = get_object_or_404(
        FileBatch.objects.visible_to(request.user).select_related("by", "severity", "cancelled_by"), pk=pk
    )
    return found, BatchFile.objects.visible_to(request.user).filter(batch=found).order_by("position")


def _tabs(found: FileBatch, progress: Progress, chosen: str) -> list[tuple[str, str, str, int, bool]]:
    address = found.get_absolute_url()
    tabs = [("all", address, "All", progress.total, not chosen)]
    for outcome, n, words in progress.parts:
        tabs.append((outcome, f"{address}?outcome={outcome}", words.capitalize(), n, outcome == chosen))
    return tabs


def _turning(page: Any, outcome: str = "") -> dict[str, str]:
    """What the foot of a list says."""
    more = f"&outcome={outcome}" if outcome else ""
    many = page.paginator.num_pages > 1
    return {
        "shown": f"{page.start_index()} to {page.end_index()} of {page.paginator.count}" if many else "",
        "newer": f"?page={page.previous_page_number()}{more}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}{more}" if page.has_next() else "",
    }


def _bring_in() -> tuple[str, str]:
    return "Bring in a write-up", reverse("exchange:paste")
