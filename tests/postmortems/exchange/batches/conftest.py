"""Batches of files, and the reading of them."""

import pytest
from django.utils import timezone

from postmortems.exchange.batches.models import FileBatch
from postmortems.exchange.batches.working import work_one
from postmortems.exchange.bringing import Terms
from postmortems.exchange.packing import Found
from tests.postmortems.exchange.samples import CLASSIC, DATELESS

#: Five files of five fates; the fifth says what the first does.
FIVE = {
    "a/tickets.md": CLASSIC.encode(),
    "b/search.txt": DATELESS.encode(),
    "c/photo.png": b"\x89PNG\r\n",
    "d/empty.md": b" \n",
    "e/tickets again.md": CLASSIC.encode() + b"\n",
}


@pytest.fixture
def send(cast):
    """Send files, as `name=bytes`; Ben's unless told otherwise, SEV-2 where none is named."""

    def send(files=FIVE, *, by=cast.ben, **terms):
        terms = {"severity": cast.severities["sev2"], **terms}
        found = [Found(name, lambda data=data: data) for name, data in files.items()]
        return FileBatch.send(found, Terms(**terms), by=by, at=timezone.now())

    return send


@pytest.fixture
def read_all():
    """Read until nothing waits; how many files."""

    def read_all(most=50):
        for n in range(most):
            if not work_one():
                return n
        raise AssertionError("It reads the same files for ever.")

    return read_all


def outcomes(batch):
    return list(batch.files.values_list("outcome", flat=True))
