"""On the incident page: the way back to the text that it came from."""

from incidents.timeline.panels import Asked, Panel, register
from postmortems.exchange.models import WriteUp


def brought_in(asked: Asked) -> Panel | None:
    """Who brought the text in and when, with the link to it; nothing for incidents that came otherwise."""
    write_up = WriteUp.objects.select_related("by").filter(incident=asked.incident).first()
    return Panel("exchange/_brought_in.html", {"write_up": write_up}) if write_up else None


def paste_lines(asked: Asked) -> Panel | None:
    """The way to many entries at once, for those who may add one."""
    return Panel("exchange/lines/_button.html") if asked.may_change else None


def install() -> None:
    register("timeline", paste_lines)
    register("aside", brought_in, order=90)
