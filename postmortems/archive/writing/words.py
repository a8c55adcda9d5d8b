"""How files word a time, a figure and where a report stands: the same in every format. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from incidents.timeline import amounts, wording
from postmortems.archive.pieces import Action, Entry
from postmortems.archive.report import Report, listed

LABELS = {
    "time_to_detect": "Time to detect",
    "time_to_acknowledge": "Time to acknowledge",
    "time_to_mitigate": "Time to mitigate",
    "time_to_resolve": "Time to resolve",
    **amounts.LABELS,
    "downtime_minutes": "Downtime in minutes",
}
#: Labels of the figures of the impact.
NUMBERS = tuple(label for name, label in LABELS.items() if name in amounts.KINDS)
#: How files called figures that have another label now; what was written then is read all the same.
ONCE_CALLED = {"Users affected": "users_affected", "Share of users": "users_share"}
#: What stands between a report's facts and its text, in every format.
ALL_TIMES = "All times are in {}."


def one_line(text: str) -> str:
    return " ".join(text.split())


def span(value: dt.timedelta) -> str:
    """ "2 h 12 min", with blanks that break."""
    return wording.duration(value).replace(wording.NBSP, " ")


def local(report: Report, moment: dt.datetime) -> str:
    """The moment in the report's zone. Seconds are said where there are some; the offset where an hour comes twice."""
    here = moment.astimezone(report.tzinfo).replace(microsecond=0)
    twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    said = here.replace(tzinfo=None).isoformat(" ", "seconds" if here.second else "minutes")
    return f"{said} {_offset(here)}" if twice else said


def _offset(here: dt.datetime) -> str:
    plain = here.strftime("%z")
    return f"{plain[:3]}:{plain[3:5]}"


def stamp(report: Report, moment: dt.datetime) -> str:
    return f"{local(report, moment)} {report.zone}"


def stand(report: Report) -> str:
    """Which version this is, and when it was made."""
    when = stamp(report, report.at)
    if report.is_draft:
        return f"a draft as of {when}, not published"
    return f"version {report.version}, published {when} by {report.by.name}"


def time_of(report: Report, entry: Entry) -> str:
    """When the entry was, as exactly as it is known; where it is not, the words for it in brackets."""
    if entry.happened_at is None:
        written = one_line(entry.written).replace("): ", ") ")
        return f"({written})" if written else "no time known"
    begin = entry.happened_at.astimezone(report.tzinfo)
    if entry.precision == "day":
        return begin.date().isoformat()
    about = "about " if entry.precision == "about" else ""
    said = f"{about}{local(report, entry.happened_at)}"
    if entry.ended_at is None:
        return said
    end = entry.ended_at.astimezone(report.tzinfo)
    until = local(report, entry.ended_at)
    return f"{said} to {until.partition(' ')[2] if begin.date() == end.date() else until}"


def number(report: Report, name: str) -> str:
    value, about = report.numbers[name], "about " if name in report.estimates else ""
    if name == "users_share":
        value = f"{value.rstrip('0').rstrip('.') if '.' in value else value} %"
    elif name == "revenue":
        value = f"{report.numbers.get('currency', '')} {value}".strip()
    return f"{about}{value}"


def facts(report: Report) -> Iterator[tuple[str, str]]:
    """Label and value of all that stands before the text, as far as it is known."""
    yield "Report", f"{report.reference}, {stand(report)}"
    if report.nature != "real":
        yield "What it was", wording.NATURES[report.nature]
    yield "Severity", report.severity.name
    for label, words in (("Services", report.services), ("Tags", report.tags)):
        if words:
            yield label, ", ".join(words)
    if report.team:
        yield "Team", report.team
    for name, moment in report.clocks.items():
        if moment:
            yield name.capitalize(), stamp(report, moment)
    for name, length in report.durations.items():
        if length is not None:
            yield LABELS[name], span(length)
    for name, label in LABELS.items():
        if name in report.numbers:
            yield label, number(report, name)
    yield from _people(report)
    if report.override_reason:
        yield "Published before it was ready, because", one_line(report.override_reason)
    if report.change_note:
        yield "What changed", one_line(report.change_note)


def _people(report: Report) -> Iterator[tuple[str, str]]:
    if report.trigger:
        yield "Trigger", one_line(report.trigger)
    if report.detected_by:
        yield "Detected by", one_line(report.detected_by)
    if report.factors:
        yield "Contributing factors", "; ".join(report.factors)
    if report.people:
        yield "People", "; ".join(f"{who.name} ({who.role})" for who in report.people)
    if report.authors:
        yield "Written by", listed([who.name for who in report.authors])
    if report.approvals:
        yield "Approved by", listed([answer.by.name for answer in report.approvals])


def owner_of(action: Action) -> str:
    return action.owner.name if action.owner else action.owner_named


def _plain(name: str) -> str:
    """A name without the marks that part the terms."""
    return one_line(name.replace("(", "[").replace(")", "]").replace(";", ","))


def terms_of(action: Action) -> str:
    """What was agreed about an action, in the form that the reader of write-ups takes off its text again."""
    said = [
        action.kind,
        action.state.replace("_", " "),
        f"owner: {_plain(owner_of(action))}" if owner_of(action) else "",
        f"due: {action.due_on.isoformat()}" if action.due_on else "",
        f"tracker: {action.tracker_url}" if action.tracker_url else "",
    ]
    return f"({'; '.join(part for part in said if part)})"


def continued(text: str, indent: str = "  ") -> str:
    """Further lines of a list's item, indented so that they stay in it. Blanks at a line's end may mean a break."""
    first, *rest = text.strip().split("\n")
    return "\n".join([first, *(indent + line if line.strip() else "" for line in rest)])
