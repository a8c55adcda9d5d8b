"""Write-ups from files, for `manage.py read FILE…`. No database, no network, nothing stored."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from django.conf import settings

from incidents.timeline import labels as zones

from .converting import Unreadable, convert, too_large
from .parsing import Action, Clock, Entry, Proposal, read


def text_of(path: Path) -> str:
    """The text of a file, converted where it is a page or a document. Raises Unreadable with a sentence."""
    most = settings.IMPORT_FILE_BYTES
    try:
        if path.is_dir():
            raise Unreadable("It is a folder. Name the files in it.")
        if path.stat().st_size > most:
            raise Unreadable(too_large(most))
        return convert(path.read_bytes(), path.name, most).text
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a write-up: .md, .txt, .html, .docx …")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day it began, for a text that gives none")
    parser.add_argument(
        "--zone", metavar="ZONE", help="the time zone, for a text that names none: Europe/Berlin, UTC, +02:00"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(
    files: Sequence[str], *, day: str | None, zone: str | None, as_json: bool, out: TextIO, err: TextIO
) -> int:
    """Read the files and write what was understood. 0, or 2 when something could not be read."""
    try:
        began = date.fromisoformat(day) if day else None
    except ValueError:
        err.write(f"“{day}” is no date. Write it as YYYY-MM-DD, for example 2024-05-15.\n")
        return 2
    if zone and zones.named(zone) is None:
        err.write(f"“{zone}” is no time zone. Write Europe/Berlin, or an offset such as +02:00.\n")
        return 2
    failed = False
    for number, name in enumerate(files):
        try:
            proposal = read(text_of(Path(name)), date=began, zone=zone)
        except Unreadable as reason:
            err.write(f"{name}: {reason}\n")
            failed = True
            continue
        if as_json:
            out.write(json.dumps({"file": name, **proposal.as_dict()}, ensure_ascii=False) + "\n")
        else:
            out.write(("\n" if number else "") + report(name, proposal))
    return 2 if failed else 0


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    parser = argparse.ArgumentParser(prog="read")
    add_arguments(parser)
    given = parser.parse_args(argv)
    return run(given.files, day=given.date, zone=given.zone, as_json=given.json, out=out, err=err)


def report(name: str, proposal: Proposal) -> str:
    """What the preview shows, as a page of text."""
    lines = [name, "=" * len(name), "", proposal.title.text if proposal.title else "(no title)", ""]
    lines += _facts(proposal)
    lines += ["", f"Timeline: {len(proposal.timeline)} entries"]
    lines += [_entry(entry) for entry in proposal.timeline]
    lines += ["", f"Action items: {len(proposal.actions)}"]
    lines += [_action(action) for action in proposal.actions]
    lines += ["", "Sections"]
    lines += [
        f"  {s.heading or '(no heading)'} · {s.key} · {len(s.body)} characters" for s in proposal.sections
    ]
    if proposal.references:
        lines += [
            "",
            "References",
            *(f"  {r.text} {r.url if r.url != r.text else ''}".rstrip() for r in proposal.references),
        ]
    if proposal.questions:
        lines += ["", "Questions"]
        for question in proposal.questions:
            choices = ", ".join(choice.label for choice in question.choices)
            lines.append(f"  {question.text}" + (f" ({choices})" if choices else ""))
    lost = sum(span.end - span.start for span in proposal.unplaced)
    lines += ["", f"{lost} characters not placed." if lost else "Every character of the text has its place."]
    return "\n".join(lines) + "\n"


def _facts(proposal: Proposal) -> list[str]:
    minutes = proposal.duration_minutes
    computed = f"{minutes // 60} h {minutes % 60} min" if minutes is not None else None
    stated = proposal.duration_stated.text.strip() if proposal.duration_stated else None
    facts = (
        ("Started", _clock(proposal.started_at)),
        ("Detected", _clock(proposal.detected_at)),
        ("Ended", _clock(proposal.ended_at)),
        ("Zone", proposal.zone),
        ("Duration", computed),
        ("As stated", stated),
        ("Severity", proposal.severity.text if proposal.severity else None),
        ("Impact", _short(proposal.impact.text) if proposal.impact else None),
        ("Root cause", _short(proposal.root_cause.text) if proposal.root_cause else None),
    )
    return [f"{label + ':':<12}{value}" for label, value in facts if value]


def _clock(clock: Clock | None) -> str | None:
    return clock.moment.iso() if clock else None


def _short(text: str, width: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def _entry(entry: Entry) -> str:
    at = entry.at.iso() if entry.at else None
    until = f" to {entry.end.iso()}" if entry.end else ""
    notes = f"  [{'; '.join(entry.notes)}]" if entry.notes else ""
    return f"  {at or 'no time'}{until}  {_short(entry.text, 100)}{notes}"


def _action(action: Action) -> str:
    extras = ", ".join(part for part in (action.owner, action.due, action.tracker) if part)
    return f"  [{'x' if action.state == 'done' else ' '}] {_short(action.text, 100)}" + (
        f" ({extras})" if extras else ""
    )
