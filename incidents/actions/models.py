"""Action items. Accepting one needs an owner and a date; finishing one needs evidence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.audit.versions import Conflict, Versioned
from incidents.people.models import Team, User
from incidents.timeline.models import Incident


class ActionRefused(Exception):
    """A step that an action item cannot take. The message is a sentence for the person."""


class ActionConflict(Conflict):
    """Somebody else changed the action item first."""

    SAID = "Somebody else changed this action while you were writing. Both versions are shown."


class ActionQuerySet(models.QuerySet["ActionItem"]):
    """Which actions a person sees, and in what order they press."""

    def visible_to(self, user: Any) -> ActionQuerySet:
        """Actions of the incidents that `user` sees; owning one grants nothing."""
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def open(self) -> ActionQuerySet:
        """Neither done nor declined nor superseded."""
        return self.filter(state__in=ActionItem.OPEN)

    def overdue(self, today: dt.date) -> ActionQuerySet:
        """Open, and the date has passed."""
        return self.open().filter(due_on__lt=today)

    def by_urgency(self) -> ActionQuerySet:
        """Earliest date first, those without a date last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "priority", "id")


@pghistory.track(exclude=["created_at"])
class ActionItem(Versioned, models.Model):
    """One thing that somebody will do, or has done, so that it goes better next time."""

    class Kind(models.TextChoices):
        PREVENT = "prevent", "Prevent"
        DETECT = "detect", "Detect"
        MITIGATE = "mitigate", "Mitigate"
        REPAIR = "repair", "Repair"
        PROCESS = "process", "Process"
        INVESTIGATE = "investigate", "Investigate"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        ACCEPTED = "accepted", "Accepted"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        DECLINED = "declined", "Declined"
        SUPERSEDED = "superseded", "Superseded"

    class Priority(models.IntegerChoices):
        HIGH = 1, "High"
        NORMAL = 2, "Normal"
        LOW = 3, "Low"

    OPEN = (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS)
    #: From which states each state can be reached.
    REACHED_FROM = {
        State.PROPOSED: (State.ACCEPTED, State.DECLINED, State.SUPERSEDED, State.DONE),
        State.ACCEPTED: (State.PROPOSED, State.IN_PROGRESS, State.DONE),
        State.IN_PROGRESS: (State.ACCEPTED, State.DONE),
        State.DONE: (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS),
        State.DECLINED: (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS),
        State.SUPERSEDED: (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS),
    }
    CONFLICT = ActionConflict
    #: The fields that `revise` may change.
    EDITABLE = ("text", "kind", "owner", "team", "due_on", "priority", "tracker_url")

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="actions")
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PREVENT)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    tracker_url = models.URLField(max_length=1000, blank=True)
    evidence = models.TextField(blank=True, help_text="A note or a link that shows that it is done.")
    declined_because = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    said_done = models.BooleanField(
        default=False, help_text="The imported text says that it is done already."
    )
    owner_named = models.CharField(
        max_length=120, blank=True, help_text="The owner in the imported text's words."
    )
    position = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["owner", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "in_progress"])
                | Q(owner__isnull=False, due_on__isnull=False),
                name="action_accepted_with_owner_and_date",
            ),
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False) & ~Q(evidence="")
                | ~Q(state="done") & Q(finished_at=None),
                name="action_done_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(declined_because=""), name="action_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="superseded") | Q(superseded_by__isnull=False),
                name="action_superseded_by_other",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="action_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("actions:action", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the date has passed and it is not finished."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @classmethod
    def propose(
        cls, incident: Incident, *, text: str, by: User | None, at: dt.datetime, **fields: Any
    ) -> ActionItem:
        """Propose an action item on `incident`."""
        if "position" not in fields:
            last = incident.actions.aggregate(last=models.Max("position"))["last"]
            fields["position"] = (last or 0) + 1
        cls._may_own(fields.get("owner"), incident)
        with transaction.atomic():
            action = cls.objects.create(incident=incident, text=text, proposed_by=by, created_at=at, **fields)
            Event.record("action.proposed", action, by=by, at=at, incident=incident, version=1)
        return action

    def revise(self, *, version: int, by: User, at: dt.datetime, **changes: Any) -> ActionItem:
        """Change some of EDITABLE, based on the version that the person saw. Raises ActionConflict."""
        self.check_editable(changes)
        if self.state in (self.State.ACCEPTED, self.State.IN_PROGRESS) and (
            changes.get("owner", self.owner_id) is None or changes.get("due_on", self.due_on) is None
        ):
            raise ActionRefused("An accepted action keeps an owner and a date. Give both.")
        return self._change("action.revised", by=by, at=at, version=version, **changes)

    def accept(self, *, owner: User, due_on: dt.date, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Take it on: with one owner and a date.

        This and the other steps take `version=`, the one that the person saw, and raise ActionConflict
        where somebody else has changed the action since.
        """
        if owner is None or due_on is None:
            raise ActionRefused("Give the action an owner and a date before accepting it.")
        return self._to(self.State.ACCEPTED, by=by, at=at, owner=owner, due_on=due_on, **seen)

    def start(self, *, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Say that work on it has begun."""
        return self._to(self.State.IN_PROGRESS, by=by, at=at, **seen)

    def finish(self, *, evidence: str, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Say that it is done, with a note or a link that shows it."""
        if not evidence.strip():
            raise ActionRefused("Say what was done, or link to it, before calling the action done.")
        return self._to(self.State.DONE, by=by, at=at, evidence=evidence.strip(), finished_at=at, **seen)

    def decline(self, *, because: str, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Decide not to do it, and say why."""
        if not because.strip():
            raise ActionRefused("Say why the action is declined.")
        return self._to(self.State.DECLINED, by=by, at=at, declined_because=because.strip(), **seen)

    def supersede(self, *, other: ActionItem, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Leave it to another action item, which takes its place."""
        if other.pk == self.pk:
            raise ActionRefused("An action cannot take its own place. Choose another one.")
        return self._to(self.State.SUPERSEDED, by=by, at=at, superseded_by=other, **seen)

    def reopen(self, *, by: User, at: dt.datetime, **seen: int) -> ActionItem:
        """Bring a finished or declined action back: accepted where it has owner and date, else proposed."""
        ready = self.owner_id is not None and self.due_on is not None and self.state == self.State.DONE
        to = self.State.ACCEPTED if ready else self.State.PROPOSED
        return self._to(to, by=by, at=at, finished_at=None, **seen)

    def _to(self, state: str, *, by: User, at: dt.datetime, **changes: Any) -> ActionItem:
        return self._change(f"action.{state}", by=by, at=at, state=state, **changes)

    @staticmethod
    def _may_own(owner: User | None, incident: Incident) -> None:
        """Owning grants no access, so whoever cannot see the incident or change anything owns nothing."""
        if owner and not (
            owner.may_write and Incident.objects.visible_to(owner).filter(pk=incident.pk).exists()
        ):
            raise ActionRefused(f"{owner} cannot work on this incident. Choose somebody who can.")

    def _change(
        self, verb: str, *, by: User, at: dt.datetime, version: int | None = None, **changes: Any
    ) -> ActionItem:
        with transaction.atomic():
            # Its lock makes the check of the state safe, too.
            action = self.held(version)
            to = changes.get("state")
            if to is not None and action.state not in self.REACHED_FROM[self.State(to)]:
                raise ActionRefused(
                    f"An action that is {action.get_state_display().lower()} cannot become "
                    f"{self.State(to).label.lower()}. Reload the page to see how it stands."
                )
            if changes.get("owner") != action.owner:
                self._may_own(changes.get("owner"), action.incident)
            changed = action.put(changes)
            Event.record(
                verb, action, by=by, at=at, incident=action.incident, changed=changed, version=action.version
            )
        return action
