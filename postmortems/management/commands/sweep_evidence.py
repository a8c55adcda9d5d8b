"""Deletes images and files that nothing names any more. Safe at any time, and as often as one likes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from incidents.timeline.models import Attachment
from incidents.timeline.models.attachment import UNUSED_FOR, storage


class Command(BaseCommand):
    help = "Delete evidence that was sent and never used, or taken off its entry a month ago."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        rows = Attachment.objects.all().sweep(at)
        files = self.sweep_files(storage(), at)
        self.stdout.write(f"Deleted {rows} that nothing used, and {files} stray files.")

    def sweep_files(self, kept: Storage, at: dt.datetime) -> int:
        """Bytes without a row: left by a process that ended between the two."""
        # Only files of yesterday and before: one of these minutes may have a row that is not committed yet.
        old = {name for name in names(kept) if kept.get_modified_time(name) <= at - UNUSED_FOR}
        strays = old - Attachment.objects.all().stored_names()
        for name in strays:
            kept.delete(name)
        return len(strays)


def names(kept: Storage, folder: str = "") -> Iterator[str]:
    """Every file of the storage; one that has never been written to has none."""
    try:
        folders, files = kept.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{file}" for file in files)
    for each in folders:
        yield from names(kept, f"{prefix}{each}")
