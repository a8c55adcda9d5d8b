"""One incident in every state that access depends on, with a word of its own in every field of it.

The words are canaries: one that turns up in what is made for somebody who may not see its incident has
come through a hole.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from types import SimpleNamespace

from django.conf import settings
from django.test import Client

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertDelivery, AlertSource
from incidents.catalog.models import Kind, Tag
from incidents.timeline.models import Attachment, Incident, Involvement, Link
from postmortems.archive.models import Publication, SearchDocument
from postmortems.drafting.models import Postmortem, Template
from postmortems.exchange.lines.models import Batch
from postmortems.reviews.models import Approval, ReviewRequest, Thread
from tests import cast as the_cast
from tests.cast import NOW
from tests.incidents.timeline import sent

#: States in which everyone here sees the incident, and those in which only its people do.
OPEN_STATES = ("bare", "draft", "in_review", "published", "withdrawn")
RESTRICTED_STATES = ("secret_draft", "secret_published", "published_then_secret")
#: Role → first name in the cast; None is nobody who is signed in.
ROLES = {
    "anonymous": None,
    "deactivated": "dana",
    "outsider": "olga",
    "other_team": "kenji",
    "guest": "gus",
    "administrator": "amara",
    "participant": "priya",
    "opener": "ben",
}
INSIDERS = ("participant", "opener")


@dataclass
class Scene:
    """What one state has, for the placeholders of surfaces.yaml."""

    state: str
    incident: Incident
    ids: dict[str, object]

    @property
    def canaries(self) -> list[str]:
        return [canary(self.state, field) for field in FIELDS]


FIELDS = (
    "title",
    "summary",
    "impact",
    "entry",
    "action",
    "section",
    "comment",
    "factor",
    "service_note",
    "alert",
    "attachment",
    "alt",
    "file_name",
    "link",
)


def canary(state: str, field: str) -> str:
    """One word that stands nowhere else."""
    return f"zq{state.replace('_', '')}{field.replace('_', '')}"


@dataclass
class World:
    """A scene for each state, and for each role the key of a session that has begun; empty for nobody."""

    scenes: dict[str, Scene]
    sessions: dict[str, str]


def build() -> World:
    """The cast, a scene for each state, and everybody signed in."""
    cast = the_cast.assemble()
    states = (*OPEN_STATES, *RESTRICTED_STATES)
    scenes = {state: _scene(cast, state, n) for n, state in enumerate(states)}
    return World(scenes, {role: _session(cast, first) for role, first in ROLES.items()})


def _session(cast: SimpleNamespace, first: str | None) -> str:
    if first is None:
        return ""
    client = Client()
    client.force_login(getattr(cast, first))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _scene(cast: SimpleNamespace, state: str, n: int) -> Scene:
    at = NOW + dt.timedelta(minutes=n)
    secret = state.startswith("secret")
    incident = Incident.open(
        title=f"Outage {canary(state, 'title')}",
        severity=cast.severities["sev1"],
        by=cast.ben,
        at=at,
        visibility="restricted" if secret else "everyone",
        team=cast.teams["payments"],
        services=[cast.services["checkout"]],
        summary=canary(state, "summary"),
        impact=canary(state, "impact"),
        trigger=canary(state, "service_note"),
    )
    part = incident.involvements.create(user=cast.priya, role=Involvement.Role.RESPONDER)
    factor = incident.factors.create(text=canary(state, "factor"))
    log = Attachment.take(
        incident,
        io.BytesIO(canary(state, "attachment").encode()),
        name=f"{canary(state, 'file_name')}.log",
        by=cast.ben,
        at=at,
    )
    image = Attachment.take(incident, io.BytesIO(sent.image()), name="graph.png", by=cast.ben, at=at)
    entry = incident.record(
        text=canary(state, "entry"),
        by=cast.ben,
        at=at,
        happened_at=at,
        kind="detection",
        attachments={log.public_id: "", image.public_id: canary(state, "alt")},
    )
    incident.set_clocks({"started": entry, "resolved": at + dt.timedelta(hours=1)}, by=cast.ben, at=at)
    action = ActionItem.propose(incident, text=f"Add {canary(state, 'action')}", by=cast.ben, at=at)
    # To an incident that everybody sees: its page must not tell of the restricted ones among these.
    other = (
        the_cast.an_incident(cast, "The same before")
        if n == 0
        else Incident.objects.get(title="The same before")
    )
    link = Link.join(incident, other, Link.Relation.AGAIN, by=cast.ben, at=at, note=canary(state, "link"))
    ids: dict[str, object] = {
        "incident": incident.pk,
        "link": link.pk,
        "factor": factor.pk,
        "entry": entry.pk,
        "attachment": log.public_id,
        "image": image.public_id,
        "row": entry.events.first().pgh_id,
        "action": action.pk,
        "part": part.pk,
        **_alert(cast, state, incident, at),
        "batch": Batch.add(incident, [], form="lines", by=cast.ben, at=at).pk,
        **_words(cast),
    }
    if state != "bare":
        ids |= _report(cast, state, incident, at)
    return Scene(state, incident, ids)


def _alert(cast: SimpleNamespace, state: str, incident: Incident, at: dt.datetime) -> dict[str, object]:
    """An alert that told of the incident, and the body in which it came."""
    source = AlertSource.objects.first()
    if source is None:
        source, _token = AlertSource.add(
            by=cast.amara, at=at, name="Access", vendor="generic", severity=cast.severities["sev4"]
        )
    title = canary(state, "alert")
    alert = Alert.objects.create(
        source=source, key=state, title=title, state="firing", incident=incident, changed_at=at, last_at=at
    )
    entry = incident.record(text="It fires.", by=None, at=at, happened_at=at, source="alert")
    alert.moments.create(state="firing", at=at, incident=incident, entry=entry)
    kept = AlertDelivery.keep(source, title.encode(), headers={}, at=at)
    AlertDelivery.objects.filter(pk=kept.pk).update(incidents=[incident.pk], outcome=f"Opened for {title}.")
    return {"alert": alert.pk, "alert_source": source.pk, "delivery": kept.pk}


def _words(cast: SimpleNamespace) -> dict[str, object]:
    """Rows of the settings, for the addresses that name one."""
    template = Template.objects.default()
    tag, _made = Tag.objects.get_or_create(name="access")
    return {
        "template": template.slug,
        "template_section": template.sections.first().key,
        "severity": cast.severities["sev1"].pk,
        "service": cast.services["checkout"].pk,
        "tag": tag.pk,
        "kind": Kind.objects.get(slug="detection").pk,
        "person": cast.kenji.pk,
        "invitation": 0,
    }


def _report(cast: SimpleNamespace, state: str, incident: Incident, at: dt.datetime) -> dict[str, object]:
    postmortem = Postmortem.draft(incident, by=cast.ben, at=at)
    section = next(s for s in postmortem.parts() if s.kind == "text")
    section.write(canary(state, "section"), base_seq=None, by=cast.ben, at=at)
    thread = Thread.open(postmortem, text=canary(state, "comment"), by=cast.priya, at=at)
    requests = ReviewRequest.ask(postmortem, [cast.priya], by=cast.ben, at=at) if state != "draft" else []
    revision = postmortem.revisions.first()
    if state in ("published", "withdrawn", "secret_published", "published_then_secret"):
        Approval.give(revision, by=cast.priya, at=at, answers=_all_yes())
        Publication.issue(postmortem, by=cast.ben, at=at, override_reason="For the test of access.")
    if state == "withdrawn":
        Publication.withdraw(postmortem, by=cast.ben, at=at, reason="For the test of access.")
    if state == "published_then_secret":
        incident.refresh_from_db()
        incident.revise(version=incident.version, by=cast.ben, at=at, visibility="restricted")
    SearchDocument.index(postmortem)
    return {
        "postmortem": postmortem.pk,
        "section": section.key,
        "thread": thread.pk,
        "comment": thread.comments.first().pk,
        "request": requests[0].pk if requests else 0,
        "revision": revision.number,
        "version": 1,
    }


def _all_yes() -> dict[str, str]:
    from postmortems.reviews import checklist

    return checklist.all_yes()
