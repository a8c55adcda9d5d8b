"""The picture of a timeline: what stands in it, that no words overlap, and that nothing needs to be known."""

import random
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.timeline.drawing.moments import plain, shortened
from incidents.timeline.lettering import text_width
from incidents.timeline.phases import CLOCKS, fingerprint, phases
from incidents.timeline.picture import WIDTHS, Drawing, Moment, picture
from incidents.timeline.scale import Scale
from incidents.timeline.shapes import GLYPHS

START = datetime(2026, 11, 12, 23, 12, tzinfo=UTC)


def later(minutes):
    return START + timedelta(minutes=minutes)


def clocks(*minutes):
    return {name: later(m) for name, m in zip(CLOCKS, minutes, strict=False) if m is not None}


FIVE = clocks(0, 19, 24, 89, 132)
ENTRIES = [
    Moment(later(minutes), kind, key)
    for minutes, kind, key in [
        (0, "action", True),
        (6, "other", False),
        (19, "detection", True),
        (29, "diagnosis", False),
        (37, "dead_end", False),
        (46, "escalation", False),
        (77, "diagnosis", True),
        (82, "decision", True),
        (89, "mitigation", True),
        (100, "communication", False),
        (132, "recovery", True),
    ]
]


def words(svg):
    """Every text of a drawing, its spaces made plain."""
    root = ElementTree.fromstring(svg)
    return ["".join(text.itertext()).replace("\u00a0", " ") for text in root.iter("text")]


def boxes(svg, width):
    """(left, right, baseline, words) of each text when the drawing fills `width`."""
    root = ElementTree.fromstring(svg)
    for text in root.iter("text"):
        said = "".join(text.itertext())
        x = text.get("x")
        at = float(x[:-1]) / 100 * width if x.endswith("%") else float(x)
        at += float(text.get("dx", 0))
        strong = any(node.get("class") == "strong" for node in text.iter("tspan"))
        size = text_width(said, 12, bold=strong)
        classes = text.get("class", "").split()
        left = at - size / 2 if "middle" in classes else at - size if "end" in classes else at
        yield left, left + size, float(text.get("y")), said


def assert_no_words_overlap(svg, width):
    drawn = [box for box in boxes(svg, width) if box[3]]
    for index, one in enumerate(drawn):
        for other in drawn[index + 1 :]:
            apart = one[1] <= other[0] + 0.6 or other[1] <= one[0] + 0.6 or abs(one[2] - other[2]) >= 12
            assert apart, (width, one, other)
    for left, right, _, said in drawn:
        assert left > -6, (width, said)
        assert right < width + 6, (width, said)


def test_the_picture_names_clocks_phases_kinds_and_the_silence():
    said = words(Drawing(ENTRIES, FIVE, "UTC", 880).svg())
    for expected in ("Started", "23:12", "Acknowledged", "Mitigated", "00:41", "Resolved", "01:24"):
        assert expected in said
    assert "Responding 1 h 10 min" in said
    assert "Recovering 43 min" in said
    assert "31 min, nothing recorded" in said
    assert {"Detection", "Dead end", "Escalation", "Decision", "Mitigation", "Recovery"} <= set(said)
    assert {"Thu 12 Nov", "Fri 13 Nov", "00:00", "UTC"} <= set(said)


def test_the_narrow_picture_says_less():
    said = words(Drawing(ENTRIES, FIVE, "UTC", 343, size="small").svg())
    assert "Ack." in said
    assert "Acknowledged" not in said
    assert "Dead end" not in said
    assert not any("recorded" in text for text in said)


def test_times_are_those_of_the_zone_and_the_zone_is_named():
    said = words(Drawing(ENTRIES, FIVE, "Europe/Amsterdam", 880).svg())
    assert "00:12" in said
    assert "Amsterdam" in said


def test_each_width_is_drawn_and_described():
    drawn = picture(ENTRIES, FIVE, name="INC-1 <b>", uid="a")
    assert [size for size in WIDTHS if f'class="pic pic-{size}"' in drawn] == list(WIDTHS)
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert "INC-1 &lt;b&gt;" in drawn
    assert "style=" not in drawn
    assert "31\u00a0min with nothing recorded from 23:58." in drawn


def test_nothing_known_is_no_picture_and_one_entry_is_one():
    assert picture([], {}) == ""
    svg = Drawing([Moment(START)], {}, "UTC", 640).svg()
    assert svg.count("glyph") == 1


@pytest.mark.parametrize(
    ("known", "names"),
    [
        (clocks(0, 19, None, 89, 132), ["Undetected", "Responding", "Recovering"]),
        (clocks(0, None, None, 89), ["Detection not known", "Recovering"]),
        (clocks(None, 19), ["Start not known", "Responding"]),
        (clocks(0), ["Undetected"]),
        (clocks(0, 0, 0, 0, 40), ["Recovering"]),
        ({}, []),
    ],
)
def test_phases_say_what_is_not_known(known, names):
    assert [phase.name for phase in phases(known, START, later(132))] == names


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (clocks(0), ["Undetected, end not known"]),
        (clocks(0, 50), ["Undetected 50 min", "Responding, end not known"]),
        (clocks(None, 19, None, 89, 132), ["Start not known", "Responding 1 h 10 min", "Recovering 43 min"]),
    ],
)
def test_what_no_clock_ends_has_no_length(known, told):
    """The picture ends somewhere; that says nothing of how long it went on."""
    drawn = Drawing([Moment(START), Moment(later(132))], known, "UTC", 880)
    assert [said for said in words(drawn.svg()) if said in told] == told
    assert all(f"{said}." in drawn.svg().replace("\u00a0", " ") for said in told)


def test_marks_of_one_instant_stand_side_by_side():
    drawing = Drawing([Moment(START, kind) for kind in ("action", "detection", "decision")], FIVE, "UTC", 640)
    assert [mark.x for mark in drawing.lane.marks] == [6, 15, 24]


@pytest.mark.parametrize("count", [60, 300, 1000])
@pytest.mark.parametrize("size", WIDTHS)
def test_of_many_near_ones_one_mark_says_how_many_more(count, size):
    dice = random.Random(4)
    many = sorted(
        (Moment(later(dice.randrange(400)), dice.choice(list(GLYPHS)), number=n) for n in range(count)),
        key=lambda moment: moment.at,
    )
    width = WIDTHS[size]
    drawing = Drawing(many, clocks(0, 60, 65, 300, 400), "UTC", width, size=size)
    svg = drawing.svg()
    more = [int(text[1:]) for text in words(svg) if re.fullmatch(r"\+\d+", text)]
    assert sum(more) + svg.count('class="glyph') == count
    assert all(5.9 <= mark.x <= width - 5.9 for mark in drawing.lane.marks)
    assert_no_words_overlap(svg, width)


def key(minute, text, number=None, **more):
    return Moment(later(minute), "action", True, text=text, number=number, **more)


def test_key_moments_are_told_under_their_marks_where_there_is_room():
    moments = [
        key(5, "The **certificate** passed its [end](https://example.org) date"),
        key(90, "Traffic moved"),
    ]
    drawn = picture(moments, FIVE, uid="a")
    said = words(Drawing(moments, FIVE, "UTC", 880).svg())
    assert {"The certificate passed its end date", "Traffic moved"} <= set(said)
    assert re.findall(r'<li class="([^"]+)" value="(\d)"', drawn) == [("on-small", "1"), ("on-small", "2")]


def test_else_they_are_numbered_and_listed_under_the_picture():
    moments = [
        key(minute, f"The step of minute {minute} was long to tell", minute) for minute in range(0, 130, 3)
    ]
    drawn = picture(moments, FIVE, uid="a", links=True)
    items = re.findall(r'<li class="([^"]+)" value="(\d+)"><a href="#entry-(\d+)">', drawn)
    assert [(int(value), int(entry)) for _, value, entry in items] == [(n + 1, 3 * n) for n in range(44)]
    assert {classes for classes, _, _ in items} == {"on-wide on-middle on-small"}
    assert "<summary>32 more key moments</summary>" in drawn


def test_every_width_and_the_words_tell_what_cannot_be_placed():
    days = [START.date(), START.date(), START.date() + timedelta(days=1)]
    drawn = picture(ENTRIES, FIVE, uid="a", days=days, undated=2)
    assert drawn.count('class="day-bar"') == 2 * len(WIDTHS)
    assert "3 entries know the day only, drawn as bars. 2 entries have no time and cannot be drawn." in drawn
    assert drawn.count("2 entries have no time") == len(WIDTHS) + 1
    assert "pic-note" not in picture(ENTRIES, FIVE, uid="a")
    assert 'class="day-bar"' in picture([], {}, days=[START.date()])


def test_a_range_is_a_bar_as_long_as_it_was_and_about_is_marked():
    moments = [Moment(START, end=later(66), about=True), Moment(later(132))]
    svg = Drawing(moments, FIVE, "UTC", 880).svg()
    assert re.search(r'class="range" x="0%" y="\d+" height="6" width="50%"', svg)
    assert svg.count('class="about"') == 1
    silent = svg.partition("</desc>")[0].replace("\u00a0", " ")
    assert "1 h 6 min with nothing recorded from 00:18." in silent and silent.count("recorded") == 1


def test_each_mark_leads_to_its_entry_where_the_rows_are():
    moments = [Moment(START, "detection", text="An <alert> rang", number=7)]
    assert "#entry-7" not in picture(moments, FIVE, uid="a")
    drawn = picture(moments, FIVE, uid="a", links=True)
    assert '<a href="#entry-7" tabindex="-1"><title>23:12 Detection: An &lt;alert&gt; rang</title>' in drawn


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Orders **fail** with `PSP_CONNECT`", "Orders fail with PSP_CONNECT"),
        ("see <https://example.org/a> _now_", "see https://example.org/a now"),
        ("\n> a [log](https://example.org) line\n\nmore", "a log line"),
    ],
)
def test_a_name_is_the_first_line_without_marks(text, said):
    assert plain(text) == said


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("Rolled back", 20, "Rolled back"),
        ("Rolled back to the old", 14, "Rolled back…"),
        ("x" * 30, 9, "x" * 8 + "…"),
    ],
)
def test_a_text_is_cut_between_words(text, most, said):
    assert shortened(text, most) == said


def test_a_long_silence_breaks_the_axis_and_says_so():
    long = [Moment(later(m)) for m in (0, 30, 60, 60 * 70, 60 * 71, 60 * 75)]
    svg = Drawing(long, clocks(0, 30, 60, 60 * 71, 60 * 75), "UTC", 880).svg()
    assert 'class="break"' in svg
    assert "2 d 21 h left out · UTC" in words(svg)
    assert "The axis is broken" in svg


def test_no_words_stand_where_the_axis_is_broken():
    drawn = Drawing([], clocks(0, 10, 20, 30, 30 + 24 * 60), "UTC", 880).svg()
    assert "Responding 20 min" in words(drawn)
    assert not any("1 d" in text and "left out" not in text for text in words(drawn))


def test_a_week_gets_days_on_its_axis():
    week = [Moment(START + timedelta(hours=hours)) for hours in range(0, 170, 7)]
    said = words(Drawing(week, {}, "America/New_York", 880).svg())
    assert "Sun 15 Nov" in said
    assert "00:00" not in said


def test_ticks_follow_the_wall_clock_through_a_clock_change():
    scale = Scale(datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC))
    from incidents.timeline.wording import clocktime, zone_of

    _, ticks = scale.ticks(640, zone_of("Europe/Berlin"))
    said = [clocktime(at, "Europe/Berlin") for at in ticks]
    assert "02:00" not in said
    assert {"00:00", "01:00", "03:00"} <= set(said)


minutes = st.integers(min_value=0, max_value=6000)


@settings(max_examples=150, deadline=None)
@given(
    clock_minutes=st.lists(minutes, min_size=0, max_size=5).map(sorted),
    entries=st.lists(
        st.tuples(
            minutes,
            st.sampled_from(sorted(GLYPHS)),
            st.booleans(),
            st.sampled_from(["", "Stopped", "w " * 40]),
        ),
        max_size=70,
    ),
    size=st.sampled_from(sorted(WIDTHS)),
    wider=st.sampled_from([1, 1.15, 1.35]),
)
def test_whatever_happened_the_picture_keeps_its_promises(clock_minutes, entries, size, wider):
    """No words overlap; every mark is inside; every key moment is told or listed; the words name every clock."""
    known = clocks(*clock_minutes)
    moments = sorted(
        (Moment(later(m), kind, key, text=text, number=n) for n, (m, kind, key, text) in enumerate(entries)),
        key=lambda moment: moment.at,
    )
    if not known and not moments:
        return
    width = WIDTHS[size]
    drawing = Drawing(moments, known, "Asia/Kathmandu", width, size=size)
    svg = drawing.svg()
    assert_no_words_overlap(svg, width * wider)
    assert all(5.9 <= mark.x <= width - 5.9 for mark in drawing.lane.marks)
    assert sum(len(mark.moments) for mark in drawing.lane.marks) == len(moments)
    listed = re.findall(
        rf'<li class="[^"]*on-{size}[^"]*" value="(\d+)"', picture(moments, known, "Asia/Kathmandu")
    )
    keys = {number for moment, number in drawing.numbers.items() if moment not in drawing.lane.told}
    assert {int(value) for value in listed} == keys
    assert all(f"{name.capitalize()} " in drawing.description() for name in known)


def test_the_fingerprint_is_the_shares_of_the_duration():
    svg = fingerprint(clocks(0, 33, None, 66, 132))
    rects = re.findall(r'class="(ph\d)" x="([\d.]+)" width="([\d.]+)"', svg)
    assert rects == [("ph1", "0", "18"), ("ph2", "18", "18"), ("ph3", "36", "36")]
    assert "Undetected 33\u00a0min" in svg
    assert fingerprint(clocks(0)) == ""


@pytest.mark.parametrize("width", WIDTHS.values())
def test_a_stem_on_the_edge_stands_inside_where_a_printed_page_would_cut_it(width):
    """Every line is a pixel wide, half of it on either side of its place."""
    drawn = Drawing(ENTRIES, FIVE, "UTC", width).svg()
    shape = r'<line class="stem" x1="([\d.]+)%"[^>]*?(?: transform="translate\((-?[\d.]+) 0\)")?/>'
    stems = re.findall(shape, drawn)
    places = [float(x) / 100 * width + float(shift or 0) for x, shift in stems]
    assert len(places) == len(FIVE) and (places[0], places[-1]) == (0.5, width - 0.5)
    assert all(0.5 <= place <= width - 0.5 for place in places)
