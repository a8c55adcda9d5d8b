"""Tags of the drafting room."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from postmortems.drafting import markdown

register = template.Library()


# There are few guidances, each on many pages.
@register.filter
@lru_cache(maxsize=512)
def guidance(text: str) -> SafeString:
    """A section's guidance as safe HTML."""
    return mark_safe(markdown.render(text, "guidance"))
