"""A person: what the role allows, and what an administrator may change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from incidents.audit.models import Event


class PersonRefused(Exception):
    """A change that would leave the place without anybody to keep it. The message is a sentence."""


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, name: str = "", password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Django's own name for making the first administrator."""
        return self.create_user(email, password=password, role=User.Role.ADMIN, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def active(self) -> models.QuerySet[User]:
        """Everyone who may sign in, by name."""
        return self.filter(is_active=True).order_by("name", "email")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Members write, guests read what is published, administrators keep the house."""

    class Role(models.TextChoices):
        ADMIN = "admin", "Administrator"
        MEMBER = "member", "Member"
        GUEST = "guest", "Guest"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    time_zone = models.CharField(max_length=60, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    sign_outs = models.PositiveIntegerField(
        default=0, editable=False, help_text="Every session carries this number; counting up ends them all."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["admin", "member", "guest"]), name="user_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Two letters for the avatar: of the first and last name, else of the address."""
        words = self.name.split()
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else list((self.name or self.email)[:2])
        return "".join(letters).upper()

    @property
    def is_admin(self) -> bool:
        return self.is_active and self.role == self.Role.ADMIN

    @property
    def may_write(self) -> bool:
        """Whether the person may change anything at all; guests only read."""
        return self.is_active and self.role in (self.Role.ADMIN, self.Role.MEMBER)

    def get_session_auth_hash(self) -> str:
        """What every session of the person must carry: changed by a new password and by being shut out."""
        return self._session_mark(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys that were used before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_mark(secret)

    def _session_mark(self, secret: str | None) -> str:
        value = f"{self.sign_outs}:{self.password}"
        return salted_hmac("incidents.people.session", value, secret=secret, algorithm="sha256").hexdigest()

    def revise_profile(self, *, name: str, time_zone: str, at: dt.datetime) -> None:
        """Change what a person says about herself."""
        self.name, self.time_zone = name, time_zone
        with transaction.atomic():
            self.save(update_fields=["name", "time_zone"])
            Event.record("user.revised", self, by=self, at=at)

    def end_sessions(self, *, at: dt.datetime) -> None:
        """Sign out everywhere; the caller may keep the session at hand."""
        self.sign_outs += 1
        with transaction.atomic():
            self.save(update_fields=["sign_outs"])
            Event.record("user.sessions_ended", self, by=self, at=at)

    def change_role(self, role: str, *, by: User, at: dt.datetime) -> None:
        """Give the person another role. Raises PersonRefused for the last administrator."""
        with transaction.atomic():
            self._hold_administrators(leaving=role != self.Role.ADMIN)
            before, self.role = self.role, role
            self.save(update_fields=["role"])
            Event.record("user.role_changed", self, by=by, at=at, changed={"role": [before, role]})

    def deactivate(self, *, by: User, at: dt.datetime) -> None:
        """Shut the person out, at once and everywhere. Raises PersonRefused for the last administrator."""
        with transaction.atomic():
            self._hold_administrators(leaving=True)
            self.is_active = False
            self.sign_outs += 1
            self.save(update_fields=["is_active", "sign_outs"])
            # A link that was mailed before must not open the account again later.
            self.sign_in_links.filter(used_at=None).delete()
            Event.record("user.deactivated", self, by=by, at=at)

    def reactivate(self, *, by: User, at: dt.datetime) -> None:
        """Let the person in again; old sessions stay closed."""
        self.is_active = True
        with transaction.atomic():
            self.save(update_fields=["is_active"])
            Event.record("user.reactivated", self, by=by, at=at)

    def _hold_administrators(self, *, leaving: bool) -> None:
        # Locking all of them closes the race of two administrators who demote each other.
        admins = User.objects.select_for_update().filter(role=self.Role.ADMIN, is_active=True)
        keys = set(admins.order_by("pk").values_list("pk", flat=True))
        if leaving and keys == {self.pk}:
            raise PersonRefused(
                f"{self} is the only administrator. Make somebody else an administrator first."
            )
