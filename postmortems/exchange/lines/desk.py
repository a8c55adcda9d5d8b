"""What lies on the desk between pasting and adding: the source, how it is read, its rows and what is picked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict

from incidents.catalog.models import Kind
from incidents.people.models import User
from incidents.timeline.models import Incident, TimelineEntry
from incidents.timeline.wording import zone_of
from postmortems.exchange.chat import FORMS, LINES, Unreadable
from postmortems.exchange.chat.dating import order_of

from .forms import SLACK_EXPORT, ReadForm, RowForm
from .rows import Row, asks_order, of_lines, of_messages, proposal_of
from .source import Source
from .standing import Accounts, compare, neighbours

#: A timeline that grows by more than this at once is read by nobody before it is added.
MOST_AT_ONCE = 200
ASK_DAY = "Give the day of the first line; the text has none."
ASK_ORDER = "Say whether the day or the month comes first; the dates of the text could be either."


def start_day(incident: Incident, zone: str) -> dt.date | None:
    return incident.started_at.astimezone(zone_of(zone)).date() if incident.started_at else None


@dataclass(slots=True)
class Looked:
    """A row on the page where it is looked over."""

    row: Row
    form: RowForm
    ticked: bool
    after: tuple[dt.datetime, str] | None
    account: User | None


class Desk:
    """Made anew for each page from what its form carries. `data` is what was posted, `begun` what to begin with.

    `packed` is the source as the form brought it, where it comes from one.
    """

    def __init__(
        self,
        incident: Incident,
        user: User,
        source: Source,
        data: QueryDict | None,
        begun: dict[str, Any] | None = None,
        packed: str = "",
    ) -> None:
        self.incident, self.user, self.source, self.data = incident, user, source, data
        begun = {"zone": incident.zone, "day": start_day(incident, incident.zone), **(begun or {})}
        self.reading = ReadForm(
            data,
            source=source,
            near=(incident.zone, user.time_zone),
            initial={"form": _form(source, data), **begun},
        )
        self.answers = self.reading.answers
        self.packed = packed or source.pack(key_of(incident, user))
        self.channel, self.skipped = "", 0
        self.asks_day = self.asks_order = self.asks_zone = False
        self.open: list[tuple[str, str]] = []
        #: Whether the times of the rows are those of this reading, or were typed over another one.
        self.again = bool(data) and data.get("was") != self.was  # type: ignore[union-attr]

    @property
    def was(self) -> str:
        """The reading that a page's rows belong to, to be compared with the one that comes back."""
        answers = self.answers
        return f"{answers.form} {answers.day or ''} {answers.zone} {answers.order}"

    @property
    def same_form(self) -> bool:
        """Whether the numbers of the rows mean what they meant on the page before."""
        return bool(self.data) and self.data.get("was", "").split(" ")[0] == self.answers.form  # type: ignore[union-attr]

    @property
    def is_chat(self) -> bool:
        return self.answers.form != LINES

    @property
    def form_name(self) -> str:
        return FORMS[self.answers.form]

    @cached_property
    def rows(self) -> list[Row]:
        """Every row of the source with its state. A text that cannot be read as asked has none."""
        if self.is_chat:
            try:
                transcript = self.source.transcript(self.answers.form)
            except Unreadable as error:
                self.reading.add_error("form", str(error))
                return []
            self.channel, self.skipped = transcript.channel, transcript.skipped
            self._ask(transcript.needs_day, order_of(transcript) == "both", transcript.needs_zone)
            rows = of_messages(transcript, self.answers)
        else:
            proposal = proposal_of(self.source.text, self.answers)
            rows = of_lines(self.source.text, proposal, self.answers)
            alone = proposal_of(self.source.text, replace(self.answers, day=None))
            bare = any(entry.at and entry.at.clock and entry.at.day is None for entry in alone.timeline)
            self._ask(bare, asks_order(proposal) or bool(self.answers.order), True)
        compare(self.incident, rows)
        return rows

    def _ask(self, day: bool, order: bool, zone: bool) -> None:
        """Questions that the source leaves open: a field for each, and a sentence while one has no answer."""
        if not order:
            del self.reading.fields["order"]
        self.asks_day, self.asks_order, self.asks_zone = day, order, zone
        if day and self.answers.day is None:
            self.open.append(("id_day", ASK_DAY))
        if order and not self.answers.order:
            self.open.append(("id_order", ASK_ORDER))

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.rows)

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kinds that an entry may have, in their order."""
        return list(Kind.offered())

    @property
    def ticked(self) -> set[int]:
        """The rows that were ticked on the page before, of those that can be."""
        given = self.data.getlist("m") if self.data and self.same_form else []
        numbers = {int(value) for value in given if value.isascii() and value.isdigit() and len(value) < 7}
        return {row.n for row in self.rows if row.n in numbers and row.state != "there"}

    def looked(self, *, first: bool = False) -> list[Looked]:
        """The rows to look over, by time; of a chat those that were picked. `first`: all lines are ticked."""
        ticked = {row.n for row in self.rows if row.state in ("new", "seen")} if first else self.ticked
        shown = [row for row in self.rows if not self.is_chat or row.n in ticked or self._has_fields(row)]
        late = dt.datetime.max.replace(tzinfo=dt.UTC)
        shown.sort(key=lambda row: (row.at or late, row.n))
        before = neighbours(self.incident, shown)
        return [
            Looked(row, self._form(row), row.n in ticked, before.get(row.n), self.accounts.of(row))
            for row in shown
        ]

    def _has_fields(self, row: Row) -> bool:
        return bool(self.data and f"r{row.n}-text" in self.data)

    def _form(self, row: Row) -> RowForm:
        """The row's fields, with what was typed in them."""
        zone, data = self.answers.zone, self.data if self.same_form and self._has_fields(row) else None
        if data is not None and self.again:
            # Read again: the times are new, the words that were typed stay.
            typed = {name: data.get(f"r{row.n}-{name}", "") for name in ("text", "kind")}
            return RowForm(None, row=row, zone=zone, kinds=self.kinds, typed=typed)
        return RowForm(data, row=row, zone=zone, kinds=self.kinds)

    def entry(self, looked: Looked) -> dict[str, Any]:
        """What the timeline takes of one row whose form is valid."""
        row, fields = looked.row, looked.form.entry()
        fields["origin"] = row.origin
        if not self.is_chat:
            return fields | {"source": TimelineEntry.Source.PERSON, "author": self.user}
        return fields | {
            "source": TimelineEntry.Source.CHAT,
            "author": looked.account,
            "author_name": "" if looked.account else row.author[:120],
            "quote": row.quote,
            "evidence": row.links,
        }

    @property
    def offered(self) -> Iterable[str]:
        """The origins of what was on the page, for the next time."""
        return [row.origin for row in self.rows if row.state in ("new", "seen")] if self.is_chat else []


def _form(source: Source, data: QueryDict | None) -> str:
    """How the source is read to begin with: as the page said before, else as fits best, which takes a while to tell."""
    said = data.get("form", "") if data else ""
    return said if said in FORMS and said != SLACK_EXPORT else source.form


def too_many(number: int, said: str) -> str:
    """Why not all at once, and how the rest comes in."""
    return (
        f"{number:,} {said}, and {MOST_AT_ONCE} can be added at once. Leave out {number - MOST_AT_ONCE:,} for now: "
        "when you bring the same in again, what stands on the timeline by then is marked, and the rest can be added."
    )


def key_of(incident: Incident, user: User) -> str:
    """For whom and what the source is signed."""
    return f"{incident.pk}.{user.pk}"
