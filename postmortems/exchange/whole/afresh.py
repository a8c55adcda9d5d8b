"""What an archive does not hold and every row needs: made anew as it comes in, and what it holds made harmless."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import File
from django.db import models

from incidents.timeline import imaging, intake
from incidents.timeline.models.attachment import storage
from postmortems.drafting import markdown
from postmortems.drafting.living import HOUSE, Replica
from postmortems.drafting.models import Draft, Section, Snapshot

from .harmless import harmless, is_harmless
from .part import Archive, ArchiveRefused
from .tables import TABLES

_URLS = {
    table.name: [column for column, of in table.fields.items() if isinstance(of, models.URLField)]
    for table in TABLES
}
_KNOWN_TYPES = {*intake.CONTENT_TYPES.values(), "application/octet-stream"}


class Afresh:
    """Gives for each row the columns that are not as the archive says them."""

    def __init__(self, archive: Archive, remarks: list[str]) -> None:
        self.archive, self.remarks = archive, remarks
        self.stored: list[str] = []
        """The names under which bytes were put into the storage."""

    def of(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """The columns of `row` to be added or put in place of its own."""
        make = getattr(self, "_" + table.replace(".", "_"), None)
        made: dict[str, Any] = make(row) if make else {}
        for column in _URLS[table]:
            if not is_harmless(str(row.get(column) or "")):
                made[column] = ""
                self.remarks.append(
                    f"{table} {row.get('id')}: an address that no browser should follow was left out."
                )
        return made

    def _incidents_user(self, row: dict[str, Any]) -> dict[str, Any]:
        # Nobody's password comes along, and every session anywhere ends.
        return {"password": make_password(None), "is_superuser": False, "sign_outs": 0}

    def _incidents_alertsource(self, row: dict[str, Any]) -> dict[str, Any]:
        # No address leads to it until an administrator gives it one.
        return {"token_hash": secrets.token_hex(32), "secret": ""}

    def _postmortems_section(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"html": markdown.render(row["text"], row["key"]), "renderer": markdown.RENDERER}

    def _postmortems_comment(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"html": markdown.render(row["text"], f"thread-{row['thread_id']}")}

    def _postmortems_draft(self, row: dict[str, Any]) -> dict[str, Any]:
        # What was typed letter by letter stays behind, so that no open form elsewhere is based on it.
        return {"lineage": secrets.token_hex(16), "text_seq": row["seq"]}

    def _postmortems_publication(self, row: dict[str, Any]) -> dict[str, Any]:
        frozen = row["frozen"]
        try:
            changed = harmless(frozen)
        except ValueError as error:
            raise ArchiveRefused(
                f"It holds a published version that cannot be read: “{row.get('title')}”."
            ) from error
        if not changed:
            return {}
        self.remarks.append(
            f"{frozen['reference']} version {frozen['version']}: it held HTML or an address that "
            "Postmortems would not have written. That was taken out."
        )
        return {"frozen": frozen}

    def _incidents_attachment(self, row: dict[str, Any]) -> dict[str, Any]:
        image = row["width"] is not None
        if row["content_type"] not in (imaging.CONTENT_TYPES.values() if image else _KNOWN_TYPES):
            raise ArchiveRefused(f"It holds a file of a sort that is not kept here: “{row['name']}”.")
        name = secrets.token_hex(16)
        ending = f".{row['content_type'].partition('/')[2].replace('jpeg', 'jpg')}" if image else ".bin"
        stored = self._keep(f"evidence/{row['public_id']}", f"{name[:2]}/{name}{ending}", row)
        small = f"{name[:2]}/{name}.small{ending}" if image else ""
        if small:
            small = self._keep(f"evidence/{row['public_id']}.small", small, None)
        return {"stored": stored, "small": small}

    def _keep(self, part: str, name: str, row: dict[str, Any] | None) -> str:
        """Store the bytes of a part; where the archive has lost them, the name of nothing."""
        opened = self.archive.bytes(part)
        if opened is None:
            return name
        with opened:
            counted = _Counted(opened)
            stored = storage().save(name, counted)
        self.stored.append(stored)
        if row is not None and (counted.digest.hexdigest(), counted.read_bytes) != (
            row["sha256"],
            row["size"],
        ):
            raise ArchiveRefused(f"It is damaged: the bytes of “{row['name']}” are others than it says.")
        return str(stored)


class _Counted(File):  # type: ignore[type-arg]
    """A file that is read once, and says afterwards what was in it."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, name="part")
        self.digest, self.read_bytes = hashlib.sha256(), 0

    def chunks(self, chunk_size: int | None = None) -> Any:
        source: Any = self.file
        while data := source.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            self.digest.update(data)
            self.read_bytes += len(data)
            yield data


def living_texts(at: dt.datetime) -> None:
    """Begin each living text anew from what its sections say, at the sequence at which it stood."""
    for draft in Draft.objects.order_by("pk").iterator():
        texts = dict(Section.objects.filter(postmortem=draft.postmortem_id).values_list("key", "text"))
        replica = Replica(author=HOUSE)
        replica.write(texts)
        Snapshot.objects.create(draft=draft, seq=draft.seq, state=replica.encode(), at=at)
