"""Every page with the demo's year in it: usable by all, in light and dark, on a phone, and light in weight.

The pages are those of the table of surfaces, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import gzip

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertSource
from incidents.catalog.models import Kind, Service, Severity, Tag
from incidents.people.models import Team, User
from incidents.timeline.models import TimelineEntry
from postmortems.archive.models import Publication
from postmortems.demo.telling import Teller
from postmortems.exchange.batches.models import FileBatch
from postmortems.exchange.batches.working import work_one
from postmortems.exchange.bringing import Terms
from postmortems.exchange.packing import Found
from postmortems.reviews.models import Thread
from tests import cast as the_cast
from tests.access.test_matrix import SURFACES
from tests.axe import COLOURS, findings
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

pytestmark = pytest.mark.django_db(transaction=True)

#: A page of these states is a refusal or leads elsewhere; what it shows is tested with its room.
ANSWERS_ELSEWHERE = {"people:link_sent", "account_inactive", "account_set_password"}
DOOR = ("account_login", "account_reset_password", "account_reset_password_done", "people:ask_link")
#: What the first visit to a reading page may weigh, all included, in bytes as they travel.
HEAVIEST = 60_000


@pytest.fixture
def demo(site) -> dict[str, object]:
    """The demo's year; gives what the addresses of the surfaces need, of one published report."""
    the_cast.scale()
    the_cast.kinds()
    the_cast.templates()
    Teller(timezone.now()).tell()
    publication = Publication.objects.exclude(version=1).select_related("postmortem__incident").first()
    postmortem = publication.postmortem
    thread = Thread.objects.filter(postmortem__state="in_review").order_by("pk").first()
    action = ActionItem.objects.filter(state="proposed").order_by("pk").first()
    template = postmortem.template
    source = AlertSource.objects.get(name="Alertmanager")
    batch = a_batch(User.objects.get(name="Amara Diallo"))
    return {
        "file_batch": batch.pk,
        "batch_file": batch.files.get(outcome="asked").pk,
        "alert_source": source.pk,
        "delivery": source.deliveries.last().pk,
        "incident": postmortem.incident_id,
        "postmortem": thread.postmortem_id,
        "section": thread.postmortem.sections.filter(kind="text").first().key,
        "revision": thread.postmortem.revisions.first().number,
        "thread": thread.pk,
        "comment": thread.comments.first().pk,
        "version": publication.version,
        "entry": TimelineEntry.objects.filter(incident=postmortem.incident_id).first().pk,
        "action": action.pk,
        "payments": Team.objects.first().slug,
        "person": User.objects.filter(role="member").first().pk,
        "severity": Severity.objects.first().pk,
        "kind": Kind.objects.first().pk,
        "service": Service.objects.first().pk,
        "tag": Tag.objects.first().pk,
        "template": template.slug,
        "template_section": template.sections.first().key,
    }


def a_batch(by: User) -> FileBatch:
    """Files that were created, that ask, and that failed."""
    files = {"2026/search.txt": DATELESS.encode(), "tickets.md": CLASSIC.encode(), "photo.png": b"\x89PNG"}
    found = [Found(name, lambda data=data: data) for name, data in files.items()]
    terms = Terms(severity=Severity.objects.earliest("order"))
    batch = FileBatch.send(found, terms, by=by, at=timezone.now())
    while work_one():
        pass
    return batch


def addresses(ids: dict[str, object]) -> list[str]:
    """Where every surface is that shows a page."""
    shown = [
        surface
        for surface in SURFACES.values()
        if surface.get("method", "get") == "get"
        and surface["about"] != "door"
        and surface["name"] not in ANSWERS_ELSEWHERE
    ]
    listed = [reverse(s["name"], args=[ids.get(arg, arg) for arg in s.get("args", [])]) for s in shown]
    # Pages that only some rows have: an alert that waits, and an incident that one has opened.
    waiting, opened = Alert.objects.waiting().get(), Alert.objects.get(opened=True)
    return [*listed, reverse("alerts:join", args=[waiting.pk]), opened.incident.get_absolute_url()]


def is_page(client: Client, address: str) -> bool:
    answer = client.get(address)
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    # What a script puts into a page, and what is kept as a file, are no pages.
    is_file = answer.get("Content-Disposition", "").startswith("attachment")
    return is_html and not is_file and b"<html" in answer.content


def amiss(page) -> list[str]:
    """What axe finds in light and in dark, a line each, and whether the page scrolls sideways on a phone."""
    page.emulate_media(color_scheme="light")
    found = [f"{page.url} light: {line}" for line in findings(page)]
    # In the dark a page has other colours, and nothing else is other.
    page.emulate_media(color_scheme="dark")
    found += [f"{page.url} dark: {line}" for line in findings(page, *COLOURS)]
    page.set_viewport_size({"width": 375, "height": 900})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found + ([f"{page.url}: {over} px too wide at 375"] if over > 0 else [])


def test_every_page_is_usable_by_all(demo, visit):
    amara = User.objects.get(name="Amara Diallo")
    client = Client()
    client.force_login(amara)
    pages = [address for address in addresses(demo) if is_page(client, address)]
    assert len(pages) > 40
    page = visit(amara, "/")
    found: list[str] = []
    for address in pages:
        page.goto(address)
        found += amiss(page)
    stranger = visit(None, "/sign-in/")
    for name in DOOR:
        stranger.goto(reverse(name))
        found += amiss(stranger)
    assert found == []


def test_a_first_visit_to_a_reading_page_is_light(demo, visit):
    amara = User.objects.get(name="Amara Diallo")
    page = visit(amara, "about:blank")
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(answer.body()))
    page.goto(reverse("archive:report", args=[demo["incident"]]))
    page.wait_for_load_state("networkidle")
    assert len(bodies) > 1
    assert sum(len(gzip.compress(body)) for body in bodies) < HEAVIEST
