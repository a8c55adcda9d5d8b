"""What the reading page shows of a version: the frozen words, and beside them how the actions stand today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.audit.wording import words_of
from incidents.timeline import wording
from incidents.timeline.amounts import LABELS
from incidents.timeline.showing import frozen
from incidents.timeline.zones import Switch

from .figures import Figure, figures
from .formats import FORMATS, Format
from .models import Publication
from .pieces import Action
from .report import Report
from .since import since

#: What a reader is told of the record besides the versions.
TOLD = ("postmortem.published", "action.accepted", "action.in_progress", "action.done", "action.declined")


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its HTML, which was made safe when it was frozen."""

    key: str
    heading: str
    kind: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """An action item as the page shows it, living or frozen."""

    action: ActionItem | Action
    is_overdue: bool


class Reading:
    """One version, opened to be read."""

    def __init__(
        self,
        publication: Publication,
        versions: Sequence[Publication],
        *,
        actions: Sequence[ActionItem],
        activity: Sequence[Event],
        today: dt.date,
        switch: Switch,
    ) -> None:
        self.publication, self.versions, self.today = publication, versions, today
        self.switch, self.zone = switch, switch.zone
        self.living, self.activity = actions, activity
        self.incident = publication.postmortem.incident

    @cached_property
    def report(self) -> Report:
        return self.publication.report

    @cached_property
    def newest(self) -> Publication | None:
        """The newest standing version, when it is not the one that is shown."""
        standing = next((v for v in self.versions if not v.is_withdrawn), None)
        return standing if standing and standing.version > self.publication.version else None

    @cached_property
    def since(self) -> str:
        """How the record has gone on since this version; a newer version says that for itself."""
        shown: Any = self.publication
        if self.newest is not None:
            return ""
        return since(
            shown.version,
            self.report.clocks,
            self.incident.instants,
            entries=shown.entries_changed,
            details=shown.details_changed,
        )

    @cached_property
    def previous(self) -> Publication | None:
        """The version before this one."""
        return next((v for v in self.versions if v.version < self.publication.version), None)

    @property
    def parts(self) -> list[Part]:
        """The sections, ready to be shown."""
        return [Part(s.key, s.heading, s.kind, mark_safe(s.html)) for s in self.report.sections]

    @cached_property
    def timeline(self) -> Any:
        return frozen(self.report.entries, instants=self.report.clocks, zone=self.zone)

    @property
    def outline(self) -> list[tuple[str, str]]:
        """The headings in their order, with their anchors."""
        parts = [(section.key, section.heading) for section in self.report.sections]
        if self.report.entries and not self.report.has_timeline_section:
            parts.append(("timeline", "Timeline"))
        if self.has_actions and not self.report.has_actions_section:
            parts.append(("actions", "Action items"))
        return parts

    @cached_property
    def rows(self) -> list[Row]:
        """The newest version shows each action as it stands today, an older one as it stood then."""
        if self.newest is None:
            return [Row(action, action.is_overdue(self.today)) for action in self.living]
        return [Row(action, False) for action in self.report.actions]

    @property
    def has_actions(self) -> bool:
        return bool(self.rows)

    @cached_property
    def open_actions(self) -> list[ActionItem]:
        return [action for action in self.living if action.is_open]

    @property
    def overdue(self) -> str:
        """ "1 overdue by 3 days", of those that are open today; the longest is named."""
        late = [a.due_on for a in self.open_actions if a.is_overdue(self.today) and a.due_on]
        if not late:
            return ""
        days = (self.today - min(late)).days
        return f"{len(late)} overdue by {days}{wording.NBSP}day{'' if days == 1 else 's'}"

    @property
    def actions_said(self) -> str:
        """ "3 open, 1 proposed, as they stand today"."""
        states = [row.action.state for row in self.rows]
        taken = sum(state in ("accepted", "in_progress") for state in states)
        proposed = states.count("proposed")
        counts = [f"{taken} open" if taken else "", f"{proposed} proposed" if proposed else ""]
        said = ", ".join(part for part in counts if part) or "none open"
        if self.newest is None:
            return f"{said}, as they stand today"
        return f"{said}, as they stood on {wording.fulldate(self.report.at, self.report.zone)}"

    @property
    def forms(self) -> list[Format]:
        """The forms in which it can be taken along."""
        return list(FORMATS.values())

    @property
    def figures(self) -> list[Figure]:
        """The harm and the time it took, as far as they are known; at most four."""
        return figures(self.report, self.zone)

    @property
    def harm(self) -> list[tuple[str, str]]:
        """Every figure of the impact, for the quiet column; the strip under the title has room for few."""
        return [(LABELS[name], amount.shown) for name, amount in self.report.amounts.items()]

    @property
    def told(self) -> list[tuple[str, dt.datetime]]:
        """What happened round the report lately, as sentences."""
        return [(f"{event.by or 'Postmortems'} {words_of(event)}", event.at) for event in self.activity]
