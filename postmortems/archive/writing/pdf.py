"""A report as PDF, set by WeasyPrint from the same HTML. Nothing is fetched: all that it shows is in the HTML."""

from __future__ import annotations

import logging
from typing import Any

from PIL import ImageFile

from postmortems.archive.report import Report

from .page import Fetch, nothing
from .page import write as html

logger = logging.getLogger(__name__)

#: What to say where the machine cannot draw letters.
MISSING = (
    "A PDF needs the system's library Pango, which this machine does not have. Print the page instead, or ask "
    "whoever runs this place to install it (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
)


class CannotDraw(Exception):
    """This machine has no Pango. The message is a sentence for the person."""


def write(report: Report, fetch: Fetch = nothing) -> bytes:
    """The whole file, A4. Raises CannotDraw."""
    weasyprint = _weasyprint()
    # The moment of the version stands in it, so that the same report is the same file.
    page = weasyprint.HTML(string=html(report, fetch), base_url=None, url_fetcher=_refusing())
    made: bytes = page.write_pdf(pdf_identifier=f"{report.reference} {report.version}".encode())
    return made


def is_possible() -> bool:
    """Whether PDFs can be made here."""
    try:
        _weasyprint()
    except CannotDraw:
        return False
    return True


def _weasyprint() -> Any:
    """Imported late: it loads a hundred modules and the system's libraries, and most requests need none of them."""
    try:
        import weasyprint

        # It tells Pillow to accept cut-off images, for the whole process. Evidence that comes in whole or not
        # at all relies on Pillow's own strictness, and every image of a report is one that we wrote.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        # What it leaves out of a stylesheet is no news to whoever runs this place.
        weasyprint.LOGGER.setLevel(logging.ERROR)
    except OSError as error:
        raise CannotDraw(MISSING) from error
    return weasyprint


def _refusing() -> Any:
    """What answers for every address that the HTML names: images that are in it, and nothing else.

    WeasyPrint's own would read files of this machine and ask hosts inside the network.
    """
    from weasyprint.urls import URLFetcher

    class OnlyData(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.lower().startswith("data:"):
                logger.warning("a report names an address that is not fetched for its PDF")
                raise ValueError("nothing is fetched for a report")
            return super().fetch(url, headers)

    return OnlyData(allowed_protocols=("data",), allow_redirects=False)
