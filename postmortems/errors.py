"""The pages for what went wrong: one frame, a heading, a sentence that says what to do."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .look import look
from .middleware import NUL

STILL_THERE = "What you typed is still in the form: go back to it with your browser"
KEPT = f"{STILL_THERE}, and send it again."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reason where a person can do something about it; what a form held is still in their browser."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        text = f"A form carries up to {most} MB. {STILL_THERE}, and send less of it, or send it as a file."
        return without_person(request, 413, "This is more than a form carries", text)
    if isinstance(exception, TooManyFilesSent):
        text = f"Send at most {settings.IMPORT_FILES_AT_ONCE} files at once, or pack them into a zip."
        return without_person(request, 413, "This is more than a form carries", text)
    if isinstance(exception, TooManyFieldsSent):
        text = f"It has more parts than a form carries. {STILL_THERE}, and send it in several."
        return without_person(request, 413, "This is more than a form carries", text)
    text = str(exception) if str(exception) == NUL else "Go back, and try it another way."
    return without_person(request, 400, "This request makes no sense here", text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Visible, but not allowed. The refusal's own words say why where the view gave some."""
    text = str(exception) or "Ask an administrator, or somebody who takes part, to do it for you."
    return render(request, "error.html", {"heading": "You may not do this", "text": text}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same words for what is not there and for what this person may not see."""
    text = "It may have been moved or deleted, or it is not for you to see."
    return render(request, "error.html", {"heading": "There is nothing here", "text": text}, status=404)


def foreign_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the secret of this person's session: an old tab, a sign-out elsewhere, or a forgery."""
    text = f"You signed in or out since this form was opened, or your browser keeps no cookies. {KEPT}"
    return without_person(request, 403, "This form has run out", text)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; 503 where it is the database that does not answer, since that passes by itself."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = without_person(request, 503, "The database does not answer", f"Wait a moment. {KEPT}")
        response["Retry-After"] = "5"
        return response
    return without_person(request, 500, "Something broke on our side", f"It is in the server's log. {KEPT}")


def without_person(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    """Ask nothing of the database, not even who this is."""
    page = render_to_string("error.html", {**look(request), "heading": heading, "text": text})
    return HttpResponse(page, status=status)
