"""A Word document of ours, as text: what the form says is exact, and what somebody changed is read like any other."""

import pytest

from postmortems.exchange.folding import fold
from postmortems.exchange.parsing import own_word, read

TEXT = """# Labels \\*came\\* late

INC-7, version 1, published 2026-03-04 09:00 UTC by Ben Carter. All times are in Europe/Berlin.

| Severity | SEV-2 |
| --- | --- |
| What it was | Drill |
| Started | 2026-03-02 10:00 Europe/Berlin |
| People affected | 40 |

# Why

The root cause was a driver.

```
# no heading
```

# Timeline

All of it at 09:59.

| **Time, Berlin** | **Since the start** | **What happened** |
| --- | --- | --- |
| about 2026-03-02 10:00 | T+0 min | [Started] **Detection.** A \\| stood \\*there\\* |
| (some evening) |  | Nobody knows. |

# Action items

| **State** | **Action** | **Kind** | **Owner** | **Due** |
| --- | --- | --- | --- | --- |
| Done | Try 5 \\*\\*drivers https://t.example/1 | Prevent | Zoë \\_ | 2026-03-09 |
"""


def test_each_value_is_where_the_form_says():
    found = read(TEXT)
    assert found.title.text == "Labels *came* late" and found.zone == "Europe/Berlin"
    assert (found.severity.text, found.nature) == ("SEV-2", "drill")
    assert [(f.name, str(f.amount.value)) for f in found.figures] == [("users_affected", "40")]
    assert found.started_at.moment.iso() == "2026-03-02T10:00:00+01:00" and found.started_at.entry == 0
    first, second = found.timeline
    assert (first.precision, first.kind, first.text) == ("about", "detection", "A | stood \\*there\\*")
    assert (second.at, second.written, second.text) == (None, "some evening", "Nobody knows.")
    (action,) = found.actions
    assert (action.text, action.owner, action.state) == ("Try 5 **drivers", "Zoë _", "done")
    assert (action.kind, action.due, action.tracker) == ("prevent", "2026-03-09", "https://t.example/1")
    assert found.root_cause.text.startswith("The root cause was a driver.")
    assert not found.questions and not found.unplaced


def test_sections_stand_as_they_are():
    assert [(part.heading, part.kind, part.text) for part in fold(TEXT, read(TEXT))] == [
        ("Why", "text", "The root cause was a driver.\n\n```\n# no heading\n```"),
        ("Timeline", "timeline", "All of it at 09:59."),
        ("Action items", "actions", ""),
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("2026-03-02 10:00 Europe", "in the morning, Europe"),
        ("| about 2026-03-02 10:00 |", "| at ten |"),
        ("All times are in Europe/Berlin", "All times are in Nowhere"),
        ("| Prevent | Zoë", "| Zoë"),
    ],
)
def test_what_somebody_changed_past_the_form_is_read_like_any_other(change):
    assert own_word.read(TEXT) is not None
    changed = TEXT.replace(*change, 1)
    assert own_word.read(changed) is None and read(changed).sections
