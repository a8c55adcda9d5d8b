"""Tags of the look: marks for severity and state, icons, people, times. What they draw is in `shapes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from incidents.timeline import phases, shapes, wording
from incidents.timeline import picture as drawings

register = template.Library()


# The same few drawings stand on every row of a page.
@lru_cache(maxsize=512)
def _icon(paths: str, name: str, label: str = "") -> SafeString:
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 16 16" {}>{}</svg>', name, said, mark_safe(paths))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "search" %}`; with a label when it stands alone and means something."""
    return _icon(shapes.ICONS[name], "icon", label)


@register.simple_tag
def icon_symbol(name: str) -> SafeString:
    """An icon to be used from many places of a page: `<svg class="icon"><use href="#icon-NAME"/></svg>`."""
    drawn = mark_safe(shapes.ICONS[name])
    return format_html('<symbol id="icon-{}" viewBox="0 0 16 16">{}</symbol>', name, drawn)


@register.simple_tag
def severity(value: Any, boxed: bool = False) -> SafeString:
    """`{% severity incident.severity %}`: four-bar glyph and word; boxed once, in a page's header."""
    if not value:
        return mark_safe("")
    bars = mark_safe(shapes.severity_bars(value.bars))
    return format_html(
        '<span class="sev {}{}"{}><svg viewBox="0 0 14 12" aria-hidden="true">{}</svg>{}</span>',
        value.colour,
        " boxed" if boxed else "",
        format_html(' title="{}"', value.meaning) if getattr(value, "meaning", "") else "",
        bars,
        value.name,
    )


@register.simple_tag
def state(value: str, label: str = "", boxed: bool = False) -> SafeString:
    """`{% state incident.status %}`: mark and word of any state of an incident, report, action or review."""
    mark, role, word = shapes.STATES.get(str(value), ("ring", "", str(value).replace("_", " ").capitalize()))
    return format_html(
        '<span class="state {}{}">{}{}</span>',
        role or "plain",
        " boxed" if boxed else "",
        _icon(shapes.MARKS[mark], "icon"),
        label or word,
    )


@register.simple_tag
def nature(incident: Any, boxed: bool = False) -> SafeString:
    """`{% nature incident %}`: the mark of a drill or a false alarm wherever one is named; else nothing.

    A closed one shows it as its state already, so the page asks for one of the two.
    """
    return mark_safe("") if incident.nature == "real" else state(incident.nature, boxed=boxed)


@register.simple_tag
def state_mark(value: str) -> SafeString:
    """The mark of a state alone, with its word for who cannot see it: the start of a row."""
    mark, role, word = shapes.STATES.get(str(value), ("ring", "", str(value)))
    return format_html(
        '<span class="state {}">{}</span>', role or "plain", _icon(shapes.MARKS[mark], "icon", word)
    )


@register.simple_tag
def avatar(person: Any, size: str = "", peer: int = 0) -> SafeString:
    """A circle with two letters. Its name is in the title, so say the name beside it where there is room."""
    if person is None:
        return mark_safe("")
    name = str(person)
    drawn = '<span class="avatar{}{}" title="{}" role="img" aria-label="{}">{}</span>'
    colour = f" peer{(peer - 1) % 3 + 1}" if peer else ""
    return format_html(drawn, _size(size), colour, name, name, _initials(person))


def _size(size: str) -> str:
    return f" avatar-{size}" if size else ""


def _initials(person: Any) -> str:
    return getattr(person, "initials", "") or str(person)[:2].upper()


@register.simple_tag
def person(who: Any, size: str = "") -> SafeString:
    """Avatar and name; nothing for nobody, so that the page can say it in its own words."""
    if who is None:
        return mark_safe("")
    circle = format_html('<span class="avatar{}" aria-hidden="true">{}</span>', _size(size), _initials(who))
    return format_html('<span class="person">{}<span>{}</span></span>', circle, who)


@register.simple_tag
def glyph(shape: str, key: bool = False) -> SafeString:
    """The drawing of an entry's kind for the rail; the word stands in the text, so it is silent."""
    return format_html(
        '<svg class="glyph {}{}" viewBox="-8 -8 16 16" aria-hidden="true">{}</svg>',
        shape,
        " key" if key else "",
        mark_safe(shapes.GLYPHS.get(shape, shapes.GLYPHS["other"])),
    )


@register.simple_tag
def picture(
    clocks: Any,
    entries: Iterable[Any],
    zone: Any = "UTC",
    name: str = "Timeline",
    uid: str = "timeline",
    links: bool = False,
) -> SafeString:
    """`{% picture incident entries zone name=incident.title %}`: the drawing of a timeline, in three widths.

    `clocks`: an incident, or a mapping of clock names to instants. `entries`: entries, or mappings of a
    frozen report. Give each of several pictures on one page its own `uid`; with `links` each mark leads to
    its entry, where the rows of the timeline stand on the same page.
    """
    here, entries = wording.zone_of(str(zone or "UTC")), list(entries)
    timed = [(at, entry) for entry in entries if (at := _instant(_of(entry, "happened_at")))]
    moments = [
        drawings.Moment(
            at,
            _of(entry, "shape") or _of(entry, "kind") or "other",
            bool(_of(entry, "key_moment")),
            _of(entry, "kind_name") or "",
            _of(entry, "counts_as") or "",
            _instant(_of(entry, "ended_at")),
            _of(entry, "precision") == "about",
            _of(entry, "text") or "",
            _of(entry, "pk"),
        )
        for at, entry in timed
        if _of(entry, "precision") != "day"
    ]
    svg = drawings.picture(
        moments,
        _clocks(clocks),
        str(zone or "UTC"),
        name=name,
        uid=uid,
        days=[at.astimezone(here).date() for at, entry in timed if _of(entry, "precision") == "day"],
        undated=len(entries) - len(timed),
        links=links,
    )
    return format_html('<div class="picture">{}</div>', mark_safe(svg)) if svg else mark_safe("")


@register.simple_tag
def fingerprint(clocks: Any) -> SafeString:
    """`{% fingerprint incident %}`: where the time went, 72 by 8, for a list's row."""
    return mark_safe(phases.fingerprint(_clocks(clocks)))


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value or None


def _clocks(thing: Any) -> dict[str, datetime | None]:
    """From a mapping by name ("started" or "started_at"), or from what has started_at … resolved_at."""
    return {name: _instant(_of(thing, f"{name}_at") or _of(thing, name)) for name in phases.CLOCKS}


@register.filter
def kind_name(kind: str) -> str:
    """The name that a built-in kind has when it is installed: for what is read from a text."""
    return shapes.KIND_NAMES.get(kind, kind)


@register.simple_tag
def when(
    at: datetime | None, zone: Any = None, form: str = "full", prefix: str = "", written: str = ""
) -> SafeString:
    """A `<time>`; hover and focus say the shown zone, UTC and the ISO form.

    `form` is time, day, date, long, stamp ("Thu 12 Nov 23:12") or full ("Thu 12 Nov 23:12 UTC"); `written`
    are its author's words for it.
    """
    if at is None:
        return mark_safe("")
    text = prefix + _worded(at, zone, form)
    said = wording.both_zones(at, zone)
    if written:
        said = f"{said} \u00b7 written “{written}”"
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), said, text)


def _worded(at: datetime, zone: Any, form: str) -> str:
    simple = {
        "time": wording.clocktime,
        "day": wording.daydate,
        "date": wording.fulldate,
        "long": wording.longdate,
    }
    if form in simple:
        return simple[form](at, zone)
    parts = [wording.daydate(at, zone), wording.clocktime(at, zone)]
    if form == "full":
        parts.append(wording.zone_word(zone, at))
    return wording.NBSP.join(parts)


@register.simple_tag
def ago(at: datetime | None, now: datetime, zone: Any = None) -> SafeString:
    """ "3 days ago" at `now`, kept current by the page's script; hover says the instant."""
    if at is None:
        return mark_safe("")
    said = wording.both_zones(at, zone)
    text = wording.since(at, now)
    return format_html('<time datetime="{}" title="{}" data-ago>{}</time>', at.isoformat(), said, text)


@register.filter
def duration(span: timedelta | int | float | None) -> str:
    """`{{ incident.time_to_detect|duration }}` gives "19 min"; a number counts minutes; None gives ""."""
    return wording.duration(span)


@register.filter
def tplus(at: datetime | None, start: datetime | None) -> str:
    """`{{ entry.happened_at|tplus:incident.started_at }}` gives "T+24 min"."""
    return wording.tplus(at, start)


@register.filter
def clocktime(at: datetime | None, zone: Any = None) -> str:
    return wording.clocktime(at, zone)


@register.filter
def daydate(at: date | datetime | None, zone: Any = None) -> str:
    """ "Thu 12 Nov", for a date or an instant in the zone."""
    return wording.daydate(at, zone)


@register.filter
def longdate(at: date | datetime | None, zone: Any = None) -> str:
    """ "Thursday 12 November 2026"."""
    return wording.longdate(at, zone)


@register.filter
def fulldate(at: date | datetime | None, zone: Any = None) -> str:
    """ "12 Nov 2026"."""
    return wording.fulldate(at, zone)


@register.filter
def zone_word(zone: Any) -> str:
    """What a label calls a zone: "Europe/Berlin" is "Berlin"."""
    return wording.zone_word(zone)


@register.filter
def due(day: date | None, today: date) -> str:
    """ "3 days overdue", "in 11 days"."""
    return wording.due(day, today)


@register.simple_tag(takes_context=True)
def here(context: template.Context, *rooms: str) -> SafeString:
    """`aria-current="page"` when the page belongs to one of the rooms (URL namespaces).

    A room's settings belong to the settings, which have a navigation of their own.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    belongs = match and set(match.namespaces) & set(rooms) and not match.route.startswith("settings/")
    return mark_safe(' aria-current="page"' if belongs else "")
