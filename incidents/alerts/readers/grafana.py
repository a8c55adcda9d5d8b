"""Grafana alerting, webhook contact point: Alertmanager's form with a title, values and links of its own."""

from __future__ import annotations

import dataclasses
from typing import Any

from . import alertmanager, values
from .reading import Reading


def read(payload: Any) -> list[Reading]:
    """A reading for each alert; the alert's name is its title, and its panel is the link."""
    alerts = values.rows(values.within(payload, "alerts"))
    return [_alert(alert, found) for alert, found in zip(alerts, alertmanager.read(payload), strict=True)]


def _alert(alert: dict[str, Any], found: Reading) -> Reading:
    links = (values.address(alert.get(name)) for name in ("panelURL", "dashboardURL", "generatorURL"))
    name = values.words(values.within(alert, "labels", "alertname"), values.TITLE)
    summary = values.within(alert, "annotations", "summary")
    said = (values.prose(summary), found.text, _numbers(alert.get("values")))
    return dataclasses.replace(
        found,
        title=name or found.title,
        text="\n\n".join(dict.fromkeys(filter(None, said)))[: values.TEXT],
        url=values.first(*links),
    )


def _numbers(measured: Any) -> str:
    """The measured values on a line: "A = 2.5, B = 0"."""
    if not isinstance(measured, dict):
        return ""
    pairs = ((values.words(name), values.words(value)) for name, value in list(measured.items())[:20])
    return ", ".join(f"{name} = {value}" for name, value in pairs if name and value)
