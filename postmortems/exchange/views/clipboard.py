"""What a clipboard carries, for the box that it is pasted into."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from incidents.people.access import Request, writers_only
from postmortems.exchange.converting import Unreadable, convert


@require_POST
@writers_only
def rich(request: Request) -> HttpResponse:
    """Formatted text from a clipboard as Markdown, by the converter of web pages. Nothing is stored."""
    upload, most = request.FILES.get("html"), settings.IMPORT_FILE_BYTES
    try:
        if upload is None:
            raise Unreadable("Nothing was copied.")
        if (upload.size or 0) > most:
            raise Unreadable(f"What was copied is larger than {most // 1024**2} MB.")
        text, status = convert(upload.read(), "clipboard.html", most).text, 200
    except Unreadable as refusal:
        text, status = str(refusal), 422
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
