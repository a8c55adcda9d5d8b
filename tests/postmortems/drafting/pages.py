"""Addresses of the pages, and the forms that are sent to them."""

import datetime as dt
import re

from django.urls import reverse

from tests.cast import NOW

LATER = NOW + dt.timedelta(minutes=1)


def address(name, postmortem, *more):
    return reverse(f"drafting:{name}", args=[postmortem.pk, *more])


def shown(client, postmortem, key="summary"):
    """What the form of a section holds: its base and the name of its save."""
    page = client.get(address("section", postmortem, key)).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("base", "once")}


def autosave(client, postmortem, text, base, key="summary", once=""):
    return client.post(
        address("section", postmortem, key),
        {"text": text, "base": base, "once": once},
        headers={"X-Autosave": "1", "HX-Request": "true"},
    )
