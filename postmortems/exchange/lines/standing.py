"""What of it the incident knows already, who said it, and after which entry each row would stand."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower

from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange.chat.messages import same_elsewhere

from .models import Batch, fingerprint
from .rows import Row

#: An entry's key, and whether it was removed.
Found = tuple[int, bool]


class Known:
    """The entries of an incident, the removed ones too, by where they came from and by what they say."""

    def __init__(self, incident: Incident) -> None:
        self.by_origin: dict[str, Found] = {}
        self.anywhere: dict[str, Found] = {}
        self.by_words: dict[tuple[dt.datetime | None, str], Found] = {}
        for entry in incident.entries.order_by("pk").values_list(
            "pk", "origin", "happened_at", "text", "removed_at"
        ):
            pk, origin, at, text, removed_at = entry
            found = (pk, removed_at is not None)
            if origin:
                self.by_origin[origin] = self.anywhere[same_elsewhere(origin)] = found
            if removed_at is None:
                self.by_words[_minute(at), _words(text)] = found

    def of(self, row: Row) -> Found | None:
        """The entry that this row became before, and whether it was removed since."""
        loose = same_elsewhere(row.origin)
        # One day's file does not say its channel: there, or before, any channel's message is the same one.
        found = self.by_origin.get(row.origin) or self.by_origin.get(loose)
        if found is None and loose == row.origin:
            found = self.anywhere.get(loose)
        return found or self.by_words.get((_minute(row.at), _words(row.text)))


def compare(incident: Incident, rows: Iterable[Row]) -> None:
    """Give each row its state, and the entry that it became before: two queries."""
    known, seen = Known(incident), Batch.seen_in(incident)
    for row in rows:
        if found := known.of(row):
            row.entry, row.state = found[0], "removed" if found[1] else "there"
        elif fingerprint(same_elsewhere(row.origin)) in seen:
            row.state = "seen"


def _minute(at: dt.datetime | None) -> dt.datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


class Accounts:
    """People here who are certainly the authors: by e-mail, or by a name that only one person has."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_email: dict[str, User] = {}
        self.by_name: dict[str, list[User]] = defaultdict(list)
        names = {row.author.casefold() for row in rows} - {""}
        emails = {row.email for row in rows} - {""}
        people = User.objects.active().annotate(low_name=Lower("name"), low_email=Lower("email"))
        for user in people.filter(Q(low_name__in=names) | Q(low_email__in=emails)) if names else ():
            self.by_email[user.email.casefold()] = user
            self.by_name[user.name.casefold()].append(user)

    def of(self, row: Row) -> User | None:
        if row.email:
            return self.by_email.get(row.email)
        named = self.by_name.get(row.author.casefold(), []) if row.author else []
        return named[0] if len(named) == 1 else None


def neighbours(incident: Incident, rows: list[Row]) -> dict[int, tuple[dt.datetime, str]]:
    """Row → the entry that stands right before it, where it is another one than before the row above."""
    there = incident.entries.standing().order_by("happened_at", "pk").values_list("happened_at", "text")
    found = [(at, text) for at, text in there if at is not None]
    times = [at for at, _ in found]
    before: dict[int, tuple[dt.datetime, str]] = {}
    last = -1
    for row in rows:
        if row.at is None or row.state == "there":
            continue
        place = bisect_right(times, row.at) - 1
        if place >= 0 and place != last:
            before[row.n] = found[place]
        last = place
    return before
