"""The world is built once for all cells of the matrix; nothing that they ask for may change it."""

import pytest
from django.db import connection, transaction

from tests.access import world as the_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What tests/access/world.py builds, inside one transaction that is undone at the end."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            world = the_world.build()
            # What is checked at the end of a transaction is checked here, or every test would check it again.
            connection.check_constraints()
            yield world
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
