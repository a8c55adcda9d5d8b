"""What monitors Larkspur: two sources of alerts, and what they have sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from incidents.alerts.models import Alert, AlertSource
from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline.models import Incident

from .ledger import Ledger

#: Since when alerts come here at all.
SINCE = dt.timedelta(days=40)
#: After so many minutes Alertmanager says the same again.
AGAIN = (1, 16, 31)
MINUTE = dt.timedelta(minutes=1)


class Alerts:
    """Adds the sources, and opens the incidents that stories say an alert has opened."""

    def __init__(self, ledger: Ledger, *, by: User, at: dt.datetime) -> None:
        self.ledger, self.by, self.at = ledger, by, at
        scale = {severity.name: severity for severity in Severity.objects.all()}
        middle = list(scale.values())[len(scale) // 2]
        words = {"page": scale.get("SEV-2", middle), "ticket": scale.get("SEV-4", middle)}
        self.monitoring = self._add("Alertmanager", "alertmanager", severity=middle, words=words)
        self.provider = self._add("Status of Mapwell, maps", "statuspage", severity=middle, mode="keep")

    def _add(self, name: str, vendor: str, **fields: Any) -> AlertSource:
        """Its address is shown to nobody: whoever wants to send here makes a new one."""
        while AlertSource.objects.filter(name=name).exists():
            name += ", demo"
        source, _ = AlertSource.add(by=self.by, at=self.at - SINCE, name=name, vendor=vendor, **fields)
        return self.ledger.made(source)

    def open(self, told: Mapping[str, Any], *, fired: dt.datetime) -> Incident:
        """The incident that this alert opens; the same comes in again while it goes on."""
        for after in AGAIN:
            at = min(fired + after * MINUTE, self.at)
            self._send(self.monitoring, _group(told, fired), "Alertmanager/0.28", at)
        alert = self.monitoring.alerts.get(incident__isnull=False, key=told["fingerprint"])
        found: Incident = alert.incident
        return found

    def others(self) -> None:
        """What somebody sent by hand to try the address out, and what waits for a person."""
        self._send(
            self.monitoring, b'{"text": "Does this arrive?"}\n', "curl/8.5", self.at - SINCE + 9 * MINUTE
        )
        began = (self.at - 33 * MINUTE).replace(second=0, microsecond=0)
        self._send(self.provider, _slow_maps(began), "Statuspage", began + MINUTE)
        for alert in Alert.objects.filter(source=self.provider):
            self.ledger.made(alert)

    def _send(self, source: AlertSource, body: bytes, agent: str, at: dt.datetime) -> None:
        source.receive(body, headers={"content-type": "application/json", "user-agent": agent}, at=at)


def _group(told: Mapping[str, Any], fired: dt.datetime) -> bytes:
    """The message of Alertmanager."""
    labels = {name: told[name] for name in ("alertname", "service", "severity", "city") if name in told}
    alert = {
        "status": "firing",
        "labels": labels,
        "annotations": {name: told[name] for name in ("summary", "description")},
        "startsAt": fired.isoformat(),
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": f"https://prometheus.larkspur.example/alerts?search={told['alertname']}",
        "fingerprint": told["fingerprint"],
    }
    message = {"version": "4", "groupKey": f'{{}}:{{alertname="{told["alertname"]}"}}', "status": "firing"}
    return json.dumps(message | {"receiver": "postmortems", "alerts": [alert]}, indent=2).encode()


def _slow_maps(began: dt.datetime) -> bytes:
    """The message of a status page."""
    update = {
        "id": "mw-31-1",
        "status": "investigating",
        "body": "Requests for places in Belgium and the Netherlands take up to 9 s. We are looking into it.",
        "created_at": began.isoformat(),
    }
    incident = {
        "id": "mw-31",
        "name": "Slow answers for places in Belgium and the Netherlands",
        "status": "investigating",
        "impact": "minor",
        "scheduled_for": None,
        "shortlink": "https://status.mapwell.example/mw-31",
        "created_at": began.isoformat(),
        "incident_updates": [update],
    }
    return json.dumps({"incident": incident}, indent=2).encode()
