"""What to paste where, for each vendor: the words and the code of a source's page. No Django."""

from __future__ import annotations

import json
from dataclasses import dataclass

#: Stands for the address and the secret where they are not shown any more.
ADDRESS = "THE-ADDRESS"
SECRET = "THE-SECRET"
BEARER = f"Authorization: Bearer {SECRET}"


@dataclass(frozen=True)
class Recipe:
    """Steps in the vendor's own words, what to paste, and what to know about signing."""

    steps: tuple[str, ...]
    code: str = ""
    code_name: str = ""
    signing: str = ""


ALERTMANAGER = """\
receivers:
  - name: postmortems
    webhook_configs:
      - url: {address}
        send_resolved: true{secret}

route:
  receiver: postmortems
  group_by: [alertname, service]
"""
ALERTMANAGER_SECRET = """
        http_config:
          authorization:
            type: Bearer
            credentials: THE-SECRET"""
DATADOG = {
    "title": "$EVENT_TITLE",
    "text": "$TEXT_ONLY_MSG",
    "transition": "$ALERT_TRANSITION",
    "monitor": "$ALERT_ID",
    "scope": "$ALERT_SCOPE",
    "cycle": "$ALERT_CYCLE_KEY",
    "priority": "$ALERT_PRIORITY",
    "type": "$ALERT_TYPE",
    "date": "$DATE",
    "tags": "$TAGS",
    "url": "$LINK",
    "id": "$ID",
}
GRAFANA = """\
apiVersion: 1
contactPoints:
  - orgId: 1
    name: Postmortems
    receivers:
      - uid: postmortems
        type: webhook
        settings:
          url: {address}
          httpMethod: POST{secret}
"""
GRAFANA_SECRET = """
          hmacConfig:
            secret: THE-SECRET"""
GENERIC = """\
curl {address} \\
  -H 'Content-Type: application/json'{secret} \\
  -d '{body}'
"""
BODY = {
    "title": "Checkout answers slowly",
    "state": "firing",
    "key": "checkout-latency",
    "severity": "critical",
    "service": "checkout",
    "text": "95 % of requests take longer than 2 s.",
    "url": "https://monitor.example/checkout",
    "at": "2026-11-12T09:30:00+01:00",
}


def recipe(vendor: str, address: str, *, signed: bool) -> Recipe:
    """For this vendor, with this address; `signed` where the source has a secret."""
    return _MAKERS[vendor](address or ADDRESS, signed)


def _alertmanager(address: str, signed: bool) -> Recipe:
    code = ALERTMANAGER.format(address=address, secret=ALERTMANAGER_SECRET if signed else "")
    steps = (
        "Add the receiver to alertmanager.yml and send a route to it.",
        "Load the configuration again: send SIGHUP, or POST to /-/reload.",
    )
    return Recipe(steps, code, "alertmanager.yml", "The secret goes along as a bearer token.")


def _grafana(address: str, signed: bool) -> Recipe:
    code = GRAFANA.format(address=address, secret=GRAFANA_SECRET if signed else "")
    steps = (
        "In Grafana, open Alerting, Contact points, and add one with the integration Webhook and this URL. "
        "Or put this file into provisioning/alerting.",
        "Leave “Disable resolved message” off, and send a notification policy to it.",
    )
    signing = (
        "Under HMAC Signature, give the secret and leave the header as it is. Grafana before 11.6 has none: "
        "give the secret as Authorization Header – Credentials, with the scheme Bearer."
    )
    return Recipe(steps, code, "contact-points.yaml", signing)


def _pagerduty(address: str, signed: bool) -> Recipe:
    steps = (
        "In PagerDuty, open Integrations, Generic Webhooks (v3), and add a webhook.",
        "Webhook URL: the address. Scope: the services or teams whose incidents belong here.",
        "Events: incident.triggered, acknowledged, unacknowledged, escalated, reopened, resolved, annotated.",
    )
    signing = "PagerDuty shows a secret once, after saving. Put that one into this source."
    return Recipe(steps, address, "Webhook URL", signing)


def _opsgenie(address: str, signed: bool) -> Recipe:
    steps = (
        "In Opsgenie, open Settings, Integrations, and add a Webhook.",
        "Choose the actions Create, Acknowledge, Close and Add note; switch on “Add alert description”.",
    )
    return Recipe(steps, address, "Webhook URL", f"As a custom header: {BEARER}")


def _datadog(address: str, signed: bool) -> Recipe:
    steps = (
        "In Datadog, open Integrations, Webhooks, and add one with this payload.",
        f"URL: {address}",
        "Write @webhook-postmortems into the message of the monitors that belong here.",
    )
    code = json.dumps(DATADOG, indent=2)
    return Recipe(steps, code, "Payload", f'As custom headers: {{"Authorization": "Bearer {SECRET}"}}')


def _sentry(address: str, signed: bool) -> Recipe:
    steps = (
        "In Sentry, open Settings, Developer Settings, and create an internal integration with this webhook URL.",
        "Give it the permission Issue & Event: Read, and switch on the webhook for issues.",
        "Switch on “Alert Rule Action” and choose the integration in your alert rules.",
    )
    return Recipe(steps, address, "Webhook URL", "The secret is the integration’s client secret.")


def _kuma(address: str, signed: bool) -> Recipe:
    steps = (
        "In Uptime Kuma, open Settings, Notifications, and set one up of the type Webhook.",
        "Post URL: the address. Request body: Preset, application/json.",
        "Choose the notification in the monitors that belong here.",
    )
    return Recipe(
        steps, address, "Post URL", f'As additional headers: {{"Authorization": "Bearer {SECRET}"}}'
    )


def _statuspage(address: str, signed: bool) -> Recipe:
    steps = (
        "On the status page that you follow, open Subscribe to updates and choose the webhook.",
        "Give the address, and an e-mail address for the page to write to when the webhook fails.",
    )
    return Recipe(
        steps, address, "Webhook URL", "A status page sends no secret: leave this source’s secret empty."
    )


def _generic(address: str, signed: bool) -> Recipe:
    steps = (
        "Send one object, a list of them, or a list under “alerts”, as JSON by POST.",
        "Needed: title and state (firing, acknowledged, resolved or note). The key tells one alert from another; "
        "without one the title does. A time needs an offset.",
    )
    header = " \\\n  -H 'X-Postmortems-Signature: sha256=HMAC'" if signed else ""
    code = GENERIC.format(address=address, secret=header, body=json.dumps(BODY, indent=2, ensure_ascii=False))
    signing = "The signature is the HMAC-SHA256 of the body with the secret as its key, in hexadecimal."
    return Recipe(steps, code, "An example", signing)


_MAKERS = {
    "alertmanager": _alertmanager,
    "grafana": _grafana,
    "pagerduty": _pagerduty,
    "opsgenie": _opsgenie,
    "datadog": _datadog,
    "sentry": _sentry,
    "kuma": _kuma,
    "statuspage": _statuspage,
    "generic": _generic,
}
