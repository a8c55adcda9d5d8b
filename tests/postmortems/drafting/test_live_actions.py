"""The action items that stand live in a draft."""

import pytest

from incidents.actions.models import ActionItem
from tests.cast import NOW

DONE = "done already, says the write-up"


@pytest.fixture
def proposed(ben, cast, postmortem):
    """Propose an item with these fields and give it and the page that Ben sees."""

    def propose(**fields):
        action = ActionItem.propose(postmortem.incident, text="Watch it.", by=cast.ben, at=NOW, **fields)
        return action, lambda: ben.get(postmortem.get_absolute_url()).content.decode()

    return propose


@pytest.mark.parametrize("said_done", [True, False])
def test_a_draft_says_what_its_write_up_calls_done_already(proposed, said_done):
    _, page = proposed(said_done=said_done)
    assert (DONE in page()) is said_done


def test_a_preview_shows_what_would_be_published(proposed, ben, postmortem):
    proposed(said_done=True)
    page = ben.get(f"{postmortem.get_absolute_url()}preview/").content.decode()
    assert "Watch it." in page and DONE not in page


def test_what_was_decided_since_is_said_alone(proposed, cast):
    action, page = proposed(said_done=True)
    action.decline(by=cast.ben, at=NOW, because="Another way was found.")
    assert "declined: Another way was found." in page() and DONE not in page()
