"""The board: every action that a person may see, filtered, in order of urgency, and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils.http import urlencode

from incidents.people.models import User
from incidents.timeline.models import Incident

from .models import ActionItem, ActionQuerySet

#: How many stand on one page.
PAGE = 100
#: Values of `state=` that are not states themselves.
OPEN, FINISHED, ALL = "open", "finished", "all"
STATES = [
    (OPEN, "Open"),
    ("proposed", "Proposed"),
    ("accepted", "Accepted"),
    ("in_progress", "In progress"),
    ("done", "Done"),
    ("declined", "Declined"),
    ("superseded", "Superseded"),
    (ALL, "All"),
]
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Choice:
    """One value of a filter: where it leads and how many it would show."""

    label: str
    address: str
    count: int
    current: bool


@dataclass(frozen=True)
class Group:
    """Actions that press alike."""

    name: str
    actions: list[ActionItem]


@dataclass
class Board:
    """What `user` asked to see of the actions on `today`. `asked` are the words of the address."""

    user: User
    today: dt.date
    asked: Mapping[str, str]
    page: int = 1
    filters: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        known = ("state", "mine", "owner", "team", "kind", "q")
        self.filters = {name: self.asked[name].strip() for name in known if self.asked.get(name, "").strip()}
        if self.filters.get("state") not in dict(STATES):
            self.filters.pop("state", None)

    @property
    def state(self) -> str:
        return self.filters.get("state", OPEN)

    def rows(self, *, without: str = "") -> ActionQuerySet:
        """The actions that the filters leave; `without` leaves one filter out, to count its values."""
        found = ActionItem.objects.visible_to(self.user)
        for name, value in self.filters.items():
            if name != without and name != "state":
                found = found.filter(self._condition(name, value))
        return found if without == "state" else found.filter(self._in_state(self.state))

    @staticmethod
    def _in_state(state: str) -> Q:
        if state == ALL:
            return Q()
        return Q(state__in=ActionItem.OPEN) if state == OPEN else Q(state=state)

    def _condition(self, name: str, value: str) -> Q:
        match name:
            case "mine":
                return Q(owner=self.user)
            case "owner":
                return Q(owner=int(value)) if value.isdecimal() and len(value) < 18 else Q(pk=None)
            case "team":
                return Q(team__slug=value)
            case "kind":
                return Q(kind=value)
        return Q(text__icontains=value) | Q(incident__title__icontains=value)

    def groups(self) -> list[Group]:
        """This page of the rows, cut where the urgency changes."""
        first = (self.page - 1) * PAGE
        rows = self.rows().select_related("incident", "owner", "team").by_urgency()
        if self.state in ("done", "declined", "superseded"):
            rows = rows.order_by("-finished_at", "-id")
        shown = list(rows[first : first + PAGE])
        order = {name: place for place, name in enumerate(GROUPS)}
        shown.sort(key=lambda row: order[self._group(row)])
        return [Group(name, list(some)) for name, some in groupby(shown, key=self._group)]

    def _group(self, action: ActionItem) -> str:
        if not action.is_open:
            return "Finished"
        if action.due_on is None:
            return "No date yet"
        if action.due_on < self.today:
            return "Overdue"
        return "This week" if action.due_on < self.today + WEEK else "Later"

    def address(self, **changes: Any) -> str:
        """The board with some filters changed; None takes one away."""
        wanted = {**self.filters, **changes}
        query = urlencode({name: value for name, value in wanted.items() if value not in (None, "")})
        return f"?{query}" if query else "?"

    def states(self) -> list[Choice]:
        """How many there are in each state, under the other filters."""
        tally = dict(self.rows(without="state").order_by().values_list("state").annotate(Count("pk")))
        tally[OPEN] = sum(tally.get(state, 0) for state in ActionItem.OPEN)
        tally[ALL] = sum(number for state, number in tally.items() if state in ActionItem.State.values)
        return [
            Choice(
                label, self.address(state=None if key == OPEN else key), tally.get(key, 0), key == self.state
            )
            for key, label in STATES
        ]

    def kinds(self) -> list[Choice]:
        return self._choices("kind", "kind", dict(ActionItem.Kind.choices))

    def teams(self) -> list[Choice]:
        tally = self.rows(without="team").exclude(team=None).order_by("team__name")
        names = dict(tally.values_list("team__slug", "team__name"))
        return self._choices("team", "team__slug", names)

    def _choices(self, name: str, lookup: str, labels: dict[str, str]) -> list[Choice]:
        tally = dict(self.rows(without=name).order_by().values_list(lookup).annotate(Count("pk")))
        now = self.filters.get(name)
        return [
            Choice(label, self.address(**{name: None if key == now else key}), tally[key], key == now)
            for key, label in labels.items()
            if key in tally
        ]

    def ageing(self) -> dict[str, int]:
        """Of the open ones under these filters: how many, how many overdue, and how long they have stood."""
        standing = self.rows(without="state").open()
        rows = list(standing.values_list("created_at", "due_on", "state"))
        ages = [(self.today - created.date()).days for created, _, _ in rows]
        return {
            "open": len(rows),
            "overdue": sum(1 for _, due, _ in rows if due and due < self.today),
            "proposed": sum(1 for _, _, state in rows if state == "proposed"),
            "median": int(median(ages)) if ages else 0,
            "longest": max(ages, default=0),
        }

    def completion(self) -> list[tuple[str, int, int]]:
        """For each team: its name, how many of its accepted actions are done, and how many there were."""
        seen = ActionItem.objects.filter(incident__in=Incident.objects.visible_to(self.user))
        taken = seen.filter(state__in=["accepted", "in_progress", "done"], team__isnull=False)
        tally = taken.order_by("team__name").values_list("team__name")
        return list(tally.annotate(done=Count("pk", filter=Q(state="done")), all=Count("pk")))


GROUPS = ("Overdue", "This week", "Later", "No date yet", "Finished")
