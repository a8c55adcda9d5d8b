"""Tags of the preview: what stands there hundreds of times is put together here and not by a template each."""

from __future__ import annotations

from collections.abc import Sized
from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from incidents.people.zones import zone_names
from incidents.templatetags.look import icon
from postmortems.exchange.annotation import Piece
from postmortems.exchange.presentation.lines import LineRow
from postmortems.exchange.presentation.menu import Menu

register = template.Library()

#: What a piece of the source became → the class of its mark.
MARKS = {"fact": "span", "doubt": "span conflict", "time": "span time", "action": "span action"}


@register.simple_tag
@lru_cache(maxsize=1)
def zone_options() -> SafeString:
    """The names of all zones, for the list that a field offers."""
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in zone_names()))


@register.simple_tag
def more_than(shown: Sized, there: Sized) -> int:
    """How many of a list are not shown."""
    return len(there) - len(shown)


@lru_cache(maxsize=1)
def _more() -> SafeString:
    return icon("more")


@register.simple_tag
def row_menu(menu: Menu) -> SafeString:
    """What can be done with one row."""
    items = "".join(
        f'<button class="menu-item" type="submit" name="move" value="{escape(move)}">{escape(words)}</button>'
        for move, words in menu.changes
    )
    return mark_safe(
        f'<details class="menu"><summary class="button bare small square" aria-label="{escape(menu.label)}">'
        f'{_more()}</summary><div class="menu-pop"><button class="menu-item" type="submit" name="open"'
        f' value="{escape(menu.name)}">{escape(menu.correct)}</button>{items}</div></details>'
    )


@register.simple_tag
def source_line(row: LineRow) -> SafeString:
    """One line of the text, its number and its words, up to what it can become; the template ends the item."""
    line, focus = row.line, " autofocus" if row.focused and not row.opened else ""
    value = f' data-value="{escape(line.value)}"' if line.value else ""
    face = f' data-face="{row.face}"' if row.face else ""
    return mark_safe(
        f'<li class="source-line{" moved" if row.touched else ""}" id="line-{line.number}"{value}{face}>'
        f'<button class="source-number" type="submit" name="open" value="{line.name}"'
        f' aria-label="Line {line.number}: say what it is"{focus}>{line.number}</button>'
        f'<span class="source-words">{"".join(map(_piece, line.pieces))}</span>'
    )


def _piece(piece: Piece) -> str:
    words = escape(piece.text)
    if not piece.role:
        return words
    value = escape(piece.value)
    return f'<a class="{MARKS.get(piece.role, "span")}" href="#{value}" data-value="{value}" tabindex="-1">{words}</a>'
