"""An entry's Markdown as HTML.

The renderer belongs to the floor above, which hands it down when it starts: stairs go up only. Until
then texts are shown as they were written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

Renderer = Callable[[str, str], str]
_renderer: list[Renderer] = []


def use(renderer: Renderer) -> None:
    """Let `renderer(text, prefix)` make the HTML, which must be safe; the prefix keeps ids apart."""
    _renderer[:] = [renderer]
    html.cache_clear()


# Rendering costs a millisecond and a page has many entries; the same words give the same HTML.
@lru_cache(maxsize=2048)
def html(text: str, prefix: str) -> SafeString:
    """The safe HTML of `text`."""
    if not _renderer:
        return mark_safe(linebreaks(text, autoescape=True))
    return mark_safe(_renderer[0](text, prefix))
