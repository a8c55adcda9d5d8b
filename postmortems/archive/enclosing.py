"""The bytes of a report's images, from where they are kept."""

from __future__ import annotations

from incidents.timeline.models.attachment import AttachmentQuerySet

from .writing.page import Fetch

#: An image larger than this is shown by its small copy; a file with many stays sendable.
LARGEST = 1_500_000


def enclosed(attachments: AttachmentQuerySet) -> Fetch:
    """What gives an image of these attachments by its id, asking the database once, when the first is wanted."""
    known: dict[str, object] = {}

    def fetch(public_id: str) -> bytes | None:
        if not known:
            known.update({each.public_id: each for each in attachments.exclude(width=None)}, none=None)
        attachment = known.get(public_id)
        if attachment is None:
            return None
        try:
            with attachment.open(small=attachment.size > LARGEST) as file:  # type: ignore[attr-defined]
                data: bytes = file.read()
        except FileNotFoundError:
            return None
        return data

    return fetch
