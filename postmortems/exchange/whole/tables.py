"""What goes into an archive, table by table, and what does not, with the reason.

Each table stands in one of the two lists; a test fails for one that stands in neither. A new one that a team would
miss belongs into TABLES; one with what lets somebody in never does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

#: The form of the archive. A change that an older reader would misread makes it 2.
FORMAT = 1
#: In the manifest, so that no other zip is taken for one.
WHAT = "postmortems archive"

#: In the order in which they come in: what is leaned on first. Every row keeps its key, so that INC-142 stays that.
NAMES = (
    *("incidents.user", "incidents.team", "incidents.membership"),
    *("incidents.severity", "incidents.kind", "incidents.service", "incidents.tag"),
    *("incidents.incident", "incidents.incident_services", "incidents.incident_tags"),
    *("incidents.contributingfactor", "incidents.involvement", "incidents.link"),
    *("incidents.timelineentry", "incidents.clock", "incidents.evidence", "incidents.attachment"),
    "incidents.actionitem",
    *("pghistory.context", "incidents.timelineentryevent", "incidents.actionitemevent"),
    *("incidents.alertsource", "incidents.alertsource_readers", "incidents.severityword"),
    *("incidents.alert", "incidents.alertdelivery", "incidents.alertmoment"),
    *("postmortems.template", "postmortems.templatesection"),
    *("postmortems.postmortem", "postmortems.section", "postmortems.draft", "postmortems.revision"),
    *("postmortems.transition", "postmortems.reviewrequest", "postmortems.thread", "postmortems.comment"),
    *("postmortems.approval", "postmortems.publication", "postmortems.batch", "postmortems.writeup"),
    "incidents.event",
)

LEFT_OUT = {
    "incidents.signinlink": "it lets somebody in",
    "incidents.invitation": "it lets somebody in",
    "sessions.session": "it lets somebody in",
    "incidents.once": "a form's key means nothing elsewhere",
    "incidents.user_groups": "not used here",
    "incidents.user_user_permissions": "not used here",
    "auth.permission": "made by Django",
    "auth.group": "not used here",
    "auth.group_permissions": "not used here",
    "contenttypes.contenttype": "made by Django",
    "account.emailaddress": "not used here",
    "account.emailconfirmation": "it lets somebody in",
    "pghistory.middlewareevents": "a view of the history",
    "postmortems.update": "how the text was typed, letter by letter; the text and its revisions go along",
    "postmortems.snapshot": "as above; a new one is made of the text",
    "postmortems.presence": "who is here at this moment",
    "postmortems.filebatch": "a run of the import; what was made of its files goes along",
    "postmortems.batchfile": "as above",
    "postmortems.searchdocument": "made anew from what goes along",
}

#: Columns that stay behind: what lets somebody in, and what is made anew.
COLUMNS_LEFT_OUT = {
    "incidents.user": {"password", "last_login", "is_superuser", "sign_outs"},
    "incidents.incident": {
        f"{name}_at" for name in ("started", "detected", "acknowledged", "mitigated", "resolved")
    },
    "incidents.alertsource": {"token_hash", "secret"},
    "incidents.attachment": {"stored", "small"},
    "postmortems.section": {"html", "renderer"},
    "postmortems.draft": {"lineage"},
    "postmortems.comment": {"html"},
}
#: Rows that stay behind: files that were sent for an entry which was never saved.
ROWS = {"incidents.attachment": "entry_id IS NOT NULL OR published_at IS NOT NULL"}


def part_of(table: str) -> str:
    """What the part of the zip is called that holds its rows."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the database as a part of an archive: a line a row."""

    name: str
    model: Any

    @property
    def part(self) -> str:
        """What it is called in the zip."""
        return part_of(self.name)

    @property
    def db_table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    @property
    def fields(self) -> dict[str, models.Field[Any, Any]]:
        """Every column that the database does not compute by itself, with its field."""
        return {field.column: field for field in self.model._meta.concrete_fields if not field.generated}

    @property
    def columns(self) -> list[str]:
        """Those that go along, by name, so that an archive does not tell in which order they were added."""
        return sorted(self.fields.keys() - COLUMNS_LEFT_OUT.get(self.name, set()))

    @property
    def select(self) -> str:
        """The SQL that gives a line of JSON a row, always in the same order."""
        named = ", ".join(f'"{column}"' for column in self.columns)
        rows = f" WHERE {ROWS[self.name]}" if self.name in ROWS else ""
        return (
            f"SELECT row_to_json(line)::text FROM "
            f'(SELECT {named} FROM "{self.db_table}"{rows} ORDER BY "{self.key}") line'
        )


def counted(rows: Mapping[str, int]) -> str:
    """ "40 incidents, 31 published versions, 9 people"."""
    words = (
        ("incidents.incident", "incident", "incidents"),
        ("postmortems.publication", "published version", "published versions"),
        ("incidents.user", "person", "people"),
    )
    return ", ".join(f"{rows[name]} {one if rows[name] == 1 else many}" for name, one, many in words)


TABLES = tuple(Table(name, apps.get_model(name)) for name in NAMES)
