"""A report as plain text, in the form in which most write-ups are handed in: labelled lines under plain headings."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.archive.pieces import Action, Entry, Section
from postmortems.archive.report import Report

from . import words
from .prose import as_plain

#: What the form calls a section, by its key; any other keeps its heading.
HEADINGS = {
    "summary": "Issue Summary",
    "timeline": "Timeline",
    "root_cause": "Root Cause and Resolution",
    "actions": "Corrective and Preventative Measures",
    "conclusion": "Conclusion",
    "references": "Reference",
}
#: Which facts stand above the text; the others have lines of their own in this form.
ABOUT = ("What it was", "Severity", "Team", *words.NUMBERS, "Trigger", "Detected by", "People")
#: Kinds of action that change how things are; the others are work about this incident.
IMPROVEMENTS = ("prevent", "detect", "mitigate")


def write(report: Report) -> str:
    """The report as text without marks; it says its version, when it was published and its zone."""
    blocks = [f"Postmortem: {words.one_line(report.title)}", _about(report)]
    if not any(_key(section) == "summary" for section in report.sections):
        blocks += [_headed("Issue Summary"), _summary(report, "")]
    for section in report.sections:
        heading = HEADINGS.get(_key(section), words.one_line(section.heading))
        blocks += [_headed(heading), *_body(report, section)]
    if report.entries and not report.has_timeline_section:
        blocks += [_headed("Timeline"), *_timeline(report)]
    if report.actions and not report.has_actions_section:
        blocks += [_headed(HEADINGS["actions"]), *_actions(report)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _headed(words_of_it: str) -> str:
    """A heading, underlined to its full length: by that it is known again, whatever it says."""
    return f"{words_of_it}\n{'-' * max(3, len(words_of_it))}"


def _key(section: Section) -> str:
    return section.kind if section.kind != "text" else section.key


def _about(report: Report) -> str:
    said = f"{report.reference}, {words.stand(report)}."
    facts = [f"{label}: {value}" for label, value in words.facts(report) if label in ABOUT]
    return "\n".join([said, *facts, words.ALL_TIMES.format(report.zone)])


def _body(report: Report, section: Section) -> Iterator[str]:
    text = as_plain(section.html)
    yield _summary(report, text) if _key(section) == "summary" else text
    if section.kind == "timeline":
        yield from _timeline(report)
    elif section.kind == "actions":
        yield from _actions(report)


def _summary(report: Report, text: str) -> str:
    """Duration, impact and root cause as labelled lines, unless the text has them; then the text."""
    known = {
        "Duration": _duration(report),
        "Impact": words.one_line(report.impact),
        "Root Cause": words.one_line(report.root_cause),
    }
    begun = [line.casefold() for line in text.splitlines()]
    lines = [
        f"{label}: {value}"
        for label, value in known.items()
        if value and not any(line.startswith(f"{label.casefold()}:") for line in begun)
    ]
    return "\n\n".join(part for part in ("\n".join(lines), text) if part)


def _duration(report: Report) -> str:
    started, ended = report.clocks["started"], report.clocks["resolved"] or report.clocks["mitigated"]
    if not started or not ended:
        return f"from {words.stamp(report, started)}" if started else ""
    length = words.span(ended - started)
    return f"{words.local(report, started)} to {words.stamp(report, ended)}, {length}"


def _timeline(report: Report) -> Iterator[str]:
    if report.entries:
        yield "\n".join(_entry(report, entry) for entry in report.entries)


def _entry(report: Report, entry: Entry) -> str:
    lines = [f"- {words.time_of(report, entry)}: {words.continued(as_plain(entry.html))}"]
    lines += [f"  {link.label}: {link.url}" if link.label else f"  {link.url}" for link in entry.evidence]
    lines += [
        f"  {each.name}" + (f": {words.one_line(each.alt)}" if each.alt else "") for each in entry.enclosed
    ]
    return "\n".join(lines)


def _actions(report: Report) -> Iterator[str]:
    improvements = [action for action in report.actions if action.kind in IMPROVEMENTS]
    tasks = [action for action in report.actions if action.kind not in IMPROVEMENTS]
    for heading, some in (("Improvements/Fixes:", improvements), ("Tasks to Address the Issue:", tasks)):
        if some:
            yield "\n".join([heading, *(_action(action) for action in some)])


def _action(action: Action) -> str:
    box = "[x]" if action.state == "done" else "[ ]"
    return f"- {box} {words.continued(action.text)} {words.terms_of(action)}"
