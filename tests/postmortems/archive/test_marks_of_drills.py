"""A drill and a false alarm are marked on every page that is about one, and in every list that names one."""

import pytest
from django.urls import reverse

from incidents.actions.models import ActionItem
from incidents.timeline.models import Link
from postmortems.archive.models import Publication
from tests.cast import NOW, an_incident

WORDS = {"drill": "Drill", "false_alarm": "False alarm"}

#: Where it is looked for: the path, and of what it is the address; lists are asked for every nature.
PLACES = {
    "the incident": ("timeline:incident", "incident", ""),
    "its links": ("timeline:links", "incident", ""),
    "its people": ("timeline:people", "incident", ""),
    "its status": ("timeline:status", "incident", ""),
    "its details": ("timeline:edit", "incident", ""),
    "its history": ("timeline:history", "incident", ""),
    "the list": ("timeline:incidents", None, "?nature=any"),
    "the board": ("actions:board", None, ""),
    "the reports": ("archive:reports", None, "?nature=any"),
    "the start page": ("home:home", None, ""),
    "the draft": ("drafting:draft", "postmortem", ""),
    "its preview": ("drafting:preview", "postmortem", ""),
    "its revisions": ("drafting:history", "postmortem", ""),
    "asking for a review": ("reviews:ask", "postmortem", ""),
    "the review": ("reviews:review", "postmortem", ""),
    "the answers": ("reviews:history", "postmortem", ""),
    "the threads": ("reviews:threads", "postmortem", ""),
    "publishing": ("archive:publication", "postmortem", ""),
    "withdrawing": ("archive:withdrawal", "postmortem", ""),
    "the report": ("archive:report", "incident", ""),
    "taking it along": ("archive:as_it_stands", "incident", ""),
}


@pytest.fixture
def marked(cast, ready):
    """Makes the incident of a report what it turns out to be, after it was published."""

    def mark(nature):
        incident = ready.incident
        incident.revise(version=incident.version, by=cast.ben, at=NOW, nature=nature)
        ready.refresh_from_db()
        type(ready).objects.get(pk=ready.pk)
        Publication.issue(
            type(ready).objects.get(pk=ready.pk), by=cast.ben, at=NOW, override_reason="It was one"
        )
        ActionItem.propose(incident, text="Shorten the runbook", by=cast.ben, at=NOW)
        return incident, ready

    return mark


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def marks(client, place, incident, postmortem):
    name, of, query = PLACES[place]
    args = [{"incident": incident.pk, "postmortem": postmortem.pk}[of]] if of else []
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, place
    # A mark is a drawing and a word; the choices of a form are words alone.
    return [word for word in WORDS.values() if f"</svg>{word}</span>" in answer.text]


@pytest.mark.parametrize("nature", WORDS)
def test_each_place_marks_it(ben, marked, nature):
    found = marked(nature)
    assert [place for place in PLACES if marks(ben, place, *found) != [WORDS[nature]]] == []


def test_what_is_real_has_no_mark_anywhere(ben, marked):
    found = marked("real")
    assert [place for place in PLACES if marks(ben, place, *found)] == []


def test_files_say_it_at_their_head(ben, marked):
    incident, _ = marked("drill")
    page = ben.get(reverse("archive:download", args=[incident.pk, "html"])).text
    assert "<span>Drill</span>" in page.partition("<h1")[0].rpartition('<header class="cover">')[2]


def test_a_linked_drill_is_marked_where_it_is_named(ben, cast, incident):
    drill = an_incident(cast, "Region failover", nature="drill")
    Link.join(incident, drill, Link.Relation.RELATED, by=cast.ben, at=NOW)
    for name in ("timeline:incident", "timeline:links"):
        assert "</svg>Drill</span>" in ben.get(reverse(name, args=[incident.pk])).text
