"""The events of this room in words: alerts and their sources."""

EVENTS = {
    "alert.joined": "added the alert “{title}”",
    "alert.kept": "kept an alert for a person to look at",
    "alert.put_aside": "put an alert aside",
    "alertsource.added": "added the alert source {name}",
    "alertsource.revised": "changed an alert source",
    "alertsource.readdressed": "gave an alert source a new address",
    "alertsource.enabled": "switched an alert source on",
    "alertsource.disabled": "switched an alert source off",
    "alertsource.removed": "removed the alert source {name}",
    "alertsource.tried": "tried an alert source",
    "alertsource.read_again": "had a delivery read again",
}
