"""The approvals that a version keeps: those that count, at a cost that does not grow with their number."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.people.models import User
from postmortems.archive.freezing import freeze
from postmortems.drafting.models import Postmortem, Revision
from postmortems.reviews import checklist
from postmortems.reviews.models import Approval
from tests.cast import NOW


def approve(postmortem, who, **fields):
    fields.setdefault("answers", checklist.all_yes())
    return Approval.give(Revision.current(postmortem), by=who, at=NOW, **fields)


def frozen(postmortem):
    """The version that would be kept now, and how many queries that takes."""
    read_anew = Postmortem.objects.with_incident().get(pk=postmortem.pk)
    with CaptureQueriesContext(connection) as asked:
        version = freeze(read_anew, version=1, by=None, at=NOW)
    return version, len(asked)


def test_twenty_approvals_cost_what_ten_do(ready):
    people = [
        User.objects.create_user(f"reviewer-{number}@example.org", f"Reviewer {number}", role="member")
        for number in range(20)
    ]
    for person in people[:9]:
        approve(ready, person)
    ten, cost_of_ten = frozen(ready)
    for person in people[9:19]:
        approve(ready, person)
    twenty, cost_of_twenty = frozen(ready)
    assert (len(ten["approvals"]), len(twenty["approvals"])) == (10, 20)
    assert cost_of_twenty == cost_of_ten


def test_a_stale_approval_and_a_request_for_changes_are_no_approvals(cast, ready):
    approve(ready, cast.kenji, verdict="changes", answers={}, note="Say how long.")
    assert [given["by"]["name"] for given in frozen(ready)[0]["approvals"]] == ["Priya Raman"]
    ready.sections.get(key="summary").write("For two hours.", base_seq=None, by=cast.ben, at=NOW)
    assert frozen(ready)[0]["approvals"] == []
    approve(ready, cast.olga, note="Better.")
    assert [(given["by"]["name"], given["note"]) for given in frozen(ready)[0]["approvals"]] == [
        ("Olga Lind", "Better.")
    ]
