"""What the draft's page shows of its reviews, read once for all the places where a part of it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from incidents.people.models import User
from incidents.timeline.wording import zone_of
from postmortems.drafting.models import Postmortem, Section

from . import gate
from .models import Thread
from .standing import Reviewer, Standing


@dataclass
class Panel:
    """The reviews of one postmortem as one person sees them at one moment."""

    postmortem: Postmortem
    user: User
    at: dt.datetime
    known: dict[str, list[Any]] = field(default_factory=dict)
    """Rows that the page has loaded already: sections, entries, actions."""

    @classmethod
    def of(cls, postmortem: Postmortem, user: User, at: dt.datetime, **known: list[Any]) -> Panel:
        """The panel; the parts of one page share it through the postmortem that they all have."""
        kept = postmortem.__dict__.get("_review_panel")
        if kept is None or kept.user != user:
            kept = postmortem.__dict__["_review_panel"] = cls(postmortem, user, at, known)
        return kept

    @property
    def today(self) -> dt.date:
        return self.at.astimezone(zone_of(self.user.time_zone)).date()

    @property
    def zone(self) -> str:
        """Reviews happen between people, so their times are in the person's own zone."""
        return self.user.time_zone

    @property
    def may_write(self) -> bool:
        return self.postmortem.incident.may_change(self.user)

    @cached_property
    def standing(self) -> Standing:
        return Standing.of(self.postmortem, open_threads=self.open_threads, **self.known)

    @cached_property
    def blockers(self) -> list[gate.Blocker]:
        return gate.blockers_of(self.standing)

    @cached_property
    def notes(self) -> list[gate.Blocker]:
        return gate.notes_of(self.standing)

    @cached_property
    def threads(self) -> list[Thread]:
        """All threads with their comments, the open ones first."""
        found = list(Thread.objects.filter(postmortem=self.postmortem).whole())
        for thread in found:
            thread.postmortem = self.postmortem
        return sorted(found, key=lambda thread: not thread.is_open)

    @property
    def open_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def resolved_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_open]

    def on(self, section: Section) -> list[Thread]:
        """The open threads on a section."""
        return [thread for thread in self.open_threads if thread.section_id == section.pk]

    @cached_property
    def mine(self) -> Reviewer | None:
        """Where the person's own review is."""
        return self.standing.reviewer(self.user)

    @cached_property
    def may_answer(self) -> bool:
        """Whether the person could approve it, by what they wrote in it and by its state."""
        in_review = self.postmortem.state == Postmortem.State.IN_REVIEW
        return in_review and self.may_write and not self.postmortem.is_author(self.user)

    @property
    def next_step(self) -> str:
        """The one thing for this person to do: answer, publish, ask_again, ask, or nothing."""
        closed = self.postmortem.state in (Postmortem.State.NOT_REQUIRED, Postmortem.State.WITHDRAWN)
        if closed or not self.may_write:
            return ""
        if self.may_answer and (self.mine is None or self.mine.state in ("asked", "stale")):
            return "answer"
        if not self.blockers:
            return "publish"
        if self.postmortem.state == Postmortem.State.PUBLISHED:
            return ""
        return "ask_again" if self.standing.stale_approvals else "ask"
