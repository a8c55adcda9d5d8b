"""Images and files: sent for an entry, and read by those who may see its incident."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from incidents.people.access import Request
from incidents.timeline.forms.evidence import Row
from incidents.timeline.models import Attachment, EvidenceRefused, Incident

from .door import changes, sees

#: Whatever is in a file, it runs nothing and loads nothing where it is shown by itself.
POLICY = "sandbox; default-src 'none'"


@require_POST
@changes
def new(request: Request, incident: Incident) -> HttpResponse:
    """Keep one file for an entry that is being written; gives its row of the form, or says why not."""
    sent, faults = received(request, incident)
    if faults or not sent:
        return HttpResponse(
            " ".join(faults) or "No file came along.", status=422, content_type="text/plain; charset=utf-8"
        )
    rows = [Row(each, each.alt) for each in sent]
    return render(request, "timeline/_evidence_items.html", {"rows": rows})


def received(request: Request, incident: Incident) -> tuple[list[Attachment], list[str]]:
    """What was sent along with a form is kept at once, so that a mistake elsewhere in it loses no file."""
    sent, faults = [], []
    for file in request.FILES.getlist("attachments"):
        try:
            data: Any = file
            sent.append(
                Attachment.take(incident, data, name=file.name or "", by=request.user, at=timezone.now())
            )
        except EvidenceRefused as refused:
            faults.append(str(refused))
    return sent, faults


@require_safe
@sees
def show(request: Request, incident: Incident, public_id: str) -> HttpResponseBase:
    """The image itself, or the file as a download."""
    return _served(request, _found(request, incident, public_id))


@require_safe
@sees
def small(request: Request, incident: Incident, public_id: str) -> HttpResponseBase:
    """The small copy of an image."""
    attachment = _found(request, incident, public_id)
    if not attachment.is_image:
        raise Http404("no image")
    return _served(request, attachment, small=True)


def _found(request: Request, incident: Incident, public_id: str) -> Attachment:
    readable = incident.attachments.readable_by(request.user)
    found: Attachment = get_object_or_404(readable, public_id=public_id)
    return found


def _served(request: Request, attachment: Attachment, *, small: bool = False) -> HttpResponseBase:
    etag = f'"{attachment.sha256[:32]}{"-small" if small else ""}"'
    response = get_conditional_response(request, etag=etag) or _file(attachment, small)
    response["ETag"] = etag
    # Kept by the reader's own browser, which asks each time whether they may still read it.
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file(attachment: Attachment, small: bool) -> FileResponse:
    try:
        file = attachment.open(small=small)
    except FileNotFoundError as error:
        raise Http404("the storage has lost it") from error
    response = FileResponse(file, content_type=attachment.content_type)
    response["Content-Length"] = str(file.size)
    # Only what was made anew here is shown; everything else is for the disk.
    disposition = content_disposition_header(not attachment.is_image, attachment.name)
    if disposition:
        response["Content-Disposition"] = disposition
    if attachment.is_image:
        # Packed already; packing it again costs time and hides its length.
        response["Content-Encoding"] = "identity"
    return response
