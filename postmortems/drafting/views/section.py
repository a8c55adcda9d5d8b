"""One section: its form, what becomes of a save, and its place among the others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from incidents.audit import diff
from incidents.people.access import Request

from .. import markdown
from ..forms import SectionForm
from ..living import clean
from ..models import BaseGone, Draft, Presence, Section, TextClosed, TextRefused, Written
from .sight import changeable_section, section_of


def section(request: Request, pk: int, key: str) -> HttpResponse:
    """The form of a section, on a page of its own or in its place on the draft's page; and its saves."""
    if request.GET.get("read") is not None:
        return read(request, section_of(request.user, pk, key))
    found = changeable_section(request.user, pk, key)
    if request.method == "POST":
        return save(request, found)
    if not found.postmortem.takes_text:
        messages.error(request, found.postmortem.why_closed)
        return redirect(found.postmortem)
    Presence.ping(found.postmortem, by=request.user, at=timezone.now(), section=key)
    form = SectionForm.showing(found, found.text, found.postmortem.living.seq)
    return show(request, found, form)


def save(request: Request, found: Section) -> HttpResponse:
    """A save by the button, by the script in the background, or the wish for a preview."""
    form = SectionForm(request.POST, section=found)
    background = "X-Autosave" in request.headers
    if not form.is_valid():
        if background:
            return JsonResponse(
                {"refused": " ".join(str(e) for errors in form.errors.values() for e in errors)}, status=422
            )
        return show(request, found, form, status=422)
    text, base = form.cleaned_data["text"], form.cleaned_data["base"]
    if request.POST.get("do") == "preview":
        again = SectionForm.showing(found, text, base)
        return show(request, found, again, previewed=mark_safe(markdown.render(text, found.key)))
    try:
        written = found.write(
            text,
            base_seq=base,
            by=request.user,
            at=timezone.now(),
            once=form.cleaned_data["once"],
        )
    except (TextRefused, TextClosed, BaseGone) as refusal:
        if background:
            return JsonResponse({"refused": str(refusal)}, status=409)
        return refused(request, found, form, str(refusal))
    others = Draft.wrote_since(found.postmortem, base, besides=request.user) if written.merged else []
    if background:
        stands = {"text": written.text, "base": written.seq, "merged": written.merged, "others": others}
        return JsonResponse(stands)
    return done(request, found, written, others)


def done(request: Request, found: Section, written: Written, others: list[str]) -> HttpResponse:
    """Saved: back to reading, and a word about whose words were merged in."""
    if written.merged:
        whose = " and ".join(f"{name}’s" for name in others) or "Other"
        sentence = f"{whose} words were merged with yours in {found.heading}. Read the result."
        messages.info(request, sentence)
    elif found.hidden_at:
        messages.info(request, f"{found.heading} had been removed meanwhile. Your words are kept in it.")
    if request.htmx:
        found.refresh_from_db(fields=["text", "html", "renderer", "text_seq"])
        return read(request, found, saved=True)
    return redirect(found)


def refused(request: Request, found: Section, form: SectionForm, sentence: str) -> HttpResponse:
    """Not saved: the person's text stays in the form, what stands now is shown beside it."""
    text = form.cleaned_data["text"]
    again = SectionForm.showing(found, text, found.postmortem.living.seq)
    runs = diff.folded(diff.words(found.text, text))
    return show(request, found, again, status=409, sentence=sentence, pieces=pieces(runs))


def pieces(runs: list[diff.Run | diff.Gap]) -> list[tuple[str, str]]:
    """Runs as `components/diff.html` takes them."""
    signs = {"same": " ", "add": "+", "del": "-"}
    return [
        ("…", f"{run.lines} unchanged lines") if isinstance(run, diff.Gap) else (signs[run.kind], run.text)
        for run in runs
    ]


def read(request: Request, found: Section, *, saved: bool = False) -> HttpResponse:
    """The section's text as it is read, for its place on the page."""
    page = {
        "section": found,
        "postmortem": found.postmortem,
        "can_write": found.postmortem.can_write(request.user),
        "saved": saved,
        "at": timezone.now(),
    }
    return render(request, "drafting/_text_answer.html", page)


def show(
    request: Request, found: Section, form: SectionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The form, in its place or on a page."""
    page = {
        "section": found,
        "postmortem": found.postmortem,
        "incident": found.postmortem.incident,
        "form": form,
    }
    name = "_form.html" if request.htmx else "section.html"
    # htmx drops answers that are not 2xx; this one holds the person's words.
    return render(request, f"drafting/{name}", page | more, status=200 if request.htmx else status)


@require_POST
def rendered(request: Request, pk: int, key: str) -> HttpResponse:
    """A text as it would be published."""
    found = changeable_section(request.user, pk, key)
    try:
        return HttpResponse(markdown.render(clean(request.POST.get("text", "")), found.key))
    except TextRefused as refusal:
        return HttpResponse(escape(str(refusal)), status=422)
