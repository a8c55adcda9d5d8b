"""Who else is connected to the database of the tests."""

import time

from django.db import connection


def others() -> int:
    """How many sessions there are on this database beside our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def wait_until_alone(seconds: float = 30) -> bool:
    """Let those who are on their way out go: a thread of the live server, the session of a process that was killed."""
    until = time.monotonic() + seconds
    while others():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
