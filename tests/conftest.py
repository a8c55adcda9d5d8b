"""What every test may ask for."""

import pytest
from django.test.utils import override_settings

from tests import cast as the_cast


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """The real hash is slow on purpose; seven people in every test would be most of the time."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def cast(db):
    """The people of the tests; see tests/cast.py."""
    return the_cast.assemble()


@pytest.fixture
def incident(cast):
    """An incident that everyone here may see."""
    return the_cast.an_incident(cast)


@pytest.fixture
def secret(cast):
    """A restricted incident: Ben opened it, Priya responds; for everyone else it does not exist."""
    found = the_cast.an_incident(cast, "Leaked signing key", visibility="restricted")
    found.involvements.create(user=cast.priya, role="responder")
    return found
