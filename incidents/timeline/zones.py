"""Which zone a page shows its times in, and which zones one can choose. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from incidents.people.zones import zone_names

from .wording import zone_word

#: The query parameter and the cookie of the switch, and what both may say.
NAME = "zone"
KEYS = ("utc", "incident", "mine")
REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One side of the switch: UTC, the incident's zone, or the person's own."""

    key: str
    zone: str
    label: str
    current: bool = False

    @property
    def address(self) -> str:
        """Back to the same page, and on it to the switch, so that nobody loses their place."""
        return f"?{NAME}={self.key}#{NAME}"


@dataclass(frozen=True, slots=True)
class Switch:
    """The choices that differ, and the one that holds."""

    choices: tuple[Choice, ...]

    @classmethod
    def of(cls, *, incident: str, mine: str, asked: str = "") -> Switch:
        """The switch for an incident's zone and a person's; `asked` is the key that the person chose.

        Without a choice the incident's zone holds. Zones that are the same stand there once.
        """
        offered = [Choice("utc", "UTC", "UTC")]
        if incident != "UTC":
            offered.append(Choice("incident", incident, zone_word(incident)))
        if mine in {choice.zone for choice in offered}:
            same = next(choice for choice in offered if choice.zone == mine)
            asked = same.key if asked == "mine" else asked
        else:
            offered.append(Choice("mine", mine, f"Mine, {zone_word(mine)}"))
        keys = [choice.key for choice in offered]
        key = next(k for k in (asked, "incident", "utc") if k in keys)
        return cls(tuple(Choice(c.key, c.zone, c.label, c.key == key) for c in offered))

    @classmethod
    def chosen(cls, incident: str, mine: str, address: Mapping[str, str], kept: Mapping[str, str]) -> Switch:
        """The switch as the page's address asks for it, else as the person chose it before, in their cookie."""
        return cls.of(incident=incident, mine=mine, asked=address.get(NAME) or kept.get(NAME, ""))

    @property
    def zone(self) -> str:
        return next(choice.zone for choice in self.choices if choice.current)

    @property
    def key(self) -> str:
        """What the address calls the one that holds."""
        return next(choice.key for choice in self.choices if choice.current)

    @property
    def as_links(self) -> list[tuple[str, str, bool]]:
        """What the component wants: address, label, whether it holds."""
        return [(choice.address, choice.label, choice.current) for choice in self.choices]


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The names of the zones that people live in, and UTC."""
    found = (name for name in zone_names() if name.split("/")[0] in REGIONS)
    return frozenset({"UTC", *found})


@lru_cache(maxsize=64)
def offered(*near: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a select, by region, those in `near` and UTC first."""
    first = list(dict.fromkeys([*(name for name in near if name), "UTC"]))
    groups: list[tuple[str, list[tuple[str, str]]]] = [("Near", [(name, _long(name)) for name in first])]
    for region in REGIONS:
        names = sorted(n for n in known() if n.startswith(f"{region}/") and n not in first)
        groups.append((region, [(name, zone_word(name)) for name in names]))
    return groups


def _long(name: str) -> str:
    region, _, _ = name.partition("/")
    return f"{zone_word(name)}, {region}" if "/" in name else name
