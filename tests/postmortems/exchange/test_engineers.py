"""Times, entries and actions of engineers' reports: forms that stand in several houses, in texts of ours."""

from postmortems.exchange.parsing import read


def moments(text):
    return [entry.at.iso() if entry.at else None for entry in read(text).timeline]


def test_headings_with_a_day_and_a_time_are_the_timeline_where_none_is_named():
    text = (
        "---\ntitle: Files not reachable\n---\n\n## 2025-01-22T08:00:00\n\n* All is well.\n\n## 2025-01-21T18:00:00 - files are back\n\n"
        "* The add-on was turned off.\n* We watch it.\n\n## 2025-01-21T09:30:00\n\n* Files cannot be reached.\n"
    )
    found = read(text)
    assert moments(text) == ["2025-01-22T08:00:00", "2025-01-21T18:00:00", "2025-01-21T09:30:00"]
    assert found.timeline[1].text == "files are back\n\n* The add-on was turned off.\n* We watch it."
    assert [section.key for section in found.sections if section.body][-1] == "timeline"
    assert found.unplaced == ()


def test_a_heading_with_a_date_over_text_of_its_own_is_an_entry():
    text = (
        "# Import\n\n## Timeline\n\nAll times in UTC.\n\n### 2024-02-12 18:30\n\nBen sees the gap.\n\n### 2024-02-12 18:55\n\nHe closes it.\n\n"
        "### 2024-02-13\n\nThe last files arrive.\n\n## Lessons\n\nNone.\n"
    )
    assert moments(text) == ["2024-02-12T18:30:00+00:00", "2024-02-12T18:55:00+00:00", "2024-02-13"]


def test_a_heading_with_a_date_over_headings_with_clocks_is_their_day():
    text = (
        "# Import\n\n## Timeline (UTC)\n\n### 2024-02-12\n\n#### 18:30\n\nBen sees the gap.\n\n#### 18:55\n\nHe closes it.\n\n"
        "### 2024-02-13\n\n#### 08:00\n\nThe last files arrive.\n"
    )
    assert moments(text) == [
        "2024-02-12T18:30:00+00:00",
        "2024-02-12T18:55:00+00:00",
        "2024-02-13T08:00:00+00:00",
    ]


def test_behind_a_whole_date_a_point_parts_hours_from_minutes():
    text = "# Disks\n\n## Timeline (UTC)\n\n- 2024-02-12 15:12 Declared\n- 2024-02-12 15.26 Compared the sizes\n- 2024-02-12 16:00 Over\n"
    assert moments(text)[1] == "2024-02-12T15:26:00+00:00"
    assert read(text.replace("15.26 Compared", "1.5 GB lost")).timeline[1].at.iso() == "2024-02-12"


def test_a_long_item_may_end_with_its_day_and_time():
    line = "- Second runner is rolled. " + "The state of the cluster is broken, so it is set up anew. " * 4
    text = f"# Runners\n\n- First runner is up. (2024-02-12 08:00)\n\n{line}(2024-02-12 09:10)\n\n- All is well. (2024-02-12 10:00)\n"
    assert moments(text) == ["2024-02-12T08:00:00", "2024-02-12T09:10:00", "2024-02-12T10:00:00"]


def test_a_renamed_branch_is_a_planned_change_before_the_trouble():
    text = "# Site\n\n## Timeline (UTC)\n\n- 2024-02-12 16:49 Branch was renamed\n- 16:52 Site is down\n- 17:10 Site is restored\n"
    assert read(text).started_at.moment.iso() == "2024-02-12T16:52:00+00:00"


def test_the_certificate_runs_out_days_before_it_hurts():
    text = (
        "# Site\n\n## Timeline\n\n- 2024-02-08 - Certificate ran out\n- 2024-02-11 10:00 UTC - Failures began impacting the service\n"
        "- 2024-02-12 09:00 UTC - All systems operational\n"
    )
    found = read(text)
    assert found.started_at.moment.iso() == "2024-02-11T10:00:00+00:00"
    assert found.ended_at.moment.iso() == "2024-02-12T09:00:00+00:00"


def test_a_sentence_that_says_how_this_is_prevented_stands_over_actions_however_few():
    text = (
        "# Wipe\n\n## Recovery\n\nWe put the old copy back.\n\n## Lessons and safeguards\n\nThis was hard. Moving forward, we are implementing"
        " several measures to prevent this from happening again:\n\n- **Copies every day:** the database is copied now.\n\n## Thank you\n"
    )
    assert len(read(text).actions) == 1


def test_what_can_we_do_to_improve():
    text = "# Site\n\n## Timeline\n\n- 10:00 UTC down\n\n## What can we do to improve?\n\n- As said in the meeting: lock the addresses\n- Better drawings of the network\n"
    assert [action.text for action in read(text).actions] == [
        "As said in the meeting: lock the addresses",
        "Better drawings of the network",
    ]


def test_a_permanent_fix_among_the_labels_of_a_resolution_is_no_list_of_actions():
    text = (
        "# Site\n\n## Impact\n\n- **Impact**: no logins\n- **Detection**: by hand\n\n## Resolution\n\n- **Immediate mitigation**: a new key\n"
        "- **Permanent fix**: a valid key is there\n- **Verification**: asked twice\n\n## Follow-up\n\n- [ ] Watch the key\n"
    )
    assert [action.text for action in read(text).actions] == ["Watch the key"]


def test_wide_brackets_behind_a_heading():
    text = "# 故障\n\n## 时间线（关键观察）\n\n- 2024-06-09 04:11 UTC：失败\n- 2024-06-09 06:25 UTC：恢复\n\n## 可能原因\n\n- 缓存没有过期时间\n\n## 后续\n\n- 加上过期时间\n- 加上告警\n"
    found = read(text)
    assert [section.key for section in found.sections if section.heading] == [
        "timeline",
        "root_cause",
        "actions",
    ]
    assert len(found.actions) == 2


def test_fixes_beside_action_items_were_made_already():
    done = "## Fixes\n\n| Ticket | Fix | Status |\n|---|---|---|\n| T-1 | Copy all files | Merged |\n\n"
    text = "# Init\n\n## Timeline\n\n- 10:00 UTC broken\n\n" + done
    assert [action.text for action in read(text + "## Action items\n\n- Test it\n").actions] == ["Test it"]
    assert len(read(text).actions) == 1
