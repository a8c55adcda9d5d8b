"""Words of a report that comes from elsewhere as words of the catalog here: the same name, else a new row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import Max, Q
from django.utils.text import slugify

from incidents.audit.models import Event
from incidents.catalog.kinds import SLUGS
from incidents.catalog.models import Kind, Service, Severity, Tag
from incidents.people.models import Team, User
from postmortems.exchange.parsing.proposal import Entry, NamedKind, Proposal


class Catalog:
    """Finds what has the name, and adds what nothing has."""

    def __init__(self, *, by: User, at: dt.datetime) -> None:
        self.by, self.at = by, at
        self.kinds = set(Kind.objects.values_list("slug", flat=True))

    def severity(self, said: dict[str, Any]) -> Severity:
        """Which step of the scale; one that is not known here comes below all others."""
        found = Severity.objects.filter(name__iexact=said["name"]).first()
        if found is not None:
            return found
        fields = {name: said[name] for name in ("name", "colour", "meaning")}
        made: Severity = Severity.append(by=self.by, at=self.at, **fields)
        return made

    def team(self, name: str) -> Team | None:
        if not name:
            return None
        return self._named(Team, name) or Team.found(name, by=self.by, at=self.at)

    def service(self, name: str) -> Service:
        return self._named(Service, name) or Service.add(by=self.by, at=self.at, name=name)

    @staticmethod
    def _named(model: Any, name: str) -> Any:
        """Called so, or in addresses."""
        return model.objects.filter(Q(name=name) | Q(slug=slugify(name))).order_by("pk").first()

    def tag(self, name: str) -> Tag:
        name = slugify(name)[:60] or "tag"
        found: Tag = Tag.objects.filter(name=name).first() or Tag.add(by=self.by, at=self.at, name=name)
        return found

    def kind(self, entry: Any) -> str:
        """The slug under which entries of this kind are kept here."""
        if entry.kind in self.kinds:
            return str(entry.kind)
        return self.named_kind(entry.kind_name, entry.kind, entry.shape, entry.counts_as)

    def at_home(self, proposal: Proposal) -> list[Entry]:
        """The entries of a text with the kinds of here. A name that nothing here has stays in the words.

        Only an administrator adds kinds, by a text as elsewhere.
        """
        named = {kind.slug: kind for kind in proposal.kinds}
        return [self._at_home(entry, named.get(entry.kind)) for entry in proposal.timeline]

    def _at_home(self, entry: Entry, named: NamedKind | None) -> Entry:
        if entry.kind in self.kinds:
            return entry
        if named is None:
            return replace(entry, kind="other")
        same = Kind.objects.filter(name__iexact=named.name).first()
        if same is not None:
            return replace(entry, kind=same.slug)
        if self.by.is_admin:
            return replace(entry, kind=self.named_kind(named.name, named.slug, named.shape, named.means))
        return replace(entry, kind="other", text=f"**{named.name}.** {entry.text}")

    def named_kind(self, name: str, slug: str, shape: str, means: str) -> str:
        """The slug of the kind that is called so; it is added where there is none."""
        same = Kind.objects.filter(name__iexact=name).first()
        if same is not None:
            return same.slug
        last = Kind.objects.aggregate(last=Max("order"))["last"] or 0
        made = Kind.objects.create(
            name=name[:40],
            slug=slug[:40],
            meaning="Brought in with a report.",
            order=last + 1,
            shape=shape if shape in SLUGS else "other",
            means=means if means in SLUGS else "other",
        )
        self.kinds.add(made.slug)
        Event.record("kind.added", made, by=self.by, at=self.at)
        return made.slug
