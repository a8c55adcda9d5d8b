"""The box for lines, messages or a file, and the channel of an export that has several."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from incidents.people.access import Request
from incidents.timeline.models import Incident
from incidents.timeline.zones import known
from postmortems.exchange.chat import Unreadable

from ..channels import offered
from ..desk import Desk, key_of, start_day
from ..forms import PasteForm
from ..source import Source
from .pages import incident_of, look, page, pick


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Request, pk: int) -> HttpResponse:
    """The box for lines, messages or a file; what was sent is read at once."""
    incident = incident_of(request, pk)
    near = (incident.zone, request.user.time_zone)
    begun = {"zone": incident.zone, "day": start_day(incident, incident.zone)}
    if request.method != "POST":
        return _box(request, incident, PasteForm(initial=begun, near=near))
    form = PasteForm(request.POST, request.FILES, near=near)
    if form.is_valid():
        data = form.cleaned_data
        if data["source"].channels:
            return _choose(request, incident, form)
        try:
            desk = Desk(
                incident, request.user, data["source"], None, {"zone": data["zone"], "day": data["day"]}
            )
        except Unreadable as error:
            form.add_error("file" if data.get("file") else "text", str(error))
        else:
            return pick(request, desk) if desk.is_chat else look(request, desk, desk.looked(first=True))
    return _box(request, incident, form, status=422)


def _box(request: Request, incident: Incident, form: PasteForm, status: int = 200) -> HttpResponse:
    return page(request, incident, "paste", status, form=form)


def _choose(request: Request, incident: Incident, form: PasteForm) -> HttpResponse:
    """One of several channels is to be chosen; where all together are too much for a page, with the file again."""
    source = form.cleaned_data["source"]
    try:
        packed = source.pack(key_of(incident, request.user))
    except Unreadable:
        form.offer_channels([channel.name for channel in offered(source.channels, incident)])
        return _box(request, incident, form, status=422)
    return _channels(request, incident, source, packed, form.cleaned_data["zone"])


def chosen(request: Request, incident: Incident, source: Source) -> HttpResponse:
    zone = request.POST.get("zone", "")
    zone = zone if zone in known() else incident.zone
    one = source.of_channel(request.POST.get("channel", ""))
    if one is None:
        return _channels(request, incident, source, request.POST["source"], zone, 422)
    return pick(request, Desk(incident, request.user, one, None, {"zone": zone}))


def _channels(
    request: Request, incident: Incident, source: Source, packed: str, zone: str, status: int = 200
) -> HttpResponse:
    context = {
        "channels": offered(source.channels, incident),
        "source": source,
        "packed": packed,
        "zone": zone,
    }
    problems = [("channels", "Choose the channel to read.")] if status != 200 else []
    return page(request, incident, "channels", status, **context, problems=problems)
