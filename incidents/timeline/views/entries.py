"""Writing entries: in place with a script, on pages of their own without one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.audit.once import Once
from incidents.people.access import Request
from incidents.timeline.forms import EntryForm
from incidents.timeline.forms.evidence import Enclosures
from incidents.timeline.models import ClockRefused, EditConflict, EvidenceRefused, Incident, TimelineEntry
from incidents.timeline.showing import around

from .door import changes, entry_of, switch_of
from .evidence import received
from .record import answer
from .writing import begun, beside, blank, standing, who_changed, written


@require_http_methods(["GET", "POST"])
@changes
def new(request: Request, incident: Incident) -> HttpResponse:
    """Add an entry, after another one when the address or the form says so."""
    at = timezone.now()
    after = standing(incident, request.POST.get("after") or request.GET.get("after"))
    if request.method == "GET":
        return shown(request, incident, blank(request, incident, after, at=at))
    near = around(incident, switch_of(request, incident).zone, now=at, after=after)
    form = EntryForm(request.POST, around=near, enclosures=_enclosures(request, incident))
    if not form.is_valid():
        return shown(request, incident, form)

    def make() -> str:
        entry = incident.record(by=request.user, at=at, after=after, **form.changes())
        return f"{incident.get_absolute_url()}#entry-{entry.pk}"

    try:
        url, _ = Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)
    except EvidenceRefused as refused:
        form.add_error("attachments", str(refused))
        return shown(request, incident, form)
    return saved(request, incident, form, int(url.rpartition("-")[2]))


@require_http_methods(["GET", "POST"])
@changes
def edit(request: Request, incident: Incident, entry_pk: int) -> HttpResponse:
    """Change an entry, over the version that the person saw."""
    entry, at = entry_of(incident, entry_pk, removed=True), timezone.now()
    near = around(incident, switch_of(request, incident).zone, now=at, entry=entry)
    if request.method == "GET":
        return shown(request, incident, EntryForm(around=near, entry=entry))
    enclosures = _enclosures(request, incident, entry)
    data = request.POST.copy()
    if data.get("then") == "merge":
        # Both texts into the field, over the version that was shown beside it; nothing is saved yet.
        data["text"] = f"{entry.text}\n\n{data.get('text', '')}"
        return shown(request, incident, EntryForm(data, around=near, entry=entry, enclosures=enclosures))
    form = EntryForm(request.POST, around=near, entry=entry, enclosures=enclosures)
    if not form.is_valid() or (entry.removed_at and "back" not in data):
        return shown(request, incident, form)
    try:
        if entry.removed_at:
            entry.restore(by=request.user, at=at, **form.changes())
        else:
            version = form.cleaned_data["version"] or 0
            entry.revise(version=version, by=request.user, at=at, **form.changes())
    except EditConflict as conflict:
        # The person's words stay in the form, now over the newer version, which stands beside them.
        data["version"] = str(conflict.current.version)
        form.data = data
        return shown(request, incident, form, theirs=conflict.current)
    except (ClockRefused, EvidenceRefused) as refused:
        form.add_error("time" if isinstance(refused, ClockRefused) else "attachments", str(refused))
        return shown(request, incident, form)
    return saved(request, incident, form, entry.pk)


def _enclosures(request: Request, incident: Incident, entry: TimelineEntry | None = None) -> Enclosures:
    sent, faults = received(request, incident)
    return Enclosures.read(
        request.POST, incident=incident, entry=entry, by=request.user, sent=sent, faults=faults
    )


def shown(
    request: Request, incident: Incident, form: EntryForm, theirs: TimelineEntry | None = None
) -> HttpResponse:
    """The form: in place for a script, else on a page."""
    context = written(incident, form)
    current = theirs or form.entry
    if current is not None and (theirs or current.removed_at):
        context |= {
            "theirs": theirs,
            "who": who_changed(current, form.around.zone),
            "gone": current.removed_at,
        }
    if theirs is not None:
        context["differences"] = beside(form, theirs)
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "timeline/entry.html", context)
    response = render(request, "timeline/_entry_form.html", context)
    if request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = f"#{context['row_id']}", "outerHTML"
    return response


def saved(request: Request, incident: Incident, form: EntryForm, focus: int) -> HttpResponse:
    """After saving: the record, or the page, at the entry; or the next entry's form, where that was asked."""
    goes_on = request.POST.get("then") == "next"
    said = f"Saved: {form.said()}."
    kept = written(incident, form)["keep"]
    if request.htmx:  # type: ignore[attr-defined]
        after = standing(incident, str(focus)) if goes_on else None
        writing = begun(request, incident, after, at=timezone.now()) if goes_on else None
        return answer(request, incident, None if goes_on else focus, writing=writing, said=said, kept=kept)
    messages.success(request, said, extra_tags=f"kept:{kept}")
    if goes_on:
        return redirect(f"{reverse('timeline:entry_new', args=[incident.pk])}?after={focus}")
    return redirect(f"{incident.get_absolute_url()}#entry-{focus}")
