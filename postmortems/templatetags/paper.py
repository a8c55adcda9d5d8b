"""What a report as a file needs in its templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from incidents.timeline import shapes
from postmortems.archive.writing import drawn

register = template.Library()


@register.simple_tag
def paper_glyph(shape: str, is_key: bool) -> SafeString:
    """The mark of an entry with its colours in it; made of our own drawings alone."""
    return mark_safe(drawn.glyph(shape, is_key))


@register.simple_tag
def inlined(pictures: Any, html: str) -> SafeString:
    """An entry's HTML, sanitised anew, with its images in it."""
    found: SafeString = pictures.inlined(html)
    return found


@register.simple_tag
def picture_of(pictures: Any, attachment: Any) -> str:
    """The address of an enclosed image, as data; nothing where it cannot be had."""
    return str(pictures.address(attachment))


@register.filter
def state_word(state: str) -> str:
    """The word of an action's state."""
    known = shapes.STATES.get(state)
    return known[2] if known else state
