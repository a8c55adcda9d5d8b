"""Ten rows cost what twenty do."""

import pytest
from django.utils import timezone

from incidents.actions.models import ActionItem
from postmortems.drafting.models import Draft, Presence
from tests.cast import NOW
from tests.postmortems.drafting.pages import address, autosave


def grown(cast, postmortem, rows):
    for n in range(rows):
        section = postmortem.add_section(f"More {n}", by=cast.ben, at=NOW)
        section.write(f"Text {n}.", base_seq=None, by=(cast.ben, cast.priya)[n % 2], at=NOW)
        postmortem.incident.record(text=f"Entry {n}.", by=cast.ben, at=NOW, happened_at=NOW)
        ActionItem.propose(postmortem.incident, text=f"Action {n}.", by=cast.ben, at=NOW, owner=cast.priya)
        Presence.ping(postmortem, by=(cast.ben, cast.priya, cast.kenji)[n % 3], at=timezone.now())


def queries(django_assert_max_num_queries, client, url, most):
    with django_assert_max_num_queries(most) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize(("name", "most"), [("draft", 20), ("preview", 20), ("history", 6)])
def test_ten_rows_cost_what_twenty_do(ben, cast, postmortem, django_assert_max_num_queries, name, most):
    grown(cast, postmortem, 10)
    ten = queries(django_assert_max_num_queries, ben, address(name, postmortem), most)
    grown(cast, postmortem, 10)
    assert queries(django_assert_max_num_queries, ben, address(name, postmortem), most) == ten


def test_a_save_costs_at_most_twelve_queries(ben, cast, postmortem, django_assert_max_num_queries):
    grown(cast, postmortem, 10)
    seq = Draft.objects.get(postmortem=postmortem).seq
    with django_assert_max_num_queries(14) as counted:  # two of them are the test's own savepoint
        assert autosave(ben, postmortem, "Measured.", str(seq), once="k").status_code == 200
    assert len([q for q in counted if "SAVEPOINT" not in q["sql"]]) <= 12
