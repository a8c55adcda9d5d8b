"""What a frozen report is made of: people, sections, entries, actions. Pure; `report.Report` holds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from incidents.timeline import imaging


@dataclass(frozen=True, slots=True)
class Who:
    """A person as they were called at the time."""

    id: int | None
    name: str
    role: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else list(self.name[:2])
        return "".join(letters).upper()


@dataclass(frozen=True, slots=True)
class Answer:
    """One reviewer's approval, and when it was given."""

    by: Who
    at: dt.datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    heading: str
    kind: str
    """text, or the block that stands under the text: timeline, actions."""
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """An image or a file. The names are those of the living one; its bytes are kept for the version."""

    id: str
    name: str
    alt: str
    content_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    report: str = ""
    """The reference of the incident, under which its address is."""

    @property
    def is_image(self) -> bool:
        return self.width is not None

    def get_absolute_url(self) -> str:
        return f"/incidents/{self.report}/evidence/{self.id}/"

    @property
    def small_url(self) -> str:
        return f"{self.get_absolute_url()}small/"

    @property
    def shown_size(self) -> tuple[int, int]:
        return imaging.small_size(self.width or 1, self.height or 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. The names are those of the living entry, so that one template shows both."""

    id: int
    happened_at: dt.datetime | None
    ended_at: dt.datetime | None
    precision: str
    written: str
    zone: str
    text: str
    html: str
    kind: str
    key_moment: bool
    source: str
    author_name: str
    mark: str
    clocks: tuple[str, ...]
    """The incident's clocks that point here."""
    evidence: tuple[Link, ...]
    enclosed: tuple[Attachment, ...] = ()
    kind_name: str = ""
    """What the kind was called when it was published; `shape` how it was drawn, `counts_as` its role."""
    shape: str = ""
    counts_as: str = ""

    @property
    def pk(self) -> int:
        return self.id


@dataclass(frozen=True, slots=True)
class Action:
    id: int
    text: str
    kind: str
    state: str
    owner: Who | None
    owner_named: str
    team: str
    due_on: dt.date | None
    priority: int
    tracker_url: str
    evidence: str
    declined_because: str

    @property
    def is_open(self) -> bool:
        return self.state in ("proposed", "accepted", "in_progress")


@dataclass(frozen=True, slots=True)
class Severity:
    name: str
    order: int
    colour: str
    meaning: str

    def __str__(self) -> str:
        return self.name

    @property
    def bars(self) -> int:
        """How many of the glyph's four bars are filled: four for the worst."""
        return 5 - int(self.colour[-1])
