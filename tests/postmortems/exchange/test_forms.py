"""Each form of write-up, read from a text of our own."""

from datetime import date

import pytest

from postmortems.exchange.parsing import read

from . import forms


def at(proposal):
    return [entry.at.iso() if entry.at else None for entry in proposal.timeline]


def test_labels_without_a_date_give_bare_times_and_a_question():
    proposal = read(forms.LABELLED)
    assert proposal.title.text == "Our checkout outage"
    assert at(proposal) == ["14:10", "14:25", "15:05", "16:40"]
    assert (proposal.started_at.moment.iso(), proposal.ended_at.moment.iso()) == ("14:10", "16:40")
    assert proposal.duration_minutes == 150
    assert proposal.zone == "UTC"
    assert [question.about for question in proposal.questions] == ["date"]


def test_a_given_day_dates_them_all():
    proposal = read(forms.LABELLED, date=date(2024, 5, 1))
    assert at(proposal)[0] == "2024-05-01T14:10:00+00:00"
    assert proposal.ended_at.moment.iso() == "2024-05-01T16:40:00+00:00"
    assert proposal.questions == ()


def test_labels_make_sections_and_values():
    proposal = read(forms.LABELLED)
    assert [section.key for section in proposal.sections] == [
        "summary", "impact", "root_cause", "timeline", "root_cause", "root_cause", "resolution",
        "actions", "actions", "actions", "conclusion", "references",
    ]  # fmt: skip
    assert proposal.impact.text == "One in five orders failed. Nobody was charged twice."
    assert proposal.root_cause.text == "A worker pool was sized for half of today's traffic."
    assert proposal.references[0].url == "https://example.org/pools"


def test_lines_under_tasks_are_actions_and_a_past_tense_is_done():
    proposal = read(forms.LABELLED)
    assert [(action.kind, action.state) for action in proposal.actions] == [
        ("Improvements/Fixes", "proposed"),
        ("Improvements/Fixes", "done"),
        ("Tasks to Address the Issue", "proposed"),
    ]


def test_over_midnight_is_the_next_day_and_says_so():
    proposal = read(forms.MIDNIGHT)
    assert at(proposal) == [
        "2024-03-03T21:30:00+00:00",
        "2024-03-03T23:50:00+00:00",
        "2024-03-04T00:20:00+00:00",
        "2024-03-04T01:30:00+00:00",
    ]
    assert [entry.notes for entry in proposal.timeline] == [(), (), ("next day assumed",), ()]
    assert proposal.duration_minutes == 240
    assert proposal.duration_stated.text == "approximately 4 hours"
    assert proposal.questions == ()


def test_an_assumed_day_is_undone_by_an_answer():
    step = read(forms.MIDNIGHT).timeline[2].step
    undone = read(forms.MIDNIGHT, answers={step: "same_day"})
    assert at(undone)[2] == "2024-03-03T00:20:00+00:00"
    assert undone.timeline[2].notes == ()
    assert undone.timeline[2].step == step


def test_rows_of_a_table():
    proposal = read(forms.TABLE)
    assert at(proposal) == [
        "2023-05-02T08:10:00+00:00",
        "2023-05-02",
        "2023-05-02T11:00:00+00:00",
        "2023-05-03T09:15:00+00:00",
    ]
    assert [entry.precision for entry in proposal.timeline] == ["minute", "day", "about", "minute"]
    assert proposal.timeline[3].end.iso() == "2023-05-03T09:40:00+00:00"
    assert proposal.timeline[0].text == "Indexer stopped\nWho: Mira"


def test_actions_in_a_table():
    first, second = read(forms.TABLE).actions
    assert (first.text, first.state, first.owner, first.due) == (
        "Watch the indexer",
        "done",
        "Mira",
        "2023-06-01",
    )
    assert (second.text, second.state) == ("Write a runbook", "proposed")


def test_a_heading_for_each_entry():
    proposal = read(forms.HEADING_PER_ENTRY)
    assert at(proposal) == [
        "2022-09-14T22:40:00+02:00",
        "2022-09-14T22:35:00+02:00",
        "2022-09-14T23:50:00+02:00",
        "2022-09-15T00:20:00+02:00",
        "2022-09-15T10:00:00+02:00",
    ]
    assert "too many open files" in proposal.timeline[0].text
    assert proposal.timeline[1].notes == ("earlier than the entry before it",)
    assert proposal.timeline[3].notes == ("next day assumed",)
    assert [(action.kind, action.state) for action in proposal.actions] == [
        ("Process", "proposed"),
        ("Technical", "done"),
        ("Technical", "proposed"),
    ]
    assert proposal.actions[2].tracker == "https://example.org/team/app/issues/12"


def test_two_zones_on_a_line_count_once():
    proposal = read(forms.TWO_ZONES)
    assert at(proposal) == [
        "2024-02-01T23:10:00+00:00",
        "2024-02-01T23:40:00+00:00",
        "2024-02-02T00:05:00+00:00",
    ]
    assert proposal.timeline[0].written == "2024-02-01 23:10 UTC / 00:10 CET"
    assert proposal.timeline[0].text == "first import starts"


def test_key_events_with_the_time_last():
    proposal = read(forms.TIME_LAST)
    assert at(proposal)[0] == "2021-11-05T10:02:00"
    assert [entry.text for entry in proposal.timeline][:2] == ["First detected", "Incident declared"]
    assert proposal.started_at.moment.iso() == "2021-11-05T10:02:00"
    assert proposal.ended_at.moment.iso() == "2021-11-05T11:00:00"
    assert proposal.zone is None
    assert "zone" in [question.about for question in proposal.questions]
    assert [action.tracker for action in proposal.actions] == ["https://example.org/team/app/issues/41", None]


def test_labels_over_values_and_lines_with_a_day():
    proposal = read(forms.DAY_LINES)
    assert proposal.title.text == "Uploads rejected in the evening"
    assert proposal.zone == "Europe/Bucharest"
    assert at(proposal) == ["2025-02-08T23:30:00+02:00", "2025-02-09T01:10:00+02:00"]
    assert proposal.started_at.moment.iso() == "2025-02-08T23:30:00+02:00"
    assert proposal.ended_at.moment.iso() == "2025-02-09T01:10:00+02:00"
    assert ("Noor", "owner of review process") in [(person.name, person.role) for person in proposal.people]


def test_newest_first_keeps_the_order_of_the_text():
    proposal = read(forms.NEWEST_FIRST)
    assert at(proposal)[0] == "2021-03-04T12:40:00+00:00"
    assert proposal.started_at.moment.iso() == "2021-03-04T10:05:00+00:00"
    assert proposal.ended_at.moment.iso() == "2021-03-04T12:40:00+00:00"


def test_a_time_on_its_own_line_and_one_that_nobody_can_read():
    proposal = read(forms.TIME_ALONE)
    assert at(proposal) == [
        "2020-06-01T08:00:00-04:00",
        "2020-06-01T08:20:00-04:00",
        "2020-06-01",
        "2020-06-01T09:05:00-04:00",
    ]
    assert proposal.timeline[1].text == "Errors climb.\nThey keep climbing."
    assert proposal.timeline[2].notes == ("no time could be read",)


def test_another_language():
    proposal = read(forms.GERMAN)
    assert proposal.language == "de"
    assert at(proposal) == [
        "2023-02-03T18:30:00+01:00",
        "2023-02-03T18:45:00+01:00",
        "2023-02-03T19:10:00+01:00",
    ]
    assert proposal.timeline[0].precision == "about"
    assert proposal.root_cause.text == "Ein abgelaufenes Zertifikat."
    assert [action.text for action in proposal.actions] == ["Ablauf überwachen"]


def test_a_stated_duration_that_the_clocks_deny_is_asked():
    text = forms.MIDNIGHT.replace("approximately 4 hours", "approximately 7 hours")
    asked = read(text)
    assert [question.key for question in asked.questions] == ["duration"]
    assert asked.duration_minutes == 240
    stated = read(text, answers={"duration": "stated"})
    assert stated.duration_minutes == 420
    assert stated.ended_at.moment.iso() == "2024-03-04T04:30:00+00:00"


def test_an_ambiguous_zone_is_asked_once_and_the_answer_moves_every_entry():
    text = forms.HEADING_PER_ENTRY.replace("CEST", "IST")
    asked = read(text)
    zones = [question for question in asked.questions if question.about == "zone"]
    assert [choice.value for choice in zones[0].choices] == ["UTC+05:30", "UTC+01:00", "UTC+02:00"]
    assert at(asked)[0] == "2022-09-14T22:40:00+05:30"
    answered = read(text, answers={"zone": "UTC+01:00"})
    assert at(answered)[0] == "2022-09-14T22:40:00+01:00"
    assert not [question for question in answered.questions if question.about == "zone"]


def test_numeric_dates_that_can_be_two_days_are_asked():
    text = "# Slow pages\n\n## Timeline (UTC)\n\n- 03/04/2021 10:00 - slow\n- 03/04/2021 11:00 - fast\n"
    asked = read(text)
    assert [question.about for question in asked.questions] == ["order"]
    assert at(asked)[0] == "2021-03-04T10:00:00+00:00"
    assert at(read(text, answers={"order": "day_first"}))[0] == "2021-04-03T10:00:00+00:00"


def test_other_dates_of_the_text_settle_the_order():
    text = "# Slow pages\n\nReviewed on 28/04/2021.\n\n## Timeline (UTC)\n\n- 03/04/2021 10:00 - slow\n"
    proposal = read(text)
    assert at(proposal)[0] == "2021-04-03T10:00:00+00:00"
    assert proposal.questions == ()


@pytest.mark.parametrize("name", forms.ALL)
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_make_no_difference(name, ending):
    plain, other = read(forms.ALL[name]), read(forms.ALL[name].replace("\n", ending))
    assert [(e.at, e.text, e.notes) for e in other.timeline] == [
        (e.at, e.text, e.notes) for e in plain.timeline
    ]
    assert [(a.text, a.state) for a in other.actions] == [(a.text, a.state) for a in plain.actions]
    assert [(s.heading, s.key) for s in other.sections] == [(s.heading, s.key) for s in plain.sections]
    assert other.unplaced == ()


def test_a_quoted_time_that_denies_the_label_is_asked():
    text = (
        "# Outage\n\n## Timeline (times in BST)\n\n### July 11, 2025, 12:42 PM\n\nAlert.\n"
        "> Violation started: July 11, 2025 at 4:42PM UTC\n\n### 1:15 PM\n\nFixed.\n"
    )
    question = next(question for question in read(text).questions if question.about == "zone")
    assert [choice.value for choice in question.choices] == ["UTC+01:00", "UTC-04:00"]
    answered = read(text, answers={"zone": "UTC-04:00"})
    assert at(answered)[0] == "2025-07-11T12:42:00-04:00"


def test_a_quoted_time_settles_an_ambiguous_label():
    text = (
        "# Outage on 2024-02-01\n\n## Timeline (times in IST)\n\n- 10:12: alert (4:42 UTC)\n- 10:20: fixed\n"
    )
    text = text.replace("(4:42 UTC)", "at 10:12 UTC")
    assert at(read(text))[0] == "2024-02-01T10:12:00+05:30"


def test_a_missing_year_is_asked():
    text = "# Outage\n\n## Timeline (UTC)\n\n- March 3, 10:00: down\n- March 3, 11:00: up\n"
    asked = read(text)
    assert "year" in [question.about for question in asked.questions]
    assert at(read(text, answers={"year": "2021"}))[0] == "2021-03-03T10:00:00+00:00"


def test_kinds_are_guessed_from_words():
    kinds = [entry.kind for entry in read(forms.LABELLED).timeline]
    assert kinds == ["detection", "dead_end", "escalation", "recovery"]


def test_a_clock_taken_from_the_timelines_end_says_so():
    assert read(forms.MIDNIGHT).ended_at.notes == ()
    text = "# Outage\n\n## Timeline (2024-05-01, UTC)\n\n- 10:00: alert\n- 11:00: everybody goes home\n"
    proposal = read(text)
    assert proposal.started_at.notes == ("taken from the timeline's beginning",)
    assert proposal.ended_at.notes == ("taken from the timeline's end",)
