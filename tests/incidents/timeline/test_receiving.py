"""What is kept of a file while it comes in, by the field that it comes in."""

from incidents.timeline.receiving import NoMoreThanIsTaken


def test_only_the_field_for_many_files_takes_more(settings):
    settings.EVIDENCE_FILE_BYTES, settings.LARGER_UPLOADS = 100, {"uploads": 1_000}
    kept = {}
    for name in ("attachments", "uploads"):
        handler = NoMoreThanIsTaken()
        handler.new_file(name, "a.zip", "application/zip", 5_000)
        kept[name] = sum(len(handler.receive_data_chunk(b"x" * 50, at) or b"") for at in range(0, 5_000, 50))
    assert kept == {"attachments": 150, "uploads": 1_050}
