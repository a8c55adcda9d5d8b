"""Makes what an archive says fit to be shown: it may have been changed on its way. Pure.

What Postmortems wrote comes out as it went in. HTML that it would not have written is cleaned, and addresses that no
browser should follow are left out; both are said.
"""

from __future__ import annotations

from typing import Any

from postmortems.archive.report import Report
from postmortems.drafting.markdown_engine import sanitised


def is_harmless(url: str) -> bool:
    return not url or url.lower().startswith(("http://", "https://"))


def harmless(frozen: dict[str, Any]) -> bool:
    """Clean a frozen version in place; gives whether anything had to be. Raises ValueError for what is no version."""
    try:
        changed = _clean(frozen)
        Report.of(frozen)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("a version that cannot be read") from error
    return changed


def _clean(frozen: dict[str, Any]) -> bool:
    changed = False
    for shown in (*frozen["sections"], *frozen["entries"]):
        clean = sanitised(shown["html"])
        changed |= clean != shown["html"]
        shown["html"] = clean
    links = [link for entry in frozen["entries"] for link in entry["evidence"]]
    for row, name in (*((link, "url") for link in links), *((a, "tracker_url") for a in frozen["actions"])):
        if not is_harmless(row[name]):
            row[name], changed = "", True
    return changed
