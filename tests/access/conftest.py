"""The world is built once for all cells of the matrix; nothing that they ask for may change it."""

import pytest
from django.db import transaction

from tests.access import world as the_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """(cast, scenes by state), inside one transaction that is undone at the end."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield the_world.build()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
