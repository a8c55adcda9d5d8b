"""The states of a postmortem, the steps between them, and the row that each step leaves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where a postmortem stands."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    NOT_REQUIRED = "not_required", "Not required"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: Every legal step. The database knows the same list.
STEPS = [
    ("draft", "in_review"),
    ("draft", "not_required"),
    ("in_review", "draft"),
    ("in_review", "published"),
    ("in_review", "not_required"),
    ("published", "in_review"),
    ("published", "withdrawn"),
    ("withdrawn", "draft"),
    ("not_required", "draft"),
]
#: States that nobody reaches without saying why.
NEED_A_REASON = {
    "not_required": "Say why no postmortem is required.",
    "withdrawn": "Say why it is withdrawn.",
}


class IllegalTransition(Exception):
    """A step that does not exist, or lacks its reason. The message is a sentence for the person."""


class Transition(models.Model):
    """One step: who took it, when, and what they said."""

    postmortem = models.ForeignKey(
        "postmortems.Postmortem", on_delete=models.CASCADE, related_name="transitions"
    )
    from_state = models.CharField(max_length=12, choices=State)
    to_state = models.CharField(max_length=12, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(*(Q(from_state=one, to_state=two) for one, two in STEPS), _connector=Q.OR),
                name="transition_is_a_step",
            ),
            models.CheckConstraint(
                condition=~Q(to_state__in=list(NEED_A_REASON)) | ~Q(note=""), name="transition_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
