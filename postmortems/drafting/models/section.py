"""Sections: what a postmortem says, heading by heading."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db import models, transaction
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from incidents.audit.models import Event
from incidents.timeline.models import Incident

from .. import markdown
from ..living import clean
from .log import Draft
from .revision import Revision
from .shape import Shape, renumbered

#: Lines that are a form and no words: headings, and bold or plain labels with nothing behind them.
_FORM_LINE = re.compile(r"^\s*(?:#{1,6}\s.*|(?:[-*+]\s*)?\*{0,2}[\w /]{1,40}:\*{0,2}\s*)$")


class TextClosed(Exception):
    """The postmortem's state lets nobody write. The message is a sentence for the person."""


@dataclass(frozen=True)
class Written:
    """What became of a save. `merged`: others' words stand in the text beside those that were sent."""

    text: str
    seq: int
    changed: bool
    merged: bool


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections in their order, and who sees them."""

    def visible_to(self, user: Any) -> SectionQuerySet:
        """Sections of postmortems whose incident `user` sees."""
        return self.filter(postmortem__incident__in=Incident.objects.visible_to(user))

    def standing(self) -> SectionQuerySet:
        """Those that have not been deleted."""
        return self.filter(hidden_at=None)


class Section(Shape):
    """One heading of a postmortem and its text. The text is derived: `write` is the only way to change it."""

    postmortem = models.ForeignKey(
        "postmortems.Postmortem", on_delete=models.CASCADE, related_name="sections"
    )
    text = models.TextField(
        blank=True,
        db_comment="Derived from the update log at text_seq. What else is written here is overwritten.",
    )
    html = models.TextField(blank=True, db_comment="Rendered from text; never edited.")
    renderer = models.PositiveSmallIntegerField(default=markdown.RENDERER)
    text_seq = models.BigIntegerField(default=0)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "key"], name="section_key_once")]
        triggers = [
            pgtrigger.Protect(
                name="text_is_derived",
                operation=pgtrigger.UpdateOf("text"),
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                & pgtrigger.Q(new__text_seq__lte=pgtrigger.F("old__text_seq")),
            )
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('drafting:draft', args=[self.postmortem_id])}#{self.key}"

    @property
    def shown(self) -> SafeString:
        """Its HTML, which is safe: stored, unless this renderer has not seen the text yet."""
        fresh = self.renderer == markdown.RENDERER
        return mark_safe(self.html if fresh else markdown.render(self.text, self.key))

    @property
    def has_words(self) -> bool:
        """Whether there is more in it than blank space, headings and empty labels."""
        return any(line.strip() and not _FORM_LINE.match(line) for line in self.text.splitlines())

    def write(
        self,
        text: str,
        *,
        base_seq: int | None,
        by: Any,
        at: dt.datetime,
        once: str = "",
    ) -> Written:
        """Make the section read `text`, as somebody who last saw the postmortem at `base_seq`.

        What others wrote since is merged in, none of it is lost. Without a base: over what stands now.
        `once` names the form that is saved, so that the same save again changes nothing.
        Raises TextRefused, TextClosed, BaseGone.
        """
        text = clean(text)
        postmortem = self.postmortem
        if not postmortem.takes_text:
            raise TextClosed(postmortem.why_closed)
        # Rendered before the lock, since it may take most of a second.
        prepared = {text: markdown.render(text, self.key)}
        with transaction.atomic():
            draft = Draft.locked(postmortem)
            merged = draft.write(
                {self.key: text}, base_seq=base_seq, by=by, at=at, once=once, prepared=prepared
            )
            if merged.changed:
                Revision.note(postmortem, seq=merged.seq, by=by, at=at)
                Event.record(
                    "section.written",
                    self,
                    by=by,
                    at=at,
                    incident=postmortem.incident,
                    section=self.key,
                    heading=self.heading,
                )
        stands = merged.replica.text(self.key)
        if merged.changed and stands != text:
            self.render(stands, seq=merged.seq)
        return Written(stands, merged.seq, merged.changed, merged=stands != text)

    def render(self, text: str, *, seq: int) -> None:
        """Store the HTML of the text that it had at `seq`, if it still has it."""
        html = markdown.render(text, self.key)
        standing = Section.objects.filter(pk=self.pk, text_seq=seq)
        standing.update(html=html, renderer=markdown.RENDERER)

    def rename(self, heading: str, *, by: Any, at: dt.datetime) -> None:
        """Give it another heading; its key, and every link to it, stays."""
        self._arrange("section.renamed", by=by, at=at, heading=heading)

    def hide(self, *, by: Any, at: dt.datetime) -> None:
        """Take it out of the postmortem; `bring_back` undoes it. Its text stays in the document."""
        self._arrange("section.removed", by=by, at=at, hidden_at=at)

    def bring_back(self, *, by: Any, at: dt.datetime) -> None:
        """Undo `hide`."""
        self._arrange("section.brought_back", by=by, at=at, hidden_at=None)

    def move(self, to: int, *, by: Any, at: dt.datetime) -> None:
        """Put it at place `to` among the sections that stand, counted from 0."""
        with transaction.atomic():
            draft = Draft.locked(self.postmortem)
            siblings = list(self.postmortem.sections.standing())
            Section.objects.bulk_update(renumbered(siblings, self, to), ["position"])
            self._noted("section.moved", draft, by=by, at=at)

    def _arrange(self, verb: str, *, by: Any, at: dt.datetime, **fields: Any) -> None:
        with transaction.atomic():
            draft = Draft.locked(self.postmortem)
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=list(fields))
            self._noted(verb, draft, by=by, at=at)

    def _noted(self, verb: str, draft: Draft, *, by: Any, at: dt.datetime) -> None:
        Revision.note(self.postmortem, seq=draft.seq, by=by, at=at)
        incident = self.postmortem.incident
        Event.record(verb, self, by=by, at=at, incident=incident, section=self.key, heading=self.heading)
