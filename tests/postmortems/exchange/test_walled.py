"""Tables between marks of their own, and where letters and printed pages have their title."""

import pytest

from postmortems.exchange.parsing import read

WIKI = """== Summary ==
On 2024-05-02 no label was printed.

== Timeline ==
''All times in UTC.''
{| class="wikitable"
|+ What happened
! Time !! Event
|-
| 10:02 || The queue stops
|-
| style="color: red" | 10:20
| Restarted,
without effect
|-
| 10:45 || Printing again
|}

== Actionables ==
{|
! Action !! Owner
|-
| Alert on the disk || Ana
|-
| Rotate the logs
| Ben
|}
"""
ADOC = """= The label printer stops

Date: 2024-05-02

== Timeline

[cols="1,4",options="header"]
|===
|Time (UTC) |Event

|10:02
|The queue stops

|10:20
a|Restarted,
without effect

|10:45 |Printing again
|===

== Action items

|===
|Action |Owner

|Alert on the disk |Ana
|Rotate the logs |Ben
|===
"""
RST = """The label printer stops
=======================

Date: 2024-05-02

Timeline (UTC)
--------------

+-------+-----------------+
| Time  | Event           |
+=======+=================+
| 10:02 | The queue stops |
+-------+-----------------+
| 10:20 | Restarted,      |
|       | without effect  |
+-------+-----------------+
| 10:45 | Printing again  |
+-------+-----------------+

Action items
------------

.. list-table::
   :header-rows: 1

   * - Action
     - Owner
   * - Alert on the disk
     - Ana
   * - Rotate the logs
     - Ben
"""


@pytest.mark.parametrize("text", [WIKI, ADOC, RST], ids=["wiki", "adoc", "rst"])
def test_cells_on_lines_of_their_own(text):
    proposal = read(text)
    found = proposal.as_dict()
    assert [(entry["at"], entry["text"]) for entry in found["timeline"]] == [
        ("2024-05-02T10:02:00+00:00", "The queue stops"),
        ("2024-05-02T10:20:00+00:00", "Restarted,\nwithout effect"),
        ("2024-05-02T10:45:00+00:00", "Printing again"),
    ]
    assert [(action["text"], action["owner"]) for action in found["actions"]] == [
        ("Alert on the disk", "Ana"),
        ("Rotate the logs", "Ben"),
    ]
    assert proposal.unplaced == ()


@pytest.mark.parametrize("mark", ["{|", "|==="])
def test_a_table_that_nothing_closes_is_text(mark):
    proposal = read(f"# Report of 2024-05-02\n\n## Timeline\n\n{mark}\n\n- 10:02 it stops\n- 10:20 it runs\n")
    assert len(proposal.timeline) == 2
    assert proposal.unplaced == ()


def test_a_letter_is_called_by_its_subject():
    letter = (
        "From: Ana <ana@example.org>\nTo: all@example.org\nDate: Thu, 2 May 2024 12:10:00 +0200\n"
        "Subject: No label was printed\n\nHi all,\n\n10:02 the queue stops\n10:20 restarted\n10:45 printing again\n"
    )
    assert read(letter).as_dict()["title"] == "No label was printed"


def test_a_printed_page_is_not_called_by_its_labels():
    page = (
        "Example Ltd - Confidential                     Page 1 of 2\n\nIncident report\nThe label printer stops\n\n"
        "Date of incident\n2 May 2024\nSeverity\nSEV2\n\nTimeline\n10:02\nThe queue stops\n10:45\nPrinting again\n"
    )
    assert read(page).as_dict()["title"] == "The label printer stops"
