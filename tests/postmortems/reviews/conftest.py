"""What the tests of reviews may ask for."""

import pytest

from postmortems.drafting.models import Postmortem, Revision
from postmortems.reviews import checklist
from postmortems.reviews.models import Approval, ReviewRequest
from tests.cast import NOW


@pytest.fixture
def postmortem(cast, incident):
    """Ben's draft, every required section written, one entry and no action."""
    incident.record(text="The alert came", by=cast.ben, at=NOW, happened_at=NOW)
    found = Postmortem.draft(incident, by=cast.ben, at=NOW)
    for section in found.parts():
        section.write("What there is to say.", base_seq=None, by=cast.ben, at=NOW)
    return Postmortem.objects.with_incident().get(pk=found.pk)


@pytest.fixture
def in_review(postmortem, cast):
    """The same, Priya and Kenji being asked."""
    ReviewRequest.ask(postmortem, [cast.priya, cast.kenji], by=cast.ben, at=NOW)
    return again(postmortem)


def again(postmortem):
    """The same postmortem, read anew."""
    return Postmortem.objects.with_incident().get(pk=postmortem.pk)


def answer(postmortem, by, at=NOW, **fields) -> Approval:
    """Approve as it stands now, or whatever `fields` say."""
    fields.setdefault("answers", checklist.all_yes())
    return Approval.give(Revision.current(postmortem), by=by, at=at, **fields)
