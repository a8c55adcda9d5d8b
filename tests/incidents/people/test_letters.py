"""Mail leaves behind the answer, and what goes wrong there harms nobody."""

import threading

import pytest
from django.core import mail
from django.test import Client

from incidents.people import letters


@pytest.mark.django_db(transaction=True)
def test_a_link_is_mailed_behind_the_answer(cast):
    for email in ("nobody@example.org", "ben@example.org"):
        assert Client().post("/sign-in/link/", {"login": email}).status_code == 302
    # Two workers: when each has done one more thing, both letters are through.
    gate = threading.Barrier(3, timeout=60)
    for _ in range(2):
        letters.later(gate.wait)
    gate.wait()
    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_a_mail_server_that_refuses_is_logged(caplog):
    def refuse():
        raise OSError("no route")

    letters._carefully(refuse)
    assert "A letter could not be sent." in caplog.text
