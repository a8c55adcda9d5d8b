"""Numbers and people of a report that comes from elsewhere: kept where they are free here, else given anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import connection, models
from django.utils.text import slugify

from incidents.audit.models import Event
from incidents.people.models import User

#: A number further away than this was made up, and would use up the ones between.
JUMP = 100_000_000


def are_free(model: type[models.Model], wanted: Collection[Any]) -> bool:
    """Whether none of these numbers was given out before; one whose row is gone counts as given."""
    if not wanted or len(set(wanted)) != len(wanted) or not all(type(number) is int for number in wanted):
        return False
    last = _last(model)
    return min(wanted) > last and max(wanted) < last + JUMP


def go_on_after(model: type[models.Model], number: int) -> None:
    """The next row gets the next number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(%s, %s)", [_sequence(model), number])


def go_on_with(model: type[models.Model], number: int) -> None:
    """The next row gets this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(%s, %s, false)", [_sequence(model), number])


def _sequence(model: type[models.Model]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        return str(cursor.fetchone()[0])


def _last(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {_sequence(model)}"
        )
        return int(cursor.fetchone()[0])


class People:
    """Those whom a report names. Who is not known here becomes a closed account, which holds the name and no way in."""

    def __init__(self, *, by: User, at: dt.datetime) -> None:
        self.by, self.at = by, at
        self.known: dict[str, User] = {}

    def find(self, who: dict[str, Any] | None) -> User | None:
        """The account for a person of the report; None for nobody, and for the product itself."""
        if who is None or who["id"] is None:
            return None
        name = " ".join(str(who["name"]).split())[:120] or "Somebody"
        if name not in self.known:
            same = list(User.objects.filter(name=name)[:2])
            # Two of the same name: neither can be told from the other.
            self.known[name] = same[0] if len(same) == 1 else self._named(name, who["id"])
        return self.known[name]

    def _named(self, name: str, number: Any) -> User:
        kept = {"id": number} if are_free(User, [number]) else {}
        stem = slugify(name)[:60] or "person"
        taken = User.objects.filter(email__startswith=stem, email__endswith="@elsewhere.invalid").count()
        email = f"{stem}{f'-{taken + 1}' if taken else ''}@elsewhere.invalid"
        user = User.objects.create_user(email, name, is_active=False, **kept)
        if kept:
            go_on_after(User, number)
        Event.record("user.brought_in", user, by=self.by, at=self.at, name=name)
        return user
