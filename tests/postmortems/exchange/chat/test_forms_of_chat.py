"""Each form in which chats are written down, read by its own small module; the form is told by score."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest

from postmortems.bootstrap import ROOT
from postmortems.exchange import chat
from postmortems.exchange.chat import Unreadable
from postmortems.exchange.chat.dating import NEXT_DAY, dated, order_of
from postmortems.exchange.chat.messages import MOST, origins, same_elsewhere

DAY = dt.date(2026, 11, 12)
CORPUS = Path(os.environ.get("POSTMORTEMS_CORPUS") or ROOT.parent / "shared" / "corpus")
REAL = CORPUS / "payloads" / "slack_copied_via_pagerduty_timeline.txt"

SLACK_WINDOW = """Thursday, November 12th
Ben Okafor
  10:02 AM
Error rate on checkout is up
looking (edited)

10:04
Rolled back
3 replies
Last reply today at 11:00 AM
Watchdog
APP  10:05 AM
Triggered: checkout latency
:eyes:
2
Priya Raman  10:10 AM
joined #inc-42.
Friday, November 13th
Priya Raman
  12:10 AM
All good
"""
IRC = """[10:02] <ben> errors up
[10:03] <@priya> on it
  with a second line
10:04:33 * ben restarts the pods
10:05 -!- kenji [~k@host] has joined #inc
00:10 <ben> done
"""
FORMS = {
    "slack_window": SLACK_WINDOW,
    "irc": IRC,
    "teams_window": "[12/11 10:02] Ben Okafor\nerrors up\nstill\n[12/11 10:04] Priya Raman\non it",
    "discord_window": "ben — 12/11/2026 10:02\nerrors up\npriya — Today at 10:03 AM\non it",
    "tool_timeline": "Nov 12, 2026\n5:40 AM Triggered by Ben Okafor.\n5:45 AM Ben Okafor #inc_42\nlooking\n"
    "6:38 AM\nPriya Raman #inc_42\ndoubled the quota",
    "slack": '[{"type": "message", "user": "U1", "ts": "1794477720.000100", "text": "hello"}]',
    "lines": "22:05 UTC: Pager went off\n22:10 Ben: restarted the pods\n- 22:20 all clear",
}


def read(text, day=DAY, zone="UTC", order=""):
    transcript = chat.of_text(text, chat.best_of(text).form)
    return [
        (f"{d.day} {d.clock:%H:%M}", d.message.author, d.message.text)
        for d in dated(transcript, day=day, zone=zone, order=order)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_form_is_told_by_its_text(form):
    assert chat.best_of(FORMS[form]).form == form
    assert form in chat.FORMS


def test_slacks_window():
    assert read(SLACK_WINDOW) == [
        ("2026-11-12 10:02", "Ben Okafor", "Error rate on checkout is up\nlooking"),
        ("2026-11-12 10:04", "Ben Okafor", "Rolled back"),
        ("2026-11-12 10:05", "Watchdog", "Triggered: checkout latency"),
        ("2026-11-12 10:10", "Priya Raman", "joined #inc-42."),
        ("2026-11-13 00:10", "Priya Raman", "All good"),
    ]
    noise = [message.noise for message in chat.of_text(SLACK_WINDOW, "slack_window").messages]
    assert noise == ["", "", "bot", "notice", ""]


def test_an_irc_log_moves_on_by_a_day_after_midnight():
    assert read(IRC) == [
        ("2026-11-12 10:02", "ben", "errors up"),
        ("2026-11-12 10:03", "priya", "on it\n  with a second line"),
        ("2026-11-12 10:04", "ben", "ben restarts the pods"),
        ("2026-11-12 10:05", "kenji", "kenji [~k@host] has joined #inc"),
        ("2026-11-13 00:10", "ben", "done"),
    ]
    transcript = chat.of_text(IRC, "irc")
    assert [d.note for d in dated(transcript, day=DAY, zone="UTC")] == ["", "", "", "", NEXT_DAY]
    assert transcript.messages[3].noise == "notice"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-12 10:02 <ben> errors up\n2026-11-12 10:04 <priya> on it",
        "[10:02] ben: errors up\n[10:04] priya: on it",
        "10:02 <ben> errors up\n10:04 <+priya> on it",
        "2026-11-12 10:02:33\tben\terrors up\n2026-11-12 10:04:01\tpriya\ton it",
        "--- Day changed Thu Nov 12 2026\n10:02 <ben> errors up\n10:04 <priya> on it",
        "ben  10:02 AM\nerrors up\npriya  10:04 AM\non it",
        "[10:02 AM] ben\nerrors up\n[10:04 AM] priya\non it",
        "ben, 12 Nov 2026 10:02\nerrors up\npriya, 12 Nov 2026 10:04\non it",
        "ben\n12/11/2026 10:02\nerrors up\npriya\n12/11/2026 10:04\non it",
        "ben — 13/11/2026 10:02\nerrors up\npriya — 13/11/2026 10:04\non it",
    ],
)
def test_other_layouts_of_the_same(text):
    found = read(text, order="day_first")
    assert [(author, words) for _, author, words in found] == [("ben", "errors up"), ("priya", "on it")]
    assert [when[-5:] for when, _, _ in found] == ["10:02", "10:04"]
    assert {when[:8] for when, _, _ in found} == {"2026-11-"}


def test_dates_that_could_be_two_say_so_and_one_that_cannot_decides():
    both = chat.of_text("[12/11 10:02] Ben Okafor\na\n[12/11 10:04] Priya Raman\nb", "teams_window")
    assert order_of(both) == "both"
    assert {d.day for d in dated(both, day=DAY, zone="UTC", order="day_first")} == {DAY}
    assert {d.day for d in dated(both, day=DAY, zone="UTC", order="month_first")} == {dt.date(2026, 12, 11)}
    told = chat.of_text("[12/11 10:02] Ben Okafor\na\n[13/11 10:04] Priya Raman\nb", "teams_window")
    assert order_of(told) == "day_first"


def test_a_time_that_the_clocks_skip_or_repeat_is_no_instant():
    log = chat.of_text("02:30 <ben> a\n04:30 <ben> b", "irc")
    found = dated(log, day=dt.date(2026, 10, 25), zone="Europe/Berlin")
    assert [d.at is None for d in found] == [True, False]


def test_the_same_messages_have_the_same_names_and_twins_are_told_apart():
    said = [
        ("", "2026-11-12 10:02", "Ben", "ok"),
        ("", "2026-11-12 10:02", "ben", "ok "),
        ("", "2026-11-12 10:03", "Ben", "ok"),
    ]
    first, twin, other = origins("irc", "", said)
    assert twin == f"{first}#2" and other != first and first.startswith("paste:")
    assert origins("slack_window", "", said)[0] == first, "the form is a guess and no part of the name"
    assert origins("slack", "inc-42", [("1.2", "", "", "")]) == ["slack:inc-42:1.2"]
    assert same_elsewhere("slack:inc-42:1.2") == "slack::1.2" and same_elsewhere(first) == first


def test_a_text_with_too_many_messages_is_refused_with_a_sentence():
    text = "\n".join(f"10:{n % 60:02} <ben> message {n}" for n in range(MOST + 1))
    with pytest.raises(Unreadable, match="5,000 is the most"):
        chat.of_text(text, "irc")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello", "10:02", "<<<>>>\n" * 50, "— 10:02", "[[[", "Ben\n\n10:02 AM"]
)
def test_odd_texts_are_no_fault(text):
    for form in chat.FORMS:
        if form not in ("slack", "lines"):
            chat.of_text(text, form)
    assert chat.best_of(text).form in chat.FORMS


@pytest.mark.skipif(not REAL.exists(), reason="the real copy is not on this machine")
def test_a_real_copy_through_an_incident_tool():
    text = REAL.read_text()
    transcript = chat.of_text(text, chat.best_of(text).form)
    heads = re.findall(r"^(?:\d{1,2}:\d\d [AP]M)", text, re.M)
    assert transcript.form == "tool_timeline" and len(transcript.messages) == len(heads)
    days = [d.day for d in dated(transcript, day=None, zone="UTC")]
    assert days[0] == dt.date(2022, 11, 14) and days[-1] == dt.date(2022, 11, 17)
