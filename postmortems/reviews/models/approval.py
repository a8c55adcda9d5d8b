"""A reviewer's answer, for the revision that the reviewer read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from incidents.audit.models import Event
from incidents.people.models import User
from postmortems.drafting.models import Change, Postmortem, Revision
from postmortems.reviews import checklist

from .refusals import ChangedMeanwhile, ReviewRefused
from .request import ReviewRequest


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Which answers a person sees, and which of them count."""

    def visible_to(self, user: Any) -> ApprovalQuerySet:
        """Answers about the postmortems that `user` sees."""
        return self.filter(postmortem__in=Postmortem.objects.visible_to(user))

    def current(self) -> ApprovalQuerySet:
        """The last answer of each person; earlier ones are history."""
        return self.filter(replaced_at=None)


class Approval(models.Model):
    """One person's answer on what they read. A later change of what it covers leaves it standing, stale."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", "Approve"
        CHANGES = "changes", "Request changes"

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="approvals")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    fingerprint = models.JSONField(help_text="What the text, the timeline and the actions were, as hashes.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    note = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["postmortem", "by"], condition=Q(replaced_at=None), name="one_current_answer_a_person"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["approve", "changes"]), name="approval_verdict_known"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="changes") | ~Q(note=""), name="changes_requested_with_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.by}"

    @classmethod
    def give(
        cls,
        revision: Revision,
        *,
        by: User,
        at: dt.datetime,
        verdict: str = Verdict.APPROVE,
        note: str = "",
        answers: Mapping[str, str] | None = None,
        seen: dict[str, Any] | None = None,
    ) -> Approval:
        """Answer for what the person read: `revision`, and `seen`, its fingerprint as it was shown.

        Raises ChangedMeanwhile when it is no longer that, checklist.Unanswered when an approval leaves
        a question open, ReviewRefused when this person or this postmortem cannot be answered for. An
        edit during this call is harmless: the answer keeps the fingerprint that was seen, and is stale.
        """
        approving = verdict == cls.Verdict.APPROVE
        answers = checklist.checked(answers or {}, whole=approving)
        note = note.strip()
        if not approving and not note:
            raise ReviewRefused("Say what should change.")
        with transaction.atomic():
            # The row lock lets one of two answers of the same person come first. It is the weak one, since a
            # writer who holds the text's lock, for which `seal` waits, must still refer to this row.
            postmortem = (
                Postmortem.objects.select_for_update(of=("self",), no_key=True)
                .select_related("incident")
                .get(pk=revision.postmortem_id)
            )
            cls.may_answer(postmortem, by)
            _refuse_other_text(postmortem, revision, seen)
            cls.objects.current().filter(postmortem=postmortem, by=by).update(replaced_at=at)
            approval = cls.objects.create(
                postmortem=postmortem,
                revision=postmortem.seal(at=at),
                fingerprint=seen if seen is not None else postmortem.fingerprint(),
                by=by,
                at=at,
                verdict=verdict,
                note=note,
                answers=answers,
            )
            ReviewRequest.objects.open().filter(postmortem=postmortem, person=by).update(answered_at=at)
            event = "review.approved" if approving else "review.changes_requested"
            Event.record(event, approval, by=by, at=at, incident=postmortem.incident)
        return approval

    @staticmethod
    def may_answer(postmortem: Postmortem, by: User) -> None:
        """Raises ReviewRefused with a sentence when `by` cannot answer for it as it stands."""
        if postmortem.state != Postmortem.State.IN_REVIEW:
            raise ReviewRefused("It is not in review, so there is nothing to answer yet.")
        if not postmortem.incident.may_change(by):
            raise ReviewRefused("Guests read; members review.")
        if postmortem.is_author(by):
            raise ReviewRefused("You wrote in it. Somebody who did not write in it reviews it.")

    @property
    def approves(self) -> bool:
        return self.verdict == self.Verdict.APPROVE

    @cached_property
    def changes(self) -> list[Change]:
        """What is different now from what was read; read once."""
        return self.postmortem.changes_since(self.fingerprint)

    @property
    def is_fresh(self) -> bool:
        """Whether it still covers what stands there."""
        return not self.changes

    def what_changed(self) -> list[str]:
        """A sentence for each thing that is different now from what was read."""
        return [change.sentence for change in self.changes]

    @property
    def checklist(self) -> list[tuple[str, str]]:
        """The answered questions in words."""
        return checklist.worded(self.answers)


def _refuse_other_text(postmortem: Postmortem, revision: Revision, seen: dict[str, Any] | None) -> None:
    if seen is not None:
        changes = postmortem.changes_since(seen)
        if changes:
            raise ChangedMeanwhile(changes)
    elif Revision.current(postmortem).pk != revision.pk:
        raise ChangedMeanwhile
