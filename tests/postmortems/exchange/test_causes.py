"""Where a cause is found, form by form, and that none is made up."""

import pytest

from postmortems.exchange.parsing import read

HEAD = "# The shop was down on 3 May 2024\n\n"
TIMES = "## Timeline\n\n- 10:00 UTC - down\n- 11:00 UTC - up\n\n"

FORMS = {
    "caused_by_in_the_summary": (
        "## Summary\n\nThe shop was down for an hour. This was caused by a full disk. We are sorry.\n\n" + TIMES,
        "This was caused by a full disk.",
    ),
    "found_out_at_the_end_of_the_timeline": (
        TIMES + "We found out that a full disk stopped the database.\n\nIt was known that disks fill because logs grow.\n",
        "We found out that a full disk stopped the database.",
    ),
    "determined_and_connected": (
        "## Summary\n\nOrders were refused. It was determined that orders failed due to a full disk.\n\n" + TIMES,
        "It was determined that orders failed due to a full disk.",
    ),
    "a_sentence_that_begins_with_due_to": (
        "## What we saw\n\nDue to a full disk, nothing could be written.\n\nThis meant preventing every order.\n",
        "Due to a full disk, nothing could be written.\n\nThis meant preventing every order.",
    ),
    "a_sentence_that_goes_on": (
        "## Summary\n\nThe root cause was a full disk. It had been filling since March. Tom emptied it.\n",
        "The root cause was a full disk. It had been filling since March.",
    ),
    "a_label_with_a_full_stop": ("**Root cause.** A full disk.\n\n" + TIMES, "A full disk."),
    "a_row": ("| | |\n|---|---|\n| Root cause | a full disk |\n\n" + TIMES, "a full disk"),
    "a_question": ("## Why did it happen?\n\nA full disk.\n", "A full disk."),
    "a_plain_question": (TIMES + "Why did it happen?\nA full disk.\n", "A full disk."),
    "the_whys": (
        "## 5 whys\n\n1. Why was it down? No database.\n2. Why? A full disk.\n",
        "1. Why was it down? No database.\n2. Why? A full disk.",
    ),
    "contributing_factors": ("## Contributing factors\n\n- A full disk\n", "- A full disk"),
    "a_change_at_which_it_begins": (
        "## Timeline\n\n- 10:00 UTC config change deployed OUTAGE BEGINS\n- 11:00 UTC reverted OUTAGE ENDS\n",
        "- 10:00 UTC config change deployed OUTAGE BEGINS",
    ),
    "found_but_not_named_then_told": (
        "## Summary\n\nTom quickly found the root cause and left.\n\nA full disk caused the tills to stop.\n\n" + TIMES,
        "A full disk caused the tills to stop.",
    ),
    "identified_as": (
        "We were able to identify the root cause as a full disk.\n\n# Context\n\nDisks fill because logs grow.\n" + TIMES,
        "We were able to identify the root cause as a full disk.",
    ),
    "sought_in_another_sentence": (
        "A full disk has caused the tills to stop. Tom will identify the root cause.\n\n" + TIMES,
        "A full disk has caused the tills to stop. Tom will identify the root cause.",
    ),
    "told_among_the_lessons": (
        TIMES + "## What went wrong\n\n- This outage was caused by our old disks.\n\n## Notes\n\nDisks fill because logs grow.\n",
        "- This outage was caused by our old disks.",
    ),
    "a_number_that_exceeds_tells_of_none": (
        "## Summary\n\nWe let sales exceed 50 a minute.\n\nA full disk caused the tills to stop.\n\n" + TIMES,
        "A full disk caused the tills to stop.",
    ),
    "a_quoted_label": ("> **Root cause**: a full disk\n\n" + TIMES, "a full disk"),
    "a_label_with_brackets": ("## Summary\n\n- **원인 (가설)**: 디스크\n\n" + TIMES, "디스크"),
    "chinese": (TIMES + "## 根因分析\n\n磁盘已满。\n", "磁盘已满。"),
    "russian": (TIMES + "## Корневая причина\n\nДиск полон.\n", "Диск полон."),
    "polish": (TIMES + "## Przyczyna\n\nDysk pełny.\n", "Dysk pełny."),
    "a_probable_cause": (TIMES + "## Causa probable\n\nUn disco lleno.\n", "Un disco lleno."),
    "german_through": ("## Stand\n\nDurch eine volle Platte ist die Kasse zu.\n", "Durch eine volle Platte ist die Kasse zu."),
    "an_english_word_in_brackets": (
        "## Analyse technique (Root Cause Analysis)\n\nUn disque plein.\n\n" + TIMES,
        "Un disque plein.",
    ),
    "details_of_a_vulnerability": (
        "## Details of vulnerability\n\nAnybody may call it.\n\n## Details of fix\n\n- Add a check\n- Add a guard\n",
        "Anybody may call it.",
    ),
    "what_did_not_cause_it": (
        "## Resumen\n\nNo fue causado por la red.\n\n**Causa raíz confirmada:** un disco lleno.\n\n" + TIMES,
        "un disco lleno.",
    ),
    "spanish_contributing": ("## Causas contribuyentes\n\n- Un disco lleno.\n", "- Un disco lleno."),
    "a_summary_beside_an_entry_that_undoes_it": (
        "## Summary\n\nA wrong rule on the router caused an outage.\n\n"
        "## Timeline\n\n- 10:00 UTC - down\n- 10:10 UTC - Reversal of the root cause, but still down\n",
        "A wrong rule on the router caused an outage.",
    ),
    "german": ("## Zusammenfassung\n\nVerursacht wurde das durch eine volle Platte.\n", "Verursacht wurde das durch eine volle Platte."),
    "portuguese": ("## O que causou o problema?\n\nUm disco cheio.\n", "Um disco cheio."),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_cause(form):
    text, wanted = FORMS[form]
    found = read(HEAD + text).root_cause
    assert found is not None and found.text == wanted
    assert (HEAD + text)[found.span.start : found.span.end] == wanted


def test_sections_about_causes_have_the_key():
    text = HEAD + "## Contributing factors\n\n- A full disk\n\n## Root cause\n\nLogs grew.\n"
    assert [section.key for section in read(text).sections if section.heading] == ["root_cause", "root_cause"]


NONE = {
    "only_times": TIMES,
    "a_search": TIMES + "## Follow-up\n\n- Find the root cause\n",
    "status_updates": "**Resolved** - All is well.\n\n**Investigating** - Uploads fail for some customers.\n",
    "what_went_well": "## What went well\n\n- The alert came at once\n",
    "no_incident": "## Highlights\n\n- Release 4.2 went out\n",
}


@pytest.mark.parametrize("form", NONE)
def test_no_cause_is_made_up(form):
    assert read(HEAD + NONE[form]).root_cause is None
