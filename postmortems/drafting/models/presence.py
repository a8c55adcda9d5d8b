"""Who is here, and in which section. A row lives for less than a minute and means nothing after that."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from .postmortem import Postmortem


class Presence(models.Model):
    """One person on one postmortem. Seeing is no act, so that it leaves no event."""

    FADES = dt.timedelta(seconds=45)

    postmortem = models.ForeignKey(
        "postmortems.Postmortem", on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60, blank=True, help_text="The key of the section being edited.")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["postmortem", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.postmortem_id}"

    @classmethod
    def ping(cls, postmortem: Postmortem, *, by: Any, at: dt.datetime, section: str = "") -> None:
        """Say that `by` is here, editing `section`."""
        cls.objects.bulk_create(
            [cls(postmortem=postmortem, user=by, section=section[:60], seen_at=at)],  # type: ignore[list-item]
            update_conflicts=True,
            unique_fields=["postmortem", "user"],
            update_fields=["section", "seen_at"],
        )

    @classmethod
    def leave(cls, postmortem: Postmortem, *, by: Any) -> None:
        """Say that `by` has gone."""
        cls.objects.filter(postmortem=postmortem, user=by).delete()

    @classmethod
    def here(cls, postmortem: Postmortem, *, at: dt.datetime) -> list[Presence]:
        """Everybody who is here now, whoever came first first."""
        recent = cls.objects.filter(postmortem=postmortem, seen_at__gt=at - cls.FADES)
        return list(recent.select_related("user").order_by("pk"))
