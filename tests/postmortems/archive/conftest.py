"""A postmortem that was written, reviewed and can be published."""

import copy
import datetime as dt
import io
from functools import partial

import pytest
from django.db import connection

from incidents.actions.models import ActionItem
from incidents.timeline.models import Attachment
from postmortems.archive.models import Publication
from postmortems.drafting.models import Part, Postmortem, Revision
from postmortems.reviews import checklist
from postmortems.reviews.models import Approval, ReviewRequest
from tests.cast import NOW, an_incident
from tests.incidents.timeline import sent

STARTED = dt.datetime(2026, 11, 11, 23, 12, tzinfo=dt.UTC)

PARTS = [
    Part("Summary", "For an hour nobody could pay by **card**.", key="summary"),
    Part("Why it could happen", "Renewal is watched; *mounting* is not.", key="why"),
    Part("Timeline", key="timeline", kind="timeline"),
    Part("Action items", key="actions", kind="actions"),
]


def happened(cast, incident, began, found):
    """Two entries, the second of which detects it, and two actions, one of them late."""
    incident.record(text=began, by=cast.ben, at=NOW, happened_at=STARTED)
    found = incident.record(
        text=found,
        by=cast.ben,
        at=NOW,
        happened_at=STARTED + dt.timedelta(minutes=77),
        kind="diagnosis",
        key_moment=True,
    )
    incident.set_clocks(
        {"started": STARTED, "detected": found, "resolved": STARTED + dt.timedelta(hours=2)},
        by=cast.ben,
        at=NOW,
    )
    ActionItem.propose(incident, text="Inventory every copied secret", by=cast.ben, at=NOW)
    taken = ActionItem.propose(incident, text="Alert 30 days before expiry", by=cast.ben, at=NOW)
    taken.accept(owner=cast.priya, due_on=NOW.date() - dt.timedelta(days=3), by=cast.ben, at=NOW)


def written(cast, incident, parts=PARTS):
    """A draft of Ben's on `incident`."""
    happened(
        cast,
        incident,
        "The certificate passes its end date.",
        "`openssl s_client` answers “certificate expired”.",
    )
    return Postmortem.draft(incident, by=cast.ben, at=NOW, sections=parts)


def approved(cast, postmortem, at=NOW):
    """The same, asked for and approved by Priya."""
    ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=at)
    postmortem.refresh_from_db()
    Approval.give(Revision.current(postmortem), by=cast.priya, at=at, answers=checklist.all_yes())
    return postmortem


@pytest.fixture
def draft(cast, incident):
    return written(cast, incident)


@pytest.fixture
def ready(cast, draft):
    return approved(cast, draft)


def issued(cast, title, text="Nothing special.", **fields):
    """A published report of one section."""
    incident = an_incident(cast, title, **fields)
    happened(cast, incident, "It begins.", "`openssl s_client` answers nothing.")
    postmortem = Postmortem.draft(
        incident, by=cast.ben, at=NOW, sections=[Part("Summary", text, key="summary")]
    )
    approved(cast, postmortem)
    return Publication.issue(postmortem, by=cast.ben, at=NOW)


@pytest.fixture
def another(cast):
    """Makes further published reports: `another(title, **incident)`."""
    return partial(issued, cast)


def fill_shelf(cast):
    sev2 = cast.severities["sev2"]
    issued(
        cast,
        "Mail relay refused logins",
        "The relay reads its key once. A certificate expired while it ran.",
    )
    issued(cast, "Search went slow", "Indexing took every core.", severity=sev2)
    issued(
        cast,
        "Webhooks refused for six hours",
        "Their intermediate certificate was the one that had expired.",
        severity=sev2,
        services=[cast.services["checkout"]],
    )


@pytest.fixture(scope="module")
def shelf_of_module(request, cast_of_module, django_db_blocker):
    """Whether the shelf stands in the transaction of the module, since every test there begins with it."""
    tests = [item for item in request.session.items if item.path == request.path]
    shared = cast_of_module is not None and all("shelf" in item.fixturenames for item in tests)
    if shared:
        with django_db_blocker.unblock():
            fill_shelf(copy.deepcopy(cast_of_module))
            connection.check_constraints()
    return shared


@pytest.fixture
def shelf(shelf_of_module, cast):
    """Three published reports; gives the cast."""
    if not shelf_of_module:
        fill_shelf(cast)
    return cast


@pytest.fixture
def shown(cast, incident, draft):
    """An image on the first entry of what is about to be published."""
    image = Attachment.take(incident, io.BytesIO(sent.image()), name="graph.png", by=cast.ben, at=NOW)
    entry = incident.entries.in_order().first()
    entry.revise(version=1, by=cast.ben, at=NOW, attachments={image.public_id: "The pool is full"})
    approved(cast, draft)
    return Publication.issue(draft, by=cast.ben, at=NOW).report.entries[0].enclosed[0]


@pytest.fixture
def olga(client, cast):
    """A browser of Olga's, who has nothing to do with the incident."""
    client.force_login(cast.olga)
    return client
