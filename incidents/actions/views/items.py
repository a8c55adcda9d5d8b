"""Action items one by one: propose, look at, take a step. Each works as a page and inside a list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.actions import history, steps
from incidents.actions.forms import (
    EVIDENCE_FROM_THE_WRITE_UP,
    AcceptForm,
    ActionForm,
    DeclineForm,
    DoneForm,
    ProposeForm,
    SeenForm,
    StartForm,
    SupersedeForm,
)
from incidents.actions.models import ActionConflict, ActionItem, ActionRefused
from incidents.actions.panels import today_of, with_notes
from incidents.audit.once import Once
from incidents.people.access import Request, safe_next
from incidents.timeline.models import Incident

FORMS: dict[str, type[SeenForm]] = {
    "accept": AcceptForm,
    "start": StartForm,
    "done": DoneForm,
    "edit": ActionForm,
    "decline": DeclineForm,
    "reopen": StartForm,
}


def _to_change(request: Request, incident: Incident) -> None:
    if not incident.may_change(request.user):
        raise PermissionDenied("Guests read, and change nothing.")


def _shown(request: Request, form: Form, **page: Any) -> HttpResponse:
    """The form as a page, or as a row of the list that a script asked for it."""
    page |= {"form": form, "next": safe_next(request) or page["incident"].get_absolute_url()}
    if request.headers.get("HX-Request") != "true":
        return render(request, "actions/form.html", page, status=422 if form.is_bound else 200)
    answer = render(request, "actions/_form_row.html", page)
    if form.is_bound:
        # The form was sent to renew the whole list; with its errors it takes its own row's place.
        row = f"#action-{page['action'].pk}" if page.get("action") else "#action-new"
        answer["HX-Retarget"] = answer["HX-Reselect"] = row
        answer["HX-Reswap"] = "outerHTML"
    return answer


@require_safe
def action(request: Request, pk: int) -> HttpResponse:
    """One action with its whole history."""
    seen = ActionItem.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("incident", "owner", "team", "superseded_by"), pk=pk)
    with_notes([found])
    page = {
        "action": found,
        "incident": found.incident,
        "may_change": found.incident.may_change(request.user),
        "today": today_of(request.user, timezone.now()),
        "history": history.steps(found),
        "supersedes": found.supersedes.all(),
    }
    return render(request, "actions/action.html", page)


def propose(request: Request, pk: int) -> HttpResponse:
    """Propose an action on an incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    _to_change(request, incident)
    form = ProposeForm(request.POST if request.method == "POST" else None, incident=incident)
    if request.method == "POST" and form.is_valid():
        at, given = timezone.now(), form.given()

        def make() -> str:
            made = ActionItem.propose(incident, by=request.user, at=at, **given)
            return f"{incident.get_absolute_url()}#action-{made.pk}"

        try:
            address, _ = Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(address)
    page = {"incident": incident, "title": "Propose an action", "button": "Propose it"}
    return _shown(request, form, **page)


def step(request: Request, pk: int, name: str) -> HttpResponse:
    """Take one of the steps, based on the version that was on the page."""
    seen = ActionItem.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("incident"), pk=pk)
    _to_change(request, found.incident)
    chosen, form = steps.ALL[name], _form(request, found, name)
    page: dict[str, Any] = {"action": found, "incident": found.incident, "step": chosen}
    if request.method == "POST" and form.is_valid():
        try:
            done = getattr(found, chosen.verb)(
                by=request.user, at=timezone.now(), version=form.cleaned_data["version"], **form.given()
            )
            messages.success(request, _said(done, name))
            return redirect(safe_next(request) or f"{found.incident.get_absolute_url()}#action-{pk}")
        except ActionConflict as conflict:
            page |= _conflict(form, conflict.current)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return _shown(request, form, title=chosen.title, button=chosen.button, **page)


def _form(request: Request, found: ActionItem, name: str) -> SeenForm:
    data = request.POST if request.method == "POST" else None
    initial: dict[str, Any] = {"version": found.version}
    if name == "supersede":
        return SupersedeForm(data, initial=initial, action=found)
    kind = FORMS[name]
    initial |= {field: getattr(found, field) for field in kind.base_fields if hasattr(found, field)}
    if name == "done" and found.said_done and not found.evidence:
        initial["evidence"] = EVIDENCE_FROM_THE_WRITE_UP
    return kind(data, initial=initial, incident=found.incident)


def _conflict(form: SeenForm, current: ActionItem) -> dict[str, Any]:
    """Both versions: what the person filled in stays in the form, what changed meanwhile stands above it."""
    seen = form.cleaned_data["version"]
    form.add_error(None, "Somebody else changed this action while you were writing. Nothing is lost.")
    form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
    return {"meanwhile": history.since(current, seen), "current": current}


def _said(action: ActionItem, name: str) -> str:
    if name == "edit":
        return "The action is saved."
    return f"The action is {action.get_state_display().lower()} now."
