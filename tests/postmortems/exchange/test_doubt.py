"""What the text leaves open is asked, and every answer changes the reading as it says."""

import datetime as dt

import pytest

from postmortems.exchange.parsing import Question, read

from . import forms
from .test_variants import VARIANTS
from .test_writeups import FILES, opened

#: What a person might answer where there is nothing to choose from.
FREE = {
    "date": ["2024-05-01", "1999-12-31"],
    "zone": ["Europe/Berlin", "UTC-08:00"],
    "year": ["2019", "2024"],
}

BOTH_ORDERS = """# Locks would not open

## Timeline (UTC)
- 03/04/2023 10:00 the first door stays shut
- 03/04/2023 11:00 all doors open
"""
AMBIGUOUS_ZONE = """# Buses without tickets
3 May 2023
## Timeline
- 10:00 IST machines freeze
- 11:00 IST machines work
"""
TWO_CLOCKS = """# Buses without tickets
3 May 2023
## Timeline
- 14:00 UTC machines freeze
- 09:30 EST the maker is called
- 15:00 UTC machines work
- 23:30 UTC they freeze again
- 02:10 CEST they work again
"""
TWO_AMBIGUOUS_ZONES = """# Buses without tickets
3 May 2023
## Timeline
- 10:00 UTC machines freeze
- 06:00 CST the maker in Austin is called
- 18:00 IST the maker in Pune answers
- 14:00 UTC machines work
"""
DENIED_ZONE = """# Buses without tickets
3 May 2023
## Timeline (times in UTC)
- 10:15 machines freeze, the provider's page says "since 08:15 UTC"
- 11:00 machines work
"""
LONGER_THAN_ITS_CLOCKS = """# Buses without tickets
Duration: 5 hours
Start: 3 May 2023, 10:00 UTC
End: 3 May 2023, 12:00 UTC
"""
OUT_OF_ORDER = """# Buses without tickets
3 May 2023
## Timeline (UTC)
- 10:00 machines freeze
- 16:00 machines work
- 11:30 a driver had called
- 16:20 all clear
"""
WITHOUT_YEAR = """# Buses without tickets
## Timeline (UTC)
- May 3, 10:00 machines freeze
- May 3, 11:00 machines work
"""
WITHOUT_A_DAY = """# Buses without tickets
Start: 10:00 UTC
End: 12:00 UTC
"""
COPIED_DATE = """# Buses without tickets on 3 May 2023
The machines froze on 3 May 2023.
## Timeline (UTC)
- 2022-11-20 10:00 machines freeze
- 2022-11-20 10:30 restart
- 2022-11-20 11:00 machines work
"""
WRONG_YEAR = """# Buses without tickets
## Timeline (UTC)
- 2023-05-03 10:00 machines freeze
- 2022-05-03 10:30 restart
- 2023-05-03 11:00 machines work
"""
NO_HALF_OF_THE_DAY = """# Buses without tickets
3 May 2023
## Timeline (UTC)
- 9:30 machines freeze
- 11:45 restart
- 1:15 machines work
"""
AM_AMONG_PM = """# Buses without tickets
3 May 2023
## Timeline (UTC)
- 9:30 PM machines freeze
- 9:45 AM restart
- 10:15 PM machines work
"""
NOON_AS_MIDNIGHT = """# Buses without tickets
3 May 2023
## Timeline (UTC)
- 11:00 AM machines freeze
- 11:45 AM restart
- 12:15 AM the provider calls back
- 1:00 PM machines work
"""
AM_AFTER_NOON = """# Buses without tickets
3 May 2023
## Timeline (UTC)
- 13:30 AM machines freeze
- 14:15 AM machines work
"""
TEXTS = {
    name: text
    for name, text in globals().items()
    if name.isupper() and isinstance(text, str) and "\n" in text
}
EVERY = (
    TEXTS
    | {f"form {name}": text for name, text in forms.ALL.items()}
    | {f"variant {name}": variant.text for name, variant in VARIANTS.items()}
    | {f"write-up {name}": opened(name).text for name in FILES}
)


def asked(text: str, **answers: str) -> list[str]:
    return [question.key for question in read(text, answers=answers).questions]


def values(question: Question) -> list[str]:
    return [choice.value for choice in question.choices] or FREE[question.about]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (BOTH_ORDERS, "order"),
        (AMBIGUOUS_ZONE, "zone"),
        (DENIED_ZONE, "zone"),
        (LONGER_THAN_ITS_CLOCKS, "duration"),
        (OUT_OF_ORDER, "order"),
        (WITHOUT_YEAR, "year"),
        (WITHOUT_A_DAY, "date"),
        (COPIED_DATE, "date"),
        (WRONG_YEAR, "year"),
        (AM_AMONG_PM, "order"),
        (NOON_AS_MIDNIGHT, "order"),
        (AM_AFTER_NOON, "order"),
    ],
)
def test_a_doubt_is_a_question(text, about):
    assert [question.about for question in read(text).questions] == [about]


def test_an_afternoon_is_assumed_and_undone():
    assumed = read(NO_HALF_OF_THE_DAY)
    entry = assumed.timeline[2]
    assert (entry.at.iso(), entry.notes) == ("2023-05-03T13:15:00+00:00", ("afternoon assumed",))
    assert assumed.questions == ()
    undone = read(NO_HALF_OF_THE_DAY, answers={entry.step: "same_day"}).timeline[2]
    assert (undone.at.iso(), undone.notes) == ("2023-05-03T01:15:00+00:00", ())


@pytest.mark.parametrize(
    ("text", "number", "answers", "at"),
    [
        (AM_AMONG_PM, 1, {}, "2023-05-04T09:45:00+00:00"),
        (AM_AMONG_PM, 1, {"step:1": "next_day"}, "2023-05-04T09:45:00+00:00"),
        (AM_AMONG_PM, 1, {"step:1": "afternoon"}, "2023-05-03T21:45:00+00:00"),
        (NOON_AS_MIDNIGHT, 2, {}, "2023-05-03T00:15:00+00:00"),
        (NOON_AS_MIDNIGHT, 2, {"step:2": "afternoon"}, "2023-05-03T12:15:00+00:00"),
        (AM_AFTER_NOON, 0, {}, "2023-05-03T13:30:00+00:00"),
        (AM_AFTER_NOON, 0, {"half": "am"}, "2023-05-03T01:30:00+00:00"),
        (WRONG_YEAR, 1, {}, "2023-05-03T10:30:00+00:00"),
        (WRONG_YEAR, 1, {"year:1": "2022"}, "2022-05-03T10:30:00+00:00"),
        (OUT_OF_ORDER, 2, {"step:2": "same_day"}, "2023-05-03T11:30:00+00:00"),
        (OUT_OF_ORDER, 2, {"step:2": "next_day"}, "2023-05-04T11:30:00+00:00"),
        (BOTH_ORDERS, 0, {"order": "month_first"}, "2023-03-04T10:00:00+00:00"),
        (BOTH_ORDERS, 0, {"order": "day_first"}, "2023-04-03T10:00:00+00:00"),
        (AMBIGUOUS_ZONE, 0, {"zone:IST": "UTC+01:00"}, "2023-05-03T10:00:00+01:00"),
        (AMBIGUOUS_ZONE, 0, {"zone": "Asia/Tokyo"}, "2023-05-03T10:00:00+09:00"),
        (DENIED_ZONE, 0, {"zone": "UTC+02:00"}, "2023-05-03T10:15:00+02:00"),
        (WITHOUT_YEAR, 0, {"year": "2021"}, "2021-05-03T10:00:00+00:00"),
        (COPIED_DATE, 0, {"date": "2022-11-20"}, "2022-11-20T10:00:00+00:00"),
        (COPIED_DATE, 0, {"date": "2023-05-03"}, "2023-05-03T10:00:00+00:00"),
    ],
)
def test_an_answer_does_what_it_says(text, number, answers, at):
    assert read(text, answers=answers).timeline[number].at.iso() == at


def test_a_clock_of_another_zone_goes_back_while_the_time_goes_on():
    assert asked(TWO_CLOCKS) == []
    assert [entry.at.instant.strftime("%d %H:%M") for entry in read(TWO_CLOCKS).timeline] == [
        "03 14:00", "03 14:30", "03 15:00", "03 23:30", "04 00:10",
    ]  # fmt: skip
    assert not any(entry.notes for entry in read(TWO_CLOCKS).timeline)


def test_a_clock_of_another_zone_goes_on_while_the_time_goes_back():
    (question,) = read(TWO_CLOCKS.replace("09:30 EST", "14:20 MSK")).questions
    assert (question.key, question.text) == (
        "step:1",
        "14:20 MSK comes after 14:00 UTC. Is it out of order, or the next day?",
    )


def test_the_order_of_numbers_that_a_language_has_comes_first():
    french = "# Panne des bus\n\n## Chronologie\n- 03/04/2023 10:00 la panne est là pour tous\n- 03/04/2023 11:00 les bus sont de retour\n"
    (question,) = (one for one in read(french).questions if one.key == "order")
    assert values(question) == ["day_first", "month_first"]
    assert read(french).timeline[0].at.day == dt.date(2023, 4, 3)


def test_labels_with_several_meanings_have_an_answer_each():
    assert asked(TWO_AMBIGUOUS_ZONES) == ["zone:CST", "zone:IST"]
    assert asked(TWO_AMBIGUOUS_ZONES, **{"zone:CST": "UTC-05:00"}) == ["zone:IST"]
    one = [
        entry.at.iso()[11:] for entry in read(TWO_AMBIGUOUS_ZONES, answers={"zone:CST": "UTC-05:00"}).timeline
    ]
    assert one == ["10:00:00+00:00", "06:00:00-05:00", "18:00:00+05:30", "14:00:00+00:00"]
    both = read(TWO_AMBIGUOUS_ZONES, answers={"zone:CST": "UTC-05:00", "zone:IST": "UTC+02:00"})
    assert both.questions == () and both.zone == "UTC"
    assert both.timeline[2].at.iso() == "2023-05-03T18:00:00+02:00"


def test_a_label_of_a_clock_alone_is_asked_too():
    text = DENIED_ZONE.replace("10:15 machines", "10:15 UTC machines").replace(
        "## Timeline (times in UTC)", "Start: 09:00 IST\n## Timeline"
    )
    assert asked(text) == ["zone:IST"]
    assert (
        read(text, answers={"zone:IST": "UTC+01:00"}).started_at.moment.iso() == "2023-05-03T09:00:00+01:00"
    )


def test_a_quoted_time_proves_the_label_beside_it_alone():
    text = TWO_AMBIGUOUS_ZONES.replace("is called", 'is called, their log says "12:00 UTC"')
    assert asked(text) == ["zone:IST"]
    assert [entry.at.iso()[-6:] for entry in read(text).timeline] == ["+00:00", "-06:00", "+05:30", "+00:00"]


def test_a_stated_length_gives_the_end_where_nothing_else_does_and_says_so():
    text = "# Buses without tickets\nDuration: about 2 hours\nStart: 3 May 2023, 23:00 UTC\n"
    found = read(text)
    assert found.ended_at.moment.iso() == "2023-05-04T01:00:00+00:00" and found.duration_minutes == 120
    assert found.ended_at.notes == ("from the stated duration",) and found.questions == ()
    assert found.ended_at.span.of(text) == "about 2 hours"
    assert read(text.replace("Duration: about 2 hours\n", "")).ended_at is None
    assert read(text.replace("Duration", "Time to repair")).ended_at is None


def test_one_entry_is_no_end_of_its_own_where_a_length_is_stated():
    text = (
        "# Buses without tickets\nDuration: 40 minutes\n## Timeline\n- 2023-05-03 10:00 UTC machines freeze\n"
    )
    found = read(text)
    assert (found.ended_at.moment.iso(), found.questions) == ("2023-05-03T10:40:00+00:00", ())
    assert (
        read(text.replace("Duration: 40 minutes\n", "")).ended_at.moment.iso() == "2023-05-03T10:00:00+00:00"
    )


def test_the_stated_length_counts_when_it_is_chosen():
    assert read(LONGER_THAN_ITS_CLOCKS, answers={"duration": "clocks"}).duration_minutes == 120
    stated = read(LONGER_THAN_ITS_CLOCKS, answers={"duration": "stated"})
    assert stated.duration_minutes == 300
    assert stated.ended_at.notes == ("from the stated duration",)


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_removes_its_question_and_each_gives_another_reading(name):
    text = EVERY[name]
    for question in read(text).questions:
        readings = []
        for value in values(question):
            answered = read(text, answers={question.key: value})
            assert question.key not in [other.key for other in answered.questions]
            whole = answered.as_dict()
            whole.pop("questions")
            assert whole not in readings, f"{value} changes nothing"
            readings.append(whole)


@pytest.mark.parametrize("name", EVERY)
def test_asking_comes_to_an_end(name):
    answers: dict[str, str] = {}
    for _ in range(20):
        left = read(EVERY[name], answers=answers).questions
        if not left:
            break
        answers[left[0].key] = values(left[0])[0]
    assert left == ()


@pytest.mark.parametrize("name", EVERY)
def test_what_was_assumed_about_an_entry_is_undone(name):
    first = read(EVERY[name])
    for number, entry in enumerate(first.timeline):
        if entry.step is None:
            continue
        assert entry.notes
        undone = read(EVERY[name], answers={entry.step: "same_day"}).timeline[number]
        before = first.timeline[number - 1].at
        assert undone.at and before and undone.at.day == before.day
        assert undone.step == entry.step


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_dated_by_today(name):
    today = dt.datetime.now(dt.UTC).date()
    for entry in read(EVERY[name]).timeline:
        assert not entry.at or entry.at.day != today
