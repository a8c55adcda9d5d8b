"""Administrators: the teams and who is in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people.access import Request, admin_only
from incidents.people.forms import MemberForm, TeamForm
from incidents.people.models import Team, TeamRefused, User


@admin_only
def teams(request: Request) -> HttpResponse:
    """All teams, and a form for a new one."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = Team.found(form.cleaned_data["name"], by=request.user, at=timezone.now())
        except TeamRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("people:team", slug=made.slug)
    page = {"teams": Team.objects.prefetch_related("members"), "form": form}
    return render(request, "people/teams.html", page, status=422 if form.is_bound else 200)


@admin_only
def team(request: Request, slug: str) -> HttpResponse:
    """One team: its name and its members."""
    found = get_object_or_404(Team, slug=slug)
    form = TeamForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            found.rename(form.cleaned_data["name"], by=request.user, at=timezone.now())
        except TeamRefused as refusal:
            form.add_error("name", str(refusal))
            found.refresh_from_db()
        else:
            messages.success(request, f"The team is called {found.name} now.")
            return redirect("people:team", slug=slug)
    page = {"team": found, "form": form, "member_form": MemberForm(team=found)}
    page["members"] = found.members.order_by("-is_active", "name")
    return render(request, "people/team.html", page, status=422 if form.is_bound else 200)


@admin_only
@require_POST
def admit(request: Request, slug: str) -> HttpResponse:
    """Take somebody into the team."""
    found = get_object_or_404(Team, slug=slug)
    form = MemberForm(request.POST, team=found)
    if form.is_valid():
        found.admit(form.cleaned_data["user"], by=request.user, at=timezone.now())
    else:
        messages.error(request, "Choose a person who is not in the team yet.")
    return redirect("people:team", slug=slug)


@admin_only
@require_POST
def release(request: Request, slug: str, pk: int) -> HttpResponse:
    """Let somebody go from the team."""
    found = get_object_or_404(Team, slug=slug)
    found.release(get_object_or_404(User, pk=pk), by=request.user, at=timezone.now())
    return redirect("people:team", slug=slug)
