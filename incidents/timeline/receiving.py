"""Keeps a file that is too large from filling the disk while it is received."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class NoMoreThanIsTaken(FileUploadHandler):
    """Passes on a little more than the most that is taken, and drops the rest of the file.

    What is kept is too large still, so the person is told so in words, with the rest of the form in place.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        most = settings.LARGER_UPLOADS.get(self.field_name, settings.EVIDENCE_FILE_BYTES)
        return raw_data if start <= most else None

    def file_complete(self, file_size: int) -> Any:
        return None
