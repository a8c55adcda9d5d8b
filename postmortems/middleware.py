"""What holds for every answer and every request, whichever room they are for."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve

from incidents.timeline import zones

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Everything comes from this host; no script or style stands in a page, so that none can be smuggled in.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

#: 64 MB in pieces of 64 kB.
PIECE, DROPPED_PIECES = 65_536, 1024
#: What a person is told whose text holds it.
NUL = "What you sent holds a character that no text has (NUL). Take it out, and send it again."

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

#: Where tools send to. Who may is in the address itself, and nobody is signed in.
HOOKS = "/hooks/"


class ContentSecurityPolicy:
    """Sends the policy with every answer; a view with a stricter one of its own keeps it."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class PrivateUnlessSaid:
    """Keeps every answer out of every cache, unless the view says what may be kept, and for whom."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class CleanInput:
    """Refuses the character NUL, which Postgres cannot keep, before it becomes an error of the database.

    And a form that is too large; what is left of it is read and dropped, since a browser that is still sending
    hears no answer.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse | HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds the character NUL.")
        if request.content_type in FORMS:
            try:
                request.POST  # noqa: B018  read here, so that no view meets what is too large
            except RequestDataTooBig:
                drop_the_rest(request)
                raise
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Answer, args: Any, kwargs: Any) -> None:
        if request.content_type not in FORMS:
            return
        own: frozenset[str] = getattr(view, "answers_nul", frozenset())
        for name, values in request.POST.lists():
            if "\0" in name or (name not in own and any("\0" in value for value in values)):
                raise BadRequest(NUL)


def drop_the_rest(request: HttpRequest) -> None:
    """Read what a sender still has to send, up to a bound that no honest one reaches."""
    for _ in range(DROPPED_PIECES):
        if not request.read(PIECE):
            return


class ZoneChosen:
    """Keeps the zone in which a page's address asks for its times: it holds on every page after it, for a year."""

    KEPT = 365 * 24 * 3600

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked = request.GET.get(zones.NAME)
        if asked in zones.KEYS and response.status_code < 400:
            secure = request.is_secure()
            response.set_cookie(
                zones.NAME, asked, max_age=self.KEPT, samesite="Lax", secure=secure, httponly=True
            )
        return response


class NobodySignedIn:
    """Takes what tools send past all that is about people: sessions, sign-in, forms, messages.

    Hundreds may come in a second. And the row history notes the path of a request, which here is a secret.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(HOOKS):
            return self.get_response(request)
        found = request.resolver_match = resolve(request.path_info)
        return found.func(request, *found.args, **found.kwargs)
