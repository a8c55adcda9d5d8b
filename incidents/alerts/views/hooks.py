"""The door that tools send to. It answers 2xx only when the body is stored."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from incidents.alerts import signatures
from incidents.alerts.models import AlertDelivery, AlertSource
from incidents.alerts.readers.values import words

#: Headers that help to understand a delivery later; never the ones that prove who sent it.
TELLING = (
    "content-type",
    "user-agent",
    "request-id",
    "sentry-hook-resource",
    "sentry-hook-timestamp",
    "x-webhook-id",
    "x-request-id",
)
STATUS = {
    AlertDelivery.Standing.TAKEN: 200,
    AlertDelivery.Standing.UNREADABLE: 422,
    AlertDelivery.Standing.TOO_LARGE: 413,
    AlertDelivery.Standing.FAILED: 503,
}


@csrf_exempt
@login_not_required
@require_POST
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """Take in what a tool sends. An address that is not known gets an answer that says nothing."""
    source = AlertSource.behind(token)
    if source is None:
        return HttpResponse(status=404)
    if source.disabled_at is not None:
        return _answer(410, "This source is switched off.")
    headers = {name.lower(): value for name, value in request.headers.items()}
    most, at = settings.MAX_ALERT_BYTES, timezone.now()
    body = request.read(most + 1)
    kept = {name: words(headers[name], 200) for name in TELLING if name in headers}
    if source.secret and not signatures.genuine(source.vendor, source.secret, headers, body):
        AlertDelivery.refuse(source, headers=kept, at=at)
        return _answer(403, "The signature is missing or does not fit.")
    delivery = source.receive(body[:most], headers=kept, at=at, too_large=len(body) > most)
    status = STATUS[AlertDelivery.Standing(delivery.standing)]
    if status == 422 and not delivery.is_json:
        status = 400
    return _answer(status, "" if status == 200 else delivery.outcome)


def _answer(status: int, problem: str) -> HttpResponse:
    """What a machine reads: nothing about incidents, which not everybody may see."""
    return JsonResponse({"problem": problem} if problem else {"taken": True}, status=status)
