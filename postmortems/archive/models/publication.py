"""A version that was published: frozen for ever, withdrawn perhaps, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Attachment, Incident, TimelineEntry
from postmortems.archive.changes import same_words
from postmortems.archive.freezing import freeze
from postmortems.archive.report import Report
from postmortems.drafting.models import Draft, Postmortem
from postmortems.reviews import gate

from .document import SearchDocument
from .later import changed_later


class NotReady(Exception):
    """The gate names what stands in the way; `reasons` are its sentences with their links."""

    def __init__(self, reasons: Sequence[gate.Blocker]) -> None:
        super().__init__(" ".join(reason.sentence for reason in reasons))
        self.reasons = list(reasons)


class NothingNew(Exception):
    """There is nothing to publish that the standing version does not say. The message says which."""


class WithdrawalRefused(Exception):
    """A withdrawal that cannot be. The message is a sentence for the person."""


#: What the database never lets anybody change.
CONTENT = (
    "postmortem",
    "version",
    "title",
    "by",
    "at",
    "frozen",
    "change_note",
    "override_reason",
    "override_blockers",
)


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Which versions a person sees, and which of them count."""

    def visible_to(self, user: Any) -> PublicationQuerySet:
        """Versions of the incidents that `user` sees."""
        return self.filter(postmortem__incident__in=Incident.objects.visible_to(user))

    def standing(self) -> PublicationQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, incident_id: int) -> PublicationQuerySet:
        """All versions of one incident's report, newest first."""
        return self.filter(postmortem__incident_id=incident_id).order_by("-version")

    def with_later_changes(self) -> PublicationQuerySet:
        """Each with how many entries changed since it was published, and whether the details did, in the same query."""
        later = Event.objects.filter(
            incident=models.OuterRef("postmortem__incident"), at__gt=models.OuterRef("at")
        ).order_by()
        counted = changed_later().values("incident").annotate(number=models.Count("pk")).values("number")
        return self.annotate(
            entries_changed=Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0),
            details_changed=models.Exists(later.filter(verb="incident.revised")),
        )

    def recent(self) -> PublicationQuerySet:
        """The newest standing version of each report, latest first, without the text."""
        newer = Publication.objects.standing().filter(
            postmortem=models.OuterRef("postmortem"), version__gt=models.OuterRef("version")
        )
        return (
            self.standing()
            .filter(~models.Exists(newer))
            .select_related("by", "postmortem__incident__severity")
            .defer("frozen")
            .order_by("-at", "-pk")
        )


class Publication(models.Model):
    """One version of a report: what it said, who wrote and reviewed it, frozen when it was published."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="publications")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    frozen = models.JSONField()
    change_note = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    override_blockers = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        indexes = [models.Index(fields=["-at"])]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "version"], name="publication_version_once"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="publication_versions_begin_at_one"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_reason="")
                | models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason=""),
                name="publication_withdrawn_with_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="content_is_frozen", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*CONTENT)
            ),
            pgtrigger.Protect(
                name="withdrawal_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("archive:version", args=[self.postmortem.incident_id, self.version])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @cached_property
    def report(self) -> Report:
        """What the version says."""
        return Report.of(self.frozen)

    @classmethod
    def issue(
        cls,
        postmortem: Postmortem,
        *,
        by: User,
        at: dt.datetime,
        change_note: str = "",
        override_reason: str = "",
    ) -> Publication:
        """Publish the postmortem as it stands, as its next version, findable from the same moment.

        Raises NotReady with the gate's reasons, unless `override_reason` says why it is published all the
        same: that is kept, with the reasons, and shown for ever. Raises NothingNew when the standing
        version says the same. Nothing is stored in either case.
        """
        override_reason = override_reason.strip()
        with transaction.atomic():
            locked = cls._hold(postmortem)
            reasons = gate.blockers(locked)
            if reasons and not override_reason:
                raise NotReady(reasons)
            before = cls.objects.filter(postmortem=locked).first()
            said: dict[str, Any] = {
                "change_note": change_note.strip(),
                "override_reason": override_reason if reasons else "",
                "override_blockers": [reason.sentence for reason in reasons],
            }
            version = before.version + 1 if before else 1
            frozen = freeze(locked, version=version, by=by, at=at, **said)
            if before and not before.is_withdrawn and same_words(before.frozen, frozen):
                raise NothingNew(f"Nothing has changed since version {before.version} was published.")
            made = cls.objects.create(
                postmortem=locked,
                version=version,
                title=frozen["title"],
                by=by,
                at=at,
                frozen=frozen,
                **said,
            )
            enclosed = [each.id for each in made.report.attachments]
            Attachment.objects.filter(incident=locked.incident).publish(enclosed, at=at)
            cls._move(locked, version, by=by, at=at, note=override_reason)
            SearchDocument.index(locked)
            Event.record(
                "postmortem.published", locked, by=by, at=at, incident=locked.incident, version=version
            )
        return made

    @classmethod
    def take_over(
        cls,
        postmortem: Postmortem,
        frozen: dict[str, Any],
        *,
        issued_by: User | None,
        by: User,
        at: dt.datetime,
    ) -> Publication:
        """Keep a version that was published elsewhere as it is; `by` brings it in. Part of bringing in."""
        report = Report.of(frozen)
        with transaction.atomic():
            made = cls.objects.create(
                postmortem=postmortem,
                version=report.version,
                title=report.title,
                by=issued_by,
                at=report.at,
                frozen=frozen,
                change_note=report.change_note,
                override_reason=report.override_reason,
                override_blockers=list(report.override_blockers),
            )
            postmortem.seal(at=at, by=by, kind="publish", name=f"Version {report.version}")
            Event.record(
                "postmortem.brought_in",
                postmortem,
                by=by,
                at=at,
                incident=postmortem.incident,
                version=made.version,
            )
        return made

    @classmethod
    def withdraw(cls, postmortem: Postmortem, *, by: User, at: dt.datetime, reason: str) -> None:
        """Take every standing version back. The addresses stay and say so, with the reason.

        Raises WithdrawalRefused without a reason, or when nothing is published.
        """
        reason = reason.strip()
        if not reason:
            raise WithdrawalRefused("Say why the report is withdrawn. The reason stays at its address.")
        with transaction.atomic():
            locked = cls._hold(postmortem)
            standing = cls.objects.filter(postmortem=locked).standing()
            if not standing.update(withdrawn_at=at, withdrawn_by=by, withdrawn_reason=reason):
                raise WithdrawalRefused("Nothing of this report is published. There is nothing to withdraw.")
            Attachment.objects.filter(incident=locked.incident).unpublish()
            # A next version that is being written or reviewed goes on as what it is.
            if locked.state == Postmortem.State.PUBLISHED:
                locked.move(Postmortem.State.WITHDRAWN, by=by, at=at, note=reason)
            SearchDocument.index(locked)
            Event.record("postmortem.withdrawn", locked, by=by, at=at, incident=locked.incident)

    @staticmethod
    def _hold(postmortem: Postmortem) -> Postmortem:
        """The postmortem as it is stored, locked with all that a version freezes.

        The locks make what the gate judged the same as what is frozen, and give each version out once.
        They are taken in the order and the strength in which an edit, an answer and a thread take theirs:
        entries and actions, the postmortem weakly, its text, the postmortem, its incident.
        """
        incident_id = postmortem.incident_id
        for model in (TimelineEntry, ActionItem):
            rows = model._default_manager.filter(incident_id=incident_id).order_by("pk")
            list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        held = Postmortem.objects.filter(pk=postmortem.pk)
        held.select_for_update(of=("self",), no_key=True).get()
        Draft.locked(postmortem)
        return held.select_for_update(of=("self", "incident")).with_incident().get()

    @staticmethod
    def _move(postmortem: Postmortem, version: int, *, by: User, at: dt.datetime, note: str) -> None:
        """Seal what is published as a revision, and say that it is. An override may skip the review."""
        state = Postmortem.State
        if postmortem.state in (state.WITHDRAWN, state.NOT_REQUIRED):
            postmortem.move(state.DRAFT, by=by, at=at, note=note)
        if postmortem.state != state.IN_REVIEW:
            postmortem.move(state.IN_REVIEW, by=by, at=at, note=note)
        postmortem.move(state.PUBLISHED, by=by, at=at, note=note or f"Version {version}")
        postmortem.seal(at=at, by=by, kind="publish", name=f"Version {version}")
