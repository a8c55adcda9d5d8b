"""A report as Markdown, for people to read, to mail and to take in again elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from incidents.timeline import wording
from postmortems.archive.report import Action, Attachment, Entry, Report, listed

LABELS = {
    "time_to_detect": "Time to detect",
    "time_to_acknowledge": "Time to acknowledge",
    "time_to_mitigate": "Time to mitigate",
    "time_to_resolve": "Time to resolve",
    "users_affected": "Users affected",
    "users_share": "Share of users",
    "requests_failed": "Requests failed",
    "revenue": "Revenue",
    "downtime_minutes": "Downtime in minutes",
}


def write(report: Report) -> str:
    """The report as Markdown; it says its version, when it was published and its zone."""
    blocks = [f"# {report.title}", "\n".join(_facts(report)), f"All times are in {report.zone}."]
    for section in report.sections:
        blocks.append(f"## {section.heading}")
        if section.text.strip():
            blocks.append(section.text.strip("\n"))
        if section.kind == "timeline":
            blocks += _timeline(report)
        elif section.kind == "actions":
            blocks += _actions(report)
    if report.entries and not report.has_timeline_section:
        blocks += ["## Timeline", *_timeline(report)]
    if report.actions and not report.has_actions_section:
        blocks += ["## Action items", *_actions(report)]
    return "\n\n".join(blocks) + "\n"


def _facts(report: Report) -> Iterator[str]:
    yield _fact("Report", f"{report.reference}, {_stand(report)}")
    yield _fact("Severity", report.severity.name)
    for label, words in (("Services", report.services), ("Tags", report.tags)):
        if words:
            yield _fact(label, ", ".join(words))
    if report.team:
        yield _fact("Team", report.team)
    for name, moment in report.clocks.items():
        if moment:
            yield _fact(name.capitalize(), _stamp(report, moment))
    for name, span in report.durations.items():
        if span is not None:
            yield _fact(LABELS[name], wording.duration(span).replace(wording.NBSP, " "))
    for name, label in LABELS.items():
        if name in report.numbers:
            yield _fact(label, _number(report, name))
    if report.factors:
        yield _fact("Contributing factors", "; ".join(report.factors))
    if report.people:
        yield _fact("People", "; ".join(f"{who.name} ({who.role})" for who in report.people))
    if report.authors:
        yield _fact("Written by", listed([who.name for who in report.authors]))
    if report.approvals:
        yield _fact("Approved by", listed([answer.by.name for answer in report.approvals]))
    if report.override_reason:
        yield _fact("Published before it was ready, because", _one_line(report.override_reason))
    if report.change_note:
        yield _fact("What changed", _one_line(report.change_note))


def _fact(label: str, value: str) -> str:
    return f"- **{label}:** {value}"


def _stand(report: Report) -> str:
    when = _stamp(report, report.at)
    if report.is_draft:
        return f"a draft as of {when}, not published"
    return f"version {report.version}, published {when} by {report.by.name}"


def _number(report: Report, name: str) -> str:
    value = report.numbers[name]
    if name == "users_share":
        return f"{value} %"
    if name == "revenue":
        return f"{report.numbers.get('currency', '')} {value}".strip()
    return value


def _stamp(report: Report, moment: dt.datetime) -> str:
    return f"{moment.astimezone(report.tzinfo):%Y-%m-%d %H:%M} {report.zone}"


def _timeline(report: Report) -> list[str]:
    return ["\n".join(f"- {_entry(report, entry)}" for entry in report.entries)] if report.entries else []


def _entry(report: Report, entry: Entry) -> str:
    kind = "" if entry.kind == "other" else f"**{entry.kind_name}.** "
    lines = [f"{_time(report, entry)}: {kind}{_continued(entry.text)}"]
    lines += [f"  [{link.label}]({link.url})" for link in entry.evidence]
    lines += [f"  {_enclosed(each)}" for each in entry.enclosed]
    return "\n".join(lines)


def _enclosed(attachment: Attachment) -> str:
    """The name leads to it for those who may read it; an image says what it shows."""
    said = f": {_one_line(attachment.alt)}" if attachment.alt else ""
    name = attachment.name.replace("[", "(").replace("]", ")")
    return f"[{name}]({attachment.get_absolute_url()}){said}"


def _time(report: Report, entry: Entry) -> str:
    if entry.happened_at is None:
        return entry.written or "no time known"
    begin = entry.happened_at.astimezone(report.tzinfo)
    if entry.precision == "day":
        return f"{begin:%Y-%m-%d}"
    about = "about " if entry.precision == "about" else ""
    if entry.ended_at is None:
        return f"{about}{begin:%Y-%m-%d %H:%M}"
    end = entry.ended_at.astimezone(report.tzinfo)
    same_day = begin.date() == end.date()
    return f"{about}{begin:%Y-%m-%d %H:%M} to {end:{'%H:%M' if same_day else '%Y-%m-%d %H:%M'}}"


def _actions(report: Report) -> list[str]:
    return ["\n".join(f"- {_action(action)}" for action in report.actions)] if report.actions else []


def _action(action: Action) -> str:
    box = "[x]" if action.state == "done" else "[ ]"
    owner = action.owner.name if action.owner else action.owner_named
    said = [
        action.kind,
        action.state.replace("_", " "),
        f"owner {owner}" if owner else "",
        f"due {action.due_on.isoformat()}" if action.due_on else "",
        action.tracker_url,
    ]
    return f"{box} {_continued(action.text)} ({', '.join(part for part in said if part)})"


def _continued(text: str) -> str:
    """Further lines of a list's item, indented so that they stay in it."""
    return "\n  ".join(line.rstrip() for line in text.strip().splitlines())


def _one_line(text: str) -> str:
    return " ".join(text.split())
