"""Ways to write times, days, zones and entries without a time: one short text a form, and what it must give."""

import pytest

from postmortems.exchange.parsing import read
from tests.postmortems.exchange.test_variants import Variant, facts

FORMS = {
    "entries_parted_by_breaks_inside_a_paragraph": Variant(
        """# The ferry's site was away

## Timeline (all times in CET/CEST)

### 2024-07-12

15:20 - The name server gets a new file, in which
the address of the site is missing.<br> 21:05 - The
old answers run out. **\\<BEGINS>**<br>
21:30 - A passenger writes to the harbour.

### 2024-07-13

04:10 - The harbour master reads it.<br> 04:40 - The file is put back.<br/>
05:10 - The site is there again.
""",
        entries=6,
        first="2024-07-12T15:20:00+02:00",
        last="2024-07-13T05:10:00+02:00",
        zone="Europe/Berlin",
    ),
    "four_digits_and_linked_ones_under_a_day": Variant(
        """# Pictures were missing

## How it was mended

### 14 May 2024

1738: The maker of thumbnails says that it is ill.

[1758](https://chat.example/p1): Ada sees that pictures are missing.

~1940: They decide to go back to the old maker.

[2012](https://chat.example/p2): The old maker takes over.

2058: Pictures are there again.
""",
        entries=5,
        first="2024-05-14T17:38:00",
        last="2024-05-14T20:58:00",
    ),
    "years_are_no_times": Variant(
        """# The bridge was closed

## Background

- 2009: The bridge is built.
- 2015: The bridge is painted.
- 2021: The bridge is looked at.

## Timeline

- 10:00 UTC: The bridge is closed.
- 10:20 UTC: The bridge is open.
""",
        entries=2,
    ),
    "days_as_items_over_their_times": Variant(
        """# The scales showed nothing

Began: 3 November 2023, in the afternoon

## Timeline

 * 11/25
     * 15:00 - The new version is sent out
         * Two scales were tried
     * 16:17 - The first market writes
 * 11/26 (Sun)
     * 00:28 - The mended version is sent out
 * 11/27
     * 11:40 - All scales show numbers
""",
        entries=4,
        first="2023-11-25T15:00:00",
        last="2023-11-27T11:40:00",
    ),
    "a_heading_that_says_the_day": Variant(
        """# Post-mortem: the bakery's till #

### Incident date: March 25, 2024

## Timeline

- 3:00 PM UTC: The till is mute.
- 3:45 PM UTC: The till rings.
""",
        entries=2,
        first="2024-03-25T15:00:00+00:00",
        started="2024-03-25T15:00:00+00:00",
    ),
    "items_without_a_time_between_a_first_and_a_last": Variant(
        """## Timeline:
- 10:00 AM: The alarm rings.
- The keepers look at the pumps first.
- The pumps are well, so they look at the valves.
- The valve maker is called.
- 11:30 AM: The valve is turned.
""",
        entries=5,
    ),
    "labels_below_the_first_time": Variant(
        """Timeline:

10:00 AM: The first keeper finds the door locked.
Actions taken: The keepers looked at the lock and the log of the keys.
Misleading path: They thought of a burglar, because of the rain.
Escalation: The locksmith was called.
Resolution: The locksmith turned the key the other way.
Root cause and resolution:
The lock was mounted upside down.
""",
        entries=5,
    ),
    "labels_between_two_days_far_from_the_margin": Variant(
        """Timeline:

    May 15, 2023, 08:00 AM (UTC): The first keeper finds the door locked.
    Actions taken: The keepers looked at the lock. Nobody thought of the key.
    Misleading path: They thought of a burglar.
    The locksmith was called by two of them.
    May 15, 2023, 02:00 PM (UTC): The locksmith turned the key the other way.
    Resolution: The door was left open.

Root cause:
The lock was mounted upside down.
""",
        entries=6,
    ),
    "a_detail_beside_times_is_no_entry": Variant(
        """## Timeline
- 10:00 AM: The alarm rings.
- 10:10 AM: The pumps are looked at.
- They are well.
- 11:30 AM: The valve is turned.
""",
        entries=3,
    ),
    "a_range_in_brackets": Variant(
        """**The scale was off**

- *Duration:* It was off from [January 22, 2024 at 14:30 (UTC)] to [January 22, 2024 at 15:45 (UTC)].

**Timeline:**
- *Noticed:* January 22, 2024 at 14:30 (UTC)
- *Mended:* January 22, 2024 at 15:40 (UTC)
""",
        entries=2,
        started="2024-01-22T14:30:00+00:00",
        ended="2024-01-22T15:45:00+00:00",
    ),
    "a_duration_says_more_than_a_resolution_among_the_entries": Variant(
        """Issue summary:
Duration: June 1, 2023, 10:00 AM - June 1, 2023, 2:00 PM (UTC)

Timeline:
10:00 AM: The oven is cold.
1:00 PM: Resolution: The baker finds the fuse.
1:30 PM: Fix: The fuse is changed.
2:00 PM: The oven is warm.
""",
        entries=4,
        started="2023-06-01T10:00:00+00:00",
        ended="2023-06-01T14:00:00+00:00",
    ),
    "a_date_of_the_incident_with_its_time": Variant(
        """# The chain stood still

**Date of incident:** Wednesday 20th September 2023, 14:32 UTC

## Timeline

**19th September 2023:**

13:50 GST: A tester sees it on the small chain.

**20th September 2023:**

18:32 GST: The great chain stands still.

20:00 GST: The great chain goes on.
""",
        entries=3,
        first="2023-09-19T13:50:00+04:00",
        started="2023-09-20T14:32:00+00:00",
    ),
    "four_digits_behind_a_date": Variant(
        """# The wheel stood still

## Timeline (UTC)

- 2024-04-01 0251: The wheel stops.
- 2024-04-01 0258: The miller is woken.
- 2024-04-01 0611: The wheel turns.
""",
        entries=3,
        first="2024-04-01T02:51:00+00:00",
        last="2024-04-01T06:11:00+00:00",
    ),
    "four_digits_behind_a_day_that_could_be_a_year": Variant(
        """# The wheel stood still

Date: 2025-Feb-07

## Timeline
- Feb 7 1506 UTC: The miller and the smith agree on a new axle.
- 1936 UTC: The axle is there.
- Feb 8 0117 UTC: The wheel stops.
- Feb 9 1924 UTC: The wheel turns.
- Feb 9 2036 UTC: The miller goes home.
""",
        entries=5,
        first="2025-02-07T15:06:00+00:00",
        last="2025-02-09T20:36:00+00:00",
    ),
    "a_title_in_the_head_of_the_file_and_a_line_about_zones": Variant(
        """---
heading: "Report of 4 May 2024: the wheel stood still"
subtitle: What happened at the mill.
---

_All timestamps are in UTC._

## Timeline

- 10:00: The wheel stops.
- 10:20: The wheel turns.
""",
        entries=2,
        title="Report of 4 May 2024: the wheel stood still",
        first="2024-05-04T10:00:00+00:00",
    ),
    "a_range_in_the_title": Variant(
        """# Ausfall der Mühle am 21.04.2020 von 10:04 - 10:24

Das Rad stand, weil die Achse gebrochen war.
""",
        entries=0,
        started="2020-04-21T10:04:00",
        ended="2020-04-21T10:24:00",
    ),
    "the_only_date_of_the_text": Variant(
        """# The wheel stood still

## In short

September 11th, 2018 the wheel began to stand still.

## Timeline

* 08:15 - the wheel stops
* 08:36 - the wheel turns
""",
        entries=2,
        first="2018-09-11T08:15:00",
        last="2018-09-11T08:36:00",
    ),
    "two_dates_somewhere_are_asked": Variant(
        """# The wheel stood still

## In short

September 11th, 2018 the wheel was made, and on October 2nd, 2018 it was hung.

## Timeline

* 08:15 - the wheel stops
* 08:36 - the wheel turns
""",
        entries=2,
        first="08:15",
    ),
    "a_year_mistyped_over_the_times": Variant(
        """---
date: 2020-08-15
---

# The wheel stood still

## Timeline

2002-08-15 **(all times in UTC)**

- 17:50: the wheel stops
- 19:30: the miller comes
- 20:07: the wheel turns
""",
        entries=3,
        first="2020-08-15T17:50:00+00:00",
    ),
    "steps_in_a_table_without_times": Variant(
        """# The wheel stood still

## Timeline

| Step | What happened | What came of it |
|---|---|---|
| T1 | The axle is oiled | It is slippery |
| T2 | The wheel is hung | It falls |
| T3 | The axle is wiped | The wheel turns |
""",
        entries=3,
    ),
    "days_in_a_later_column": Variant(
        """# The wheel stood still

## Timeline

| Who | Time (UTC) | What |
|---|---|---|
| Miller | 2026-06-15 | The wheel stops |
| Smith | 2026-06-15 | The axle is made |
| Miller | 2026-06-16 | The wheel turns |
""",
        entries=3,
        first="2026-06-15",
        last="2026-06-16",
    ),
    "not_yet_resolved": Variant(
        """# The lift stood still

## Timeline (UTC)

- 2024-05-02 10:00 The lift stops.
- 2024-05-02 10:30 The maker still hasn't resolved it.
- 2024-05-02 11:00 The lift is called from the top floor, and comes.
""",
        entries=3,
        ended="2024-05-02T11:00:00+00:00",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read(name):
    form = FORMS[name]
    proposal = read(form.text)
    found = facts(proposal)
    wanted = {key: value for key in found if (value := getattr(form, key)) is not None}
    assert {key: found[key] for key in wanted} == wanted
    assert proposal.unplaced == ()


def test_a_linked_time_keeps_its_address():
    entry = read(FORMS["four_digits_and_linked_ones_under_a_day"].text).timeline[1]
    assert entry.text == "[1758](https://chat.example/p1): Ada sees that pictures are missing."
    assert entry.written == "1758"


def test_a_time_behind_a_tilde_is_about():
    assert [e.precision for e in read(FORMS["four_digits_and_linked_ones_under_a_day"].text).timeline].count(
        "about"
    ) == 1


LABELLED = """# The gate was open (stated in UTC)

All times in UTC unless labelled.

## Timeline of 2 May 2024

- 10:00 XYT: the gate opens
- 10:30 XYT: a keeper sees it
- 11:00 XYT: the gate is shut
"""


def test_a_label_that_nobody_knows_is_asked_and_no_other_zone_is_taken():
    asked = read(LABELLED)
    assert [(q.key, q.text) for q in asked.questions if q.about == "zone"] == [
        ("zone", "The times are labelled XYT, which is no zone known here. Which is it?")
    ]
    assert asked.as_dict()["timeline"][0]["at"] == "2024-05-02T10:00:00"
    answered = read(LABELLED, answers={"zone": "Asia/Tokyo"})
    assert answered.as_dict()["timeline"][0]["at"] == "2024-05-02T10:00:00+09:00"
    assert not [q for q in answered.questions if q.about == "zone"]


def test_what_is_taken_for_the_day_is_said():
    first, second = read(FORMS["the_only_date_of_the_text"].text).timeline
    assert (first.notes, second.notes) == (("the only date of the text taken",), ())
    mistyped = read(FORMS["a_year_mistyped_over_the_times"].text)
    assert [question.key for question in mistyped.questions] == ["date"]
    answered = read(FORMS["a_year_mistyped_over_the_times"].text, answers={"date": "2002-08-15"})
    assert answered.as_dict()["timeline"][0]["at"] == "2002-08-15T17:50:00+00:00"


def test_steps_without_times_are_kept_undated_in_their_order():
    steps = read(FORMS["steps_in_a_table_without_times"].text).timeline
    assert [(step.at, step.written) for step in steps] == [(None, "T1"), (None, "T2"), (None, "T3")]
    assert steps[0].text == "The axle is oiled\nWhat came of it: It is slippery"
