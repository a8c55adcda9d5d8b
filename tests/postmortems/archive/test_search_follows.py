"""What is found follows what is written, published and withdrawn."""

import pytest

from postmortems.archive import indexing
from postmortems.archive.models import Publication, SearchDocument
from tests.cast import NOW

from .asked import ask, counts, titles
from .conftest import written


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_found_as_soon_as_it_is_saved(cast, incident):
    indexing.listen()
    postmortem = written(cast, incident)
    assert titles("q=mounting", cast.olga) == ["Card payments refused"]
    postmortem.sections.get(key="why").write("A zebra crossed.", base_seq=None, by=cast.ben, at=NOW)
    assert titles("q=zebra", cast.olga) == ["Card payments refused"]
    assert titles("q=mounting", cast.olga) == []
    incident.entries.first().remove(by=cast.ben, at=NOW)
    assert titles("q=passes", cast.olga) == []


def test_one_reading_covers_what_one_transaction_records(cast, draft, django_assert_num_queries):
    events = list(draft.incident.events.order_by("pk"))
    indexing._covered.events = ()
    indexing.follow(event=events[0])
    with django_assert_num_queries(0):
        for event in events[1:]:
            indexing.follow(event=event)


def test_a_published_report_is_found_by_what_it_said(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    ready.sections.get(key="summary").write("A zebra crossed.", base_seq=None, by=cast.ben, at=NOW)
    SearchDocument.index(ready)
    assert titles("q=zebra", cast.olga) == []
    assert titles("q=hour+nobody", cast.olga) == ["Card payments refused"]


def test_a_withdrawn_report_is_found_by_its_title_alone(cast, ready):
    Publication.issue(ready, by=cast.ben, at=NOW)
    Publication.withdraw(ready, by=cast.ben, at=NOW, reason="It names a customer.")
    assert titles("q=openssl", cast.olga) == []
    assert titles("q=payments", cast.olga) == ["Card payments refused"]
    assert counts(ask("", cast.olga), "state") == {"Withdrawn": 1}
