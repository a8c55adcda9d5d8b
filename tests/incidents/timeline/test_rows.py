"""A timeline as rows, and the notes on it: pure, so tried without a database."""

import datetime as dt
from types import SimpleNamespace

from incidents.timeline.notes import gaps, notes
from incidents.timeline.rows import build, phase_at
from incidents.timeline.zones import Switch, known, offered

START = dt.datetime(2026, 11, 12, 23, 12, tzinfo=dt.UTC)


def after(minutes):
    return START + dt.timedelta(minutes=minutes)


def entry(pk, minutes, **fields):
    plain = {
        "happened_at": None if minutes is None else after(minutes),
        "ended_at": None,
        "precision": "minute",
        "kind": "other",
        "key_moment": False,
        "source": "person",
        "position": pk,
    }
    return SimpleNamespace(pk=pk, **(plain | fields))


CLOCKS = {"started": after(0), "detected": after(19), "mitigated": after(89), "resolved": after(132)}


def shown(*entries, zone="UTC", clocks=None):
    return build(entries, instants=CLOCKS, zone=zone, clocks=clocks or {})


def test_a_divider_stands_wherever_the_date_changes_in_the_zone_shown():
    rows = shown(entry(1, 0), entry(2, 20), entry(3, 60)).rows
    assert [row.day for row in rows] == [dt.date(2026, 11, 12), None, dt.date(2026, 11, 13)]
    rows = shown(entry(1, 0), entry(2, 60), zone="Europe/Amsterdam").rows
    assert [row.day for row in rows] == [dt.date(2026, 11, 13), None]


def test_the_rail_has_the_phase_and_the_one_before():
    rows = shown(entry(1, -5), entry(2, 0), entry(3, 19), entry(4, 90), entry(5, 132), entry(6, 140)).rows
    assert [(row.from_phase, row.phase) for row in rows] == [(0, 0), (0, 1), (1, 2), (2, 3), (0, 3), (3, 0)]
    assert rows[0].first and rows[-1].last


def test_without_clocks_the_rail_says_nothing():
    assert phase_at(START, {}) == 0
    assert phase_at(after(5), {"started": START}) == 0
    assert phase_at(after(5), {"started": START, "acknowledged": after(6)}) == 1


def test_entries_without_a_time_stand_apart():
    timeline = shown(entry(1, 0), entry(2, None), entry(3, None))
    assert timeline.count == 3
    assert [row.entry.pk for row in timeline.undated] == [2, 3]


def test_a_row_says_in_words_how_it_looks():
    rows = shown(entry(1, 0, key_moment=True), entry(2, 19), entry(3, 200)).rows
    assert [row.classes for row in rows] == ["entry key ph1 first", "entry ph2 from1", "entry from2 last"]


def test_a_long_one_is_laid_out_where_it_is_looked_at():
    assert not shown(*(entry(n, n) for n in range(100))).is_long
    assert shown(*(entry(n, n) for n in range(101))).is_long


def test_the_kind_is_dropped_when_the_clock_says_it():
    rows = shown(
        entry(1, 19, kind="detection"),
        entry(2, 24, kind="action"),
        clocks={1: ["detected"], 2: ["acknowledged"]},
    ).rows
    assert [row.names_kind for row in rows] == [False, True]
    assert all(row.is_key for row in rows)


def test_an_end_on_another_day_is_said():
    (row,) = shown(entry(1, 0, ended_at=after(60))).rows
    assert row.end_day == dt.date(2026, 11, 13)


def test_a_gap_is_over_half_an_hour_between_detection_and_mitigation():
    assert [(g.after.pk, g.before.pk) for g in gaps([entry(1, 20), entry(2, 51)], CLOCKS)] == [(1, 2)]
    assert gaps([entry(1, 20), entry(2, 50)], CLOCKS) == []
    assert gaps([entry(1, 0), entry(2, 60)], CLOCKS) == []
    assert gaps([entry(1, 20), entry(2, 100)], CLOCKS) == []
    assert gaps([entry(1, 20, ended_at=after(40)), entry(2, 60)], CLOCKS) == []
    assert gaps([entry(1, 20), entry(2, 60)], {"started": START}) == []
    (gap,) = gaps([entry(1, 20), entry(2, 51)], CLOCKS)
    assert gap.text == "31\u00a0minutes with nothing recorded."
    assert shown(entry(1, 20), entry(2, 51)).rows[1].gap == gap


def said(*entries, instants=CLOCKS):
    return [(note.text.replace("\u00a0", " "), note.about) for note in notes(entries, instants, "UTC")]


def test_a_timeline_without_oddities_has_no_notes():
    assert said(entry(1, 0), entry(2, 19, kind="detection"), entry(3, 132)) == []
    assert said() == []


def test_resolved_before_detected():
    clocks = CLOCKS | {"resolved": after(10), "mitigated": None}
    assert said(instants=clocks) == [("Resolved, 23:22 UTC, is before detected, 23:31 UTC.", "clocks")]


def test_no_detection():
    assert said(entry(1, 0), instants={"started": START}) == [
        ("Nothing here says how and when it was detected.", "new")
    ]


def test_entries_outside_the_window():
    found = said(entry(1, -10), entry(2, 0, kind="detection"), entry(3, 140), entry(4, 150))
    assert found == [
        ("One entry, 23:02 UTC, is before it started, 23:12 UTC.", 1),
        ("2 entries are after it was resolved, 01:24 UTC.", 3),
    ]


def test_a_write_up_that_goes_back_in_time():
    odd = [entry(1, 10, source="import", position=2), entry(2, 20, source="import", position=1)]
    assert said(*odd, instants={"started": START, "detected": None})[1:] == [
        ("The write-up tells 23:22 UTC after 23:32 UTC; here they stand by time.", 1)
    ]
    assert said(entry(1, 10, position=2), entry(2, 20, position=1, kind="detection")) == []


def test_many_of_a_sort_are_one_sentence():
    odd = [entry(n, n, source="import", position=-n, kind="detection") for n in range(1, 9)]
    assert said(*odd) == [("The write-up goes back in time 7 times; here its entries stand by time.", 7)]
    silent = [entry(n, 19 + 31 * n, kind="detection") for n in range(4)]
    assert said(entry(9, 0), *silent, instants=CLOCKS | {"mitigated": after(140), "resolved": None}) == [
        (
            "Between detection and mitigation nothing is recorded 3 times for more than half an hour, "
            "the longest 31 min, from 23:31 UTC.",
            0,
        )
    ]


def test_a_silence_between_detection_and_mitigation_is_a_note():
    found = said(entry(1, 0), entry(2, 19, kind="detection"), entry(3, 89))
    assert found == [
        ("Between detection and mitigation nothing is recorded for 1 h 10 min, from 23:31 UTC.", 2)
    ]


def test_a_detected_clock_of_its_own_wants_an_entry():
    assert said(entry(1, 0), entry(2, 25)) == [
        ("It was detected at 23:31 UTC, and no entry says how.", "new")
    ]
    pointed = entry(2, 19)
    pointed.pointed = ["detected"]
    assert said(entry(1, 0), pointed) == []


def test_nothing_before_the_detection():
    assert said(entry(1, 19, kind="detection")) == [
        ("Nothing is recorded before the detection, 23:31 UTC.", "before")
    ]


def labels(**zones):
    return [(c.label, c.current) for c in Switch.of(**zones).choices]


def test_the_switch_offers_each_zone_once():
    assert labels(incident="Europe/Amsterdam", mine="Africa/Dakar") == [
        ("UTC", False),
        ("Amsterdam", True),
        ("Mine, Dakar", False),
    ]
    assert labels(incident="UTC", mine="UTC") == [("UTC", True)]
    assert labels(incident="Asia/Tokyo", mine="Asia/Tokyo", asked="mine") == [("UTC", False), ("Tokyo", True)]
    assert labels(incident="Asia/Tokyo", mine="UTC", asked="utc") == [("UTC", True), ("Tokyo", False)]
    assert labels(incident="UTC", mine="Asia/Tokyo", asked="junk")[0] == ("UTC", True)


def test_zones_to_choose_from():
    groups = offered("Europe/Amsterdam", "Africa/Dakar")
    assert groups[0][1][0] == ("Europe/Amsterdam", "Amsterdam, Europe")
    names = [name for _, rows in groups for name, _ in rows]
    assert len(names) == len(set(names)) == len(known())
    assert "US/Pacific" not in names


def test_images_of_which_nothing_says_what_they_show():
    def image(alt):
        return SimpleNamespace(is_image=True, alt=alt)

    log = SimpleNamespace(is_image=False, alt="")
    known = entry(1, 0), entry(2, 19, kind="detection")
    assert said(*known, entry(3, 20, enclosed=[image("The pool is full"), log])) == []
    assert said(*known, entry(3, 20, enclosed=[image(" "), log])) == [
        ("Of one image nothing says what it shows, for people who cannot see it.", 3)
    ]
    assert said(*known, entry(3, 20, enclosed=[image("")]), entry(4, 21, enclosed=[image("")])) == [
        ("Of 2 images nothing says what they show, for people who cannot see them.", 3)
    ]
