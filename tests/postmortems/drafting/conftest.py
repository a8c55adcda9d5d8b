"""What the drafting tests may ask for."""

import pytest

from postmortems.drafting.models import Postmortem
from tests.cast import NOW


@pytest.fixture
def postmortem(cast, incident):
    """Ben's draft of the incident that everyone may see, from the classic template."""
    return Postmortem.draft(incident, by=cast.ben, at=NOW, texts={"summary": "The job ran.\nIt failed.\n"})


@pytest.fixture
def summary(postmortem):
    """Its first section."""
    return postmortem.sections.get(key="summary")


@pytest.fixture
def ben(client, cast):
    """A browser in which Ben is signed in."""
    client.force_login(cast.ben)
    return client
