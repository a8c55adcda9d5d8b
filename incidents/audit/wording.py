"""What an event is in words. Each room tells it of the events that it records; this room knows none of them.

The words follow the person's name, as in "published version 2". They may hold names of the event's data in braces,
or be a function of the data, which may be that of an older release. Empty words leave the event to another one that
tells the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .models import Event

Words = str | Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event was about: its words, and where it is."""

    words: str
    url: str = ""


#: Gives the subjects of the keys that are still there, in one query.
Finder = Callable[[set[int]], dict[int, Subject]]
_words: dict[str, Words] = {}
_finders: dict[str, Finder] = {}


class _Said(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def register(words: Mapping[str, Words]) -> None:
    """Say of each verb what it is in words."""
    _words.update(words)


def find_subjects(of: str, finder: Finder) -> None:
    """Name what events about `of`, a model, were about; their words end with it."""
    _finders[of] = finder


def is_known(verb: str) -> bool:
    """Whether a room has said what this verb is in words."""
    return verb in _words


def words_of(event: Event, subject: Subject | None = None) -> str:
    """What comes after the person's name. A verb that no room knows any more is said by its own words."""
    words = _words.get(event.verb)
    if words is None:
        noun, _, verb = event.verb.partition(".")
        words = f"{verb.replace('_', ' ')}: {noun.replace('_', ' ')}"
    said = words(event.data) if callable(words) else words.format_map(_Said(event.data)).strip()
    return f"{said}: “{subject.words}”" if subject else said


def subjects_of(events: Iterable[Event]) -> dict[tuple[str, int], Subject]:
    """The subjects of these events that rooms can name: one query for each sort."""
    asked: dict[str, set[int]] = {}
    for event in events:
        if event.subject_type in _finders:
            asked.setdefault(event.subject_type, set()).add(event.subject_id)
    return {(of, key): subject for of, keys in asked.items() for key, subject in _finders[of](keys).items()}
