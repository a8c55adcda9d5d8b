"""The incident's page says how far its postmortem is, and has one thing to do next."""

import re

import pytest
from django.urls import reverse

from postmortems.drafting.models import Postmortem
from tests.cast import NOW


@pytest.fixture
def look(client, cast, incident):
    client.force_login(cast.ben)

    def look() -> str:
        return client.get(reverse("timeline:incident", args=[incident.pk])).content.decode()

    return look


def solid(html: str) -> list[str]:
    """The words of the solid buttons above the record."""
    head = html.split("record-page")[0]
    return re.findall(r'class="button do"[^>]*>(?:<svg.*?</svg>)?([^<]+)<', head, re.S)


def test_before_the_postmortem_is_begun(look):
    assert solid(look()) == ["Begin the postmortem"]


@pytest.mark.parametrize(
    ("state", "words", "solid_words"),
    [
        ("draft", "Postmortem drafted", ["Open the draft"]),
        ("in_review", "Postmortem in review", ["Open the draft"]),
        ("published", "Postmortem published", ["Read the report"]),
        ("not_required", "No postmortem required", []),
    ],
)
def test_each_state_is_named_and_leads_on(look, cast, incident, state, words, solid_words):
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
    for step in {"published": ["in_review", "published"], "draft": []}.get(state, [state]):
        postmortem.move(step, by=cast.ben, at=NOW, note="For the test.")
    html = look()
    assert words in html
    assert solid(html) == solid_words
