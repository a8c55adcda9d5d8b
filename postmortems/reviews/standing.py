"""How reviews stand: everything that the gate, the panel and the start page say follows from these rows.

Read for one postmortem or for many in the same number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from incidents.actions.models import ActionItem
from incidents.people.models import User
from incidents.timeline.models import Incident, TimelineEntry
from postmortems.drafting import fingerprint
from postmortems.drafting.fingerprint import Fingerprint
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
    records: list[Incident] = field(default_factory=list)
    """Its incident as it is stored, with what stands around it."""
    sections: list[Section] = field(default_factory=list)
    entries: list[TimelineEntry] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    open_threads: list[Thread] = field(default_factory=list)
    requests: list[ReviewRequest] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)

    @classmethod
    def of(cls, postmortem: Postmortem, **known: list[Any]) -> Standing:
        """How it stands with this one now.

        Rows that a page has loaded already come in under their field's name, and are not read again.
        """
        return cls._read([postmortem], known)[0]

    @classmethod
    def of_each(cls, postmortems: Iterable[Postmortem]) -> list[Standing]:
        """How it stands with each, in their order: seven queries, `incident` and `severity` being joined."""
        return cls._read(list(postmortems), {})

    @classmethod
    def _read(cls, postmortems: list[Postmortem], known: Mapping[str, list[Any]]) -> list[Standing]:
        found = [cls(p, **known) for p in postmortems]
        for name, (query, key, of) in ROWS.items():
            if name in known:
                continue
            groups = defaultdict(list)
            for row in query([getattr(p, of) for p in postmortems]):
                groups[getattr(row, key)].append(row)
            for standing in found:
                setattr(standing, name, groups[getattr(standing.postmortem, of)])
        return found

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What stands there now."""
        return fingerprint.of(self.sections, self.entries, self.actions, self.records[0])

    def changes_since(self, old: Fingerprint) -> list[Change]:
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


def _records(incidents: list[int]) -> Iterable[Incident]:
    return Incident.objects.with_surroundings().filter(pk__in=incidents)


def _sections(postmortems: list[int]) -> Iterable[Section]:
    return Section.objects.standing().filter(postmortem__in=postmortems)


def _entries(incidents: list[int]) -> Iterable[TimelineEntry]:
    return TimelineEntry.objects.filter(incident__in=incidents).standing().in_order().with_evidence()


def _actions(incidents: list[int]) -> Iterable[ActionItem]:
    return ActionItem.objects.filter(incident__in=incidents).select_related("owner")


def _open_threads(postmortems: list[int]) -> Iterable[Thread]:
    found = Thread.objects.filter(postmortem__in=postmortems).open()
    return found.select_related("postmortem__incident", "section", "entry", "action")


def _requests(postmortems: list[int]) -> Iterable[ReviewRequest]:
    return ReviewRequest.objects.filter(postmortem__in=postmortems).open().select_related("person")


def _approvals(postmortems: list[int]) -> Iterable[Approval]:
    found = Approval.objects.filter(postmortem__in=postmortems).current()
    return found.select_related("by", "revision").defer("revision__sections")


#: Field of Standing → the query of its rows, their column, and the postmortem's own that it equals.
ROWS: dict[str, tuple[Callable[[list[int]], Iterable[Any]], str, str]] = {
    "records": (_records, "pk", "incident_id"),
    "sections": (_sections, "postmortem_id", "pk"),
    "entries": (_entries, "incident_id", "incident_id"),
    "actions": (_actions, "incident_id", "incident_id"),
    "open_threads": (_open_threads, "postmortem_id", "pk"),
    "requests": (_requests, "postmortem_id", "pk"),
    "approvals": (_approvals, "postmortem_id", "pk"),
}
