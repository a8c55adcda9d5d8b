"""Revisions: what the postmortem said, each time that it can be gone back to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Func, JSONField, Max, Q
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from incidents.audit.models import Event

from .log import Draft

if TYPE_CHECKING:
    from .postmortem import Postmortem


class Revision(models.Model):
    """All sections at one sequence. Edits of one person close together are one revision."""

    class Kind(models.TextChoices):
        AUTO = "auto", "Edits"
        NAMED = "named", "Named"
        RESTORE = "restore", "Restored"
        REVIEW = "review", "Review"
        PUBLISH = "publish", "Published"

    #: Edits of the same person with a shorter pause than this go on with the revision,
    PAUSE = dt.timedelta(minutes=10)
    #: until it spans this long.
    SPAN = dt.timedelta(hours=1)

    postmortem = models.ForeignKey(
        "postmortems.Postmortem", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.AUTO)
    name = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    at = models.DateTimeField()
    sealed_at = models.DateTimeField(
        null=True,
        help_text="Since when a review or a publication leans on it; it is not continued after that.",
    )
    sections = models.JSONField(help_text="A list of key, heading, kind and text, in order.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=~Q(kind="named") | ~Q(name=""), name="revision_named_has_name"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("drafting:revision", args=[self.postmortem_id, self.number])

    @property
    def texts(self) -> dict[str, str]:
        """The text of each section by its key."""
        return {section["key"]: section["text"] for section in self.sections}

    @classmethod
    def current(cls, postmortem: Postmortem) -> Revision:
        """The newest one: what the postmortem says now."""
        return cls.objects.filter(postmortem=postmortem).select_related("author").latest("number")

    @classmethod
    def note(
        cls,
        postmortem: Postmortem,
        *,
        seq: int,
        by: Any,
        at: dt.datetime,
        kind: str = Kind.AUTO,
        name: str = "",
        sealed: bool = False,
    ) -> None:
        """Keep what the sections say now, the head being locked: in the running revision or in another one.

        The database copies the sections itself, in the statement that writes the revision.
        """
        sections = _sections_of(postmortem)
        if kind == cls.Kind.AUTO and by is not None and not sealed:
            newest = cls.objects.filter(postmortem=postmortem).order_by("-number").values("pk")[:1]
            running = cls.objects.filter(
                pk=newest,
                kind=kind,
                author=by,
                sealed_at=None,
                at__gte=at - cls.PAUSE,
                started_at__gte=at - cls.SPAN,
            )
            if running.update(sections=sections, seq=seq, at=at):
                return
        numbers = cls.objects.filter(postmortem=postmortem).order_by().values("postmortem")
        number = Coalesce(models.Subquery(numbers.annotate(top=Max("number")).values("top")), 0) + 1
        cls.objects.create(
            postmortem=postmortem,
            number=number,
            seq=seq,
            kind=kind,
            name=name,
            author=by,
            started_at=at,
            at=at,
            sealed_at=at if sealed else None,
            sections=sections,
        )

    def rename(self, name: str, *, by: Any, at: dt.datetime) -> None:
        """Give it a name by which it is found again; from then on it is not continued."""
        with transaction.atomic():
            Draft.locked(self.postmortem)
            self.name, self.sealed_at = name, self.sealed_at or at
            self.save(update_fields=["name", "sealed_at"])
            incident = self.postmortem.incident
            Event.record(
                "revision.named", self, by=by, at=at, incident=incident, number=self.number, name=name
            )

    def restore(self, *, by: Any, at: dt.datetime, key: str | None = None) -> bool:
        """Make the postmortem, or its section `key`, read as it did; a change like any other.

        Sections that have been deleted since come back; those that were added since stay. Gives whether
        anything changed.
        """
        wanted = [section for section in self.sections if key in (None, section["key"])]
        postmortem = self.postmortem
        with transaction.atomic():
            draft = Draft.locked(postmortem)
            stands = {section.key: section for section in postmortem.sections.all()}
            touched = [s for s in wanted if not _reads(stands[s["key"]], s)]
            for section in touched:
                postmortem.sections.filter(key=section["key"]).update(
                    heading=section["heading"], hidden_at=None
                )
            texts = {s["key"]: s["text"] for s in touched if stands[s["key"]].text != s["text"]}
            draft.write(texts, base_seq=None, by=by, at=at)
            if touched:
                name = (
                    f"Revision {self.number}"
                    if key is None
                    else f"{touched[0]['heading']} of revision {self.number}"
                )
                Revision.note(
                    postmortem, seq=draft.seq, by=by, at=at, kind=self.Kind.RESTORE, name=name[:120]
                )
                Event.record(
                    "revision.restored", self, by=by, at=at, incident=postmortem.incident, number=self.number
                )
        for section in postmortem.sections.filter(key__in=texts):
            section.render(section.text, seq=section.text_seq)
        return bool(touched)


def _reads(section: Any, as_kept: dict[str, Any]) -> bool:
    return (
        section.hidden_at is None
        and section.text == as_kept["text"]
        and section.heading == as_kept["heading"]
    )


def _sections_of(postmortem: Postmortem) -> Func:
    """SQL for the sections that stand, as a JSON list."""
    rows = (
        postmortem.sections.filter(hidden_at=None)
        .order_by("position", "id")
        .values_list(JSONObject(key="key", heading="heading", kind="kind", text="text"))
    )
    return Func(ArraySubquery(rows), function="to_jsonb", output_field=JSONField())
