"""What somebody asks the archive for, read from the address. Pure; whatever is in the address, it is clean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from urllib.parse import urlencode

LONGEST_QUERY = 300
MOST_CHOICES = 20
STATES = {
    "published": "Published",
    "in_review": "In review",
    "draft": "Draft",
    "not_required": "Not required",
    "withdrawn": "Withdrawn",
}
#: What the address may say instead of the real incidents alone, which the archive shows by itself.
NATURES = ("any", "drill", "false_alarm")
ACTIONS = {"open": "Some open", "overdue": "Some overdue"}
SORTS = {
    "best": "Best match in each year",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "longest": "Longest first",
}
FILTERS = ("severity", "state", "service", "year", "team", "tag", "actions")

_UNCLEAN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001]+")
_REFERENCE = re.compile(r"(?:inc-)?([0-9]{1,9})", re.IGNORECASE)
_TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')


class Parameters(Protocol):
    """Django's QueryDict, as far as it is needed."""

    def get(self, key: str) -> str | None: ...
    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: behind the row with this place in the order and this key, the n-th of all."""

    shown: int
    pk: int
    place: tuple[str, ...]

    def __str__(self) -> str:
        return "~".join((str(self.shown), str(self.pk), *self.place))

    @classmethod
    def read(cls, text: str | None, places: int) -> After | None:
        """What `str` wrote, or None for anything else."""
        parts = (text or "").split("~")
        if len(parts) != 2 + places or not all(part.isascii() and len(part) < 40 for part in parts):
            return None
        try:
            shown, pk = int(parts[0]), int(parts[1])
        except ValueError:
            return None
        return cls(shown, pk, tuple(parts[2:])) if 0 <= shown < 10**9 and 0 <= pk < 2**62 else None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the archive: words, what to narrow it to, the order, and where the page begins."""

    q: str = ""
    severity: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    nature: str = ""
    sort: str = "newest"
    after: After | None = None

    @classmethod
    def read(cls, given: Parameters) -> Ask:
        """The question in an address. What makes no sense there is left out."""
        q = clean(given.get("q") or "")
        sort = given.get("sort") or ""
        if sort not in SORTS or (sort == "best" and not q):
            sort = "best" if q else "newest"
        known: Mapping[str, Mapping[str, str]] = {"state": STATES, "actions": ACTIONS}
        chosen: dict[str, Any] = {}
        for name in FILTERS:
            values = dict.fromkeys(clean(value) for value in given.getlist(name)[:MOST_CHOICES])
            chosen[name] = tuple(v for v in values if v and (name not in known or v in known[name]))
        chosen["year"] = tuple(year for year in chosen["year"] if re.fullmatch(r"[0-9]{4}", year))
        nature = given.get("nature") or ""
        chosen["nature"] = nature if nature in NATURES else ""
        return cls(q=q, sort=sort, after=After.read(given.get("after"), places=len(PLACES[sort])), **chosen)

    @property
    def number(self) -> int | None:
        """The number of the incident that is asked for by its reference."""
        found = _REFERENCE.fullmatch(self.q)
        return int(found[1]) if found else None

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    def address(self, after: After | None = None) -> str:
        """The query string of this question, from the first page or from behind `after`."""
        asked = replace(self, after=after)
        pairs = [("q", asked.q)] if asked.q else []
        pairs += [(name, value) for name in FILTERS for value in getattr(asked, name)]
        if asked.nature:
            pairs.append(("nature", asked.nature))
        if asked.sort != ("best" if asked.q else "newest"):
            pairs.append(("sort", asked.sort))
        if asked.after:
            pairs.append(("after", str(asked.after)))
        return "?" + urlencode(pairs) if pairs else "?"

    @property
    def cleared(self) -> str:
        """The address of the same words in all reports."""
        return Ask(q=self.q, sort=self.sort, nature=self.nature).address()

    @property
    def of_every_nature(self) -> str:
        """The address of the same question with drills and false alarms."""
        return replace(self, nature="any", after=None).address()

    @property
    def of_real_ones(self) -> str:
        """The address of the same question without drills and false alarms."""
        return replace(self, nature="", after=None).address()

    @property
    def words(self) -> list[str]:
        """The single words asked for, without those that must not be there."""
        wanted = [term for term, without in self._terms() if not without]
        return [word for term in wanted for word in re.findall(r"[^\W_]+", term) if word.lower() != "or"]

    @property
    def unwanted(self) -> list[str]:
        """The words that must not be there."""
        return [term for term, without in self._terms() if without]

    def _terms(self) -> list[tuple[str, bool]]:
        found = []
        for minus, quoted, bare in _TERM.findall(self.q):
            without = bool(minus) or bare.startswith("-")
            found.append(((quoted or bare.lstrip("-")).strip(), without))
        return [(term, without) for term, without in found if term]


#: What says where a row stands in each order, besides its key.
PLACES: Mapping[str, tuple[str, ...]] = {
    "best": ("year", "score"),
    "newest": ("happened_at",),
    "oldest": ("happened_at",),
    "longest": ("length",),
}


def clean(text: str) -> str:
    """What a person meant to type: without control characters, on one line, not too long."""
    return " ".join(_UNCLEAN.sub(" ", text[: 4 * LONGEST_QUERY]).split())[:LONGEST_QUERY].strip()


def read_place(name: str, value: str) -> dt.datetime | Decimal | int | None:
    """A part of `After.place` as what the database compares, or None when it is no such thing."""
    try:
        if name == "happened_at":
            moment = dt.datetime.fromisoformat(value)
            return moment if moment.tzinfo else None
        if name == "score":
            number = Decimal(value)
            return number if number.is_finite() else None
        return int(value) if abs(int(value)) < 2**31 else None
    except (ValueError, InvalidOperation):
        return None
