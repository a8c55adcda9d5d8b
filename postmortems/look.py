"""What every page wears: light or dark, its stylesheet and script; and the page that shows all components."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from . import assets, specimens

THEMES = ("light", "dark")
COOKIE = "theme"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """`theme` is "light", "dark", or empty for whatever the system says."""

    theme: str

    @property
    def styles(self) -> str:
        return assets.address("css")

    @property
    def script(self) -> str:
        return assets.address("js")


def look(request: HttpRequest) -> dict[str, Look]:
    """The context processor: the choice stands in a cookie, so the first paint is already right."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"look": Look(chosen if chosen in THEMES else "")}


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back to the page; "system" forgets it."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to look at and to test: nothing on it is stored."""
    return render(request, "components/page.html", specimens.context())


urlpatterns = [
    *assets.urlpatterns,
    path("theme/", theme, name="theme"),
    path("components/", components, name="components"),
]
