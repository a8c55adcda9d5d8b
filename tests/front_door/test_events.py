"""Every event that any room records has words for the history, and they fit after a person's name."""

import ast
import re

import pytest

from incidents.actions.models import ActionItem
from incidents.audit import wording
from incidents.audit.models import Event
from incidents.catalog.models import Kind, Ordered, Retirable, Service, Severity, Tag
from incidents.timeline import history
from incidents.timeline.models import Incident
from postmortems.archive.models import Publication
from postmortems.drafting.models import Postmortem
from postmortems.reviews.models import ReviewRequest
from tests.cast import NOW
from tests.house import source

VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def spelled():
    """Every verb that stands as a whole in the nouns of a room."""
    for path in source.files("incidents/*.py", "postmortems/*.py"):
        if "models" not in path.parts and path.name != "models.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                yield node.value


def put_together():
    """Those that are made of a noun or a state and a word."""
    yield from (f"action.{state}" for state in ActionItem.State.values)
    for noun in (Severity, Kind, Service, Tag):
        did = ["added", "revised", "removed"]
        did += ["moved"] if issubclass(noun, Ordered) else []
        did += ["retired", "offered"] if issubclass(noun, Retirable) else []
        yield from (f"{noun._meta.model_name}.{verb}" for verb in did)


VERBS = sorted({*spelled(), *put_together()})


def test_the_verbs_are_found():
    assert {"incident.opened", "thread.opened", "postmortem.published", "kind.moved", "template.added"} <= {
        *VERBS
    }
    assert len(VERBS) > 70


@pytest.mark.parametrize("verb", VERBS)
def test_each_has_words(verb):
    assert wording.is_known(verb)


@pytest.mark.parametrize("verb", VERBS)
def test_its_words_begin_small_and_end_bare_even_without_data(verb):
    data = {"changed": {"status": ["open", "closed"]}} if verb == "incident.status_changed" else {}
    said = wording.words_of(Event(verb=verb, data=data))
    assert said == "" or (said[0].islower() and said[-1] not in ".: " and "{" not in said)


def test_what_becomes_of_a_postmortem_is_told_on_its_incident(cast, incident):
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
    postmortem.parts()[0].write("For an hour.", base_seq=None, by=cast.ben, at=NOW)
    ReviewRequest.ask(postmortem, [cast.priya, cast.kenji], by=cast.ben, at=NOW)
    postmortem.refresh_from_db()
    Publication.issue(postmortem, by=cast.ben, at=NOW, override_reason="It cannot wait")
    steps = history.of_incident(incident, "UTC", seen=Incident.objects.all())
    heading = postmortem.parts()[0].heading
    assert [step.sentence for step in steps][::-1] == [
        "opened the incident",
        "began the postmortem",
        f"wrote in the section “{heading}”",
        "put the postmortem into review",
        "asked Priya Raman and Kenji Mori for a review",
        "published version 1",
    ]
