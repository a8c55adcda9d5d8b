"""A report as Markdown, for people to read, to mail and to take in again here or elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator

from postmortems.archive.report import Action, Attachment, Entry, Report

from . import words


def write(report: Report) -> str:
    """The report as Markdown; it says its version, when it was published and its zone."""
    blocks = [front_matter(report), f"# {words.one_line(report.title)}", "\n".join(_facts(report))]
    blocks.append(words.ALL_TIMES.format(report.zone))
    for section in report.sections:
        blocks.append(f"## {words.one_line(section.heading)}")
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


def front_matter(report: Report) -> str:
    """The facts for programs, as YAML. JSON's strings and lists are YAML too."""
    here = report.tzinfo
    said: dict[str, object] = {
        "title": words.one_line(report.title),
        "reference": report.reference,
        "severity": report.severity.name,
        "zone": report.zone,
        **{name: at.astimezone(here).isoformat() for name, at in report.clocks.items() if at},
        **{name: words.span(length) for name, length in report.durations.items() if length is not None},
        "services": list(report.services),
        "team": report.team,
        "tags": list(report.tags),
        "version": report.version,
        "written_at" if report.is_draft else "published_at": report.at.astimezone(here).isoformat(),
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in said.items() if value not in ("", [], None)]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _facts(report: Report) -> Iterator[str]:
    return (f"- **{label}:** {value}" for label, value in words.facts(report))


def _timeline(report: Report) -> list[str]:
    return ["\n".join(f"- {_entry(report, entry)}" for entry in report.entries)] if report.entries else []


def _entry(report: Report, entry: Entry) -> str:
    kind = "" if entry.kind == "other" else f"**{entry.kind_name}.** "
    lines = [f"{words.time_of(report, entry)}: {kind}{words.continued(entry.text)}"]
    lines += [f"  [{link.label or link.url}]({link.url})" for link in entry.evidence]
    lines += [f"  {_enclosed(each)}" for each in entry.enclosed]
    return "\n".join(lines)


def _enclosed(attachment: Attachment) -> str:
    """The name leads to it for those who may read it; an image says what it shows."""
    said = f": {words.one_line(attachment.alt)}" if attachment.alt else ""
    name = attachment.name.replace("[", "(").replace("]", ")")
    return f"[{name}]({attachment.get_absolute_url()}){said}"


def _actions(report: Report) -> list[str]:
    return ["\n".join(f"- {_action(action)}" for action in report.actions)] if report.actions else []


def _action(action: Action) -> str:
    box = "[x]" if action.state == "done" else "[ ]"
    return f"{box} {words.continued(action.text)} {words.terms_of(action)}"
