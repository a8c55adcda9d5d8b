"""What the postmortem said before: revisions, what changed between them, and the way back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.audit import diff
from incidents.people.access import Request

from ..forms import NameForm
from ..models import Postmortem, Revision
from .section import pieces
from .sight import changeable, seen

#: Revisions on one page of the list.
PAGE = 25


def history(request: Request, pk: int) -> HttpResponse:
    """Every revision, the newest first, with its author and the sections it touched."""
    postmortem = seen(request.user, pk)
    revisions = postmortem.revisions.select_related("author")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        revisions = revisions.filter(number__lt=int(before))
    found = list(revisions[: PAGE + 1])
    rows = [
        (new, [row["heading"] for row in changed(old, new)]) for new, old in pairwise([*found, None]) if new
    ]
    page = {
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "rows": rows[:PAGE],
        "older": found[PAGE - 1].number if len(found) > PAGE else None,
        "may_change": postmortem.can_write(request.user),
        "at": timezone.now(),
    }
    return render(request, "drafting/history.html", page)


def revision(request: Request, pk: int, number: int) -> HttpResponse:
    """One revision, word by word against another: the one before it, or the one that was chosen."""
    postmortem = seen(request.user, pk)
    found = revision_of(postmortem, number)
    chosen = request.GET.get("against", "")
    against = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else number - 1
    other = postmortem.revisions.select_related("author").filter(number=against).first()
    rows = changed(other, found)
    for row in rows:
        row["pieces"] = pieces(diff.folded(diff.words(row["old"], row["new"])))
    page = {
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "revision": found,
        "other": other,
        "rows": rows,
        "is_current": not postmortem.revisions.filter(number__gt=number).exists(),
        "may_change": postmortem.can_write(request.user),
        "form": NameForm(initial={"name": found.name}),
        "at": timezone.now(),
    }
    return render(request, "drafting/revision.html", page)


def changed(old: Revision | None, new: Revision) -> list[dict[str, Any]]:
    """The sections that differ, in the newer one's order, those that are gone at the end."""
    was = {section["key"]: section for section in old.sections} if old else {}
    now = {section["key"]: section for section in new.sections}
    nothing = {"heading": "", "text": ""}
    rows = []
    for key in [*now, *(key for key in was if key not in now)]:
        before, after = was.get(key, nothing), now.get(key, nothing)
        if (before["heading"], before["text"]) == (after["heading"], after["text"]):
            continue
        rows.append(
            {
                "key": key,
                "heading": after["heading"] or before["heading"],
                "renamed_from": before["heading"] if before["heading"] not in ("", after["heading"]) else "",
                "added": key not in was,
                "gone": key not in now,
                "old": before["text"],
                "new": after["text"],
            }
        )
    return rows


def revision_of(postmortem: Postmortem, number: int) -> Revision:
    """One of its revisions; else 404."""
    found = postmortem.revisions.select_related("author").filter(number=number).first()
    if found is None:
        raise Http404
    found.postmortem = postmortem
    return found


@require_POST
def restore(request: Request, pk: int, number: int) -> HttpResponse:
    """Make the postmortem, or one section of it, read as it did then."""
    postmortem = changeable(request.user, pk)
    found, key = revision_of(postmortem, number), request.POST.get("section") or None
    if not postmortem.takes_text:
        messages.error(request, postmortem.why_closed)
    elif found.restore(by=request.user, at=timezone.now(), key=key):
        messages.success(request, f"Restored from revision {number}. What stood before is a revision too.")
    else:
        messages.info(request, f"It reads as in revision {number} already.")
    return redirect(postmortem)


@require_POST
def name(request: Request, pk: int, number: int) -> HttpResponse:
    """Name a revision, so that it is found again."""
    found = revision_of(changeable(request.user, pk), number)
    form = NameForm(request.POST)
    if form.is_valid():
        found.rename(form.cleaned_data["name"], by=request.user, at=timezone.now())
        messages.success(request, f"Revision {number} is named {found.name}.")
    else:
        messages.error(request, "Give the revision a name of at most 120 letters.")
    return redirect(found)
