"""What follows from the five clocks: durations, always computed and never typed."""

from __future__ import annotations

import datetime as dt

from .clock import Clock


class Durations:
    """Mixed into what has `started_at` … `resolved_at`; every duration is None until both ends are known."""

    started_at: dt.datetime | None
    detected_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    mitigated_at: dt.datetime | None
    resolved_at: dt.datetime | None

    @staticmethod
    def _between(earlier: dt.datetime | None, later: dt.datetime | None) -> dt.timedelta | None:
        return later - earlier if earlier and later else None

    @property
    def time_to_detect(self) -> dt.timedelta | None:
        """From the start to the detection."""
        return self._between(self.started_at, self.detected_at)

    @property
    def time_to_acknowledge(self) -> dt.timedelta | None:
        """From the detection to the moment when somebody took it."""
        return self._between(self.detected_at, self.acknowledged_at)

    @property
    def time_to_mitigate(self) -> dt.timedelta | None:
        """From the start until people were no longer affected."""
        return self._between(self.started_at, self.mitigated_at)

    @property
    def time_to_resolve(self) -> dt.timedelta | None:
        """From the start until it was over."""
        return self._between(self.started_at, self.resolved_at)

    @property
    def instants(self) -> dict[str, dt.datetime | None]:
        """The five clocks by name, in their order."""
        return {name: getattr(self, f"{name}_at") for name in Clock.Name.values}
