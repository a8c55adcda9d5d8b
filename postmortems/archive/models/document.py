"""What can be found: one narrow row a postmortem, kept by the verbs that publish and by what is recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.html import escape

from incidents.actions.models import ActionItem
from incidents.catalog.models import Service, Severity
from incidents.timeline.models import Incident, TimelineEntry
from incidents.timeline.wording import zone_of
from postmortems.archive.passages import findable
from postmortems.drafting.models import Postmortem

#: Words are compared in their stems by Postgres's own English dictionary.
CONFIG = "english"


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """What a person finds. Every search, count, facet and snippet starts at `visible_to`."""

    def visible_to(self, user: Any) -> SearchDocumentQuerySet:
        """Documents of the incidents that `user` sees.

        The incident itself is asked, in the same statement: one that becomes restricted is gone from
        here at once, without waiting for the document to be written again.
        """
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def matching(self, query: SearchQuery, number: int | None = None) -> SearchDocumentQuerySet:
        """Documents in which Postgres finds `query`, and that of incident `number`."""
        found = models.Q(vector=query)
        return self.filter(found if number is None else found | models.Q(incident_id=number))

    def rows(self) -> SearchDocumentQuerySet:
        """What a list shows, without the searched text, and with the services by their names."""
        services = Service.objects.filter(incidents=models.OuterRef("incident")).order_by("name")
        named = self.annotate(named_services=ArraySubquery(services.values("name")))
        return named.select_related("incident__severity", "incident__team", "postmortem").defer(
            "body", "timeline", "actions", "passages", "words", "vector"
        )


class SearchDocument(models.Model):
    """The searched words of one postmortem, and what lists filter and sort by.

    While a version stands, the words are those of the newest one; before that, those of the draft. What
    was withdrawn is found by its title alone.
    """

    postmortem = models.OneToOneField(
        Postmortem, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    title = models.TextField()
    body = models.TextField(blank=True)
    timeline = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    passages = models.JSONField(default=list, help_text="Where each stretch of text stands, for snippets.")
    words = models.TextField(blank=True, help_text="Each word once, for typing errors.")
    lead = models.CharField(max_length=300, blank=True)
    vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIG)
        + SearchVector("body", weight="B", config=CONFIG)
        + SearchVector("timeline", weight="C", config=CONFIG)
        + SearchVector("actions", weight="D", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    state = models.CharField(max_length=14)
    version = models.PositiveIntegerField(default=0, help_text="The newest standing version; 0 is none.")
    published_at = models.DateTimeField(null=True)
    severity = models.ForeignKey(Severity, on_delete=models.PROTECT, related_name="+")
    services = ArrayField(models.CharField(max_length=80), default=list)
    tags = ArrayField(models.CharField(max_length=60), default=list)
    team = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    seconds = models.PositiveBigIntegerField(null=True, help_text="From the start until it was over.")
    open_actions = models.PositiveIntegerField(default=0)
    next_due_on = models.DateField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_vector", fastupdate=False),
            models.Index(fields=["-happened_at", "-postmortem"], name="search_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The report where one stands, else the draft."""
        if self.is_published:
            return reverse("archive:report", args=[self.incident_id])
        return self.postmortem.get_absolute_url()

    @property
    def is_published(self) -> bool:
        return self.version > 0

    @property
    def next_version(self) -> str:
        """ "Version 2 in review", where a version stands and another is on its way."""
        said = {Postmortem.State.DRAFT: "being written", Postmortem.State.IN_REVIEW: "in review"}
        state = said.get(Postmortem.State(self.postmortem.state))
        return f"Version {self.version + 1} {state}" if self.is_published and state else ""

    @property
    def services_said(self) -> str:
        """Their names, of one of `rows`."""
        return ", ".join(self.named_services)  # type: ignore[attr-defined]

    @classmethod
    def index(cls, postmortem: Postmortem) -> None:
        """Write the document of `postmortem` anew, from its newest standing version or from the draft."""
        incident = postmortem.incident
        actions = list(ActionItem.objects.filter(incident=incident))
        newest = postmortem.publications.first()
        standing = newest if newest and not newest.is_withdrawn else None
        if standing:
            said = standing.frozen
        elif postmortem.state == Postmortem.State.WITHDRAWN:
            said = {**_facts(incident), **NOTHING_SAID}
        else:
            said = _living(postmortem, actions)
        document = cls(
            postmortem=postmortem,
            incident=incident,
            state=Postmortem.State.PUBLISHED if standing else postmortem.state,
            version=standing.version if standing else 0,
            published_at=standing.at if standing else None,
            **_words(said),
            **_facets(incident, [action for action in actions if action.is_open]),
        )
        kept = [f.name for f in cls._meta.concrete_fields if not f.primary_key and not f.generated]
        # One statement, so that two at once leave one of them whole.
        cls.objects.bulk_create(
            [document],  # type: ignore[list-item]
            update_conflicts=True,
            unique_fields=["postmortem"],
            update_fields=kept,
        )

    @classmethod
    def rebuild(cls) -> int:
        """Write every document anew; gives how many. For bulk loads and after an upgrade."""
        done = 0
        for postmortem in Postmortem.objects.select_related(
            "incident__severity", "incident__team"
        ).iterator():
            cls.index(postmortem)
            done += 1
        return done


#: What is left of a withdrawn version: nothing but its title.
NOTHING_SAID = {
    "sections": [],
    "entries": [],
    "actions": [],
    "factors": [],
    "summary": "",
    "impact": "",
    "root_cause": "",
    "trigger": "",
    "detected_by": "",
}


def _words(frozen: dict[str, Any]) -> dict[str, Any]:
    found = findable(frozen)
    return {
        "title": found.title,
        "body": found.body,
        "timeline": found.timeline,
        "actions": found.actions,
        "passages": found.passages_json,
        "words": found.words,
        "lead": found.lead,
    }


def _facts(incident: Incident) -> dict[str, Any]:
    prose = ("title", "summary", "impact", "root_cause", "trigger", "detected_by")
    return {name: getattr(incident, name) for name in prose}


def _living(postmortem: Postmortem, actions: list[ActionItem]) -> dict[str, Any]:
    """The searched parts of a draft, in the form in which a version keeps them."""
    entries = TimelineEntry.objects.filter(incident=postmortem.incident).standing().in_order()
    return {
        **_facts(postmortem.incident),
        "sections": [{"key": s.key, "heading": s.heading, "html": s.html} for s in postmortem.parts()],
        "factors": list(postmortem.incident.factors.values_list("text", flat=True)),
        # Markdown is not rendered for a search: the marks are no words, and this runs after each save.
        "entries": [
            {"id": pk, "happened_at": at.isoformat() if at else None, "html": escape(text)}
            for pk, at, text in entries.values_list("pk", "happened_at", "text")
        ],
        "actions": [{"id": action.pk, "text": action.text} for action in actions],
    }


def _facets(incident: Incident, open_actions: list[ActionItem]) -> dict[str, Any]:
    happened_at: dt.datetime = incident.started_at or incident.opened_at
    whole = incident.time_to_resolve
    return {
        "severity": incident.severity,
        "services": list(incident.services.values_list("slug", flat=True)),
        "tags": list(incident.tags.values_list("name", flat=True)),
        "team": incident.team.slug if incident.team else "",
        "happened_at": happened_at,
        "year": happened_at.astimezone(zone_of(incident.zone)).year,
        "seconds": None if whole is None else int(whole.total_seconds()),
        "open_actions": len(open_actions),
        "next_due_on": min((action.due_on for action in open_actions if action.due_on), default=None),
    }
