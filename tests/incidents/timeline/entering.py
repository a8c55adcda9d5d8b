"""The form of an entry: what it sends, where, and what is wrong with it."""

from django.urls import reverse

SCRIPT = {"HX-Request": "true"}


def fields(**changes):
    plain = {
        "zone": "UTC",
        "time": "22:05",
        "date": "2026-11-12",
        "precision": "minute",
        "kind": "action",
        "text": "Restarted the gateway",
        "once": "key-of-this-form",
    }
    return plain | changes


def new(incident):
    return reverse("timeline:entry_new", args=[incident.pk])


def at(entry, name="entry"):
    return reverse(f"timeline:{name}", args=[entry.incident_id, entry.pk])


def errors(answer):
    return answer.context["form"].errors


def understood(client, incident, **typed):
    answer = client.get(reverse("timeline:entry_time", args=[incident.pk]), typed, headers=SCRIPT)
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())
