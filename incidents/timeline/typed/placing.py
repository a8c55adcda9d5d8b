"""Which instant a clock on the wall meant: the zone, the letters behind a time, and the days when clocks change."""

from __future__ import annotations

import datetime as dt

from ..instants import instants_of, readings_of, shown
from ..labels import Zone, meaning
from ..wording import MINUS, NBSP, longdate, zone_of, zone_word
from .asking import Asking, Choice
from .grammar import Part


class Placing(Asking):
    """From what a clock showed to an instant. Asks where there are two, or none."""

    def offset_zone(self, part: Part, zone: str) -> dt.tzinfo:
        """The zone in which the day is looked for, before the letters behind the time are judged."""
        labelled = part.zone
        if labelled and labelled.iana is None and len(labelled.offsets) == 1:
            return dt.timezone(labelled.offsets[0])
        return zone_of(zone)

    def placed(self, wall: dt.datetime, part: Part, zone: str) -> dt.datetime:
        """The instant at which the clock showed `wall`. Asks where there are two, or none."""
        labelled = part.zone
        if labelled and labelled.iana is None:
            return self.by_letters(wall, part.label, labelled)
        found = instants_of(wall, zone)
        if len(found) == 1:
            return found[0]
        when = f"{wall:%H:%M} on {longdate(wall.date())} in {zone_word(zone)}"
        if found:
            text = f"There were two times {when}, when the clocks went back. Which one was it?"
            words = (", before the change", ", after it")
        else:
            found = readings_of(wall, zone)
            text = f"There was no {when}: the clocks went forward over it. Which one was it?"
            words = (", by the clock before the change", ", by the clock after it")
        choices = [
            Choice(f"{at:%Y-%m-%dT%H:%MZ}", f"{shown(at, zone)}{said}", at)
            for at, said in zip(found, words, strict=True)
        ]
        return self.ask("clock", text, choices)

    def by_letters(self, wall: dt.datetime, label: str, labelled: Zone) -> dt.datetime:
        """The instant by an abbreviation or an offset; letters of the form's own zone need no question."""
        fixed = [dt.timezone(offset) for offset in labelled.offsets]
        instants = [instants_of(wall, each)[0] for each in fixed]
        pairs = zip(instants, labelled.offsets, strict=True)
        own = [at for at, offset in pairs if self.is_own(at, label, offset)]
        if len(own) == 1 or (len(instants) == 1 and not self.is_other_season(label, instants[0])):
            return (own or instants)[0]
        if len(instants) == 1:
            return self.season(wall, label, instants[0])
        choices = [
            Choice(
                _offset_said(offset),
                f"{meaning(label.upper(), offset)}, {_offset_said(offset)}",
                at,
            )
            for offset, at in zip(labelled.offsets, instants, strict=True)
        ]
        return self.ask("zone", f"“{label}” is said in more than one place. Which one is meant?", choices)

    def is_own(self, at: dt.datetime, label: str, offset: dt.timedelta) -> bool:
        """Whether the form's zone or the incident's is what these letters say, at that moment."""
        zones = filter(None, (self.around.zone, self.around.home))
        return any(
            _called(at, zone) == label.upper() and at.astimezone(zone_of(zone)).utcoffset() == offset
            for zone in zones
        )

    def is_other_season(self, label: str, at: dt.datetime) -> bool:
        """Whether the form's zone uses these letters, but not on that day."""
        half = dt.timedelta(182)
        other = (at - half, at + half, at - half / 2, at + half / 2)
        return label.isalpha() and any(_called(each, self.around.zone) == label.upper() for each in other)

    def season(self, wall: dt.datetime, label: str, at: dt.datetime) -> dt.datetime:
        zone = self.around.zone
        own = instants_of(wall, zone) or readings_of(wall, zone)
        if at in own:
            return at
        choices = [Choice("local", f"{shown(own[0], zone)}, what clocks there showed", own[0])]
        choices.append(Choice("letters", f"{wall:%H:%M}{NBSP}{label}, that is {shown(at, zone)}", at))
        text = f"{zone_word(zone)} was not on {label} on {longdate(wall.date())}. Which time is meant?"
        return self.ask("season", text, choices)


def _called(at: dt.datetime, zone: str) -> str:
    return (at.astimezone(zone_of(zone)).tzname() or "").upper()


def _offset_said(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign, minutes = (MINUS, -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
