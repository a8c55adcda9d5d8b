"""Tags by which other rooms' pages show reviews: no room below this one knows it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from incidents.audit.once import fresh_key
from postmortems.drafting.models import Postmortem, Section
from postmortems.reviews.models import Comment, Thread
from postmortems.reviews.panel import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def review_panel(context: template.Context, postmortem: Postmortem) -> Panel:
    """`{% review_panel postmortem as panel %}`: all that the page says of its reviews.

    What the page has loaded for itself (sections, entries, actions) is not loaded again.
    """
    known = {name: context[name] for name in ("sections", "entries", "actions") if name in context}
    return Panel.of(postmortem, context["request"].user, timezone.now(), **known)


@register.simple_tag
def threads_on(panel: Panel, section: Section) -> list[Thread]:
    """`{% threads_on panel section as threads %}`: the open threads on a section."""
    return panel.on(section)


@register.simple_tag
def once_key() -> str:
    """`{% once_key as key %}`: for the hidden field of a form that makes something."""
    return fresh_key()


@register.filter
def section_html(section: Section) -> SafeString:
    """The text of a section as its renderer made it safe."""
    return mark_safe(section.shown)


@register.filter
def may_edit(comment: Comment, user: Any) -> bool:
    return comment.may_edit(user)


@register.filter
def may_remove(comment: Comment, user: Any) -> bool:
    return comment.may_remove(user)


@register.filter
def first_name(person: Any) -> str:
    return str(person).split()[0]
