"""The cast is made once for a module: what a test does to it, the next one does not see."""

import pytest

from incidents.people.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_a_cast_as_it_was_made(cast, cast_of_module, turn):
    assert cast_of_module is not None and cast.ben == cast_of_module.ben
    assert cast.ben.name == User.objects.get(pk=cast.ben.pk).name == "Ben Okafor"
    assert User.objects.count() == 7
    cast.ben.name = "Somebody else"
    cast.ben.save()
    User.objects.create_user("new@example.org", "New", role="member")
    cast.teams.clear()
