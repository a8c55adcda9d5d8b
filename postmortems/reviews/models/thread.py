"""Threads of comments: on the whole postmortem, a section, a timeline entry or an action item."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import TimelineEntry
from incidents.timeline.wording import clocktime, zone_word
from postmortems.drafting.models import Postmortem, Section

from .comment import Comment
from .refusals import ReviewRefused


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Which threads a person sees, and which still ask for something."""

    def visible_to(self, user: Any) -> ThreadQuerySet:
        """Threads of the postmortems that `user` sees."""
        return self.filter(postmortem__in=Postmortem.objects.visible_to(user))

    def open(self) -> ThreadQuerySet:
        """Not resolved; each stands in the way of publishing."""
        return self.filter(resolved_at=None)

    def whole(self) -> ThreadQuerySet:
        """With everything that a page shows of them, in two queries."""
        return self.select_related("section", "entry", "action", "resolved_by").prefetch_related(
            models.Prefetch(
                "comments", Comment.objects.select_related("author", "removed_by").order_by("at", "id")
            )
        )


class Thread(models.Model):
    """A conversation about one place. Without section, entry and action it is about the whole."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="threads")
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.CASCADE, related_name="threads"
    )
    entry = models.ForeignKey(
        TimelineEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="threads"
    )
    action = models.ForeignKey(
        ActionItem, null=True, blank=True, on_delete=models.CASCADE, related_name="threads"
    )
    quote = models.TextField(blank=True, help_text="The words of the section that it is about.")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [models.Index(fields=["postmortem", "resolved_at", "opened_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(section=None, entry=None)
                | Q(section=None, action=None)
                | Q(entry=None, action=None),
                name="thread_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(section__isnull=False), name="thread_quotes_a_section"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="thread_reopened_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk} on {self.postmortem.reference}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:thread", args=[self.postmortem_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def place(self) -> str:
        """What it is about, as it follows the word "on": "Impact", "the entry at 00:29 UTC"."""
        if self.section:
            return self.section.heading
        if self.entry:
            incident = self.postmortem.incident
            if self.entry.happened_at is None:
                return "an entry without a time"
            at = self.entry.happened_at
            return f"the entry at {clocktime(at, incident.zone)}\u00a0{zone_word(incident.zone, at)}"
        if self.action:
            words = self.action.text.split()
            return f"the action “{' '.join(words[:6])}{'…' if len(words) > 6 else ''}”"
        return "the whole"

    @property
    def place_is_gone(self) -> bool:
        """Whether what it is about has been taken away since; the thread stays."""
        return bool(
            (self.section and self.section.hidden_at is not None)
            or (self.entry and self.entry.removed_at is not None)
        )

    @property
    def place_url(self) -> str:
        """Where what it is about stands."""
        if self.entry:
            return f"{self.postmortem.incident.get_absolute_url()}#entry-{self.entry_id}"
        if self.action:
            return f"{self.postmortem.incident.get_absolute_url()}#actions"
        anchor = f"#{self.section.key}" if self.section else ""
        return f"{self.postmortem.get_absolute_url()}{anchor}"

    @classmethod
    def open(
        cls,
        postmortem: Postmortem,
        *,
        text: str,
        by: User,
        at: dt.datetime,
        section: Section | None = None,
        entry: TimelineEntry | None = None,
        action: ActionItem | None = None,
        quote: str = "",
    ) -> Thread:
        """Begin a thread with its first comment, on at most one of section, entry and action."""
        strays = [
            section is not None and section.postmortem_id != postmortem.pk,
            entry is not None and entry.incident_id != postmortem.incident_id,
            action is not None and action.incident_id != postmortem.incident_id,
        ]
        if any(strays):
            raise ReviewRefused("A comment stands on a part of its own postmortem.")
        with transaction.atomic():
            thread = cls.objects.create(
                postmortem=postmortem,
                section=section,
                entry=entry,
                action=action,
                quote=quote,
                opened_by=by,
                opened_at=at,
            )
            Comment.add(thread, text, by=by, at=at)
            Event.record("thread.opened", thread, by=by, at=at, incident=postmortem.incident)
        return thread

    def reply(self, text: str, *, by: User, at: dt.datetime) -> Comment:
        """Add a comment. A resolved thread stays resolved; `reopen` is a step of its own."""
        with transaction.atomic():
            comment = Comment.add(self, text, by=by, at=at)
            Event.record("comment.added", comment, by=by, at=at, incident=self.postmortem.incident)
        return comment

    def resolve(self, *, by: User, at: dt.datetime) -> None:
        """Say that it is settled. Doing it twice keeps the first."""
        self._step("thread.resolved", {"resolved_at": None}, by=by, at=at, resolved_by=by, resolved_at=at)

    def reopen(self, *, by: User, at: dt.datetime) -> None:
        """Take it up again; it stands in the way of publishing once more."""
        self._step(
            "thread.reopened",
            {"resolved_at__isnull": False},
            by=by,
            at=at,
            resolved_by=None,
            resolved_at=None,
            reopened_by=by,
            reopened_at=at,
        )

    def _step(
        self, verb: str, standing: dict[str, Any], *, by: User, at: dt.datetime, **changes: Any
    ) -> None:
        with transaction.atomic():
            # The condition on how it stands closes the race between two people's clicks.
            if Thread.objects.filter(pk=self.pk, **standing).update(**changes):
                Event.record(verb, self, by=by, at=at, incident=self.postmortem.incident)
        self.refresh_from_db(fields=["resolved_at", "resolved_by", "reopened_at", "reopened_by"])
