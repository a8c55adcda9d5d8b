"""A click makes one thing, however often the browser sends it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.db import IntegrityError, models, transaction


def fresh_key() -> str:
    """A key for a form that is about to be shown; each showing has its own."""
    return secrets.token_urlsafe(16)


class OnceField(forms.CharField):
    """The hidden field of a form that makes something: its key comes back with every send of one showing."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, max_length=43, initial=fresh_key)


class Once(models.Model):
    """One form that was sent, by whom, and the address of what it made."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=43)
    at = models.DateTimeField()
    url = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="once_by_and_key")]

    def __str__(self) -> str:
        return f"{self.key} at {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def spend(cls, key: str, *, by: Any, at: dt.datetime, make: Callable[[], str]) -> tuple[str, bool]:
        """Run `make`, which gives an address, unless this person's `key` has been spent already.

        Gives the address and whether it was made now. When `make` raises, the key stays unspent. Without
        a key everything is made.
        """
        if not key:
            return make(), True
        try:
            with transaction.atomic():
                # The unique index closes the race: the second of two waits here for the first's commit.
                row = cls._claim(key, by=by, at=at)
                row.url = make()
                row.save(update_fields=["url"])
                return row.url, True
        except _Spent:
            return cls.objects.get(by=by, key=key).url, False

    @classmethod
    def _claim(cls, key: str, *, by: Any, at: dt.datetime) -> Once:
        try:
            with transaction.atomic():
                return cls.objects.create(key=key, by=by, at=at)
        except IntegrityError as error:
            raise _Spent from error


class _Spent(Exception):
    """The key made something before."""
