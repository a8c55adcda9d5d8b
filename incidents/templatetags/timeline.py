"""Tags of the timeline's rows."""

from __future__ import annotations

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
def links(entry: Any) -> Any:
    """The evidence of an entry, living or frozen."""
    evidence = entry.evidence
    return evidence.all() if hasattr(evidence, "all") else evidence
