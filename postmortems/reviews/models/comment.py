"""What one person said in a thread."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from incidents.audit.models import Event
from incidents.people.models import User
from postmortems.drafting.living import TextTooLong, UnclearText, clean
from postmortems.drafting.markdown import render
from postmortems.drafting.models import Postmortem

from .refusals import ReviewRefused

if TYPE_CHECKING:
    from .thread import Thread


def _worded(text: str) -> str:
    try:
        text = clean(text).strip()
    except (UnclearText, TextTooLong) as error:
        raise ReviewRefused(str(error)) from error
    if not text:
        raise ReviewRefused("Write something before you send it.")
    return text


class CommentQuerySet(models.QuerySet["Comment"]):
    """Which comments a person sees."""

    def visible_to(self, user: Any) -> CommentQuerySet:
        """Comments on the postmortems that `user` sees."""
        return self.filter(thread__postmortem__in=Postmortem.objects.visible_to(user))

    def standing(self) -> CommentQuerySet:
        """Not removed."""
        return self.filter(removed_at=None)


class Comment(models.Model):
    """One comment. Removing it erases the words and leaves a tombstone, so that replies keep their sense."""

    thread = models.ForeignKey("postmortems.Thread", on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    html = models.TextField(editable=False)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["thread", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) & ~Q(text="")
                | Q(removed_at__isnull=False, removed_by__isnull=False, text="", html=""),
                name="comment_says_something_or_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or "removed comment"

    @property
    def shown(self) -> SafeString:
        """Its HTML; the renderer made it safe."""
        return mark_safe(self.html)

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    def may_edit(self, user: User) -> bool:
        """Only the author puts words into it."""
        return user.may_write and not self.is_removed and self.author_id == user.pk

    def may_remove(self, user: User) -> bool:
        """The author, or an administrator who sees it."""
        return user.may_write and not self.is_removed and (self.author_id == user.pk or user.is_admin)

    @classmethod
    def add(cls, thread: Thread, text: str, *, by: User, at: dt.datetime) -> Comment:
        """Put a comment at the end of `thread`; `Thread.open` and `Thread.reply` are the ways in."""
        text = _worded(text)
        comment = cls(thread=thread, author=by, text=text, at=at)
        comment.html = comment._rendered()
        comment.save()
        return comment

    def edit(self, text: str, *, by: User, at: dt.datetime) -> Comment:
        """Say it in other words."""
        text = _worded(text)
        with transaction.atomic():
            # The row lock keeps an edit from bringing back words that are being removed.
            comment = Comment.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if not comment.may_edit(by):
                raise ReviewRefused("Only its author changes a comment, and only while it stands.")
            if comment.text == text:
                return comment
            comment.text, comment.edited_at = text, at
            comment.html = comment._rendered()
            comment.save(update_fields=["text", "html", "edited_at"])
            self._tell("comment.edited", by=by, at=at)
        return comment

    def remove(self, *, by: User, at: dt.datetime) -> Comment:
        """Erase the words and leave a tombstone. With the last standing comment the thread is resolved."""
        with transaction.atomic():
            # The row lock makes one of two removals the first.
            comment = Comment.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if not comment.may_remove(by):
                raise ReviewRefused("Only its author or an administrator removes a comment, and only once.")
            comment.text = comment.html = ""
            comment.removed_by, comment.removed_at = by, at
            comment.save(update_fields=["text", "html", "removed_by", "removed_at"])
            self._tell("comment.removed", by=by, at=at)
            if not comment.thread.comments.filter(removed_at=None).exists():
                comment.thread.resolve(by=by, at=at)
        return comment

    def _rendered(self) -> str:
        return render(self.text, prefix=f"thread-{self.thread_id}")

    def _tell(self, verb: str, *, by: User, at: dt.datetime) -> None:
        Event.record(verb, self, by=by, at=at, incident=self.thread.postmortem.incident)
