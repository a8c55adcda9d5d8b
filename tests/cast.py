"""The people of the tests, and an incident to try things on. The same names everywhere.

Amara administers; Ben and Priya write in Payments; Kenji works in Platform; Olga is a member who has no
part in anything; Gus is a guest; Dana has left.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from incidents.catalog.kinds import SHIPPED_KINDS
from incidents.catalog.models import Kind, Service, Severity
from incidents.catalog.scale import STARTING_SCALE
from incidents.people.models import Membership, Team, User
from incidents.timeline.models import Incident
from postmortems.drafting.models import Template
from postmortems.drafting.shipped import SHIPPED

#: The moment at which the tests live: a Thursday noon.
NOW = dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC)

PEOPLE = {
    "amara": ("Amara Diallo", "admin", "payments"),
    "ben": ("Ben Okafor", "member", "payments"),
    "priya": ("Priya Raman", "member", "payments"),
    "kenji": ("Kenji Mori", "member", "platform"),
    "olga": ("Olga Lind", "member", None),
    "gus": ("Gus Brandt", "guest", None),
    "dana": ("Dana Left", "member", "platform"),
}


def assemble() -> SimpleNamespace:
    """Make the cast: people by first name, `teams`, `severities` by colour and `services` by slug."""
    teams = {slug: Team.objects.create(name=slug.title(), slug=slug) for slug in ("payments", "platform")}
    cast: dict[str, Any] = {}
    for first, (name, role, team) in PEOPLE.items():
        user = User.objects.create_user(
            f"{first}@example.org", name, "correct horse", role=role, is_active=first != "dana"
        )
        if team:
            Membership.objects.create(team=teams[team], user=user)
        cast[first] = user
    severities = {s.colour: s for s in scale()}
    kinds()
    services = {
        slug: Service.objects.create(name=slug.title(), slug=slug, team=teams["payments"])
        for slug in ("checkout", "search")
    }
    templates()
    return SimpleNamespace(**cast, teams=teams, severities=severities, services=services)


def scale() -> list[Severity]:
    """The scale of the first migration; made again after a test that emptied every table."""
    if not Severity.objects.exists():
        names = ("name", "order", "colour", "meaning", "postmortem_required", "due_days")
        Severity.objects.bulk_create(Severity(**dict(zip(names, row, strict=True))) for row in STARTING_SCALE)
    return list(Severity.objects.all())


def kinds() -> None:
    """The kinds of entry that are shipped; made again after a test that emptied every table."""
    if not Kind.objects.exists():
        Kind.objects.bulk_create(
            Kind(slug=slug, name=name, meaning=meaning, order=order, shape=slug, means=slug)
            for order, (slug, name, meaning, _) in enumerate(SHIPPED_KINDS, 1)
        )


def templates() -> None:
    """The shipped templates; made again after a test that emptied every table."""
    if Template.objects.exists():
        return
    for place, shipped in enumerate(SHIPPED):
        template = Template.objects.create(
            slug=shipped.slug,
            name=shipped.name,
            description=shipped.description,
            position=place,
            is_default=place == 0,
        )
        for position, part in enumerate(shipped.parts):
            template.sections.create(position=position, **part.shape())


def an_incident(cast: SimpleNamespace, title: str = "Card payments refused", **fields: Any) -> Incident:
    """An incident opened by Ben at NOW: SEV-1 unless told otherwise."""
    fields.setdefault("severity", cast.severities["sev1"])
    fields.setdefault("by", cast.ben)
    return Incident.open(title=title, at=NOW, **fields)
