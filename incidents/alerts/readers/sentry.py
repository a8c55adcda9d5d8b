"""Sentry, webhooks of an internal integration: issues, issue alerts and metric alerts."""

from __future__ import annotations

from typing import Any

from . import values
from .reading import Reading, State, Unreadable

ISSUE: dict[str, State] = {
    "created": "firing",
    "unresolved": "firing",
    "resolved": "resolved",
}


def read(payload: Any) -> list[Reading]:
    """One reading; an issue alert and the issue that it is about have one key, so that resolving ends both."""
    message = values.mapping(payload, "the message")
    action, data = values.words(message.get("action")), message.get("data") or {}
    if isinstance(values.within(data, "metric_alert"), dict):
        return [_metric(action, data)]
    if isinstance(values.within(data, "event"), dict):
        return [_issue_alert(data)]
    if isinstance(values.within(data, "issue"), dict):
        return [_issue(action, message, data["issue"])]
    raise Unreadable("it is about no issue and no alert.")


def _issue(action: str, message: dict[str, Any], issue: dict[str, Any]) -> Reading:
    """Sentry says when an issue was first and last seen, never when somebody resolved it."""
    key = values.key(issue.get("id"))
    if not key:
        raise Unreadable("the issue has no id.")
    state = ISSUE.get(action, "note")
    who = values.words(values.within(message, "actor", "name"))
    starts = values.time(issue.get("firstSeen"))
    return Reading(
        key=f"issue:{key}",
        state=state,
        title=values.words(issue.get("title"), values.TITLE) or f"Sentry issue {key}",
        text=values.prose(issue.get("culprit"))
        if state == "firing"
        else f"{action.capitalize()}{f' by {who}' if who else ''}.",
        severity=values.words(issue.get("level")),
        service=_project(issue.get("project")),
        at=starts if action == "created" else None,
        starts_at=starts if action == "created" else None,
        url=values.first(*(values.address(issue.get(name)) for name in ("web_url", "permalink"))),
        mark=values.key(action, issue.get("lastSeen"), who) if state == "note" else "",
    )


def _issue_alert(data: dict[str, Any]) -> Reading:
    event = data["event"]
    key = values.key(event.get("issue_id"))
    if not key:
        raise Unreadable("the event belongs to no issue.")
    rule = values.words(data.get("triggered_rule"), values.TITLE)
    return Reading(
        key=f"issue:{key}",
        state="firing",
        title=values.words(event.get("title"), values.TITLE) or rule or f"Sentry issue {key}",
        text="\n\n".join(filter(None, (f"Rule: {rule}" if rule else "", values.prose(event.get("culprit"))))),
        severity=values.words(event.get("level")),
        service=_project(event.get("project_slug") or event.get("project")),
        at=values.time(event.get("datetime")) or values.time(event.get("timestamp")),
        url=values.address(event.get("web_url")),
    )


def _metric(action: str, data: dict[str, Any]) -> Reading:
    alert = data["metric_alert"]
    rule = alert.get("alert_rule") or {}
    key = values.key(alert.get("id") or values.within(rule, "id"))
    if not key or action not in ("critical", "warning", "resolved"):
        raise Unreadable("the metric alert has no id, or its action is not known.")
    title = values.words(values.within(rule, "name"), values.TITLE) or values.words(
        alert.get("title"), values.TITLE
    )
    starts, ends = values.time(alert.get("date_started")), values.time(alert.get("date_closed"))
    over = action == "resolved"
    return Reading(
        key=f"metric:{key}",
        state="resolved" if over else "firing",
        title=title
        or values.words(data.get("description_title"), values.TITLE)
        or f"Sentry metric alert {key}",
        text=values.prose(data.get("description_text")).replace("\\n", "\n"),
        severity="" if over else action,
        service=_project(alert.get("projects")),
        at=ends if over else values.time(alert.get("date_detected")) or starts,
        starts_at=starts,
        ends_at=ends if over else None,
        url=values.address(data.get("web_url")),
    )


def _project(project: Any) -> str:
    """The short name of a project, or of the first of several."""
    if isinstance(project, list):
        project = project[0] if project else None
    if isinstance(project, dict):
        project = project.get("slug") or project.get("name")
    return values.words(project) if isinstance(project, str) else ""
