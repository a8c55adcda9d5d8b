"""What the tests of this room's pages share."""

import pytest

from incidents.timeline import panels
from incidents.timeline.models import Attachment
from tests.cast import NOW
from tests.incidents.timeline import sent


@pytest.fixture
def ben(client, cast):
    """A browser in which Ben, a member, is signed in."""
    client.force_login(cast.ben)
    return client


@pytest.fixture
def noted(incident, cast):
    """An entry of the incident at NOW, by Ben."""
    return incident.record(text="It fell over", by=cast.ben, at=NOW, happened_at=NOW)


@pytest.fixture
def no_panels(monkeypatch):
    monkeypatch.setattr(panels, "_builders", {slot: [] for slot in panels.SLOTS})


@pytest.fixture
def evidence_storage(settings):
    """A storage of the test's own."""
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def shot(noted, cast, evidence_storage):
    """An image on the entry."""
    image = sent.take(noted.incident, cast.ben, sent.image(size=(960, 400)), "graph.png")
    noted.revise(version=1, by=cast.ben, at=NOW, attachments={image.public_id: "Connections at the limit"})
    return Attachment.objects.get()
