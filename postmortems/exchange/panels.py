"""On the incident page: the way back to the text that it came from."""

from incidents.timeline.panels import Asked, Panel, fetch, register


def brought_in(asked: Asked) -> Panel | None:
    """The way to the text, by its name; nothing for incidents that came otherwise."""
    write_up = getattr(asked.incident, "write_up", None)
    return Panel("exchange/_brought_in.html", {"write_up": write_up}) if write_up else None


def paste_lines(asked: Asked) -> Panel | None:
    """The way to many entries at once, for those who may add one."""
    return Panel("exchange/lines/_button.html") if asked.may_change else None


def install() -> None:
    """Show them; the text itself may be long, and stays where it is."""
    fetch("write_up", without=("source",))
    register("timeline", paste_lines)
    register("aside", brought_in, order=90)
