"""The forms in which a report leaves: one list for pages, for the command line and for programs. Pure but for PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .report import Report
from .writing import data, markdown, page, pdf, plain, sheets, word
from .writing.page import Fetch

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """One of them. Its ending is also the last part of its address and what the command line calls it."""

    ending: str
    name: str
    content_type: str
    write: Callable[[Report, Fetch], bytes]
    about: str = ""
    """What is special about it, for the menu."""

    @property
    def is_text(self) -> bool:
        """Whether its characters are UTF-8."""
        return self.content_type.startswith("text/") or self.content_type == "application/json"

    def file_name(self, report: Report) -> str:
        """ "INC-142-v2.pdf", "INC-142-draft.timeline.csv"."""
        version = "draft" if report.is_draft else f"v{report.version}"
        return f"{report.reference}-{version}.{self.ending}"

    def of(self, report: Report, fetch: Fetch, zone: str = "") -> bytes:
        """The file, its times in `zone` or in the report's own. May raise pdf.CannotDraw."""
        return self.write(replace(report, zone=zone) if zone else report, fetch)


def _text(write: Callable[[Report], str]) -> Callable[[Report, Fetch], bytes]:
    return lambda report, _fetch: write(report).encode()


FORMATS = {
    form.ending: form
    for form in (
        Format("pdf", "PDF", "application/pdf", pdf.write, "to print and to send"),
        Format("docx", "Word", WORD, word.write, "to work on"),
        Format("html", "HTML", "text/html", lambda it, fetch: page.write(it, fetch).encode(), "one file"),
        Format("md", "Markdown", "text/markdown", _text(markdown.write), "comes back in whole"),
        Format("txt", "Plain text", "text/plain", _text(plain.write), "for a mail"),
        Format("json", "JSON", "application/json", _text(data.write), "in UTC, for programs"),
        Format("timeline.csv", "Timeline", "text/csv", _text(sheets.timeline), "CSV"),
        Format("actions.csv", "Actions", "text/csv", _text(sheets.actions), "CSV"),
    )
}
