"""Who else is connected to the database of the tests."""

import time
import warnings

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


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


def end_all(database: BaseDatabaseWrapper, seconds: float = 10) -> None:
    """Let everybody go who is connected to the database, and end who stays, asking from outside."""
    mine = "FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
    name, until = [database.settings_dict["NAME"]], time.monotonic() + seconds
    with database._nodb_cursor() as cursor:
        while True:
            cursor.execute(f"SELECT count(*), string_agg(left(query, 200), ' | ') {mine}", name)
            stay, asked = cursor.fetchone()
            if not stay:
                return
            if time.monotonic() > until:
                break
            time.sleep(0.02)
        cursor.execute(f"SELECT pg_terminate_backend(pid) {mine}", name)
    warnings.warn(f"{stay} left open: a test has not closed what last asked {asked}", stacklevel=2)
