"""A report as it was frozen, as plain data. Pure: it knows nothing of the database.

`Report.of` reads the JSON that `freezing.freeze` makes and a publication keeps. Pages, downloads and the
comparison of two versions are made from it alone, so that a version reads the same for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents.timeline import wording
from incidents.timeline.amounts import KINDS, Amount, known
from incidents.timeline.shapes import KIND_NAMES

from .pieces import Action, Answer, Attachment, Entry, Link, Section, Severity, Who

#: The form of the JSON. A change that an older reader would misread makes it 2.
FORMAT = 1

CLOCKS = ("started", "detected", "acknowledged", "mitigated", "resolved")

DURATIONS = ("time_to_detect", "time_to_acknowledge", "time_to_mitigate", "time_to_resolve")


def _moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a published version says."""

    reference: str
    postmortem: str
    version: int
    """0 for a draft that was never published."""
    title: str
    at: dt.datetime
    by: Who
    zone: str
    severity: Severity
    status: str
    closing_reason: str
    team: str
    services: tuple[str, ...]
    tags: tuple[str, ...]
    factors: tuple[str, ...]
    summary: str
    impact: str
    root_cause: str
    trigger: str
    detected_by: str
    numbers: Mapping[str, str]
    """Impact as figures: users_affected, users_share, requests_failed, revenue, currency, downtime_minutes."""
    estimates: frozenset[str]
    """Which of them are estimates. Versions from before that was kept say it of none."""
    clocks: Mapping[str, dt.datetime | None]
    durations: Mapping[str, dt.timedelta | None]
    """time_to_detect, time_to_acknowledge, time_to_mitigate, time_to_resolve."""
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    actions: tuple[Action, ...]
    people: tuple[Who, ...]
    authors: tuple[Who, ...]
    approvals: tuple[Answer, ...]
    change_note: str = ""
    override_reason: str = ""
    override_blockers: tuple[str, ...] = ()
    nature: str = "real"
    """What the incident was when this was published: real, drill or false_alarm."""
    frozen: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, frozen: Mapping[str, Any]) -> Report:
        """The report behind what a publication keeps."""
        if frozen["format"] != FORMAT:
            raise ValueError(f"a report of format {frozen['format']}, which this version cannot read")
        override = frozen["override"] or {}
        lists: Any = {name: tuple(frozen[name]) for name in ("services", "tags", "factors")}
        plain = ("reference", "postmortem", "version", "title", "zone", "status", "closing_reason", "team")
        prose = ("summary", "impact", "root_cause", "trigger", "detected_by", "change_note")
        return cls(
            **{name: frozen[name] for name in (*plain, *prose)},
            **lists,
            at=dt.datetime.fromisoformat(frozen["at"]),
            by=Who(**frozen["by"]),
            severity=Severity(**frozen["severity"]),
            numbers=frozen["numbers"],
            estimates=frozenset(frozen.get("estimates", ())),
            clocks={name: _moment(frozen["clocks"][name]) for name in CLOCKS},
            durations={
                name: None
                if (seconds := frozen["durations"][name]) is None
                else dt.timedelta(seconds=seconds)
                for name in DURATIONS
            },
            sections=tuple(Section(**section) for section in frozen["sections"]),
            entries=tuple(_entry(entry, frozen["reference"]) for entry in frozen["entries"]),
            actions=tuple(_action(action) for action in frozen["actions"]),
            people=tuple(Who(**who) for who in frozen["people"]),
            authors=tuple(Who(**who) for who in frozen["authors"]),
            approvals=tuple(
                Answer(Who(**a["by"]), dt.datetime.fromisoformat(a["at"]), a["note"])
                for a in frozen["approvals"]
            ),
            override_reason=override.get("reason", ""),
            override_blockers=tuple(override.get("blockers", ())),
            nature=nature_of(frozen),
            frozen=frozen,
        )

    @property
    def attachments(self) -> list[Attachment]:
        """Every image and file that the version shows."""
        return [each for entry in self.entries for each in entry.enclosed]

    @property
    def amounts(self) -> dict[str, Amount]:
        """The figures of the impact that are known, each saying whether it is an estimate."""
        said = ((name, self.numbers.get(name)) for name in KINDS)
        return known(said, self.estimates, self.numbers.get("currency", ""))

    @property
    def is_draft(self) -> bool:
        return self.version == 0

    @property
    def tzinfo(self) -> dt.tzinfo:
        return wording.zone_of(self.zone)

    @property
    def has_timeline_section(self) -> bool:
        return any(section.kind == "timeline" for section in self.sections)

    @property
    def has_actions_section(self) -> bool:
        return any(section.kind == "actions" for section in self.sections)

    @property
    def standfirst(self) -> str:
        """The days that it covers and who wrote it, as a sentence or two."""
        names = [who.name for who in self.authors]
        written = f"Written by {listed(names)}." if names else ""
        return " ".join(part for part in (f"{self.days}." if self.days else "", written) if part)

    @property
    def days(self) -> str:
        """ "Thursday 12 to Friday 13 November 2026", in the report's zone; empty where no start is known."""
        started = self.clocks["started"]
        if started is None:
            return ""
        first = started.astimezone(self.tzinfo).date()
        ended = self.clocks["resolved"] or self.clocks["mitigated"] or started
        return _days(first, ended.astimezone(self.tzinfo).date())


def nature_of(frozen: Mapping[str, Any]) -> str:
    """What the incident was. Versions from before it had a nature say it by why the incident was closed."""
    closing = frozen["closing_reason"]
    nature: str = frozen.get("nature") or (closing if closing in ("drill", "false_alarm") else "real")
    return nature


def listed(words: list[str]) -> str:
    """ "Amara, Ben and Priya"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _days(first: dt.date, last: dt.date) -> str:
    whole = wording.longdate(last)
    if first == last:
        return whole
    said = wording.longdate(first)
    if first.year == last.year:
        said = said.removesuffix(f" {first.year}")
        if first.month == last.month:
            said = said.partition(wording.NBSP)[0]
    return f"{said} to {whole}"


def _entry(data: Mapping[str, Any], reference: str) -> Entry:
    kind = data["kind"]
    # Versions from before kinds were data have the built-in kinds alone.
    shipped = {"kind_name": KIND_NAMES.get(kind, kind), "shape": kind, "counts_as": kind}
    # Those from before there were attachments have none.
    attachments = data.get("attachments", ())
    return Entry(
        **shipped
        | {name: value for name, value in data.items() if name != "attachments"}
        | {
            "happened_at": _moment(data["happened_at"]),
            "ended_at": _moment(data["ended_at"]),
            "clocks": tuple(data["clocks"]),
            "evidence": tuple(Link(**link) for link in data["evidence"]),
            "enclosed": tuple(Attachment(**each, report=reference) for each in attachments),
        }
    )


def _action(data: Mapping[str, Any]) -> Action:
    return Action(
        **dict(data)
        | {
            "owner": Who(**data["owner"]) if data["owner"] else None,
            "due_on": dt.date.fromisoformat(data["due_on"]) if data["due_on"] else None,
        }
    )
