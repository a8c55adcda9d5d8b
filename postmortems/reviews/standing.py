"""How reviews stand: everything that the gate, the panel and the start page say follows from these rows.

Read for one postmortem or for many in the same number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from incidents.actions.models import ActionItem
from incidents.people.models import User
from incidents.timeline.models import TimelineEntry
from postmortems.drafting import fingerprint
from postmortems.drafting.models import Change, Postmortem, Section

from .models import Approval, ReviewRequest, Thread


@dataclass(frozen=True)
class Reviewer:
    """One person and where their review is: approved, changes_requested, stale, asked."""

    person: User
    state: str
    approval: Approval | None = None
    request: ReviewRequest | None = None


@dataclass
class Standing:
    """One postmortem with all that its review depends on."""

    postmortem: Postmortem
    sections: list[Section] = field(default_factory=list)
    entries: list[TimelineEntry] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    open_threads: list[Thread] = field(default_factory=list)
    requests: list[ReviewRequest] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)

    @classmethod
    def of(cls, postmortem: Postmortem) -> Standing:
        """How it stands with this one; read once for each object, so that a page's parts share it."""
        kept = postmortem.__dict__.get("_standing")
        if kept is None:
            kept = postmortem.__dict__["_standing"] = cls.of_each([postmortem])[0]
        return kept

    @classmethod
    def of_each(cls, postmortems: Iterable[Postmortem]) -> list[Standing]:
        """How it stands with each, in their order: six queries, `incident` and `severity` being joined."""
        postmortems = list(postmortems)
        mine = {"postmortem__in": postmortems}
        theirs = {"incident__in": [p.incident_id for p in postmortems]}
        sections = _grouped(Section.objects.standing().filter(**mine), "postmortem_id")
        entries = _grouped(TimelineEntry.objects.filter(**theirs).standing().in_order(), "incident_id")
        actions = _grouped(ActionItem.objects.filter(**theirs).select_related("owner"), "incident_id")
        threads = _grouped(
            Thread.objects.filter(**mine).open().select_related("section", "entry", "action"), "postmortem_id"
        )
        requests = _grouped(
            ReviewRequest.objects.filter(**mine).open().select_related("person"), "postmortem_id"
        )
        approvals = _grouped(
            Approval.objects.filter(**mine).current().select_related("by", "revision"), "postmortem_id"
        )
        return [
            cls(
                p,
                sections[p.pk],
                entries[p.incident_id],
                actions[p.incident_id],
                threads[p.pk],
                requests[p.pk],
                approvals[p.pk],
            )
            for p in postmortems
        ]

    @cached_property
    def fingerprint(self) -> fingerprint.Fingerprint:
        """What stands there now."""
        return fingerprint.of(self.sections, self.entries, self.actions, self.postmortem.incident)

    def changes_since(self, old: fingerprint.Fingerprint) -> list[Change]:
        """What is different now from what stood there then."""
        return fingerprint.compare(
            old,
            self.fingerprint,
            headings={section.key: section.heading for section in self.sections},
            draft_url=self.postmortem.get_absolute_url(),
            incident_url=self.postmortem.incident.get_absolute_url(),
        )

    @property
    def required(self) -> int:
        """How many fresh approvals the severity asks for."""
        return self.postmortem.incident.severity.approvals_required

    @cached_property
    def fresh(self) -> list[Approval]:
        """Answers that still cover what stands there, approvals and requested changes alike."""
        return [a for a in self.approvals if not self.changes_since(a.fingerprint)]

    @property
    def fresh_approvals(self) -> list[Approval]:
        return [a for a in self.fresh if a.approves]

    @property
    def stale_approvals(self) -> list[Approval]:
        return [a for a in self.approvals if a.approves and a not in self.fresh]

    @property
    def fresh_refusals(self) -> list[Approval]:
        """Requests for changes to what still stands there."""
        return [a for a in self.fresh if not a.approves]

    @property
    def needed(self) -> int:
        """How many more approvals it takes."""
        return max(0, self.required - len(self.fresh_approvals))

    @cached_property
    def reviewers(self) -> list[Reviewer]:
        """Everybody who answered or is asked, once each; a fresh answer counts more than an open question."""
        asked = {r.person_id: r for r in self.requests}
        rows = []
        for approval in self.approvals:
            request = asked.pop(approval.by_id, None)
            if approval in self.fresh:
                state = "approved" if approval.approves else "changes_requested"
            else:
                state = "asked" if request else "stale"
            rows.append(Reviewer(approval.by, state, approval, request))
        return rows + [Reviewer(r.person, "asked", None, r) for r in asked.values()]

    def reviewer(self, person: User) -> Reviewer | None:
        """Where this person's own review is, if they have any part in it."""
        return next((r for r in self.reviewers if r.person.pk == person.pk), None)

    def empty_required(self) -> list[Section]:
        """Sections that must say something and do not, live blocks counted as words."""
        live = {"timeline": bool(self.entries), "actions": bool(self.actions)}
        return [s for s in self.sections if s.required and not s.has_words and not live.get(s.kind)]


def _grouped(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
