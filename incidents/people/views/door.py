"""Coming in by password, by a mailed link or by an invitation, and going out."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.core.ratelimit import consume_or_429
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.people import letters
from incidents.people.access import safe_next
from incidents.people.forms import AcceptForm, AskLinkForm
from incidents.people.models import Invitation, LinkRefused, SignInLink, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def site_of(request: HttpRequest) -> str:
    """Where this request found us; Django has checked the host."""
    return f"{request.scheme}://{request.get_host()}"


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in and go on."""
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(safe_next(request) or "/")


@login_not_required
def ask_link(request: HttpRequest) -> HttpResponse:
    """Mail a sign-in link; the answer is the same whether the address is known here or not."""
    form = AskLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refused = consume_or_429(request, action="request_login_code")
        if refused:
            return refused
        email = form.cleaned_data["login"]
        letters.later(letters.mail_link, email, site_of(request), safe_next(request), timezone.now())
        return redirect("people:link_sent")
    status = 422 if form.is_bound else 200
    return render(request, "people/ask_link.html", {"form": form, "next": safe_next(request)}, status=status)


@login_not_required
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_sent.html")


@login_not_required
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show who would be signed in; sign in on the button. Opening the page alone uses nothing up, since
    mail scanners and previews open links too."""
    try:
        if request.method == "POST":
            return enter(request, SignInLink.redeem(token, at=timezone.now()))
        found = SignInLink.peek(token, at=timezone.now())
    except LinkRefused as refusal:
        return render(request, "people/link_refused.html", {"sentence": refusal}, status=410)
    return render(request, "people/link.html", {"person": found.user, "next": safe_next(request)})


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: a name, a password if one likes, and in."""
    try:
        found = Invitation.find(token, at=timezone.now())
        form = AcceptForm(request.POST if request.method == "POST" else None, email=found.email)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password"] or None
            name = form.cleaned_data["name"]
            return enter(request, found.accept(name=name, password=password, at=timezone.now()))
    except LinkRefused as refusal:
        return render(request, "people/link_refused.html", {"sentence": refusal}, status=410)
    status = 422 if form.is_bound else 200
    return render(request, "people/invitation.html", {"form": form, "invitation": found}, status=status)


@login_not_required
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """For somebody with the right password to an account that is closed."""
    sentence = "This account has been closed. Ask an administrator to open it again."
    return render(request, "people/link_refused.html", {"sentence": sentence}, status=403)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("account_login")
