"""What stands in the way of publishing, each as a sentence with a link to the place.

A blocker blocks; a note is worth knowing and blocks nothing. An accepted action always has an owner and a
date, which the database holds; what is left to ask is whether that owner is still here. Proposed actions
that nobody has decided on are a note: publishing does not close the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from incidents.actions.models import ActionItem
from incidents.timeline.models import TimelineEntry
from postmortems.drafting.models import Postmortem

from .counting import counted, joined, opening
from .models import Approval
from .standing import Standing


@dataclass(frozen=True)
class Blocker:
    """One sentence in three parts, the middle one linked to `url`. `key` says which rule it is."""

    key: str
    url: str
    linked: str
    after: str
    before: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.linked}{self.after}"


def blockers(postmortem: Postmortem) -> list[Blocker]:
    """What stands in the way of publishing now; empty when nothing does."""
    return blockers_of(Standing.of(postmortem))


def notes(postmortem: Postmortem) -> list[Blocker]:
    """What is worth knowing before publishing and blocks nothing."""
    return notes_of(Standing.of(postmortem))


def blockers_of(standing: Standing) -> list[Blocker]:
    """The same for rows that are there already."""
    return [blocker for rule in RULES for blocker in rule(standing)]


def notes_of(standing: Standing) -> list[Blocker]:
    """The same for rows that are there already."""
    undecided = [a for a in standing.actions if a.state == ActionItem.State.PROPOSED]
    if not undecided:
        return []
    words = opening(counted(len(undecided), "action"))
    after = f" {'is' if len(undecided) == 1 else 'are'} proposed and not decided yet."
    return [Blocker("proposed", f"{standing.postmortem.incident.get_absolute_url()}#actions", words, after)]


def _state(standing: Standing) -> Iterable[Blocker]:
    postmortem = standing.postmortem
    ask = _to("ask", standing)
    match postmortem.state:
        case Postmortem.State.DRAFT:
            yield Blocker("state", ask, "Ask somebody to review it", ".", "It is a draft. ")
        case Postmortem.State.PUBLISHED:
            yield Blocker(
                "state", ask, "Ask for a review", " to begin the next version.", "It is published. "
            )
        case Postmortem.State.WITHDRAWN | Postmortem.State.NOT_REQUIRED:
            label = postmortem.get_state_display().lower()
            yield Blocker(
                "state", postmortem.get_absolute_url(), "Make it a draft again", ".", f"It is {label}. "
            )


def _sections(standing: Standing) -> Iterable[Blocker]:
    for section in standing.empty_required():
        what = {"timeline": "entries", "actions": "actions"}.get(section.kind, "text")
        url = f"{standing.postmortem.get_absolute_url()}#{section.key}"
        yield Blocker(f"section:{section.key}", url, section.heading, f" is required and has no {what}.")


def _marks(standing: Standing) -> Iterable[Blocker]:
    marked = [e for e in standing.entries if e.mark]
    undated = [
        e
        for e in standing.entries
        if not e.mark and e.happened_at is None and e.source == TimelineEntry.Source.IMPORT
    ]
    for rows, key, after in (
        (marked, "marks", "marked by the import to be checked."),
        (undated, "undated", "brought in without a time."),
    ):
        if rows:
            words = opening(counted(len(rows), "timeline entry", "timeline entries"))
            url = f"{standing.postmortem.incident.get_absolute_url()}#entry-{rows[0].pk}"
            yield Blocker(key, url, words, f" {'was' if len(rows) == 1 else 'were'} {after}")


def _actions(standing: Standing) -> Iterable[Blocker]:
    taken = (ActionItem.State.ACCEPTED, ActionItem.State.IN_PROGRESS)
    left = [a for a in standing.actions if a.state in taken and a.owner and not a.owner.is_active]
    if left:
        words = opening(counted(len(left), "accepted action"))
        names = joined(dict.fromkeys(str(a.owner) for a in left))
        one = len(left) == 1
        after = (
            f" {'belongs' if one else 'belong'} to {names}, whose account is closed. "
            f"Give {'it' if one else 'them'} to somebody else."
        )
        yield Blocker("actions", f"{standing.postmortem.incident.get_absolute_url()}#actions", words, after)


def _threads(standing: Standing) -> Iterable[Blocker]:
    threads = standing.open_threads
    if len(threads) == 1:
        [thread] = threads
        after = f" on {thread.place} is still open."
        yield Blocker("threads", f"{_to('threads', standing)}#thread-{thread.pk}", "One thread", after)
    elif threads:
        words = opening(counted(len(threads), "thread"))
        yield Blocker("threads", _to("threads", standing), words, " are still open.")


def _changes(standing: Standing) -> Iterable[Blocker]:
    for refusal in standing.fresh_refusals:
        url = f"{_to('history', standing)}#answer-{refusal.pk}"
        yield Blocker("changes", url, "asked for changes", ".", f"{refusal.by} ")


def _approvals(standing: Standing) -> Iterable[Blocker]:
    in_draft = standing.postmortem.state == Postmortem.State.DRAFT
    if not standing.needed or (in_draft and not standing.approvals):
        return
    more = "more " if standing.fresh_approvals else ""
    needed = opening(counted(standing.needed, f"{more}approval"))
    before = f"{needed} {'is' if standing.needed == 1 else 'are'} needed."
    stale = standing.stale_approvals
    if not stale:
        yield Blocker("approvals", _to("ask", standing), "Ask for a review", ".", f"{before} ")
        return
    last = stale[-1]
    things = joined(change.thing for change in standing.changes_since(last.fingerprint))
    after = f" is for revision {last.revision.number}; since then {things} changed."
    url = f"{_to('history', standing)}#answer-{last.pk}"
    yield Blocker("approvals", url, f"{_first_name(last)}’s", after, f"{before} ")


RULES: tuple[Callable[[Standing], Iterable[Blocker]], ...] = (
    _state,
    _sections,
    _marks,
    _actions,
    _threads,
    _changes,
    _approvals,
)


def _to(name: str, standing: Standing) -> str:
    return reverse(f"reviews:{name}", args=[standing.postmortem.pk])


def _first_name(approval: Approval) -> str:
    return str(approval.by).split()[0]
