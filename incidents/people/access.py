"""Who may come to a page at all: everybody signed in, unless a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from .models import User

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request past `SignInFirst`: somebody is signed in."""

    user: User
    htmx: HtmxDetails


class SignInFirst(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, from every view that is not marked `login_not_required`.

    A part of a page that is asked for by a script gets a plain refusal instead: the sign-in page has no
    place inside another one, and what a person has typed there stays where it is.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> Any:
        if request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted"):
            return HttpResponse("You have been signed out. Sign in again in another tab.", status=401)
        return super().handle_no_permission(request, view_func)


def safe_next(request: HttpRequest) -> str:
    """Where a form or an address says to go afterwards, as long as it is within this site; else nothing."""
    then = request.POST.get("next") or request.GET.get("next") or ""
    good = url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure())
    return then if good else ""


def admin_only(view: View) -> View:
    """For pages that keep the house: 403 for everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.is_admin:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def writers_only(view: View) -> View:
    """For pages that change something: 403 for guests."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.may_write:
            raise PermissionDenied("Guests read here. Ask an administrator for a member's account to write.")
        return view(request, *args, **kwargs)

    return guarded


def answers_nul(*fields: str) -> Callable[[View], View]:
    """For a view that says itself what is wrong when one of `fields` holds the character NUL.

    The front door refuses it everywhere else, and with it all that was typed.
    """

    def mark(view: View) -> View:
        view.answers_nul = frozenset(fields)  # type: ignore[attr-defined]
        return view

    return mark
