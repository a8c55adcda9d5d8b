"""The picture in words: its description in sentences, the list of key moments, and what is not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape

from ..phases import Phase
from ..scale import Scale
from ..wording import clocktime, daydate, duration, zone_word
from .ground import silences
from .moments import Day, Moment, plain, shortened

#: So many key moments and silences are told one by one; of more, how many.
TOLD = 12
OPEN_LIST = 12


def description(
    moments: Sequence[Moment],
    clocks: Mapping[str, datetime],
    stretches: Iterable[Phase],
    scale: Scale,
    zone: str,
    rest: str,
) -> str:
    """The picture in sentences, for who cannot see it."""
    said = [
        f"{clock.capitalize()} {daydate(at, zone)} {clocktime(at, zone)}." for clock, at in clocks.items()
    ]
    said += [f"{phase.told}." for phase in stretches]
    if moments:
        said.append(f"{_entries(len(moments))}.")
    keys = [moment for moment in moments if moment.key]
    said += [f"{clocktime(m.at, zone)}, {told(m)}." for m in keys[:TOLD]]
    if len(keys) > TOLD:
        said.append(f"{len(keys) - TOLD} more key moments.")
    gaps = silences(moments, scale)
    said += [
        f"{duration(gap.end - gap.begin)} with nothing recorded from {clocktime(gap.begin, zone)}."
        for gap in gaps[:TOLD]
    ]
    if len(gaps) > TOLD:
        said.append(f"{len(gaps) - TOLD} more silences.")
    if scale.breaks:
        said.append("The axis is broken where nothing happened for long.")
    said += [rest, f"Times in {zone_word(zone, scale.start)}."]
    return " ".join(part for part in said if part)


def told(moment: Moment) -> str:
    """ "Detection: Alert CheckoutSuccessLow", without a stop at its end."""
    text = shortened(plain(moment.text), 90).rstrip(".")
    return f"{moment.word}: {text}" if text else moment.word


def not_drawn(days: Sequence[Day], undated: int) -> str:
    """What the picture cannot place, counted; nothing when there is no such thing."""
    said = []
    if count := sum(day.count for day in days):
        knows = "knows" if count == 1 else "know"
        said.append(
            f"{_entries(count)} {knows} the day only, drawn as {'a bar' if len(days) == 1 else 'bars'}."
        )
    if undated:
        said.append(f"{_entries(undated)} {'has' if undated == 1 else 'have'} no time and cannot be drawn.")
    return " ".join(said)


def key_list(numbers: Mapping[Moment, int], needed: Mapping[Moment, str], zone: str, links: bool) -> str:
    """The key moments that a drawing only numbers; `needed` names the drawings, which CSS shows it with."""
    items = []
    dated = len({daydate(moment.at, zone) for moment in numbers}) > 1
    for moment, number in numbers.items():
        if moment not in needed:
            continue
        day = f"{daydate(moment.at, zone)} " if dated else ""
        text = f"<b>{day}{clocktime(moment.at, zone)}</b> {escape(told(moment))}"
        if links and moment.number is not None:
            text = f'<a href="#entry-{moment.number}">{text}</a>'
        items.append(f'<li class="{needed[moment]}" value="{number}">{text}</li>')
    if not items:
        return ""
    sizes = " ".join(sorted({size for names in needed.values() for size in names.split()}))
    shown = f'<ol class="pic-keys {sizes}" aria-label="Key moments">{"".join(items[:OPEN_LIST])}</ol>'
    if more := items[OPEN_LIST:]:
        summary = f"<summary>{len(more)} more key moments</summary>"
        rest = f'<ol class="pic-keys {sizes}">{"".join(more)}</ol>'
        shown += f'<details class="pic-more {sizes}">{summary}{rest}</details>'
    return shown


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
