"""A report as one HTML file that needs nothing else: styles, picture and images are in it. The PDF is set from it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from incidents.timeline import rows, wording
from postmortems.archive.figures import figures
from postmortems.archive.pieces import Attachment
from postmortems.archive.report import Report
from postmortems.drafting.markdown_engine import sanitised

from . import drawn, words

#: The bytes of an image of the report, or None where they are lost. Only images that the report shows are asked for.
Fetch = Callable[[str], bytes | None]

_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>')
_ALT = re.compile(r'\salt="([^"]*)"')
_EVIDENCE = re.compile(r"/incidents/(INC-\d+)/evidence/([\w-]+)/(?:small/)?\Z", re.ASCII)
#: Which facts a figure under the title says, where it has another name.
SAID = {
    "People affected": ["People affected", "Share of people"],
    "Affected": ["Share of people"],
    "Downtime": ["Downtime in minutes"],
    "Until mitigated": ["Time to mitigate"],
    "Until resolved": ["Time to resolve"],
    "Undetected": ["Time to detect"],
}
#: The file runs nothing and asks nobody for anything, wherever it is opened.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def nothing(_public_id: str) -> bytes | None:
    """For who has no images at hand."""
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """A section, ready for the page."""

    key: str
    heading: str
    kind: str
    html: SafeString


def write(report: Report, fetch: Fetch = nothing) -> str:
    """The whole file. Its HTML is sanitised anew, so that it is safe whatever the frozen report says."""
    body = render_to_string("archive/paper.html", context(report, Pictures(report, fetch)))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="author" content="{escape(", ".join(who.name for who in report.authors))}">'
        f"<title>{escape(report.reference)} {escape(report.title)}</title><style>{styles()}</style></head>"
        f"<body>{body}</body></html>\n"
    )


@cache
def styles() -> str:
    return Path(__file__).with_name("paper.css").read_text()


def context(report: Report, pictures: Pictures) -> dict[str, Any]:
    """What the template is filled with."""
    clocks = {entry.pk: entry.clocks for entry in report.entries}
    parts = [Part(s.key, s.heading, s.kind, pictures.inlined(s.html)) for s in report.sections]
    if report.entries and not report.has_timeline_section:
        parts.append(Part("timeline", "Timeline", "timeline", mark_safe("")))
    if report.actions and not report.has_actions_section:
        parts.append(Part("actions", "Action items", "actions", mark_safe("")))
    shown = figures(report)
    above = {
        "Report",
        "Severity",
        "Written by",
        *(label for figure in shown for label in SAID.get(figure.label, [figure.label])),
    }
    return {
        "report": report,
        "said": f"{report.reference}, {words.stand(report)}. {words.ALL_TIMES.format(report.zone)}",
        "stand": words.stand(report),
        "nature": wording.NATURES[report.nature],
        "figures": shown,
        "facts": [fact for fact in _facts(report) if fact[0] not in above],
        "parts": parts,
        "timeline": rows.build(report.entries, instants=report.clocks, zone=report.zone, clocks=clocks),
        "picture": mark_safe(drawn.picture(report)),
        "pictures": pictures,
        "zone": report.zone,
        "zone_word": wording.zone_word(report.zone),
    }


def _facts(report: Report) -> list[tuple[str, str]]:
    """The facts, with figures as people read them; programs read the other forms."""
    shown = {
        words.LABELS[name]: amount.shown for name, amount in report.amounts.items() if name in words.LABELS
    }
    return [(label, shown.get(label, value)) for label, value in words.facts(report)]


class Pictures:
    """The images of one report as `data:` addresses; those of another are not asked for."""

    def __init__(self, report: Report, fetch: Fetch) -> None:
        self.own = {each.id: each for each in report.attachments if each.is_image}
        self.reference, self.fetch = report.reference, fetch

    def address(self, attachment: Attachment) -> str:
        """The image itself, or nothing where it is lost."""
        data = self.fetch(attachment.id) if attachment.id in self.own else None
        if data is None:
            return ""
        return f"data:{attachment.content_type};base64,{base64.b64encode(data).decode()}"

    def inlined(self, html: str) -> SafeString:
        """Sanitised HTML whose images are in it; the words of one that cannot be had stand in its place."""
        return mark_safe(_IMAGE.sub(self._image, sanitised(html)))

    def _image(self, found: re.Match[str]) -> str:
        alt = _ALT.search(found[0])
        said = alt[1] if alt else ""
        named = _EVIDENCE.match(found[1])
        known = self.own.get(named[2]) if named and named[1] == self.reference else None
        address = self.address(known) if known else ""
        return f'<img src="{address}" alt="{said}">' if address else f"<em>{said or 'An image'}</em>"
