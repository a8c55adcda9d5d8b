"""The dots of the quarter: where they stand, what is said of them."""

import datetime as dt
import re
from xml.etree import ElementTree

from postmortems.home.quarter import MOST_ROWS, Dot, draw, sentence, span

TODAY = dt.date(2026, 11, 22)


def a_dot(day: dt.date, colour: str = "sev3", **fields) -> Dot:
    fields.setdefault("severity", colour.upper().replace("SEV", "SEV-"))
    fields.setdefault("title", "Label printers offline")
    return Dot(
        day=dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC),
        colour=colour,
        reference=fields.pop("reference", "INC-7"),
        url="/incidents/INC-7/",
        **fields,
    )


def places(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)%" cy="([\d.]+)"', svg)]


def test_a_quarter_begins_in_january_april_july_or_october():
    assert span(dt.date(2026, 12, 31)) == (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
    assert span(dt.date(2026, 1, 1)) == (dt.date(2026, 1, 1), dt.date(2026, 4, 1))


def test_days_stand_in_their_order_between_the_ends():
    svg = draw([a_dot(dt.date(2026, 10, 1)), a_dot(dt.date(2026, 12, 31))], today=TODAY, width=300).svg
    (first, _), (last, _) = places(svg)
    assert 0 < first < 5
    assert 95 < last < 100


def test_dots_that_would_touch_are_stacked_and_the_rest_is_counted():
    same = [a_dot(dt.date(2026, 11, 3)) for _ in range(MOST_ROWS + 2)]
    plot = draw(same, today=TODAY, width=300)
    assert len({y for _, y in places(plot.svg)}) == MOST_ROWS
    assert plot.undrawn == 2


def test_a_title_cannot_break_out_of_the_drawing():
    plot = draw([a_dot(dt.date(2026, 11, 3), title='"><script>x</script>')], today=TODAY, width=300)
    assert "<script" not in plot.svg
    ElementTree.fromstring(plot.svg)


def test_the_longest_of_the_worst_is_named():
    hour = dt.timedelta(hours=1)
    dots = [
        a_dot(dt.date(2026, 10, 9), "sev3", reference="INC-1", lasted=9 * hour),
        a_dot(dt.date(2026, 10, 20), "sev1", reference="INC-2", lasted=hour),
        a_dot(dt.date(2026, 11, 9), "sev1", reference="INC-3", lasted=2 * hour),
    ]
    assert re.search(r">INC-3, 2\u00a0h</text>", draw(dots, today=TODAY, width=300).svg)


def test_the_sentence_counts_incidents_and_drills_apart():
    day = dt.date(2026, 11, 3)
    assert sentence([]) == "No incidents"
    assert sentence([a_dot(day)]) == "1 incident"
    assert sentence([a_dot(day), a_dot(day, "sev1"), a_dot(day, "sev4", drill=True)]) == (
        "2 incidents, 1 of them SEV-1, and 1 drill"
    )
