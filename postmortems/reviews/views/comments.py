"""One's own comments: other words, or none."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from incidents.people.access import Request
from postmortems.reviews.forms import CommentForm
from postmortems.reviews.models import ReviewRefused

from .found import comment_for


def comment(request: Request, pm: int, pk: int) -> HttpResponse:
    """Say it in other words."""
    found = comment_for(request, pm, pk)
    if not found.may_edit(request.user):
        raise PermissionDenied
    form = CommentForm(request.POST or None, initial={"text": found.text})
    if form.is_valid():
        try:
            found.edit(form.cleaned_data["text"], by=request.user, at=timezone.now())
        except ReviewRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "The comment is changed.", extra_tags=f"kept:comment-{found.pk}")
            return redirect(f"{found.thread.get_absolute_url()}#comment-{found.pk}")
    page = {"comment": found, "postmortem": found.thread.postmortem, "form": form}
    return render(request, "reviews/comment.html", page, status=422 if form.is_bound else 200)


def removal(request: Request, pm: int, pk: int) -> HttpResponse:
    """Ask whether it shall go, then erase its words."""
    found = comment_for(request, pm, pk)
    if not found.may_remove(request.user):
        raise PermissionDenied
    if request.method == "POST":
        found.remove(by=request.user, at=timezone.now())
        messages.success(request, "The comment is deleted.")
        return redirect(found.thread.get_absolute_url())
    return render(request, "reviews/removal.html", {"comment": found, "postmortem": found.thread.postmortem})
