"""What lets people in: sign-in links and invitations. Of every token only the hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import models, transaction

from incidents.audit.models import Event

from .person import User
from .team import Team


class LinkRefused(Exception):
    """A sign-in link or an invitation that no longer opens anything. The message is for the person."""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the token's hash is stored."""

    LIFETIME = dt.timedelta(hours=24)
    #: How many links one person is mailed in an hour. All of them work, so a stranger who asks for them
    #: all neither floods the person nor shuts her out.
    MAILS_AN_HOUR = 5

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
        user.sign_in_links.filter(expires_at__lt=at - cls.LIFETIME).delete()
        token = secrets.token_urlsafe(24)
        cls.objects.create(user=user, token_hash=_digest(token), made_at=at, expires_at=at + cls.LIFETIME)
        return token

    @classmethod
    def ask(cls, email: str, *, at: dt.datetime) -> tuple[User, str] | None:
        """The person of an address and a new token for her; None where no mail is to be sent."""
        user = User.objects.active().filter(email__iexact=email.strip()).first()
        if user is None:
            return None
        if user.sign_in_links.filter(made_at__gt=at - dt.timedelta(hours=1)).count() >= cls.MAILS_AN_HOUR:
            return None
        return user, cls.make(user, at=at)

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
    def open(cls, at: dt.datetime) -> models.QuerySet[Invitation]:
        """Those that nobody has accepted and that still can be, newest first."""
        still = cls.objects.filter(accepted_at=None, expires_at__gt=at).order_by("-made_at")
        return still.select_related("team", "by")

    @classmethod
    def find(cls, token: str, *, at: dt.datetime) -> Invitation:
        """The open invitation behind `token`. Raises LinkRefused with a sentence."""
        found = cls.objects.select_related("team", "by").filter(token_hash=_digest(token)).first()
        # Who may no longer invite has no open invitations either.
        if found is None or found.expires_at <= at or not found.by.is_admin:
            raise LinkRefused("This invitation is not known or has run out. Ask for a new one.")
        if found.accepted_at is not None:
            raise LinkRefused("This invitation has been accepted already. Sign in instead.")
        return found

    def withdraw(self, *, by: User, at: dt.datetime) -> None:
        """Take the offer back; its link opens nothing from now on."""
        self.expires_at = at
        with transaction.atomic():
            self.save(update_fields=["expires_at"])
            Event.record("invitation.withdrawn", self, by=by, at=at)

    def accept(self, *, name: str, password: str | None, at: dt.datetime) -> User:
        """Make the account that the invitation offers. Raises LinkRefused when somebody was faster."""
        with transaction.atomic():
            locked = Invitation.objects.select_for_update().get(pk=self.pk)
            taken = User.objects.filter(email__iexact=self.email).exists()
            if locked.accepted_at is not None or taken:
                raise LinkRefused("This invitation has been accepted already. Sign in instead.")
            user = User.objects.create_user(self.email, name, password, role=self.role)
            if self.team is not None:
                self.team.admit(user, by=self.by, at=at)
            locked.accepted_at, locked.accepted_by = at, user
            locked.save(update_fields=["accepted_at", "accepted_by"])
            Event.record("invitation.accepted", locked, by=user, at=at)
        return user
