"""People, the teams they work in, and what lets them in."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower

from incidents.audit.models import Event


class LinkRefused(Exception):
    """A sign-in link or an invitation that no longer opens anything. The message is for the person."""


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


class Team(models.Model):
    """People who look after the same services."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the token's hash is stored."""

    LIFETIME = dt.timedelta(hours=24)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link for {self.user}"

    @classmethod
    def make(cls, user: User, *, at: dt.datetime) -> str:
        """Make a link for `user` that is good for a day; gives the token, which is kept nowhere."""
        token = secrets.token_urlsafe(24)
        cls.objects.create(user=user, token_hash=_digest(token), made_at=at, expires_at=at + cls.LIFETIME)
        return token

    @classmethod
    def peek(cls, token: str, *, at: dt.datetime) -> SignInLink:
        """The link behind `token`, still good at `at`. Raises LinkRefused with a sentence otherwise."""
        link = cls.objects.select_related("user").filter(token_hash=_digest(token)).first()
        if link is None:
            raise LinkRefused("This sign-in link is not known here. Ask for a new one.")
        if link.used_at is not None:
            raise LinkRefused("This sign-in link has been used. Each one works once; ask for a new one.")
        if link.expires_at <= at:
            raise LinkRefused("This sign-in link is older than a day. Ask for a new one.")
        if not link.user.is_active:
            raise LinkRefused("This account has been closed. Ask an administrator to open it again.")
        return link

    @classmethod
    def redeem(cls, token: str, *, at: dt.datetime) -> User:
        """Use the link up and give its person. Raises LinkRefused; of two at once, one is refused."""
        link = cls.peek(token, at=at)
        # The condition on used_at closes the race between two clicks.
        if not cls.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
            raise LinkRefused("This sign-in link has been used. Each one works once; ask for a new one.")
        return link.user


class Invitation(models.Model):
    """An administrator's offer to join, sent to an address; accepted once."""

    LIFETIME = dt.timedelta(days=14)

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=User.Role, default=User.Role.MEMBER)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"invitation for {self.email}"

    @classmethod
    def send(
        cls, email: str, *, role: str, team: Team | None, by: User, at: dt.datetime
    ) -> tuple[Invitation, str]:
        """Invite an address; gives the row and the token for the link. Refuses one who is here already."""
        email = email.strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(f"{email} has an account here already.")
        token = secrets.token_urlsafe(24)
        with transaction.atomic():
            invitation = cls.objects.create(
                email=email,
                role=role,
                team=team,
                by=by,
                token_hash=_digest(token),
                made_at=at,
                expires_at=at + cls.LIFETIME,
            )
            Event.record("invitation.sent", invitation, by=by, at=at, email=email, role=role)
        return invitation, token

    @classmethod
    def find(cls, token: str, *, at: dt.datetime) -> Invitation:
        """The open invitation behind `token`. Raises LinkRefused with a sentence."""
        found = cls.objects.select_related("team", "by").filter(token_hash=_digest(token)).first()
        if found is None or found.expires_at <= at:
            raise LinkRefused("This invitation is not known or has run out. Ask for a new one.")
        if found.accepted_at is not None:
            raise LinkRefused("This invitation has been accepted already. Sign in instead.")
        return found

    def accept(self, *, name: str, password: str | None, at: dt.datetime) -> User:
        """Make the account that the invitation offers. Raises LinkRefused when somebody was faster."""
        with transaction.atomic():
            locked = Invitation.objects.select_for_update().get(pk=self.pk)
            if locked.accepted_at is not None:
                raise LinkRefused("This invitation has been accepted already. Sign in instead.")
            user = User.objects.create_user(self.email, name, password, role=self.role)
            if self.team_id:
                Membership.objects.create(team_id=self.team_id, user=user)
            locked.accepted_at, locked.accepted_by = at, user
            locked.save(update_fields=["accepted_at", "accepted_by"])
            Event.record("invitation.accepted", locked, by=user, at=at)
        return user
