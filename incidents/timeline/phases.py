"""Where the time went: undetected, responding, recovering; and that as a drawing of 72 by 8. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from .wording import duration

CLOCKS = ("started", "detected", "acknowledged", "mitigated", "resolved")
PHASES = {"started": (1, "Undetected"), "detected": (2, "Responding"), "mitigated": (3, "Recovering")}


@dataclass(frozen=True)
class Phase:
    """A stretch of the band; number 0 where a clock is missing, so that nobody can say what it was."""

    number: int
    name: str
    begin: datetime
    end: datetime
    unknown: str = ""
    """Which of its two ends no clock says, so that nobody can say how long it was."""

    @property
    def length(self) -> str:
        """How long it was, as far as that is known."""
        return "" if self.unknown else duration(self.end - self.begin)

    @property
    def told(self) -> str:
        """ "Undetected 19 min"; of the last one, whose end no clock says, "Responding, end not known"."""
        return (
            f"{self.name}, {self.unknown} not known"
            if self.unknown == "end"
            else f"{self.name} {self.length}".rstrip()
        )


def phases(clocks: Mapping[str, datetime | None], first: datetime, last: datetime) -> list[Phase]:
    """Undetected, responding, recovering, as far as the clocks are known; the last one may still go on."""
    known = [
        (name, at) for name in ("started", "detected", "mitigated", "resolved") if (at := clocks.get(name))
    ]
    found = []
    if known and known[0][0] != "started" and first < known[0][1]:
        found.append(Phase(0, "Start not known", first, known[0][1], "start"))
    for (name, begin), (after, end) in zip(known, [*known[1:], ("", last)], strict=False):
        if name == "resolved" or end <= begin:
            continue
        number, word = PHASES[name]
        if name == "started" and after not in ("detected", ""):
            number, word = 0, "Detection not known"
        found.append(Phase(number, word, begin, end, "" if after else "end"))
    return found


def fingerprint(clocks: Mapping[str, datetime | None]) -> str:
    """Where the time went, 72 by 8: the phases as shares of the duration, for a list's row."""
    known = [at for clock in CLOCKS if (at := clocks.get(clock))]
    if len(known) < 2 or known[0] == known[-1]:
        return ""
    first, last = min(known), max(known)
    parts, said = [], []
    for phase in phases(clocks, first, last):
        left = 72 * ((phase.begin - first) / (last - first))
        right = 72 * ((phase.end - first) / (last - first))
        parts.append(
            f'<rect class="ph{phase.number}" x="{short(left)}" width="{short(right - left)}" height="8"/>'
        )
        if phase.number in (1, 2) and right < 72:
            parts.append(
                f'<rect class="edge{phase.number}" x="{short(max(0, right - 1))}" width="1" height="8"/>'
            )
        said.append(f"{phase.told[0].lower()}{phase.told[1:]}")
    label = escape(", ".join(said).capitalize())
    return (
        f'<svg class="fingerprint" viewBox="0 0 72 8" role="img" aria-label="{label}"><title>{label}</title>'
        f"{''.join(parts)}</svg>"
    )


def short(number: float) -> str:
    """A number of a drawing, without needless digits."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))
