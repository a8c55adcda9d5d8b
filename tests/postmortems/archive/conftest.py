"""A postmortem that was written, reviewed and can be published."""

import datetime as dt
import io

import pytest

from incidents.actions.models import ActionItem
from incidents.timeline.models import Attachment
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


@pytest.fixture
def another(cast):
    """Makes further published reports: `another(title, **incident)`."""

    def make(title, text="Nothing special.", **fields):
        from postmortems.archive.models import Publication

        incident = an_incident(cast, title, **fields)
        happened(cast, incident, "It begins.", "`openssl s_client` answers nothing.")
        postmortem = Postmortem.draft(
            incident, by=cast.ben, at=NOW, sections=[Part("Summary", text, key="summary")]
        )
        approved(cast, postmortem)
        return Publication.issue(postmortem, by=cast.ben, at=NOW)

    return make


@pytest.fixture
def shown(cast, incident, draft):
    """An image on the first entry of what is about to be published."""
    from postmortems.archive.models import Publication

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
