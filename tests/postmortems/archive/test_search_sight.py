"""Nothing that is found, counted or nearly found tells of what one may not see."""

import pytest

from incidents.actions.models import ActionItem
from incidents.catalog.models import Tag
from postmortems.archive.models import SearchDocument
from postmortems.drafting.models import Part, Postmortem
from tests.cast import NOW, an_incident

from .asked import ask, counts, titles

CANARIES = {
    "title": "canarytitle",
    "section": "canarysection",
    "entry": "canaryentry",
    "action": "canaryaction",
    "factor": "canaryfactor",
    "summary": "canarysummary",
}


@pytest.fixture
def cage(cast):
    """A restricted draft with a word of its own in every place."""
    incident = an_incident(
        cast,
        CANARIES["title"],
        visibility="restricted",
        summary=CANARIES["summary"],
        services=[cast.services["search"]],
        severity=cast.severities["sev3"],
        team=cast.teams["platform"],
    )
    incident.tags.add(Tag.objects.create(name="canarytag"))
    incident.factors.create(text=CANARIES["factor"])
    incident.record(text=CANARIES["entry"], by=cast.ben, at=NOW, happened_at=NOW)
    ActionItem.propose(incident, text=CANARIES["action"], by=cast.ben, at=NOW)
    postmortem = Postmortem.draft(
        incident, by=cast.ben, at=NOW, sections=[Part("Cause", CANARIES["section"])]
    )
    SearchDocument.index(postmortem)
    return postmortem


@pytest.mark.parametrize("word", CANARIES.values())
def test_its_people_find_every_word_and_nobody_else_does(cage, cast, word):
    assert titles(f"q={word}", cast.ben) == [CANARIES["title"]]
    for user in (cast.olga, cast.amara, cast.gus, cast.dana):
        search = ask(f"q={word}", user)
        assert (search.rows, search.counts.total, search.words_instead) == ([], 0, [])
        # A typing error must not tell of the word either.
        near = ask(f"q={word[:-1]}x", user)
        assert (near.rows, near.words_instead) == ([], [])
    assert ask(f"q={word[:-1]}x", cast.ben).words_instead == [word]


def test_no_count_and_no_facet_tells_of_it(cage, cast, shelf):
    assert counts(ask("", cast.ben), "severity") == {"SEV-1": 1, "SEV-2": 2, "SEV-3": 1}
    outside = ask("", cast.olga)
    assert outside.counts.total == 3
    said = {choice.label for choices in outside.counts.facets.values() for choice in choices}
    assert not said & {"SEV-3", "Search", "Platform", "canarytag", "Draft"}


def test_no_page_and_no_file_tells_of_it(client, cage, cast, shelf):
    def pages(user):
        client.force_login(user)
        for address in ("/reports/", "/reports.csv", "/reports/?q=canary*", "/reports/?state=draft"):
            answer = client.get(address)
            yield b"".join(answer) if answer.streaming else answer.content

    # The words that were asked for come back in the box; they are none of the canaries.
    for user in (cast.olga, cast.amara):
        for body in pages(user):
            assert not [word for word in CANARIES.values() if word.encode() in body]
    assert any(CANARIES["title"].encode() in body for body in pages(cast.ben))


def test_a_drill_that_one_may_not_see_is_not_counted_as_left_out(cage, cast):
    type(cage.incident).objects.filter(pk=cage.incident_id).update(nature="drill")
    assert ask("", cast.ben).counts.left_out == "1\u00a0drill"
    assert ask("", cast.olga).counts.left_out == ""
