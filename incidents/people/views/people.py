"""Administrators: who is here, and as what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.people import letters
from incidents.people.access import Request, admin_only
from incidents.people.forms import InviteForm, RoleForm
from incidents.people.models import Invitation, PersonRefused, User

from .door import site_of


@admin_only
def people(request: Request) -> HttpResponse:
    """Everybody, those who have left last, and the invitations that are open."""
    everybody = User.objects.prefetch_related("teams").order_by("-is_active", "name", "email")
    now = timezone.now()
    page = {"people": everybody, "invitations": Invitation.open(now), "now": now}
    return render(request, "people/people.html", page)


@admin_only
def invite(request: Request) -> HttpResponse:
    """Send an invitation and show its link, for the case that no mail arrives."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sent, token = Invitation.send(**given, by=request.user, at=timezone.now())
        address = site_of(request) + reverse("people:invitation", args=[token])
        letters.later(letters.mail_invitation, sent, address, site_of(request))
        return render(request, "people/invited.html", {"invitation": sent, "address": address})
    return render(request, "people/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@admin_only
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an open invitation back."""
    found = get_object_or_404(Invitation.open(timezone.now()), pk=pk)
    found.withdraw(by=request.user, at=timezone.now())
    messages.success(request, f"The invitation for {found.email} is withdrawn.")
    return redirect("people:people")


@admin_only
def person(request: Request, pk: int) -> HttpResponse:
    """One person: the role, and whether the account is open."""
    found = get_object_or_404(User.objects.prefetch_related("teams"), pk=pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        try:
            found.change_role(form.cleaned_data["role"], by=request.user, at=timezone.now())
        except PersonRefused as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"{found} is {found.get_role_display().lower()} now.")
            return redirect("people:people")
    page = {"person": found, "form": form}
    return render(request, "people/person.html", page, status=422 if form.is_bound else 200)


@admin_only
def activity(request: Request, pk: int) -> HttpResponse:
    """Close an account or open it again; the page says first what that means."""
    found = get_object_or_404(User, pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            if found.is_active:
                found.deactivate(by=request.user, at=timezone.now())
                messages.success(request, f"{found} is signed out and cannot come in any more.")
            else:
                found.reactivate(by=request.user, at=timezone.now())
                messages.success(request, f"{found} can sign in again.")
            return redirect("people:people")
        except PersonRefused as refused:
            refusal = str(refused)
    page = {"person": found, "refusal": refusal}
    return render(request, "people/activity.html", page, status=422 if refusal else 200)
