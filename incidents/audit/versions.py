"""Nothing is overwritten in silence: a change is made over the version that the person saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self


class Conflict(Exception):
    """Somebody else saved first. `current` is what is stored now; nothing was overwritten."""

    SAID = "Somebody else changed this while you were writing. Nothing is lost."

    def __init__(self, current: Any) -> None:
        super().__init__(self.SAID)
        self.current = current


class Versioned:
    """Mixed into a model that has a `version`."""

    EDITABLE: ClassVar[Iterable[str]] = ()
    CONFLICT: ClassVar[type[Conflict]] = Conflict

    pk: Any
    version: Any
    save: Any

    def check_editable(self, changes: Iterable[str]) -> None:
        """A name that no form may change is a mistake of ours."""
        unknown = set(changes) - set(self.EDITABLE)
        if unknown:
            raise TypeError(f"not editable: {sorted(unknown)}")

    def held(self, version: int | None) -> Self:
        """The stored row, locked until the transaction ends. Raises CONFLICT when it is not the version seen.

        The lock makes the comparison safe against a second writer. None is for steps that nobody has seen.
        """
        noun: Any = type(self)
        current: Self = noun.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if version is not None and current.version != version:
            raise self.CONFLICT(current)
        return current

    def put(self, changes: Mapping[str, Any]) -> dict[str, list[str]]:
        """Store these values as the next version; gives those that differ, before and after, as text."""
        before = {name: getattr(self, name) for name in changes}
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=[*changes, "version"])
        return {
            name: [str(before[name]), str(value)] for name, value in changes.items() if before[name] != value
        }
