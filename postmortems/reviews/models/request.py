"""Asking a person for a review, by a date, with a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.drafting.models import Postmortem

from .refusals import ReviewRefused


class RequestQuerySet(models.QuerySet["ReviewRequest"]):
    """Which requests a person sees, and which are still waiting."""

    def visible_to(self, user: Any) -> RequestQuerySet:
        """Requests about the postmortems that `user` sees; being asked grants nothing."""
        return self.filter(postmortem__in=Postmortem.objects.visible_to(user))

    def open(self) -> RequestQuerySet:
        """Neither answered nor withdrawn."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def waiting_for(self, user: User) -> RequestQuerySet:
        """What `user` is asked to read now: earliest date first, those without a date last."""
        return (
            self.visible_to(user)
            .open()
            .filter(person=user, postmortem__state=Postmortem.State.IN_REVIEW)
            .order_by(models.F("due_on").asc(nulls_last=True), "at", "id")
        )


class ReviewRequest(models.Model):
    """One person is asked to review one postmortem. It is answered by the person's Approval."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="review_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_requests"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    message = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["person", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["postmortem", "person"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="one_open_request_a_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, answered_at=None),
                name="request_withdrawn_by_somebody_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} asked to review {self.postmortem_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    def is_late(self, today: dt.date) -> bool:
        """Whether the date has passed without an answer."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @classmethod
    def ask(
        cls,
        postmortem: Postmortem,
        people: Iterable[User],
        *,
        by: User,
        at: dt.datetime,
        due_on: dt.date | None = None,
        message: str = "",
    ) -> list[ReviewRequest]:
        """Ask `people` and put the postmortem in review. Whoever has not answered yet is asked anew.

        Raises ReviewRefused, asking nobody, when one of them could not answer.
        """
        chosen = list(dict.fromkeys(people))
        if not chosen:
            raise ReviewRefused("Choose at least one person to ask.")
        with transaction.atomic():
            # The row lock lets one of two askers go first, and keeps the state as it is read here.
            postmortem = (
                Postmortem.objects.select_for_update(of=("self",))
                .select_related("incident")
                .get(pk=postmortem.pk)
            )
            _refuse_state(postmortem)
            _refuse_people(postmortem, chosen)
            earlier = cls.objects.open().filter(postmortem=postmortem, person__in=chosen)
            earlier.update(withdrawn_at=at, withdrawn_by=by)
            asked = [
                cls.objects.create(
                    postmortem=postmortem,
                    person=p,
                    asked_by=by,
                    at=at,
                    due_on=due_on,
                    message=message.strip(),
                )
                for p in chosen
            ]
            if postmortem.state != Postmortem.State.IN_REVIEW:
                postmortem.move(Postmortem.State.IN_REVIEW, by=by, at=at)
            Event.record(
                "review.asked",
                postmortem,
                by=by,
                at=at,
                incident=postmortem.incident,
                people=[p.pk for p in chosen],
                names=[str(p) for p in chosen],
                requests=[r.pk for r in asked],
            )
        return asked  # type: ignore[return-value]

    def withdraw(self, *, by: User, at: dt.datetime) -> None:
        """Take the question back; an answered one stays."""
        with transaction.atomic():
            # The condition closes the race with the person's answer.
            taken = ReviewRequest.objects.open().filter(pk=self.pk).update(withdrawn_at=at, withdrawn_by=by)
            if taken:
                Event.record("review.unasked", self, by=by, at=at, incident=self.postmortem.incident)
        self.refresh_from_db(fields=["answered_at", "withdrawn_at", "withdrawn_by"])


def _refuse_state(postmortem: Postmortem) -> None:
    if postmortem.state in (Postmortem.State.NOT_REQUIRED, Postmortem.State.WITHDRAWN):
        state = postmortem.get_state_display().lower()
        raise ReviewRefused(f"It is {state}. Make it a draft again before you ask for a review.")


def _refuse_people(postmortem: Postmortem, people: list[User]) -> None:
    authors = set(postmortem.authors().values_list("pk", flat=True))
    restricted = postmortem.incident.is_restricted
    for person in people:
        if not person.is_active:
            raise ReviewRefused(f"The account of {person} is closed. Choose somebody else.")
        if not person.may_write:
            raise ReviewRefused(f"{person} is a guest and only reads. Choose a member.")
        if person.pk in authors:
            raise ReviewRefused(
                f"{person} wrote in it, and authors do not review their own. Choose somebody else."
            )
        # Only a restricted incident costs a query a person, and then for the few that were chosen.
        if restricted and not Incident.objects.visible_to(person).filter(pk=postmortem.incident_id).exists():
            raise ReviewRefused(
                f"{person} has no part in this restricted incident. Add them to the incident first."
            )
