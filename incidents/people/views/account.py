"""A person's own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request
from incidents.people.forms import ProfileForm
from incidents.people.zones import placed_zones


def account(request: Request) -> HttpResponse:
    """Name, zone, colours, password, sessions."""
    user = request.user
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": user.name, "time_zone": user.time_zone},
    )
    if request.method == "POST" and form.is_valid():
        user.revise_profile(**form.cleaned_data, at=timezone.now())
        messages.success(request, "Your account is saved.")
        return redirect("people:account")
    page = {"form": form, "zones": placed_zones(), "teams": user.teams.all()}
    return render(request, "people/account.html", page, status=422 if form.is_bound else 200)


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    request.user.end_sessions(at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("people:account")
