"""What the start page holds for one person at one moment, in a number of queries that no row adds to."""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from incidents.actions.models import ActionItem
from incidents.people.models import User
from incidents.timeline.models import Incident
from incidents.timeline.wording import due, zone_of
from postmortems.drafting.models import Postmortem, Revision
from postmortems.reviews import gate
from postmortems.reviews.counting import counted, joined, opening
from postmortems.reviews.models import ReviewRequest
from postmortems.reviews.standing import Standing

from . import quarter
from .greeting import greeting, lead
from .published import SHOWN as SHOWN_REPORTS
from .published import Published, how_many, lately

#: Of each list the page shows the first few; the count beside the heading goes up to MOST.
SHOWN, MOST = 6, 99
#: A date this near is said before anything else about a draft.
NEAR = dt.timedelta(days=7)
WIDE, SMALL = 460, 288


@dataclass(frozen=True)
class Waiting:
    """A report that somebody asked the person to review."""

    request: ReviewRequest
    approved: int
    required: int


@dataclass(frozen=True)
class Writing:
    """A draft that the person has a part in: what is left to do, and who saved it last."""

    postmortem: Postmortem
    says: str
    saved: Revision | None
    due: str = ""
    late: bool = False


class Start:
    """The start page of `user`, whose day it is by their own zone."""

    def __init__(self, user: User, at: dt.datetime, *, drills: bool = False) -> None:
        self.user, self.at, self.drills = user, at, drills
        self.now = at.astimezone(zone_of(user.time_zone))
        self.today = self.now.date()

    @property
    def greeting(self) -> str:
        return greeting(self.now.hour, self.user.name)

    @property
    def lead(self) -> str:
        return lead(reviews=len(self._requests), overdue=len(self.overdue), actions=len(self.actions))

    @property
    def is_new(self) -> bool:
        """Whether there is nothing at all to show yet."""
        return not (self._requests or self._drafts or self.actions or self._quarter or self.published)

    # Reviews and drafts

    @cached_property
    def _requests(self) -> list[ReviewRequest]:
        rows = ReviewRequest.objects.waiting_for(self.user).select_related(
            "asked_by", "postmortem__incident__severity"
        )
        return list(rows[:MOST])

    @cached_property
    def _drafts(self) -> list[Postmortem]:
        mine = Revision.objects.filter(postmortem=OuterRef("pk"), author=self.user)
        unfinished = (Postmortem.State.DRAFT, Postmortem.State.IN_REVIEW)
        rows = Postmortem.objects.visible_to(self.user).with_incident().filter(state__in=unfinished)
        return list(rows.filter(Exists(mine) | Q(created_by=self.user)).order_by("-created_at")[:MOST])

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        shown = [r.postmortem for r in self._requests[:SHOWN]] + self._drafts[:SHOWN]
        return {s.postmortem.pk: s for s in Standing.of_each({p.pk: p for p in shown}.values())}

    @property
    def waiting_count(self) -> int:
        return len(self._requests)

    @property
    def waiting(self) -> list[Waiting]:
        rows = []
        for request in self._requests[:SHOWN]:
            standing = self._standings[request.postmortem_id]
            rows.append(Waiting(request, len(standing.fresh_approvals), standing.required))
        return rows

    @property
    def drafts_count(self) -> int:
        return len(self._drafts)

    @cached_property
    def drafts(self) -> list[Writing]:
        shown = self._drafts[:SHOWN]
        last = Revision.objects.filter(postmortem__in=shown).order_by("postmortem", "-number")
        saved = {
            r.postmortem_id: r for r in last.distinct("postmortem").select_related("author").defer("sections")
        }
        return [self._writing(self._standings[p.pk], saved.get(p.pk)) for p in shown]

    def _writing(self, standing: Standing, saved: Revision | None) -> Writing:
        postmortem = standing.postmortem
        due_at = postmortem.incident.postmortem_due_at
        left = _left_to_do(standing)
        if due_at is None or due_at - self.at > NEAR:
            return Writing(postmortem, opening(left), saved)
        words = opening(due(due_at.astimezone(self.now.tzinfo).date(), self.today))
        if postmortem.state == Postmortem.State.DRAFT:
            left = f"required for {postmortem.incident.severity}"
        return Writing(postmortem, left, saved, words, due_at < self.at)

    # Actions

    @cached_property
    def actions(self) -> list[ActionItem]:
        rows = ActionItem.objects.visible_to(self.user).open().filter(owner=self.user).by_urgency()
        return list(rows.select_related("incident")[:MOST])

    @property
    def actions_shown(self) -> list[ActionItem]:
        return self.actions[:SHOWN]

    @property
    def overdue(self) -> list[ActionItem]:
        return [action for action in self.actions if action.is_overdue(self.today)]

    @cached_property
    def done(self) -> list[dt.timedelta]:
        """How long each action took that the person finished this quarter, from proposal to done."""
        rows = ActionItem.objects.visible_to(self.user).filter(
            owner=self.user, state=ActionItem.State.DONE, finished_at__gte=self._midnight(self.first_day)
        )
        return [done - begun for begun, done in rows.values_list("created_at", "finished_at") if done]

    @property
    def done_median(self) -> str:
        """ "12 days"; the middle one of `done`."""
        days = round(statistics.median(span.total_seconds() for span in self.done) / 86400)
        return counted(days, "day") if days else "under one day"

    # Published

    @cached_property
    def published(self) -> list[Published]:
        return lately(self.user)

    @property
    def reports_count(self) -> int:
        """Counted only where there are more than are shown."""
        shown = len(self.published)
        return how_many(self.user) if shown == SHOWN_REPORTS else shown

    # The quarter

    @property
    def first_day(self) -> dt.date:
        return quarter.span(self.today)[0]

    def _midnight(self, day: dt.date) -> dt.datetime:
        return dt.datetime(day.year, day.month, day.day, tzinfo=self.now.tzinfo)

    @property
    def dots(self) -> list[quarter.Dot]:
        """Incidents of this quarter, with drills where they are asked for."""
        return [dot for dot in self._quarter if self.drills or not dot.drill]

    @cached_property
    def _quarter(self) -> list[quarter.Dot]:
        """Incidents of this quarter, drills among them, duplicates and false alarms not."""
        first, after = map(self._midnight, quarter.span(self.today))
        rows = (
            Incident.objects.visible_to(self.user)
            .exclude(closing_reason=Incident.ClosingReason.DUPLICATE)
            .exclude(nature=Incident.Nature.FALSE_ALARM)
            .filter(
                Q(started_at__gte=first, started_at__lt=after)
                | Q(started_at=None, opened_at__gte=first, opened_at__lt=after)
            )
            .select_related("severity")
        )
        return [self._dot(incident) for incident in rows]

    def _dot(self, incident: Incident) -> quarter.Dot:
        return quarter.Dot(
            day=(incident.started_at or incident.opened_at).astimezone(self.now.tzinfo),
            colour=incident.severity.colour,
            severity=incident.severity.name,
            reference=incident.reference,
            title=incident.title,
            url=incident.get_absolute_url(),
            lasted=incident.time_to_resolve,
            drill=incident.nature == Incident.Nature.DRILL,
        )

    @property
    def quarter_sentence(self) -> str:
        return quarter.sentence(self.dots)

    @cached_property
    def quarter_wide(self) -> quarter.Plot:
        return quarter.draw(self.dots, today=self.today, width=WIDE)

    @cached_property
    def quarter_small(self) -> quarter.Plot:
        return quarter.draw(self.dots, today=self.today, width=SMALL)

    @property
    def severities(self) -> list[tuple[str, str]]:
        """Colour and name of each severity that is drawn, for the legend."""
        return sorted({(dot.colour, dot.severity) for dot in self.dots if not dot.drill})

    @property
    def drill_count(self) -> int:
        return sum(dot.drill for dot in self._quarter)


def _left_to_do(standing: Standing) -> str:
    """What a draft lacks: its empty sections by name, else how much stands in its way."""
    empty = [section.heading for section in standing.empty_required()]
    if empty and standing.postmortem.state == Postmortem.State.DRAFT:
        named = empty if len(empty) < 4 else [*empty[:2], f"{len(empty) - 2} more sections"]
        return f"{joined(named)} {'is' if len(empty) == 1 else 'are'} empty"
    blockers = gate.blockers_of(standing)
    if not blockers:
        return "ready to publish"
    return f"{counted(len(blockers), 'blocker')} before it can be published"
