"""Times as people type them become instants, questions, or refusals; each says how it was understood."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.timeline import zones
from incidents.timeline.typed import Around, UnclearTime, read, read_end, said
from incidents.timeline.typed.grammar import span
from incidents.timeline.wording import zone_of

HOME = "Europe/Amsterdam"
#: A Thursday, 22:30 in Amsterdam; the incident began at 21:41 there.
NOW = dt.datetime(2026, 11, 12, 21, 30, tzinfo=dt.UTC)
START = dt.datetime(2026, 11, 12, 20, 41, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def near(zone=HOME, **changes):
    return Around(**{"zone": zone, "now": NOW, "start": START, "home": HOME, **changes})


def at(text, zone=HOME, answers=None, **changes):
    reading = read(text, near(zone, **changes), answers)
    assert reading.open is None, reading.open
    return reading.at


def words(text, zone=HOME, **changes):
    """How it is said to have been understood, with ordinary spaces."""
    reading = read(text, near(zone, **changes))
    return "; ".join([said(reading, zone, START), *reading.why]).replace("\u00a0", " ")


def asked(text, zone=HOME, **changes):
    question = read(text, near(zone, **changes)).open
    assert question is not None, text
    return question


@pytest.mark.parametrize(
    "text",
    [
        "10:05 PM", "22:05 CET", "22:05", "2205", "22.05", "22h05", "10:05pm", "10.05 p.m.", "at 22:05", "22:05 h",
        "today 22:05", "22:05 today", "12 November 22:05", "Nov 12, 2026 10:05 PM", "12 Nov. 2026, 22:05",
        "Thu 12 Nov 2026 22:05", "Thursday 22:05", "2026-11-12 22:05", "2026-11-12T22:05:00+01:00", "2026-11-12T21:05Z",
        "2026/11/12 22:05", "12.11.2026 22:05", "12.11. 22:05", "13:05 PST", "21:05 UTC", "21:05Z", "22:05 Europe/Berlin",
        "16:05 America/New_York", "22:05 +01:00", "22:05 UTC+1", "2:35 +05:30 13 Nov 2026", "22:05 Berlin", "T+24",
        "T+0:24", "+24m", "+24", "24 minutes later", "+0h24", "22:05 (CET)", "on 12 November at 22:05",
    ],
)  # fmt: skip
def test_many_ways_to_write_one_moment(text):
    assert at(text) == dt.datetime(2026, 11, 12, 21, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "words_said"),
    [
        ("10:05 PM", "Thu 12 Nov 2026, 22:05 CET, 21:05 UTC, T+24 min; today"),
        ("23:50", "Wed 11 Nov 2026, 23:50 CET, 22:50 UTC, T\u221221 h 51; the last such time before now"),
        ("yesterday 14:10", "Wed 11 Nov 2026, 14:10 CET, 13:10 UTC, T\u22121 d 7 h; "
                            "yesterday, counted from your now in Amsterdam"),
        ("today 9:00", "Thu 12 Nov 2026, 09:00 CET, 08:00 UTC, T\u221212 h 41; "
                       "today, counted from your now in Amsterdam"),
        ("-5 min", "Thu 12 Nov 2026, 21:36 CET, 20:36 UTC, T\u22125 min; 5 min before the start at Thu 12 Nov, 21:41 CET"),
        ("T+25", "Thu 12 Nov 2026, 22:06 CET, 21:06 UTC, T+25 min; 25 min after the start"),
        ("22:00-22:25", "Thu 12 Nov 2026, 22:00 to 22:25 CET, 21:00 UTC, T+19 min; today"),
        ("~22:05", "Thu 12 Nov 2026, about 22:05 CET, 21:05 UTC, T+24 min; today"),
        ("2026-03-29", "Sun 29 Mar 2026, the day only"),
        ("?", "No time known"),
        ("now", "Thu 12 Nov 2026, 22:30 CET, 21:30 UTC, T+49 min; now"),
        ("23:10 13 Nov 2026", "Fri 13 Nov 2026, 23:10 CET, 22:10 UTC, T+1 d 1 h; still to come"),
    ],
)  # fmt: skip
def test_it_says_how_it_was_understood(text, words_said):
    assert words(text) == words_said


@pytest.mark.parametrize(
    ("text", "precision"),
    [("22:05", "minute"), ("~22:05", "about"), ("about 22:05", "about"), ("ca. 22:05", "about"), ("c. 22:05", "about"),
     ("circa 2205", "about"), ("29 March", "day"), ("yesterday", "day"), ("unknown", "unknown"), ("?", "unknown")],
)  # fmt: skip
def test_precision_is_typed_too(text, precision):
    assert read(text, near()).precision == precision


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("14:10-14:25", "12 13:10", "12 13:25"), ("14:10 - 14:25", "12 13:10", "12 13:25"),
        ("14:10–14:25", "12 13:10", "12 13:25"), ("14:10 to 14:25", "12 13:10", "12 13:25"),
        ("1410-1425", "12 13:10", "12 13:25"), ("2pm-3pm", "12 13:00", "12 14:00"),
        ("yesterday 23:50 until 00:10", "11 22:50", "11 23:10"), ("14:10-14:25 UTC", "12 13:10", "12 14:25"),
        ("11 Nov 23:00 - 12 Nov 02:00", "11 22:00", "12 01:00"), ("22:05-02:00", "12 21:05", "13 01:00"),
    ],
)  # fmt: skip
def test_a_span_has_an_end(text, begin, end):
    reading = read(text, near())
    assert (f"{reading.at:%d %H:%M}", f"{reading.ended_at:%d %H:%M}") == (begin, end)


def test_an_offset_is_no_end():
    assert read("2026-11-12T14:10-02:00", near()).ended_at is None
    assert at("14:10 -02:00 12 Nov 2026") == dt.datetime(2026, 11, 12, 16, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "words_said"),
    [
        ("", "is not a time"), ("later", "is not a time"), ("22", "is not a time"), ("25:00", "Hours go to 23"),
        ("22:60", "Hours go to 23"), ("13 pm", "the hour is 1 to 12"), ("0:10 am", "the hour is 1 to 12"),
        ("30 Feb 10:00", "no calendar has"), ("29 Feb 10:00", "Write the year too"), ("Fri 12 Nov 2026", "not a Friday"),
        ("22:05 XYZ", "no time zone that is known"), ("22:05 +25:00", "not an offset"), ("1969-12-31", "outside the years"),
        ("2200-01-01 10:00", "outside the years"), ("+99999d", "not a span"), ("+999d", None), ("22:05 22:10", "is not understood"),
        ("12 Nov 2026 22:05 to 11 Nov 2026 22:00", "cannot be before"), ("? to 22:05", "at which it began"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_a_sentence(text, words_said):
    if words_said is None:
        assert at(text) > NOW
        return
    with pytest.raises(UnclearTime, match=words_said) as refused:
        read(text, near())
    assert str(refused.value).endswith(".")


def test_without_a_start_there_is_nothing_to_count_from():
    for text in ("T+5", "+5m"):
        with pytest.raises(UnclearTime, match="Write the time"):
            read(text, near(start=None))
    with pytest.raises(UnclearTime, match="Give the date"):
        read("22:05", near(start=None, is_open=False))


def test_spans_count_from_the_entry_that_it_follows():
    assert at("+12m", before=START + 10 * MINUTE) == START + 22 * MINUTE
    assert "12 min after the entry at Thu 12 Nov, 21:51 CET" in words("+12m", before=START + 10 * MINUTE)
    assert at("T+12", before=START + 10 * MINUTE) == START + 12 * MINUTE


def test_a_time_is_near_to_the_entry_that_it_follows():
    late = dt.datetime(2026, 11, 12, 22, 50, tzinfo=dt.UTC)
    assert at("00:10", before=late) == dt.datetime(2026, 11, 12, 23, 10, tzinfo=dt.UTC)
    assert "the next day, nearest to the entry before" in words("00:10", before=late)
    assert at("23:40", before=late) == dt.datetime(2026, 11, 12, 22, 40, tzinfo=dt.UTC)
    week = late + dt.timedelta(7)
    assert at("10:30", before=late, following=late + dt.timedelta(hours=20)) > late
    assert at("00:10", before=late, following=week) == dt.datetime(2026, 11, 12, 23, 10, tzinfo=dt.UTC)


def test_the_day_of_the_form_counts_unless_the_text_has_one():
    day = dt.date(2026, 11, 10)
    assert at("22:05", day=day).day == 10
    assert at("yesterday 22:05", day=day).day == 11


def test_what_is_over_is_told_from_its_start():
    later = NOW + dt.timedelta(8)
    assert at("00:10", is_open=False, now=later) == dt.datetime(2026, 11, 12, 23, 10, tzinfo=dt.UTC)
    question = asked("yesterday 14:10", is_open=False, now=later)
    assert question.text == "The incident is over. Which day is “yesterday”?"
    assert [choice.key for choice in question.choices] == ["mine", "told"]
    assert at("yesterday 14:10", answers={"day": "told"}, is_open=False, now=later).day == 11
    assert at("yesterday 14:10", answers={"day": "mine"}, is_open=False, now=later).day == 19


def test_a_date_without_a_year_is_the_last_one():
    assert at("29 March 14:10").year == 2026
    assert at("29 March 14:10", now=dt.datetime(2027, 1, 5, tzinfo=dt.UTC)).year == 2026


def test_numbers_in_either_order_are_asked_about():
    question = asked("3/4/2026 10:00")
    assert [c.label.replace("\u00a0", " ") for c in question.choices] == [
        "Friday 3 April 2026",
        "Wednesday 4 March 2026",
    ]
    assert at("3/4/2026 10:00", answers={"date": "2026-03-04"}).month == 3
    assert at("13/4/2026 10:00").month == at("4/13/2026 10:00").month == 4


def test_a_time_that_was_skipped_or_came_twice_is_asked_about():
    question = asked("2026-03-29 02:30")
    assert "the clocks went forward over it" in question.text
    labels = [choice.label.replace("\u00a0", " ").split(",")[0] for choice in question.choices]
    assert labels == ["03:30 CEST", "01:30 CET"]
    question = asked("2026-10-25 02:30")
    first, second = (at("2026-10-25 02:30", answers={"clock": choice.key}) for choice in question.choices)
    assert second - first == 60 * MINUTE
    assert at("2026-10-25 02:30 CEST") == first and at("2026-10-25 02:30 CET") == second
    assert asked("2026-10-25 02:30 Europe/Berlin", zone="UTC").name == "clock"


def test_an_answer_to_another_question_is_no_answer():
    assert read("2026-10-25 02:30", near(), {"clock": "2026-10-25T01:31Z"}).open is not None
    assert read("2026-10-25 02:30", near(), {"zone": "2026-10-25T01:30Z"}).open is not None


def test_both_ends_may_have_to_be_asked_about():
    text = "2026-10-25 02:10 to 02:50"
    reading = read(text, near(), {"clock": "2026-10-25T00:10Z"})
    assert reading.open.name == "end-clock"
    reading = read(text, near(), {"clock": "2026-10-25T00:10Z", "end-clock": "2026-10-25T01:50Z"})
    assert reading.ended_at - reading.at == 100 * MINUTE


@pytest.mark.parametrize(("label", "meanings"), [("CST", 3), ("IST", 3), ("BST", 2)])
def test_letters_that_mean_several_zones_are_asked_about(label, meanings):
    assert len(asked(f"22:05 {label}").choices) == meanings


@pytest.mark.parametrize(
    ("text", "zone", "hour"),
    [("22:05 CST", "America/Chicago", 4), ("22:05 CST", "Asia/Shanghai", 14), ("22:05 IST", "Asia/Kolkata", 16),
     ("1 July 2026 22:05 BST", "Europe/London", 21)],
)  # fmt: skip
def test_letters_of_the_zone_itself_need_no_question(text, zone, hour):
    assert at(text, zone).hour == hour
    assert at(text, "UTC", home=zone).hour == hour


def test_letters_of_another_season_are_asked_about():
    question = asked("22:05 CEST")
    assert [choice.key for choice in question.choices] == ["local", "letters"]
    assert at("22:05 CEST", answers={"season": "letters"}).hour == 20
    assert at("22:05 CEST", answers={"season": "local"}).hour == 21


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12m", 720), ("1h05", 3900), ("1:10", 4200), ("90s", 90), ("5", 300), ("2 hours", 7200), ("1 d 2 h", 93600), ("x", None)],
)  # fmt: skip
def test_spans(text, seconds):
    assert span(text) == (None if seconds is None else dt.timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("22:25", 20), ("+15m", 15), ("15 min", 15), ("for 15 min", 15), ("2220", 15), ("00:05", 120)],
)
def test_an_end_counts_from_the_beginning(text, minutes):
    begin = dt.datetime(2026, 11, 12, 21, 5, tzinfo=dt.UTC)
    assert read_end(text, begin, near()).ended_at == begin + minutes * MINUTE


#: Every minute between 1971 and 2190.
moments = st.integers(525_600, 115_000_000).map(
    lambda count: dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + count * MINUTE
)


@given(moments, st.sampled_from(sorted(zones.known())))
def test_what_is_written_out_reads_back(instant, zone):
    local = instant.astimezone(zone_of(zone))
    # Some zones lay half a minute off UTC until 1972, which a clock without seconds cannot tell.
    assume(local.utcoffset().total_seconds() % 60 == 0)
    assert at(local.isoformat(timespec="minutes"), zone) == instant
    reading = read(f"{local:%Y-%m-%d %H:%M}", near(zone))
    assert reading.at == instant or any(c.value == instant for q in reading.questions for c in q.choices)


@given(st.integers(-50_000, 50_000))
def test_spans_read_back(count):
    assert at(f"T{count:+}m") == START + count * MINUTE


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        read(text, near())
    except UnclearTime as refused:
        assert str(refused).endswith(".")


@given(st.text(alphabet="0123456789:+-~/. TZaApPmMhCEST?tonwyd", max_size=24))
def test_anything_like_a_time_is_read_or_refused(text):
    try:
        reading = read(text, near())
    except UnclearTime as refused:
        assert str(refused).endswith(".")
    else:
        assert reading.open or reading.at or reading.precision == "unknown"
