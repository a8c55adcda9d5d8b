"""The postmortem of one story: begun, talked about, changed, reviewed, published, and so on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.archive.models import Publication
from postmortems.drafting.models import Postmortem, Revision, Template
from postmortems.reviews import checklist
from postmortems.reviews.models import Approval, ReviewRequest, Thread

from .steps import Steps

HOUR = dt.timedelta(hours=1)


class Report:
    """Plans the steps of one postmortem; `told` is the story's part about it."""

    def __init__(
        self, incident: Incident, told: Mapping[str, Any], people: Mapping[str, User], steps: Steps
    ) -> None:
        self.incident, self.told, self.people, self.steps = incident, told, people, steps
        self.author = people[told["author"]]
        self.postmortem: Postmortem

    def plan(self) -> None:
        """Put every step in its place; `steps.do` takes them."""
        told, add = self.told, self.steps.add
        if "not_required" in told:
            add("begin", told["not_required"]["day"], self._waive)
            return
        add("begin", told["began"], self._begin)
        asks = list(told.get("asks", []))
        reviews = told.get("reviews", [])
        if not asks and reviews:
            asks = [{"people": [row["by"] for row in reviews], "day": min(row["day"] for row in reviews) - 1}]
        for row in asks:
            add("ask", row["day"], lambda at, row=row: self._ask(at, row))  # type: ignore[misc]
        for row in told.get("threads", []):
            self._thread(row)
        for row in told.get("edits", []):
            add("edit", row["day"], lambda at, row=row: self._append(at, row))  # type: ignore[misc]
        for row in reviews:
            add("answer", row["day"], lambda at, row=row: self._answer(at, row))  # type: ignore[misc]
        if "published" in told:
            add("publish", told["published"], lambda at: self._publish(at, ""))
        if "version2" in told:
            self._again(told["version2"])
        if "withdrawn" in told:
            add("publish", told["withdrawn"]["day"], self._withdraw)

    def _waive(self, at: dt.datetime) -> None:
        row = self.told["not_required"]
        Postmortem.waive(self.incident, by=self.people[row["by"]], at=at, reason=row["reason"])

    def _begin(self, at: dt.datetime) -> None:
        template = Template.objects.filter(slug=self.told.get("template", "classic")).first()
        texts = {key: text.strip() for key, text in self.told["texts"].items()}
        if template and not set(texts) <= {part.key for part in template.parts()}:
            template = None
        self.postmortem = Postmortem.draft(
            self.incident, by=self.author, at=at, template=template, texts=texts
        )

    def _ask(self, at: dt.datetime, row: Mapping[str, Any]) -> None:
        due = (self.steps.end + dt.timedelta(days=row["due"])).date() if "due" in row else None
        people = list(dict.fromkeys(self.people[who] for who in row["people"]))
        ReviewRequest.ask(
            self._fresh(), people, by=self.author, at=at, due_on=due, message=row.get("message", "")
        )

    def _thread(self, row: Mapping[str, Any]) -> None:
        opened: list[Thread] = []

        def open_it(at: dt.datetime) -> None:
            section = self.postmortem.sections.filter(key=row.get("section", "")).first()
            opened.append(
                Thread.open(
                    self._fresh(), text=row["text"], by=self.people[row["by"]], at=at, section=section
                )
            )

        self.steps.add("talk", row["day"], open_it)
        for number, (who, text) in enumerate(row.get("replies", []), 1):
            self.steps.add(
                "talk",
                row["day"] + number / 24,
                lambda at, who=who, text=text: opened[0].reply(text, by=self.people[who], at=at),  # type: ignore[misc]
            )
        if "resolved" in row:
            self.steps.add(
                "talk", row["day"] + 0.2, lambda at: opened[0].resolve(by=self.people[row["resolved"]], at=at)
            )

    def _append(self, at: dt.datetime, row: Mapping[str, Any]) -> None:
        """A paragraph more at the end of a section."""
        section = self._fresh().sections.get(key=row["section"])
        text = f"{section.text.rstrip()}\n\n{row['append']}".strip()
        section.write(text, base_seq=None, by=self.people[row["by"]], at=at)

    def _answer(self, at: dt.datetime, row: Mapping[str, Any]) -> None:
        verdict = row.get("verdict", "approve")
        Approval.give(
            Revision.current(self._fresh()),
            by=self.people[row["by"]],
            at=at,
            verdict=verdict,
            note=row.get("note", ""),
            answers=checklist.all_yes() if verdict == "approve" else None,
        )

    def _publish(self, at: dt.datetime, note: str) -> None:
        Publication.issue(self._fresh(), by=self.author, at=at, change_note=note)

    def _again(self, row: Mapping[str, Any]) -> None:
        """Version 2: something was added, somebody read it, it was published again."""
        add, day = self.steps.add, row["day"]
        add("edit", day, lambda at: self._append(at, row))
        add("answer", day, lambda at: self._ask(at, {"people": [row["reviewer"]]}))
        add("answer", day + 1, lambda at: self._answer(at, {"by": row["reviewer"]}))
        add("publish", row["published"], lambda at: self._publish(at, row["change_note"]))

    def _withdraw(self, at: dt.datetime) -> None:
        row = self.told["withdrawn"]
        Publication.withdraw(self._fresh(), by=self.people[row["by"]], at=at, reason=row["reason"])

    def _fresh(self) -> Postmortem:
        """As it stands: other steps have moved it."""
        return Postmortem.objects.select_related("incident__severity").get(pk=self.postmortem.pk)
