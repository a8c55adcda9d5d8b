"""A source is made on a page, and what a tool then sends to its address shows on the incident's page."""

from __future__ import annotations

import datetime as dt
import json
import urllib.request

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from incidents.timeline.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


def make_a_source(page: Page) -> str:
    """Fill in the form with the keyboard alone; gives the address that the answer shows."""
    page.goto("/settings/alerts/new/")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Our monitoring")
    page.keyboard.press("Tab")
    page.keyboard.type("Anything else")
    page.get_by_label("The tool’s severity words").focus()
    page.keyboard.type("critical = SEV-1")
    page.get_by_role("button", name="Make the address").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Its address")).to_be_visible()
    return page.locator("#hook").inner_text()


def post(address: str, **alert: str) -> int:
    body = json.dumps({"title": "Checkout slow", "key": "checkout", "severity": "critical", **alert})
    request = urllib.request.Request(address, body.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_an_alert_opens_updates_acknowledges_and_resolves_an_incident(cast, visit, javascript):
    page = visit(cast.amara, "/", javascript=javascript)
    address = make_a_source(page)
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("cell", name="It would have opened")).to_contain_text("Nothing was stored.")
    began = timezone.now() - dt.timedelta(minutes=40)

    def after(minutes: int) -> str:
        return (began + dt.timedelta(minutes=minutes)).isoformat()

    assert post(address, state="firing", at=after(0), text="p95 is 4 s") == 200
    incident = Incident.objects.get()
    page.goto(incident.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout slow")
    expect(page.locator(".page-head").get_by_text("Open", exact=True)).to_be_visible()
    alerts = page.locator("aside section").filter(has=page.get_by_role("heading", name="Alerts"))
    expect(alerts).to_contain_text("Firing")

    post(address, state="note", at=after(2), text="Escalated to the second line.")
    page.reload()
    expect(page.locator("#record .entry-text", has_text="Escalated to the second line.")).to_be_visible()

    post(address, state="acknowledged", at=after(3))
    page.reload()
    expect(alerts).to_contain_text("Acknowledged")
    expect(page.locator("#record .entry-text", has_text="Acknowledged: Checkout slow")).to_be_visible()

    post(address, state="resolved", at=after(30))
    page.reload()
    expect(alerts).to_contain_text("Resolved")
    expect(page.locator(".page-head").get_by_text("Resolved", exact=True)).to_be_visible()
    page.goto("/alerts/")
    expect(page.get_by_role("link", name=incident.reference)).to_be_visible()


def test_what_waits_becomes_an_incident_with_one_click(cast, visit, site):
    from incidents.alerts.models import AlertSource

    _, token = AlertSource.add(
        by=cast.amara,
        at=timezone.now(),
        name="Kuma",
        vendor="generic",
        severity=cast.severities["sev3"],
        mode="keep",
    )
    post(f"{site}/hooks/{token}/", state="firing")
    page = visit(cast.ben, "/incidents/")
    page.get_by_role("link", name="Alerts").click()
    page.get_by_role("button", name="Open an incident for Checkout slow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout slow")
