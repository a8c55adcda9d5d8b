"""A report as PDF, set by WeasyPrint from the same HTML. Nothing is fetched: all that it shows is in the HTML."""

from __future__ import annotations

import logging
import threading
from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from PIL import ImageFile

from postmortems.archive.report import Report
from postmortems.archive.shelf import Shelf

from .page import Fetch, nothing
from .page import write as html

logger = logging.getLogger(__name__)

#: What to say where the machine cannot draw letters.
MISSING = (
    "A PDF needs the system's library Pango, which this machine does not have. Print the page instead, or ask "
    "whoever runs this place to install it (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
)


#: What to say while others are being set. Two threads are all that PDFs may take up of a process.
BUSY = (
    "Other PDFs are being set at the moment. Try again in a few seconds; every other form is ready at once."
)
#: How long a second one waits for the first, in seconds.
PATIENCE = 15
#: How long after the first look at a report the library is loaded, in seconds: the page goes out before.
SOON = 2

_setting = threading.Lock()
_in_line = threading.BoundedSemaphore(2)
_warmed = threading.Event()


class CannotDraw(Exception):
    """There is no PDF: the machine has no Pango, or is busy with others. The message is a sentence for the person."""


def write(report: Report, fetch: Fetch = nothing) -> bytes:
    """The whole file, A4. Raises CannotDraw.

    A version never changes, so it is set once and kept; a draft is set each time.
    """
    page, shelf = html(report, fetch), Shelf(settings.PDF_FOLDER, settings.PDF_KEPT_BYTES)
    made = None if report.is_draft else shelf.find(page, _maker())
    if made is None:
        made = _set(page, f"{report.reference} {report.version}".encode())
        if not report.is_draft:
            shelf.keep(page, _maker(), made)
    return made


def _set(page: str, identifier: bytes) -> bytes:
    """One at a time: setting takes a second and all of a core, and other pages are asked for meanwhile."""
    if not _in_line.acquire(blocking=False):
        raise CannotDraw(BUSY)
    try:
        if not _setting.acquire(timeout=PATIENCE):
            raise CannotDraw(BUSY)
        try:
            # The moment of the version stands in it, so that the same report is the same file.
            document = _weasyprint().HTML(string=page, base_url=None, url_fetcher=_refusing())
            made: bytes = document.write_pdf(pdf_identifier=identifier)
            return made
        finally:
            _setting.release()
    finally:
        _in_line.release()


def warm() -> None:
    """Load the library soon, once, beside the work at hand: whoever reads a report may want it as PDF next."""
    if settings.PDF_WARM and not _warmed.is_set():
        _warmed.set()
        timer = threading.Timer(SOON, is_possible)
        timer.daemon = True
        timer.start()


@cache
def _maker() -> str:
    """What makes the pages; a newer one may make other ones. Known without loading it."""
    return f"weasyprint {version('weasyprint')}"


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
