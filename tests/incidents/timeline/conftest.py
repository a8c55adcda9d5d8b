"""What the tests of this room's pages share."""

import pytest

from incidents.timeline import panels


@pytest.fixture
def ben(client, cast):
    """A browser in which Ben, a member, is signed in."""
    client.force_login(cast.ben)
    return client


@pytest.fixture
def noted(incident, cast):
    """An entry of the incident at NOW, by Ben."""
    from tests.cast import NOW

    return incident.record(text="It fell over", by=cast.ben, at=NOW, happened_at=NOW)


@pytest.fixture
def no_panels(monkeypatch):
    monkeypatch.setattr(panels, "_builders", {slot: [] for slot in panels.SLOTS})
