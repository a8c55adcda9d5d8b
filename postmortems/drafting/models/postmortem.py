"""The postmortem of one incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Incident

from .. import fingerprint, markdown
from ..fingerprint import Change, Fingerprint
from ..living import clean
from . import transition
from .log import Draft
from .revision import Revision
from .section import Section
from .shape import Kind, Part, key_for, renumbered
from .template import Template
from .transition import NEED_A_REASON, STEPS, IllegalTransition, State, Transition


class AlreadyDrafted(Exception):
    """The incident has a postmortem. `postmortem` is it."""

    def __init__(self, postmortem: Postmortem) -> None:
        super().__init__("This incident has a postmortem already.")
        self.postmortem = postmortem


class PostmortemQuerySet(models.QuerySet["Postmortem"]):
    """Who sees which postmortems."""

    def visible_to(self, user: Any) -> PostmortemQuerySet:
        """Those whose incident `user` sees."""
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def with_incident(self) -> PostmortemQuerySet:
        """The same, with what every page about them shows."""
        return self.select_related("incident__severity", "incident__team")


class Postmortem(models.Model):
    """What a team learned from one incident. Timeline and actions are the incident's own."""

    State = transition.State

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="postmortem")
    template = models.ForeignKey(Template, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = PostmortemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"])]
        triggers = [
            pgtrigger.FSM(name="legal_steps", field="state", transitions=STEPS),
            pgtrigger.Protect(
                name="begins_as_draft",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__state="draft"),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="postmortem_state_known")
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("drafting:draft", args=[self.pk])

    @property
    def reference(self) -> str:
        return f"PM-{self.pk}"

    @property
    def title(self) -> str:
        """The incident's."""
        return self.incident.title

    @classmethod
    def draft(
        cls,
        incident: Incident,
        *,
        by: User | None,
        at: dt.datetime,
        template: Template | None = None,
        texts: Mapping[str, str] | None = None,
        sections: Iterable[Part] | None = None,
    ) -> Postmortem:
        """Begin the postmortem of an incident.

        Its sections come from `template` (the default one if there is none), `texts` by key already in
        them; or, for what has its own order of headings, from `sections`. Raises AlreadyDrafted, TextRefused.
        """
        if sections is None:
            template = template or Template.objects.default()
            parts = _filled(template.parts(), dict(texts or {}))
        else:
            parts = [part._replace(text=clean(part.text)) for part in sections]
        try:
            with transaction.atomic():
                # The unique incident closes the race between two who begin at once.
                postmortem = cls.objects.create(
                    incident=incident, template=template, created_by=by, created_at=at
                )
                postmortem._begin(parts, by=by, at=at)
                Event.record("postmortem.drafted", postmortem, by=by, at=at, incident=incident)
        except IntegrityError:
            standing = cls.objects.filter(incident=incident).first()
            if standing is None:
                raise
            raise AlreadyDrafted(standing) from None
        return postmortem

    @classmethod
    def waive(cls, incident: Incident, *, by: User, at: dt.datetime, reason: str) -> Postmortem:
        """Record that this incident needs no postmortem, and why. Raises IllegalTransition."""
        with transaction.atomic():
            standing = cls.objects.filter(incident=incident).first()
            postmortem = standing or cls.draft(incident, by=by, at=at)
            postmortem.move(State.NOT_REQUIRED, by=by, at=at, note=reason)
        return postmortem

    def _begin(self, parts: Iterable[Part], *, by: User | None, at: dt.datetime) -> None:
        texts: dict[str, str] = {}
        rows = []
        for position, part in enumerate(parts):
            key = key_for(part.key or part.heading, texts)
            texts[key] = part.text
            shape = part.shape() | {"key": key, "position": position}
            rows.append(
                Section(
                    postmortem=self, text=part.text, html=markdown.render(part.text, key), text_seq=1, **shape
                )
            )
        Section.objects.bulk_create(rows)
        draft = Draft.begin(self, texts, by=by, at=at)
        Revision.note(self, seq=draft.seq, by=by, at=at)

    # Reading

    def parts(self) -> list[Section]:
        """The sections that stand, in order."""
        return list(self.sections.standing())

    def authors(self) -> models.QuerySet[User]:
        """Who wrote in it, and who began it."""
        wrote = self.revisions.exclude(kind__in=[Revision.Kind.REVIEW, Revision.Kind.PUBLISH])
        return User.objects.filter(Q(pk__in=wrote.values("author")) | Q(pk=self.created_by_id)).order_by(
            "name", "pk"
        )

    def is_author(self, user: Any) -> bool:
        """Whether `user` wrote in it; authors do not approve their own."""
        return self.authors().filter(pk=user.pk).exists()

    @property
    def takes_text(self) -> bool:
        """Whether its state lets people write."""
        return self.state in (State.DRAFT, State.IN_REVIEW, State.PUBLISHED)

    @property
    def why_closed(self) -> str:
        """Why nobody can write in it now."""
        return (
            f"{self.reference} is {self.get_state_display().lower()}. Take it back to draft to write in it."
        )

    def can_write(self, user: Any) -> bool:
        """Whether `user`, who sees it, may write in it as it stands."""
        return self.takes_text and self.incident.may_change(user)

    def empty_required(self, parts: Iterable[Section] | None = None) -> list[Section]:
        """Required sections with nothing in them. `parts` where they are loaded already."""
        lacking = [s for s in (self.parts() if parts is None else parts) if s.required and not s.has_words]
        stands = {
            Kind.TIMELINE: any(s.kind == Kind.TIMELINE for s in lacking)
            and self.incident.entries.standing().exists(),
            Kind.ACTIONS: any(s.kind == Kind.ACTIONS for s in lacking) and self.incident.actions.exists(),
        }
        return [s for s in lacking if not stands.get(Kind(s.kind), False)]

    def fingerprint(self) -> Fingerprint:
        """What an approval given now would cover: text, timeline, actions and the incident's facts."""
        incident = Incident.objects.with_surroundings().get(pk=self.incident_id)
        entries, actions = incident.entries.standing().with_evidence(), incident.actions.all()
        return fingerprint.of(self.parts(), entries, actions, incident)

    def changes_since(self, before: Fingerprint) -> list[Change]:
        """What is no longer as in `before`; empty while an approval of that is fresh."""
        return fingerprint.compare(
            before,
            self.fingerprint(),
            headings=dict(self.sections.standing().values_list("key", "heading")),
            draft_url=self.get_absolute_url(),
            incident_url=self.incident.get_absolute_url(),
        )

    # Verbs

    def move(self, to: str, *, by: User | None, at: dt.datetime, note: str = "") -> Transition:
        """Take one step to another state. Raises IllegalTransition with a sentence."""
        note = note.strip()
        if to in NEED_A_REASON and not note:
            raise IllegalTransition(NEED_A_REASON[to])
        with transaction.atomic():
            # The row lock makes two steps at once one after the other; the second is checked again.
            locked = Postmortem.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if (locked.state, to) not in STEPS:
                raise IllegalTransition(
                    f"{self.reference} is {locked.get_state_display().lower()};"
                    f" it cannot become {State(to).label.lower()} from there."
                )
            self.state = to
            self.save(update_fields=["state"])
            step = self.transitions.create(from_state=locked.state, to_state=to, by=by, at=at, note=note)
            Event.record(
                "postmortem.moved",
                self,
                by=by,
                at=at,
                incident=self.incident,
                states=[locked.state, to],
                note=note,
            )
        return step

    def add_section(
        self, heading: str, *, by: User, at: dt.datetime, after: Section | None = None, kind: str = Kind.TEXT
    ) -> Section:
        """Put a section behind `after`, or at the end."""
        with transaction.atomic():
            draft = Draft.locked(self)
            taken = set(self.sections.values_list("key", flat=True))
            siblings = self.parts()
            section = self.sections.create(
                heading=heading, key=key_for(heading, taken), kind=kind, text_seq=draft.seq
            )
            place = 1 + next((i for i, s in enumerate(siblings) if s == after), len(siblings))
            Section.objects.bulk_update(renumbered(siblings, section, place), ["position"])
            Revision.note(self, seq=draft.seq, by=by, at=at)
            Event.record(
                "section.added",
                section,
                by=by,
                at=at,
                incident=self.incident,
                section=section.key,
                heading=heading,
            )
        return section

    def seal(self, *, at: dt.datetime, kind: str = "", by: User | None = None, name: str = "") -> Revision:
        """The current revision, which no later edit continues: a review or a publication leans on it.

        With a kind (review, publish) it is a new row of that kind.
        """
        with transaction.atomic():
            draft = Draft.locked(self)
            if kind:
                Revision.note(self, seq=draft.seq, by=by, at=at, kind=kind, name=name, sealed=True)
            self.revisions.filter(pk=Revision.current(self).pk, sealed_at=None).update(sealed_at=at)
            return Revision.current(self)

    def name_revision(self, name: str, *, by: User, at: dt.datetime) -> Revision:
        """Give what it says now a name by which it is found again."""
        revision = self.seal(at=at)
        revision.postmortem = self
        revision.rename(name, by=by, at=at)
        return revision


def _filled(parts: Iterable[Part], texts: dict[str, str]) -> list[Part]:
    """The parts with their texts. A text for which there is no part would be lost, so that is an error."""
    filled = [part._replace(text=clean(texts.pop(part.key, ""))) for part in parts]
    if texts:
        raise KeyError(f"the template has no section {sorted(texts)}")
    return filled
