"""Every doubt on the preview: a question with its choices, a mark on each value that rests on it, undone with a click.

The texts are of our own; what the reader makes of doubts is tested in test_doubt.py.
"""

import re
from html import unescape

import pytest

from incidents.timeline.models import Incident
from postmortems.exchange.parsing import read
from tests.postmortems.exchange.test_preview import Reading

TWO_ZONES = """# Orders doubled
2024-03-05

## Timeline
- 06:05 CST: the import is started again by hand
- 14:05 UTC: the office reports doubled orders
- 15:20 UTC: the second import is stopped
- 18:30 CET: the partner confirms
"""
ZONELESS = "# Badges\n2024-03-05\n\n## Timeline\n- 14:05: doors shut\n- 15:20: doors open\n"
DAYLESS = "# Badges\n\n## Timeline (UTC)\n- 14:05: doors shut\n- 15:20: doors open\n"
YEARLESS = "# Badges\n\n## Timeline (UTC)\n- May 3, 14:05 doors shut\n- May 3, 15:20 doors open\n"
NUMERIC = "# Badges\n\n## Timeline (UTC)\n- 03/04/2024 14:05: doors shut\n- 03/04/2024 15:20: doors open\n"
LASTING = "# Badges\n2024-03-05, lasted 5 hours.\n\n## Timeline (UTC)\n- 14:05: doors shut\n- 15:20: resolved, doors open\n"
STEPPING = (
    "# Badges\n3 May 2023\n## Timeline (UTC)\n- 10:00 shut\n- 16:00 open\n- 11:30 a call\n- 16:20 fine\n"
)
MIDNIGHT = "# Badges\n3 May 2023\n## Timeline (UTC)\n- 22:00 shut\n- 23:50 open\n- 00:30 a call\n"
DENIED = (
    "# Disk\n2024-07-05\n\n## Timeline (all times UTC)\n"
    '- 14:05: alert "2024-07-05T12:05:03Z disk full"\n- 15:20: alert "2024-07-05T13:20:10Z disk fine"\n'
)
NOON = "# Badges\n3 May 2023\n## Timeline (UTC)\n- 13:30 AM doors shut\n- 2:00 PM doors open\n"


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def marks(html):
    """What each entry's time is marked with, in the order of the page."""
    rows = re.findall(r'<li class="entry[^>]*>(.*?)</li>', html, re.S)
    found = [re.search(r'class="assumed">[^<]*</span><span class="unheard"> ([^<]*)<', row) for row in rows]
    return [mark.group(1) if mark else "" for mark in found]


def choices(html, key):
    return re.findall(rf'type="radio" name="answer-{key}" value="([^"]*)"', html)


def days(html):
    return [unescape(day).replace("\u00a0", " ") for day in re.findall(r'<li class="day">([^<]*)', html)]


def refused(page, cast):
    answer = page.press(do="create", severity=cast.severities["sev2"].pk, visibility="everyone")
    assert answer.status_code == 422 and not Incident.objects.exists()


def test_a_label_with_several_meanings_marks_only_the_times_that_have_it(ben, cast):
    page = Reading(ben, TWO_ZONES)
    assert "Which time zone does CST mean here?" in page.html
    assert choices(page.html, "zone:CST") == ["UTC-06:00", "UTC+08:00", "UTC-05:00"]
    assert marks(page.html) == ["zone assumed", "", "", ""]
    refused(page, cast)
    page.press(**{"answer-zone:CST": "UTC-05:00"})
    assert marks(page.html) == [""] * 4
    page.press(forget="zone:CST")
    assert marks(page.html) == ["zone assumed", "", "", ""]
    assert choices(page.html, "zone:CST")[0] == "UTC-06:00"
    page.press(**{"answer-zone:CST": "UTC-05:00"})
    incident = page.create(cast)
    assert [f"{entry.happened_at:%H:%M}" for entry in incident.entries.order_by("position")] == [
        "11:05", "14:05", "15:20", "17:30",
    ]  # fmt: skip


def test_two_labels_with_several_meanings_are_answered_and_taken_back_one_by_one(ben, cast):
    page = Reading(ben, TWO_ZONES.replace("18:30 CET", "20:30 IST"))
    assert choices(page.html, "zone:CST") and choices(page.html, "zone:IST") == [
        "UTC+05:30",
        "UTC+01:00",
        "UTC+02:00",
    ]
    assert "times in IST are read as the first of these" in page.html
    assert marks(page.html) == ["zone assumed", "", "", "zone assumed"]
    page.press(**{"answer-zone:IST": "UTC+02:00"})
    assert marks(page.html) == ["zone assumed", "", "", ""]
    assert "What IST means: UTC+02:00" in page.html and not choices(page.html, "zone:IST")
    refused(page, cast)
    page.press(**{"answer-zone:CST": "UTC-05:00"})
    assert marks(page.html) == [""] * 4
    page.press(forget="zone:IST")
    assert marks(page.html) == ["", "", "", "zone assumed"] and "What CST means: UTC-05:00" in page.html
    page.press(**{"answer-zone:IST": "UTC+01:00"})
    incident = page.create(cast)
    assert [f"{entry.happened_at:%H:%M}" for entry in incident.entries.order_by("position")] == [
        "11:05", "14:05", "15:20", "19:30",
    ]  # fmt: skip


def test_times_without_a_zone_say_so_each(ben, cast):
    page = Reading(ben, ZONELESS)
    assert "The text names no time zone." in page.html and 'list="zones"' in page.html
    assert marks(page.html) == ["no zone yet"] * 2
    refused(page, cast)
    page.press(answer__zone="Europe/Berlin")
    assert marks(page.html) == [""] * 2
    page.press(forget="zone")
    assert marks(page.html) == ["no zone yet"] * 2
    assert 'name="answer-zone" value="Europe/Berlin"' not in page.html


def test_times_without_a_day_say_so_each_and_today_is_never_taken(ben, cast):
    page = Reading(ben, DAYLESS)
    assert "The text gives no date." in page.html
    assert marks(page.html) == ["no day yet"] * 2 and not days(page.html)
    refused(page, cast)
    page.press(answer__date="2024-03-05")
    assert days(page.html) == ["Tuesday 5 March 2024"] and marks(page.html) == [""] * 2
    page.press(forget="date")
    assert marks(page.html) == ["no day yet"] * 2 and not days(page.html)


def test_days_without_a_year_say_so_each(ben, cast):
    page = Reading(ben, YEARLESS)
    assert marks(page.html) == ["no year yet"] * 2
    refused(page, cast)
    page.press(answer__year="2021")
    assert days(page.html) == ["Monday 3 May 2021"] and marks(page.html) == [""] * 2
    assert "The year: 2021" in page.html
    page.press(forget="year")
    assert marks(page.html) == ["no year yet"] * 2


def test_numeric_dates_that_can_be_two_days(ben, cast):
    page = Reading(ben, NUMERIC)
    assert choices(page.html, "order") == ["month_first", "day_first"]
    assert days(page.html) == ["Monday 4 March 2024"]
    assert marks(page.html) == ["day and month assumed"] * 2
    refused(page, cast)
    page.press(answer__order="day_first")
    assert days(page.html) == ["Wednesday 3 April 2024"] and marks(page.html) == [""] * 2
    assert "Day and month: the day comes first" in page.html
    page.press(forget="order")
    assert days(page.html) == ["Monday 4 March 2024"] and marks(page.html) == ["day and month assumed"] * 2


def test_a_stated_duration_against_the_computed_one(ben):
    page = Reading(ben, LASTING)
    assert choices(page.html, "duration") == ["clocks", "stated"]
    assert "“5 hours”" in page.html and "1\u00a0h\u00a015\u00a0min" in page.html
    assert 'class="span conflict"' in page.html
    page.press(answer__duration="clocks")
    assert not choices(page.html, "duration")
    assert "How long it lasted: as the clocks say" in page.html
    page.press(forget="duration")
    assert choices(page.html, "duration") == ["clocks", "stated"]


def test_an_end_that_a_stated_duration_gives_says_so(ben, cast):
    page = Reading(ben, "# Badges\nDuration: 2 hours\nStart: 5 March 2024, 14:05 UTC\n")
    assert "Resolved: from the stated duration" in page.html and "16:05" in page.html
    incident = page.create(cast, **{"clock-started": "text", "clock-resolved": "text"})
    assert [f"{at:%H:%M}" for at in (incident.started_at, incident.resolved_at)] == ["14:05", "16:05"]


def test_a_step_back_that_may_be_disorder_or_the_next_day(ben, cast):
    page = Reading(ben, STEPPING)
    assert choices(page.html, "step:2") == ["same_day", "next_day"]
    assert "earlier than the entry before it" in page.html and len(days(page.html)) == 1
    refused(page, cast)
    page.press(**{"answer-step:2": "next_day"})
    assert days(page.html) == ["Wednesday 3 May 2023", "Thursday 4 May 2023"]
    assert re.search(r"A step back in time, <a[^>]*>line 6</a>: the next day", page.html)
    page.press(forget="step:2")
    assert len(days(page.html)) == 1 and choices(page.html, "step:2")


def test_a_step_back_over_midnight_is_said_and_undone(ben):
    page = Reading(ben, MIDNIGHT)
    step = read(MIDNIGHT).timeline[2].step
    assert "next day assumed" in page.html and len(days(page.html)) == 2
    page.press(undo=step)
    assert "next day assumed" not in page.html and len(days(page.html)) == 1
    page.press(redo=step)
    assert len(days(page.html)) == 2


def test_a_label_that_the_text_contradicts(ben, cast):
    page = Reading(ben, DENIED)
    assert "The times are labelled UTC, but 14:05 is called 2024-07-05T12:05:03Z too" in unescape(page.html)
    assert choices(page.html, "zone") == ["UTC", "UTC+02:00"]
    assert marks(page.html) == ["zone assumed"] * 2
    refused(page, cast)
    page.press(answer__zone="UTC+02:00")
    assert marks(page.html) == [""] * 2
    page.press(forget="zone")
    assert marks(page.html) == ["zone assumed"] * 2


def test_a_time_that_says_two_things(ben):
    page = Reading(ben, NOON)
    assert choices(page.html, "half") == ["hour", "am"]
    assert "am does not fit the hour" in page.html
    page.press(answer__half="am")
    assert "A time that says two things: as the am says" in page.html
    page.press(forget="half")
    assert choices(page.html, "half") == ["hour", "am"]


def test_a_text_that_leaves_nothing_open_has_no_mark(ben):
    text = ZONELESS.replace("## Timeline", "## Timeline (UTC)")
    page = Reading(ben, text)
    assert marks(page.html) == [""] * 2 and "to decide" not in page.html and "Take it back" not in page.html
