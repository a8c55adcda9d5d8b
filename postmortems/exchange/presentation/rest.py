"""Sections, action items and references. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.exchange.folding import Folded
from postmortems.exchange.laying import OWN, Laid
from postmortems.exchange.parsing.proposal import Action, Reference

from .menu import Menu


@dataclass(frozen=True, slots=True)
class ActionRow:
    action: Action
    line: str | None

    @property
    def start(self) -> str:
        return str(self.action.span.start)

    @property
    def name(self) -> str:
        return f"action {self.start}"

    @property
    def menu(self) -> Menu:
        return Menu(f"Change the action item of line {self.line}", "Correct it", self.name, self.changes)

    @property
    def changes(self) -> list[tuple[str, str]]:
        return [
            (f"entry {self.start} {self.action.span.end}", "Make it a timeline entry"),
            (f"plain {self.start} what=action", "Put back into the text"),
        ]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    reference: Reference
    line: str | None

    @property
    def start(self) -> str:
        return str(self.reference.span.start)

    @property
    def name(self) -> str:
        return f"reference {self.start}"


@dataclass(frozen=True, slots=True)
class SectionRow:
    heading: str
    line: str | None
    start: str | None
    """Where it begins in the source; None for a block that no heading asked for."""
    key: str
    text: str
    fate: str
    """What becomes of it, in words."""
    before: str | None
    """The section that it could be joined to."""
    inside: tuple[tuple[str, str], ...] = ()
    """Sections of the text that stand in it and could stand on their own: place and heading."""

    home: Laid | None = None
    """Where it stands in the draft, once a template was chosen."""

    @property
    def name(self) -> str:
        return f"section {self.start}"

    @property
    def menu(self) -> Menu:
        return Menu(f"Change the section {self.heading}", "Rename, or put elsewhere", self.name, self.changes)

    @property
    def changes(self) -> list[tuple[str, str]]:
        return [] if self.before is None else [(f"into {self.start} {self.before}", "Join to the one before")]

    @property
    def place(self) -> str:
        """The key of the template's section that it stands in; OWN for none."""
        return self.home.asked.key if self.home and self.home.asked else OWN

    @classmethod
    def of(
        cls, part: Folded, line: str | None, before: SectionRow | None, home: Laid | None = None
    ) -> SectionRow:
        fate, start = "kept as text", str(part.span.start) if part.span else None
        if part.kind == "timeline":
            fate = f"{part.entries} timeline entr{'y' if part.entries == 1 else 'ies'}"
        elif part.kind == "actions":
            fate = f"{part.actions} action item{'' if part.actions == 1 else 's'}"
        rest = " and text" if part.kind != "text" and part.text else ""
        joins = before.start if before else None
        folded = tuple((str(one.span.start), one.heading) for one in part.inside[1:] if one.heading)
        return cls(part.heading, line, start, part.key, part.text, fate + rest, joins, folded, home)
