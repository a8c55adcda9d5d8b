"""Tags of the timeline's rows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from incidents.timeline import prose
from incidents.timeline.models import Clock

register = template.Library()


@register.filter
def entry_html(entry: Any) -> SafeString:
    """The text of an entry as safe HTML; a frozen entry brings the HTML that it was published with."""
    frozen = getattr(entry, "html", None)
    return mark_safe(frozen) if frozen is not None else prose.html(entry.text, f"entry-{entry.pk}")


@register.filter
def clock_name(name: str) -> str:
    """ "acknowledged" is "Acknowledged"."""
    return str(Clock.Name(name).label)


@register.filter
def evidence_of(entry: Any) -> SimpleNamespace | None:
    """The links, images and files of an entry, living or frozen; None for none, as most have."""
    links = entry.linked if hasattr(entry, "linked") else entry.evidence
    enclosed = entry.enclosed
    if not links and not enclosed:
        return None
    return SimpleNamespace(
        links=links,
        images=[each for each in enclosed if each.is_image],
        files=[each for each in enclosed if not each.is_image],
    )
