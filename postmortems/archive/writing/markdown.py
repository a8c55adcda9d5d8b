"""A report as Markdown, for people to read, to mail and to take in again here or elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from incidents.timeline.amounts import KINDS
from incidents.timeline.shapes import KIND_NAMES
from postmortems.archive.pieces import Action, Attachment, Entry, Section
from postmortems.archive.report import Report

from . import words

#: Text that begins as if it named its kind.
_NAMED = re.compile(r"\*\*[^*\n]+\.\*\* ")


def write(report: Report) -> str:
    """The report as Markdown; it says its version, when it was published and its zone.

    Comments that no page shows say where sections and rows begin: headings and lists stand in people's text too.
    `exchange.parsing.own` reads this form.
    """
    mark = _mark(report)
    blocks = [front_matter(report, mark), f"# {words.one_line(report.title)}", "\n".join(_facts(report))]
    blocks.append(words.ALL_TIMES.format(report.zone))
    for section in report.sections:
        blocks += _section(report, section, mark)
    if report.entries and not report.has_timeline_section:
        blocks += _section(report, Section("timeline", "Timeline", "timeline", "", ""), mark)
    if report.actions and not report.has_actions_section:
        blocks += _section(report, Section("actions", "Action items", "actions", "", ""), mark)
    return "\n\n".join(blocks) + "\n"


def _mark(report: Report) -> str:
    """A word for our comments that begins no comment in the text of people."""
    texts = (
        [s.text for s in report.sections]
        + [e.text for e in report.entries]
        + [a.text for a in report.actions]
    )
    said = "\n".join(texts)
    names = (f"pm{number or ''}" for number in range(len(texts) + len(said)))
    return next(name for name in [*islice(names, 1000), "pm1000"] if f"<!-- {name} " not in said)


def _section(report: Report, section: Section, mark: str) -> list[str]:
    heading = f"<!-- {mark} section {section.kind} {section.key} -->\n## {words.one_line(section.heading)}"
    blocks = [heading, *([section.text.strip("\n")] if section.text.strip() else [])]
    rows = (
        {"timeline": _timeline, "actions": _actions}[section.kind](report) if section.kind != "text" else []
    )
    return [*blocks, f"<!-- {mark} rows -->\n" + rows[0]] if rows else blocks


def front_matter(report: Report, mark: str) -> str:
    """The facts for programs, as YAML. JSON's strings and lists are YAML too."""
    here = report.tzinfo
    said: dict[str, object] = {
        "form": f"postmortems/1 {mark}",
        "title": words.one_line(report.title),
        "reference": report.reference,
        "nature": "" if report.nature == "real" else report.nature,
        "severity": report.severity.name,
        "zone": report.zone,
        **{name: at.astimezone(here).isoformat() for name, at in report.clocks.items() if at},
        **{name: words.span(length) for name, length in report.durations.items() if length is not None},
        "services": list(report.services),
        "team": report.team,
        "tags": list(report.tags),
        "kinds": _kinds(report),
        "impact": report.impact,
        "root_cause": report.root_cause,
        **{name: words.number(report, name) for name in KINDS if name in report.numbers},
        "currency": report.numbers.get("currency", ""),
        "version": report.version,
        "written_at" if report.is_draft else "published_at": report.at.astimezone(here).isoformat(),
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in said.items() if value not in ("", [], {}, None)]
    return "\n".join(["---", *lines, "---"])


def _kinds(report: Report) -> dict[str, list[str]]:
    """The kinds that are not called as they are shipped: what is needed to know them elsewhere."""
    return {
        _called(entry): [entry.kind, entry.shape, entry.counts_as]
        for entry in report.entries
        if KIND_NAMES.get(entry.kind) != _called(entry)
    }


def _called(entry: Entry) -> str:
    """The name of its kind, without the marks that end it."""
    return words.one_line(entry.kind_name.replace("*", "")) or entry.kind


def _yaml(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _facts(report: Report) -> Iterator[str]:
    return (f"- **{label}:** {value}" for label, value in words.facts(report))


def _timeline(report: Report) -> list[str]:
    return ["\n".join(f"- {_entry(report, entry)}" for entry in report.entries)] if report.entries else []


def _entry(report: Report, entry: Entry) -> str:
    plain = entry.kind == "other" and not _NAMED.match(entry.text.lstrip())
    kind = "" if plain else f"**{_called(entry)}.** "
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
