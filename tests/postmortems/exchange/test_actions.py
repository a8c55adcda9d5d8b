"""What counts as an action, form by form: one short text each, and every action that a careful person finds in it."""

import pytest

from postmortems.exchange.parsing import read

HEAD = "# The shop was down on 3 May 2024\n\n## Timeline\n\n- 10:00 UTC - down\n- 11:00 UTC - up\n\n"


def found(text: str) -> list[str]:
    return [action.text for action in read(text).actions]


FORMS = {
    "a_list_announced_to_prevent_it_though_much_is_done": (
        "The certificate ran out.\n\nTo prevent similar trouble, we have made a few changes:\n\n"
        "1. A nightly job has been added that renews it.\n2. The bell is louder now.\n3. Two people are on call.\n\n"
        "We are sorry.\n",
        ["A nightly job has been added that renews it.", "The bell is louder now.", "Two people are on call."],
    ),
    "future_works_in_a_paragraph_below_each_title": (
        "# Future works\n\n## Removal of the old gate\n\nThe old gate trusts everybody. It will be closed.\n\n"
        "## A bell at the mill\n\nWe are going to hang a bell.\n",
        ["The old gate trusts everybody. It will be closed.", "We are going to hang a bell."],
    ),
    "what_was_missed_beside_what_is_planned": (
        "## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on disks | Mira |\n\n"
        "## What should have been done to prevent this?\n\nTesting with full disks\n",
        ["Alert on disks"],
    ),
    "a_table_that_calls_itself_so_under_another_heading": (
        "## Detection\n\nThe bell rang at once.\n\n| Action item | Owner |\n| --- | --- |\n"
        "| Alert on disks | Mira |\n| Add a runbook | Tom |\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "what_was_done_meanwhile_and_what_is_looked_forward_to": (
        "## Actions taken during the incident\n\n- Restarted the shop\n- Emptied the disk\n\n"
        "## Looking forward\n\n1. **Disks**\n   - Alerting on full ones\n2. **Runbook**\n   - We will write one\n",
        ["**Disks**\n- Alerting on full ones", "**Runbook**\n- We will write one"],
    ),
    "why_no_check_saw_it": (
        "## Por qué ningún control lo detectó\n\n- El control 3 no exige verificar el disco.\n"
        "- Falta revisar los registros.\n\n## Acciones\n\n- Verificar los discos\n",
        ["Verificar los discos"],
    ),
    "a_goodbye_after_the_list": (
        "## Action items\n\n- Alert on disks\n- Add a runbook\n\nQuestions?\n\nWrite to ops@shop.example.\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_signature_after_lines": (
        "## Next steps\n\nAlert on disks.\nAdd a runbook.\n\nApproved by: Mira Roth\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "a_farewell_and_a_name": (
        "## Next steps\n\nAlert on disks.\nAdd a runbook.\n\nSincerely,\nMira Roth\nKeeper of disks\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "lines_announced_behind_a_story": (
        "## Next steps\n\nLast week we looked at every disk.\nThese steps shall help:\nAlert on disks.\nAdd a runbook.\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "a_paragraph_that_refers": (
        "## Corrective actions\n\nThe fix is to size disks by what was used before.\n\nSee the change [here](https://x.example/1).\n",
        ["The fix is to size disks by what was used before."],
    ),
    "leads_and_a_closing_paragraph": (
        "## Corrective measures\n\nAlerts: the disks get a bell.\nRunbook: time to write one.\n\n"
        "Our dream? That nobody sees a full disk again.\n",
        ["Alerts: the disks get a bell.", "Runbook: time to write one."],
    ),
    "records_of_labels": (
        "## Action items\n\nAction: Alert on disks\nOwner: Mira\nDue: 2024-06-01\n\nAction: Add a runbook\nOwner: Tom\n",
        ["Action: Alert on disks\nOwner: Mira\nDue: 2024-06-01", "Action: Add a runbook\nOwner: Tom"],
    ),
    "records_in_a_list": (
        "## Action items\n\n- Alert on disks\n- **Owner:** Mira\n- Add a runbook\n- **Owner:** Tom\n",
        ["Alert on disks\n- **Owner:** Mira", "Add a runbook\n- **Owner:** Tom"],
    ),
    "bold_lines_over_paragraphs": (
        "## Action items\n\n**Alerts**\n\nWe will alert on disks. We will call people.\n\n**Runbook**\n\nWe will write one.\n",
        ["**Alerts**\nWe will alert on disks. We will call people.", "**Runbook**\nWe will write one."],
    ),
    "headings_that_are_tasks": (
        "## Action items\n\n### Alert on disks\n\nThey fill in a week.\n\nWe will alert.\n\n### Add a runbook\n\nIt is old.\n",
        ["Alert on disks\n\nThey fill in a week.\n\nWe will alert.", "Add a runbook\n\nIt is old."],
    ),
    "titles_over_tasks": (
        "## Action items\n\n1. **Monitoring:**\n   - Add alerts\n   - Add graphs\n2. **Repair disks:**\n   - by day\n   - by night\n",
        ["Add alerts", "Add graphs", "**Repair disks:**\n- by day\n- by night"],
    ),
    "numbers_on_keys": (
        "## Action items\n\n1️⃣ Alert on disks\n2️⃣ Add a runbook\n",
        ["1️⃣ Alert on disks", "2️⃣ Add a runbook"],
    ),
    "typed_arrows": ("## Action items\n\n-> Alert on disks\n-> Add a runbook\n", ["-> Alert on disks", "-> Add a runbook"]),
    "stars_that_touch": ("## Action items\n\n*Alert on disks\n*Add a runbook\n", ["*Alert on disks", "*Add a runbook"]),
    "lines_with_semicolons": (
        "## Action items\n\nAlert on disks;\nadd a runbook;\nbuy a spare.\n",
        ["Alert on disks;", "add a runbook;", "buy a spare."],
    ),
    "a_table_of_jira": (
        "h2. Action items\n\n||Action||Owner||\n|Alert on disks|Mira|\n|Add a runbook|Tom|\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_permanent_fix": (
        "## Resolution\n\n**Short-term fix:** the disk was replaced.\n\n**Permanent fix:** disks will be mirrored.\n",
        ["disks will be mirrored."],
    ),
    "numbers_in_a_sentence": (
        "## Action items\n\nWe will (1) alert on disks, (2) add a runbook and (3) buy a spare.\n",
        ["(1) alert on disks,", "(2) add a runbook and", "(3) buy a spare."],
    ),
    "boxes_in_korean": ("## 재발 방지\n\n- [ ] 디스크 알림\n- [ ] 문서화\n", ["디스크 알림", "문서화"]),
    "russian": ("## Дальнейшие действия\n\n- Следить за дисками\n", ["Следить за дисками"]),
    "headings_with_letters": (
        "## Action items\n\n### A. Alerts\n\nThey go to the phone.\n\n- by day\n- by night\n\n### B. Runbook\n\nIt is old.\n",
        ["Alerts\n\nThey go to the phone.\n\n- by day\n- by night", "Runbook\n\nIt is old."],
    ),
    "headings_with_numbers_in_rings": (
        "## 再発防止策\n\n### ① 監視\n\n- 昼\n- 夜\n\n### ② 手順\n\n新しく書く。\n",
        ["監視\n\n- 昼\n- 夜", "手順\n\n新しく書く。"],
    ),
    "dots_of_asciidoc": (
        "== Follow-ups\n\n. Alert on disks\n.. on all hosts\n. Add a runbook\n\n== Links\n\n* none\n",
        ["Alert on disks\n.. on all hosts", "Add a runbook"],
    ),
    "hashes_of_a_wiki": (
        "== Action items ==\n# Alert on disks\n# Add a runbook\n## with pictures\n",
        ["Alert on disks", "Add a runbook\n## with pictures"],
    ),
    "what_we_will_change": (
        "## What we will change\n\n- Alert on disks\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_promise_a_sentence": (
        "## Next steps\n\nThis must not happen again. We will alert on disks. That goes to the phone. "
        "We are also going to write a runbook. Thanks to all who helped.\n",
        [
            "We will alert on disks. That goes to the phone.",
            "We are also going to write a runbook.",
        ],
    ),
    "one_promise_is_one_paragraph": (
        "## Next steps\n\nWe will alert on disks. That goes to the phone.\n",
        ["We will alert on disks. That goes to the phone."],
    ),
    "announced_lines": (
        "## Prevention\n\nSo that it stays up we need:\nAlerts on every disk, of every host that we have in both halls\n"
        "Runbooks that the people on call can read at night and follow without asking anybody for help\n",
        [
            "Alerts on every disk, of every host that we have in both halls",
            "Runbooks that the people on call can read at night and follow without asking anybody for help",
        ],
    ),
    "details_below_an_item": (
        "## Action items\n\n1. Alert on disks\n   - on all hosts\n   - by phone\n2. Add a runbook\n",
        ["Alert on disks\n- on all hosts\n- by phone", "Add a runbook"],
    ),
    "numbers_with_paragraphs_between": (
        "## Action items\n\n1. Alert on disks\n\nOurs fill in a week.\n\n2. Add a runbook\n\nThe old one is of 2019.\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_first_item_that_stands_deeper": (
        "## Action items\n\n  - Alert on disks\n- Add a runbook\n  - Buy disks\n",
        ["Alert on disks", "Add a runbook", "Buy disks"],
    ),
    "rows_with_a_number_and_a_kind": (
        "## Action items\n\n| # | Action | Owner |\n|---|---|---|\n| Short term | | |\n| 1 | Alert on disks | Mira |\n"
        "| Long term | | |\n| 2 | Add a runbook | Tom |\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "lists_of_two_spans": (
        "## Action items\n\n### Short-term\n\n- Alert on disks\n\n### Long-term\n\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "resolution_and_prevention": (
        "## Resolution and prevention\n\n- Alert on disks\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "two_announced_lists_of_which_one_has_leads": (
        "## Corrective measures\n\nWhat we lack:\nAlert on disks.\nAdd a runbook.\n\n"
        "Our work:\nSpares: buy some.\nDrills: hold one each June.\n",
        ["Alert on disks.", "Add a runbook.", "Spares: buy some.", "Drills: hold one each June."],
    ),
    "a_label_with_its_sentences_below": (
        "Corrective and Preventative Measures: So that it stays up we will do this:\n\n"
        "Alert on disks by phone. Add a short runbook. In conclusion, the disk was full, and more disks will be bought.\n",
        ["Alert on disks by phone.", "Add a short runbook."],
    ),
    "paragraphs_that_begin_with_an_indent": (
        "## Corrective measures\n\n  Alerting on every disk that we have in\nboth of the halls.\n"
        "  Writing a runbook would help those\nwho are called at night.\n",
        [
            "Alerting on every disk that we have in\nboth of the halls.",
            "Writing a runbook would help those\nwho are called at night.",
        ],
    ),
    "sentences_of_which_one_begins_small": (
        "## Next steps\n\nadd alerts on all of the disks that we have in both of the halls.\nWrite a runbook.\n",
        ["add alerts on all of the disks that we have in both of the halls.", "Write a runbook."],
    ),
    "addresses_behind_the_list": (
        "## Tasks\n\n- Alert on disks\n- Add a runbook\n\n0. https://disks.example/a\n\n1. https://disks.example/b\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "addresses_of_tickets": (
        "## Action items\n\n- https://hub.example/shop/issues/12\n- https://hub.example/shop/issues/13\n",
        ["https://hub.example/shop/issues/12", "https://hub.example/shop/issues/13"],
    ),
    "dashes_below_numbered_titles": (
        "## Action items\n\n1. Disks:\n— Alert on them.\n— Buy some.\n\n2. Runbook:\n— Write one.\n— Test it.\n",
        ["Alert on them.", "Buy some.", "Write one.", "Test it."],
    ),
    "paragraphs_in_html_with_little_pictures": (
        "## Action items\n\n<p>&emsp;:small_orange_diamond:Alert on disks.</p>\n<p>&emsp;:small_orange_diamond:Add a runbook.</p>\n",
        [
            "&emsp;:small_orange_diamond:Alert on disks.",
            "&emsp;:small_orange_diamond:Add a runbook.",
        ],
    ),
    "titles_of_which_one_stands_over_odd_words": (
        "## Action items\n\n1. **Disks**:\n   - Alert on them\n   - Buy some\n   - Check them\n2. **Halls**:\n"
        "   - Lock both\n   - No more cats\n   - Label the doors\n",
        ["Alert on them", "Buy some", "Check them", "Lock both", "No more cats", "Label the doors"],
    ),
    "titles_that_are_tasks_over_their_steps": (
        "## Action items\n\n1. Watch the disks:\no Add alerts on all\nof them.\n2. Improve the runbook:\no Test it.\no Translate it.\n"
        "3. Spares:\no Buy some.\no Store them.\n",
        [
            "Watch the disks:\no Add alerts on all\nof them.",
            "Improve the runbook:\no Test it.\no Translate it.",
            "Spares:\no Buy some.\no Store them.",
        ],
    ),
    "a_goodbye_in_the_list": (
        "## Action items\n\n+ Alert on disks\n+ Add a runbook\n+ Let's never see this again!\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "signatures_right_below_the_lines": (
        "## Action items\n\n Alert on disks.\n Add a runbook.\nPrepared by: [Mira]\nVersion: 1.0\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "a_heading_of_html_with_attributes": (
        "<h2 class='measures'>Resolution and Preventive Measures:</h2>\n\n- Alert on disks\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_few_words_that_name_plans": (
        "Mitigation and Preventive Measures:\n1. Alerts: some were added.\n2. Runbook: one was written.\n",
        ["Alerts: some were added.", "Runbook: one was written."],
    ),
    "a_meeting_that_follows_up": (
        "## Action items\n\n- Alert on disks\n- Add a runbook\n\n## Follow-up\n\nA meeting is on for June 5.\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_label_of_a_list_with_its_task_behind": (
        "- **Root cause**: a full disk\n- **Impact**: no shop\n\n## Measures\n\n- **Improvements**: Alert on disks.\n- **Tasks**:\n"
        " - Buy disks.\n - Add a runbook.\n",
        ["Alert on disks.", "Buy disks.", "Add a runbook."],
    ),
    "a_lead_above_lines_that_are_announced": (
        "## Tasks\n\nAlerts: add some on disks.\nRunbook:\nWrite one.\nTest it at night.\n",
        ["Alerts: add some on disks.", "Write one.", "Test it at night."],
    ),
    "a_summary_and_a_last_word": (
        "## Tasks\n\nAlert on disks.\nAdd a runbook.\n\nIn summary, disks fill up.\n\nNothing beats a calm night.\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "a_name_below_the_lines": (
        "## Tasks\n\nAlert on disks.\nAdd a runbook.\n\nMira Roth .\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "three_long_lines_with_capitals": (
        "## Tasks\n\nI look at every disk of every host that we have in both of the halls by the lake.\n"
        "I test the runbook at night, when nobody is there who could tell me what it means\n"
        "I buy a spare for every disk that is older than the shop in which it was once sold.\n",
        [
            "I look at every disk of every host that we have in both of the halls by the lake.",
            "I test the runbook at night, when nobody is there who could tell me what it means",
            "I buy a spare for every disk that is older than the shop in which it was once sold.",
        ],
    ),
    "a_heading_of_plans_right_below_a_story": (
        "Resolution:\nThe disk was replaced.\nCorrective Actions and Preventative Strategies:\nWhat we want (never again):\n\n"
        "Alert on disks.\nAdd a runbook.\n",
        ["Alert on disks.", "Add a runbook."],
    ),
    "a_heading_of_plans_that_begins_small": (
        "Resolution:\nThe disk was replaced.\n and Preventative Measures:\n\nDisks: alert on them.\n\nRunbook: add one.\n",
        ["Disks: alert on them.", "Runbook: add one."],
    ),
    "numbers_that_touch_their_words": (
        "## Tasks\n\n1.alert on disks.\n2.add a runbook.\n3.Buy a spare.\n",
        ["alert on disks.", "add a runbook.", "Buy a spare."],
    ),
    "a_heading_that_shares_its_line_with_text": (
        "## Corrective Measures: To keep the shop from going down like this ever again we do these things:\n\n* Alert on disks\n* Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_legend_below_the_list": (
        "## Measures\n\n1. Alert on disks\n2. Add a runbook\n\nDiagram key:\n\n- Disk: a tired cat\n- Shop: a mouse\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_goodbye_right_below_the_list": (
        "## Tasks\n\n- Alert on disks.\n- Add a runbook, which makes us\noverall calmer.\nBy these measures we sleep better.\n",
        ["Alert on disks.", "Add a runbook, which makes us\noverall calmer."],
    ),
    "german": ("## Was wir ändern\n\n- Platten überwachen\n- Anleitung schreiben\n", ["Platten überwachen", "Anleitung schreiben"]),
    "french": ("## Actions à mener\n\n- Surveiller les disques\n", ["Surveiller les disques"]),
    "spanish": ("## Próximos pasos\n\n- Vigilar los discos\n", ["Vigilar los discos"]),
    "portuguese": ("## O que vamos mudar\n\n- Vigiar os discos\n", ["Vigiar os discos"]),
    "japanese": ("## 再発防止\n\n- ディスクを監視する\n", ["ディスクを監視する"]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_actions(form):
    text, wanted = FORMS[form]
    assert found(HEAD + text) == wanted


UNNAMED = {
    "a_heading_that_no_list_knows": (
        "## Where we go from here\n\n- Alert on disks\n- Write a runbook\n- Nobody has to log in for that\n",
        ["Alert on disks", "Write a runbook", "Nobody has to log in for that"],
    ),
    "things_that_are_to_be_done": (
        "## The way out\n\n- Introduction of alerts on disks\n- **Runbook:** we will write one\n- Adding a spare\n",
        ["Introduction of alerts on disks", "**Runbook:** we will write one", "Adding a spare"],
    ),
    "a_line_that_announces": (
        "## Resolution\n\nThe disk was replaced.\n\nWe are going to do three things:\n\n- Alert on disks\n- Add a runbook\n"
        "- Buy a spare\n",
        ["Alert on disks", "Add a runbook", "Buy a spare"],
    ),
    "an_announcement_at_the_end_of_a_paragraph": (
        "## Recovery\n\nThe disk was replaced. Going forward, we will do this:\n\n- Alert on disks\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "a_deeper_heading_behind_lessons": (
        "## Lessons learned\n\nDisks fill up.\n\n### Hardening\n\n- Alert on disks\n- Add a runbook\n",
        ["Alert on disks", "Add a runbook"],
    ),
    "orders_behind_a_condition": (
        "## Later on\n\n- If it happens again, test the disks.\n- Temporarily disable the cache.\n",
        ["If it happens again, test the disks.", "Temporarily disable the cache."],
    ),
    "boxes": ("## Afterwards\n\n- [ ] disks\n- [ ] runbook\n", ["disks", "runbook"]),
    "a_table_with_owners": (
        "## Afterwards\n\n| Task | Owner |\n|---|---|\n| Alerts | Mira |\n| Runbook | Tom |\n",
        ["Alerts", "Runbook"],
    ),
    "a_heading_over_running_text": (
        "## The way forward\n\nAlerts on disks will be added by June. We will also write a runbook.\n",
        ["Alerts on disks will be added by June.", "We will also write a runbook."],
    ),
    "a_sentence_that_announces_others": (
        "## Resolution\n\nTo prevent this we are taking several steps. First, we have added alerts. Second, we will add a runbook.\n",
        ["First, we have added alerts.", "Second, we will add a runbook."],
    ),
    "running_text_that_looks_ahead": (
        "## Resolution\n\nThe disk was replaced. Going forward the job will stop before the disk is full. "
        "We will also add a runbook. It is short.\n",
        ["Going forward the job will stop before the disk is full.", "We will also add a runbook."],
    ),
    "running_text_that_prevents": (
        "## Resolution\n\nThe disk was replaced. We have since added an alert to prevent this.\n",
        ["We have since added an alert to prevent this."],
    ),
}  # fmt: skip
"""Promises that no heading of ours announces."""


@pytest.mark.parametrize("form", UNNAMED)
def test_promises_are_found_without_a_heading(form):
    text, wanted = UNNAMED[form]
    assert found(HEAD + text) == wanted


def test_a_title_in_front_of_a_task_does_not_say_that_it_is_done():
    items = "- Automated Tests: write some\n- **Improved Alerts:** add one\n- Improved alerts on disks: we will add one\n"
    items += "- Automated tests will be written\n- Added alerts: cpu and disk\n"
    states = [action.state for action in read(HEAD + "## Action items\n\n" + items).actions]
    assert states == ["proposed", "proposed", "proposed", "proposed", "done"]


def test_a_summary_does_not_count_what_a_section_lists():
    text = (
        "# Disks\n\n## Summary\n\n- **Impact**: no shop\n- **Root cause**: a full disk\n- **Action items**: alert on disks\n\n"
        "## Timeline\n\n- 10:00 UTC - down\n\n"
    )
    assert found(text) == ["alert on disks"]
    assert found(text + "## Action items\n\n- Alert on disks\n- Add a runbook\n") == [
        "Alert on disks",
        "Add a runbook",
    ]


def test_promises_are_found_in_a_letter_without_headings():
    text = "The shop was down on 3 May 2024.\n\nWe will now do this:\n\n- Alert on disks\n- Add a runbook\n"
    assert found(text) == ["Alert on disks", "Add a runbook"]


NONE = {
    "steps_of_the_repair": "## How we mended it\n\n- Found the full disk\n- Replaced it\n- Started the shop\n",
    "a_line_about_what_was_done": "## Resolution\n\nThe next steps we took were:\n\n- Replace the disk\n- Start the shop\n",
    "what_the_reader_may_do": "## What you can do\n\n- Change your password\n- Check your orders\n",
    "what_will_be_in_prose": "## Resolution\n\nThe disk was replaced. The shop will close at noon.\n",
    "what_asks_the_reader": "## Resolution\n\nIn the future you should write to us at once.\n",
    "times_with_orders": "## Second day\n\n- 10:00 UTC - Add a disk\n- 11:00 UTC - Check the shop\n",
    "no_section": "## Resolution\n\nThe disk was replaced, and we added an alert.\n",
    "what_went_well": "## What went well\n\n- The alert came at once\n\n## What went wrong\n\n- Nobody was awake\n",
    "none_in_words": "## Action items\n\nNo action items.\n",
    "an_empty_table": "## Action items\n\n| Action | Owner |\n|---|---|\n| | |\n",
    "only_a_goodbye": "## Next steps\n\nWe are sorry for the trouble. Thank you for your patience.\n",
    "a_repair_of_the_past": "## Remediation\n\nThe disk was replaced at 10:40 UTC and the shop was restarted.\n",
    "a_template_prompt": "## Action items\n\n*What will be done, and by whom?*\n",
}


@pytest.mark.parametrize("form", NONE)
def test_nothing_is_made_up(form):
    assert found(HEAD + NONE[form]) == []


def states(text: str) -> list[str]:
    return [action.state for action in read(HEAD + text).actions]


def test_a_tick_before_every_item_is_a_bullet():
    assert states("## Action items\n\n✅ Alert on disks\n✅ Add a runbook\n") == ["proposed", "proposed"]


def test_a_tick_before_some_items_says_which_are_done():
    assert states("## Action items\n\n- ✅ Alert on disks\n- Add a runbook\n") == ["done", "proposed"]


def test_a_heading_says_what_is_done():
    assert states("## Action items\n\n### Done\n\n- Disks\n\n### Planned\n\n- Runbook\n") == [
        "done",
        "proposed",
    ]
