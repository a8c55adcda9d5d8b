"""Puts the company and its stories into the database, with the verbs that everybody else uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from incidents.actions.models import ActionItem
from incidents.audit.models import Event
from incidents.catalog.models import Service, Severity, Tag
from incidents.people.models import Team, User
from incidents.timeline.models import Attachment, Incident, Involvement, TimelineEntry

from .alerts import Alerts
from .company import DOMAIN, FIRST, PEOPLE, SERVICES, TEAMS, address
from .enclosures import content
from .ledger import MADE, Ledger
from .report import Report
from .steps import Steps
from .story import Line, Story, stories

#: What a story may say about its incident in the words of the model.
FACTS = ("summary", "impact", "root_cause", "trigger", "detected_by", "users_affected", "requests_failed")
MINUTE = dt.timedelta(minutes=1)
YEAR = dt.timedelta(days=365)


class HereAlready(Exception):
    """The demo is in this database. The message is a sentence."""


class Teller:
    """Tells everything once, as of `at`."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        self.ledger = Ledger()
        self.people: dict[str, User] = {}
        self.services: dict[str, Service] = {}
        self.incidents: dict[str, Incident] = {}

    def tell(self) -> Ledger:
        """Everything, or nothing at all. Raises HereAlready."""
        if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
            raise HereAlready("The demo is here already. Take it away with: manage.py demo --remove")
        with transaction.atomic():
            self._company()
            self.alerts = Alerts(self.ledger, by=self.people[FIRST], at=self.at)
            for story in stories(self.at):
                self.incidents[story.slug] = self._incident(story)
            self.alerts.others()
            Event.record(MADE, self.people[FIRST], by=None, at=self.at, made=self.ledger.rows)
        return self.ledger

    # The company

    def _company(self) -> None:
        began = self.at - YEAR
        teams = {}
        for slug, name in TEAMS.items():
            teams[slug] = Team.objects.filter(slug=slug).first()
            if teams[slug] is None:
                teams[slug] = self.ledger.made(Team.found(name, by=None, at=began))
        for first, colleague in PEOPLE.items():
            user = User.objects.create_user(
                address(first), colleague.name, role=colleague.role, time_zone=colleague.zone
            )
            # Django sets the moment by its own clock when a row is made.
            User.objects.filter(pk=user.pk).update(joined_at=began)
            self.people[first] = self.ledger.made(user)
            for slug in colleague.teams:
                teams[slug].admit(user, by=None, at=began)  # type: ignore[union-attr]
        self.teams = teams
        for first, colleague in PEOPLE.items():
            if not colleague.here:
                self.people[first].deactivate(by=self.people[FIRST], at=self.at - YEAR / 3)
        for slug, (name, description, team) in SERVICES.items():
            found = Service.objects.filter(slug=slug).first()
            if found is None:
                given = {"name": name, "description": description, "team": teams[team]}
                found = self.ledger.made(Service.add(by=None, at=began, **given))
            self.services[slug] = found

    def _tag(self, name: str, at: dt.datetime) -> Tag:
        return Tag.objects.filter(name=name).first() or self.ledger.made(Tag.add(by=None, at=at, name=name))

    # One incident

    def _incident(self, story: Story) -> Incident:
        told = story.told
        crew = [told.get("commander"), told.get("scribe"), *told.get("responders", [])]
        opener = self.people[next((who for who in crew if who), "jonas")]
        first = story.clock("acknowledged") or story.clock("detected") or story.lines[0]
        facts: dict[str, Any] = {
            "title": told["title"],
            "severity": Severity.objects.filter(name=told["severity"]).first() or Severity.objects.first(),
            "zone": told["zone"],
            "team": self.teams[told["team"]],
            "visibility": told.get("visibility", Incident.Visibility.EVERYONE),
            "services": [self.services[slug] for slug in told.get("services", [])],
            "tags": [self._tag(name, first.at) for name in told.get("tags", [])],
            **{name: told[name] for name in FACTS if name in told},
            **_numbers(told),
        }
        if "alert" in told:
            incident = self._opened_by_alert(story, facts, opener, first.at)
        else:
            incident = Incident.open(by=opener, at=first.at, **facts)
        self.ledger.made(incident)
        self._crew(incident, told, opener, first.at)
        self._timeline(incident, story)
        factors = told.get("factors", [])
        at = min(story.ends + MINUTE, self.at)
        incident = incident.revise(version=incident.version, by=opener, at=at, factors=factors)
        steps = Steps(story.ends, self.at)
        self._status(incident, story, steps, opener)
        made: list[ActionItem] = []
        for number, row in enumerate(told.get("actions", [])):
            self._action(incident, row, number, steps, made, opener)
        if "postmortem" in told:
            Report(incident, told["postmortem"], self.people, steps).plan()
        steps.do()
        return incident

    def _opened_by_alert(self, story: Story, facts: Mapping[str, Any], by: User, at: dt.datetime) -> Incident:
        """Opened as its tool named it; whoever took it has said since what it is about."""
        fired = next(line.at for line in story.lines if line.alert)
        incident = self.alerts.open(story.told["alert"], fired=fired)
        return incident.revise(version=incident.version, by=by, at=at, **facts)

    def _crew(self, incident: Incident, told: Mapping[str, Any], by: User, at: dt.datetime) -> None:
        for role in ("commander", "scribe", "communications"):
            if role in told:
                Involvement.take(incident, self.people[told[role]], role, by=by, at=at)
        for who in told.get("responders", []):
            Involvement.take(incident, self.people[who], "responder", by=by, at=at)

    def _timeline(self, incident: Incident, story: Story) -> None:
        writer = self.people[story.told.get("scribe") or story.told.get("commander") or "jonas"]
        clocks: dict[str, TimelineEntry | dt.datetime | None] = {}
        enclosed: dict[int, list[Mapping[str, Any]]] = {}
        for row in story.told.get("enclosed", []):
            enclosed.setdefault(row["line"], []).append(row)
        for number, line in enumerate(story.lines, start=1):
            entry = self._entry(incident, line, writer, story.told["zone"], enclosed.get(number, []))
            clocks |= dict.fromkeys(line.clocks, entry)
        incident.set_clocks(clocks, by=writer, at=min(story.ends + MINUTE, self.at))

    def _entry(
        self, incident: Incident, line: Line, writer: User, zone: str, enclosed: list[Mapping[str, Any]]
    ) -> TimelineEntry:
        by, at = self.people[line.author] if line.author else writer, min(line.at + 2 * MINUTE, self.at)
        if line.alert and (mine := incident.entries.filter(source="alert", happened_at=line.at).first()):
            return mine.revise(version=mine.version, by=by, at=at, key_moment=line.key)
        return incident.record(
            text=line.text,
            by=None if line.alert else by,
            at=at,
            happened_at=line.at,
            kind=line.kind,
            precision="about" if line.about else "minute",
            key_moment=line.key,
            source="alert" if line.alert else "person",
            author_name="Alertmanager" if line.alert else "",
            zone=zone,
            evidence=line.evidence,
            attachments=self._sent(incident, enclosed, by, at),
        )

    def _sent(
        self, incident: Incident, enclosed: list[Mapping[str, Any]], by: User, at: dt.datetime
    ) -> dict[str, str]:
        """Images and files for an entry that is about to be recorded, with what an image shows."""
        return {
            Attachment.take(incident, content(row), name=row["name"], by=by, at=at).public_id: row.get(
                "alt", ""
            )
            for row in enclosed
        }

    def _status(self, incident: Incident, story: Story, steps: Steps, by: User) -> None:
        """As far as the story goes: what is reviewed stays resolved, what is over is closed."""
        told, report = story.told, story.told.get("postmortem")
        for name in ("mitigated", "resolved"):
            line = story.clock(name)
            if line:
                incident.change_status(name, by=by, at=line.at)
        over = report is None or {"published", "not_required"} & set(report)
        if story.clock("resolved") and over:
            reason = told.get("closing", Incident.ClosingReason.RESOLVED)
            other = self.incidents.get(told.get("duplicate_of", ""))
            day = (report or {}).get("began", 1)
            steps.add(
                "propose",
                day,
                lambda at: incident.change_status("closed", by=by, at=at, reason=reason, duplicate_of=other),
            )

    def _action(
        self,
        incident: Incident,
        row: Mapping[str, Any],
        number: int,
        steps: Steps,
        made: list[ActionItem],
        opener: User,
    ) -> None:
        """One action: proposed on the first day, decided a little later, worked on, done, as the story says."""
        by = self.people[row["by"]] if "by" in row else opener

        def propose(at: dt.datetime) -> None:
            given = {"kind": row["kind"], "priority": row.get("priority", 2)}
            team = self.teams[row["team"]] if "team" in row else incident.team
            made.append(ActionItem.propose(incident, text=row["text"], by=by, at=at, team=team, **given))

        steps.add("propose", 0, propose)
        decider = self.people[row["decided_by"]] if "decided_by" in row else opener
        if "declined" in row:
            steps.add(
                "decide", 2, lambda at: made[number].decline(because=row["declined"], by=decider, at=at)
            )
        if "superseded" in row:
            other = row["superseded"]
            steps.add("decide", 2, lambda at: made[number].supersede(other=made[other], by=decider, at=at))
        if "owner" in row:
            self._promise(row, number, steps, made, decider)

    def _promise(
        self, row: Mapping[str, Any], number: int, steps: Steps, made: list[ActionItem], by: User
    ) -> None:
        owner = self.people[row["owner"]]
        due = (steps.end + dt.timedelta(days=row["due"])).date()
        taken = min(1, row.get("done", 1), row.get("started", 1))

        def step(verb: str, **given: Any) -> Any:
            def act(at: dt.datetime) -> None:
                made[number] = getattr(made[number], verb)(at=at, **given)

            return act

        steps.add("decide", taken, step("accept", owner=owner, due_on=due, by=by))
        if "started" in row:
            steps.add("work", row["started"], step("start", by=owner))
        if "done" in row:
            steps.add("work", row["done"], step("finish", evidence=row["evidence"], by=owner))


def _numbers(told: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that need their own types."""
    figures = {name: Decimal(str(told[name])) for name in ("users_share", "revenue") if name in told}
    plain = {name: told[name] for name in ("currency", "downtime_minutes", "estimates") if name in told}
    return figures | plain
