"""Read a write-up: the one entry point, and the order in which its parts are understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from incidents.timeline import labels as zones

from . import actions, causes, findings, mentions, own, own_plain, own_word, plans, timeline, titles
from .calendar import calendar
from .clocks import clocks
from .coverage import unplaced
from .dates import dates
from .dating import Dating
from .heading import Heading
from .language import language_of
from .outline import headings
from .parts import Part, sections
from .proposal import Proposal, Question, Section, Span, Value
from .source import Source, split


def read(
    text: str,
    *,
    date: date | None = None,
    zone: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Proposal:
    """Understand a write-up.

    `date` and `zone` help where the text gives none. `answers` are a person's: by the `key` of a question the
    `value` of its choice (a date, a zone for the free ones), and `step:N` = "same_day" or "next_day" for what
    was assumed about the day of entry N. Raises ValueError for a zone that does not exist.
    """
    given_zone = zones.named(zone) if zone else None
    if zone and given_zone is None:
        raise ValueError(f"no such time zone: {zone}")
    if (ours := own.read(text) or own_plain.read(text)) is not None:
        return ours
    told_by_us, answers = own_word.read(text), answers or {}
    source = split(text)
    found_headings = plans.named(source, headings(source))
    title = titles.title(source, found_headings)
    parts = sections(source, found_headings, title)
    found = timeline.find(source, parts, found_headings)
    told = dates(source, parts, title, found)
    known = calendar(source, parts, told, found, given=date, given_zone=given_zone, answers=answers)
    dating = Dating(known, answers, told)
    entries = dating.entries(found.entries)
    brief = Dating(known, {}, told).entries(found.brief)
    title_value = titles.title_value(source, title)
    times = clocks(source, parts, known, entries, brief, answers, title_value)
    found_actions = actions.find(source, parts, found_headings)
    made = _sections(source, parts)
    clocked = [clock.moment for clock in (times.started, times.ended, times.detected) if clock]
    labels = known.home.doubts([*(entry.at for entry in entries if entry.at), *clocked])
    questions = [*known.questions, *labels, *dating.questions, *times.questions]
    if not any(moment.clock for moment in clocked):
        questions = [question for question in questions if question.about != "zone"]
    if known.base is None and not any(question.about in ("date", "year") for question in questions):
        moments = [entry.at for entry in entries] + [c.moment for c in (times.started, times.ended) if c]
        if any(moment and moment.day is None and moment.clock for moment in moments):
            questions.insert(0, _NO_DAY)
    zone_used = known.home.of(None)
    found_out = Proposal(
        title=title_value,
        language=language_of(text),
        zone=zone_used.name if zone_used else None,
        zone_span=known.home.span,
        started_at=times.started,
        detected_at=times.detected,
        ended_at=times.ended,
        duration_stated=times.stated,
        duration_minutes=times.minutes,
        severity=findings.severity(source),
        impact=findings.impact(source, parts),
        root_cause=causes.root_cause(source, parts),
        sections=made,
        timeline=tuple(entries),
        actions=found_actions,
        references=mentions.references(source, parts),
        people=mentions.people(source, parts),
        questions=tuple(questions),
        unplaced=unplaced(text, _pieces(title, title_value, made)),
    )
    return own_word.joined(told_by_us, found_out) if told_by_us else found_out


_NO_DAY = Question("date", "The text gives no date. On which day did it begin?", (), "date")


def _sections(source: Source, parts: list[Part]) -> tuple[Section, ...]:
    made = []
    why = causes.sections_saying_why(parts)
    for part in parts:
        key = "root_cause" if part in why else part.key
        start = part.heading.start if part.heading else part.start
        body = source.text[part.start : part.end].strip("\r\n").rstrip()
        if not part.heading and not body.strip("\ufeff \t"):
            continue
        end = part.start + len(source.text[part.start : part.end].rstrip())
        heading = part.heading.text if part.heading else ""
        made.append(Section(heading, key, _trimmed(body), Span(start, max(end, part.start))))
    return tuple(made)


def _pieces(title: Heading | None, value: Value | None, made: tuple[Section, ...]) -> list[tuple[Span, str]]:
    """What the result holds of each stretch of the source."""
    pieces = [(section.span, section.heading + "\n" + section.body) for section in made]
    if title is not None and value is not None:
        pieces.append((Span(title.start, title.end), value.text))
    return pieces


def _trimmed(body: str) -> str:
    """Without the blanks that a label leaves before its first words; the indent of code stays."""
    return body if body.startswith(("    ", "\t")) else body.lstrip(" ")
