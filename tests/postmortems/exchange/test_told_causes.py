"""Reports of engineers that tell of a cause in running text, under many headings, and reports that tell of none.

Each has the words that the cause must hold, and some that it must not.
"""

import pytest

from postmortems.exchange.parsing import read

from . import told

HEAD = "# 2024-05-03 Orders refused\n\n"
TIMES = "## Timeline\n\nAll times in UTC.\n\n- 10:00 Orders are refused\n- 10:20 Ana looks at the queue\n- 11:00 Orders are taken again\n\n"
LATER = "## Action items\n\n- Add an alarm for the queue\n- Test the restore\n"

TOLD = {
    "a_change_that_was_not_finished": (
        "## Summary\n\nDuring the move to the new rack, Ana changed the addresses by hand and did not write them into the"
        " inventory.\n\nTwo weeks later the inventory was applied again, and every till lost its address.\n\n" + TIMES + LATER,
        "did not write them into the inventory",
        "alarm",
    ),
    "a_run_of_paragraphs": (
        "## Summary\n\nOn Friday an update of the queue caused a short outage. An update needs new settings too.\n\n"
        "The settings of our supplier differ from those of the makers. Because they were left out, the queue crashed.\n\n"
        "Ben found the difference and restored the service.\n\n" + TIMES + LATER,
        "Because they were left out, the queue crashed.",
        "Ben found the difference",
    ),
    "several_changes_at_once": (
        "## Overview\n\nAt noon the cluster was upgraded over several releases, which meant many changes at once. One of them"
        " was a new log shipper. Some nodes stopped sending logs.\n\n" + TIMES + LATER,
        "One of them was a new log shipper.",
        None,
    ),
    "a_bad_state": (
        "## Summary\n\nThe checkout on the import server was left in a bad state, so every import failed at once. Nothing told"
        " us of it.\n\n" + TIMES + "## Lessons\n\n### What went well\n\n- The logs were clear.\n",
        "left in a bad state",
        "logs were clear",
    ),
    "an_identified_label": (
        "- **Key events**\n  - Detected: 2024-05-03 10:00\n  - Resolved: 2024-05-03 11:00\n\n- **Identified**: After an upgrade"
        " of the proxy, old protocols were dropped.\n\n- **Impact**:\n  - Old tills could not connect\n\n- **Context**:\n"
        "  - The issue was reported by three shops\n\n- **Resolution**:\n  - Old protocols were allowed again\n",
        "old protocols were dropped",
        "allowed again",
    ),
    "identified_among_the_steps_to_the_cure": (
        "- **Key events**\n  - Detected: 2024-05-03 10:00\n  - Resolved: 2024-05-03 11:00\n\n- **Identified**: A shop reported"
        " that orders were refused\n\n- **Impact**: Orders were refused.\n\n- **Context**:\n  - 2024-05-03 10:00 A shop calls\n"
        "  - 2024-05-03 10:30 This might be because of the network\n\n- **Resolution**:\n  - Team identified that the queue was"
        " cut from 100 GB to 20 GB in release 18\n  - Made the queue larger\n",
        "cut from 100 GB to 20 GB",
        "might be",
    ),
    "what_happened_behind_the_story_of_the_alert": (
        "## Alert\n\nAt 10:00 a shop told us that orders are refused.\n\n## Investigation\n\nAna saw that the queue was full.\n\n"
        "## What happened\n\nBen copied the archive on Friday. He did not look at the space that was left afterwards.\n\n"
        "On Sunday the import needed the rest.\n\n## Lessons learned\n\nLook at the space first.\n",
        "He did not look at the space",
        "Look at the space first",
    ),
    "an_account_that_was_not_protected": (
        "## What happened?\n\nThe account of a shop was taken over. Our systems had no fault; the account was not protected by a"
        " second factor.\n\nThe intruder removed the owner.\n\n" + TIMES,
        "was not protected by a second factor",
        None,
    ),
    "causes_under_headings_of_their_own": (
        "## Root cause\n\nTwo faults came together:\n\n### 1) Recovery actions never ran\n\nThe script waits for a file that is"
        " no longer written.\n\n### 2) The queue was full\n\nNobody emptied it.\n\n## Resolution\n\nWe emptied it.\n",
        "waits for a file that is no longer written",
        "We emptied it",
    ),
    "the_sentence_after_it_goes_on": (
        "## Summary\n\nThe outage was caused by a certificate. Because nobody owned it, it was not renewed. Ana renewed it and"
        " service was restored.\n\n" + TIMES,
        "Because nobody owned it",
        "Ana renewed it",
    ),
    "italian": (
        "## Cosa è successo\n\nGli ordini erano rifiutati.\n\n## Cause radice\n\n1. Il disco era pieno.\n\n## Verifica\n\nTutto bene.\n",
        "Il disco era pieno",
        "Tutto bene",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", TOLD)
def test_a_cause_is_found_where_it_is_told(form):
    text, words, others = TOLD[form]
    found = read(HEAD + text).root_cause
    assert found is not None and words in " ".join(found.text.split())
    assert others is None or others not in found.text
    assert (HEAD + text)[found.span.start : found.span.end] == found.text


NOT_TOLD = {
    "what_was_deleted_to_help": "## Timeline (UTC)\n\n- 10:00 No answers\n- 10:20 We deleted the pods and waited for new ones\n",
    "a_root_cause_that_was_not_solved": TIMES + "## What went wrong\n\n- Going back did not solve the root cause of the problem.\n",
    "only_what_users_saw": "## Summary\n\nThe shop was down for two hours. Customers could not pay.\n\n" + TIMES,
    "a_cause_that_was_only_looked_for": TIMES + "At 10:30 Ana begins to look for the root cause. Before a root cause analysis"
    " we restart the queue.\n\n" + LATER,
    "a_report_that_was_late": "## Summary\n\nThe issue was reported by three shops and was closed at 11:00.\n\n" + TIMES,
}  # fmt: skip


@pytest.mark.parametrize("form", NOT_TOLD)
def test_none_is_made_up(form):
    assert read(HEAD + NOT_TOLD[form]).root_cause is None


SAYING_WHY = {
    "the_story_behind_a_summary": ("## Summary\n\n- A bug was found\n\n## Details of incident\n\nThis was due to a short list.\n", 1),
    "people_who_contributed": ("## Root cause\n\nA full disk.\n\n## Contributors\n\n- Ana\n", 1),
    "why_nobody_saw_it": ("## Root cause\n\nA full disk.\n\n## Why it went undetected\n\nNo alarm.\n", 1),
    "why_something_is_so_at_all": ("## Pourquoi stocke-t-on tout ?\n\nPour plus tard.\n", 0),
    "how_could_it_happen": ("## Comment cela a-t-il pu arriver ?\n\nUn disque plein.\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("form", SAYING_WHY)
def test_these_sections_say_why_and_others_do_not(form):
    text, sections = SAYING_WHY[form]
    assert sum(section.key == "root_cause" for section in read(HEAD + text).sections) == sections


def test_an_outage_of_others_is_a_cause():
    text = HEAD + "On Friday our site was affected by an outage of our provider.\n\n" + TIMES
    assert read(text).root_cause.text == "On Friday our site was affected by an outage of our provider."


@pytest.mark.parametrize("form", told.TOLD)
def test_a_whole_report_gives_its_cause(form):
    words, text = told.TOLD[form]
    found = read(text).root_cause
    assert found is not None and words.lower() in " ".join(found.text.split()).lower()
    assert len(found.text) < 0.9 * len(text)


@pytest.mark.parametrize("form", told.NOT_TOLD)
def test_a_whole_report_without_a_cause_has_none(form):
    assert read(told.NOT_TOLD[form]).root_cause is None
