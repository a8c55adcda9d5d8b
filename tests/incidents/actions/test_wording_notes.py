"""What the words of an action item leave open."""

import pytest

from incidents.actions.wording_notes import notes


@pytest.mark.parametrize(
    "text",
    [
        "Alert 30, 14 and 3 days before any mounted certificate ends",
        "Fail the renewal job when a mounted secret is older than the vault’s",
        "- [ ] Add a limit of 200 rows to the export",
        "We should remove the second retry so that a slow bank costs one timeout",
        "1. Rehearse the acquirer failover every quarter",
        "Task: Rotate the key of the mail relay",
    ],
)
def test_good_ones_are_left_alone(text):
    assert notes(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Better tests for the importer", "No verb comes first"),
        ("Improve the deployment process", "Improve"),
        ("Consider a second provider until March", "Decide it here"),
        ("Monitor the queue", "which signal"),
        ("Add more tests", "has no end"),
        ("Check backups regularly", "has no end"),
        ("Fix it", "This is short"),
        ("   ", "no words"),
        ("!!! 42", "no words"),
    ],
)
def test_vague_ones_get_a_sentence(text, says):
    assert any(says in note for note in notes(text))


def test_an_investigation_may_investigate():
    text = "Investigate why the replica fell behind before the import began"
    assert notes(text, "investigate") == []
    assert notes(text, "prevent")


def test_hostile_text_costs_nothing():
    for text in ("a" * 100_000, "[ ] " * 20_000, "todo: " * 20_000, "\x00\u202e"):
        assert notes(text)
    assert notes("- " * 50_000 + "x")
