"""What the tests of this room's pages share."""

import pytest


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
