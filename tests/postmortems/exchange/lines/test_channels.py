"""A zip with several channels offers them to choose from; a long chat stands in parts; too many are refused kindly."""

import datetime as dt
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from postmortems.exchange.lines.picking import PART
from tests.cast import NOW, an_incident
from tests.postmortems.exchange.chat.test_slack_export import USERS, packed
from tests.postmortems.exchange.lines.test_lines_pages import add, address, ben, fields, read  # noqa: F401

START = int(dt.datetime(2026, 11, 12, 9, 0, tzinfo=dt.UTC).timestamp())


def said(number, *, start=START, every=60, words="message"):
    return [
        {"user": "U1", "ts": f"{start + n * every}.{n:06}", "text": f"{words} number {n}"}
        for n in range(number)
    ]


def send(client, incident, files, **more):
    file = SimpleUploadedFile("export.zip", packed(files))
    return client.post(address(incident), {"file": file, "zone": "UTC", "day": "", **more})


def check(client, incident, page, **changed):
    return client.post(f"{address(incident)}check/", {**fields(page), **changed})


@pytest.fixture
def noon(cast):
    return an_incident(cast, started=NOW)


SEVERAL = {
    "users.json": USERS,
    "general/2026-11-01.json": said(7, start=START - 11 * 86400, words="lunch"),
    "inc-42/2026-11-12.json": said(3, start=int(NOW.timestamp()), words="checkout"),
    "quiet/2026-11-12.json": [],
}


def test_the_channels_are_offered_and_the_one_of_the_incidents_hours_is_first(ben, noon):  # noqa: F811
    page = send(ben, noon, SEVERAL)
    text = page.text
    assert page.status_code == 200 and "Choose a channel" in text and "#quiet" not in text
    assert text.index("#inc-42") < text.index("#general")
    assert "3 around the incident" in text and "7 messages" in text
    assert fields(page)["channel"] == ["inc-42"]
    picking = check(ben, noon, page, do="channel")
    assert "checkout number 2" in picking.text and "lunch" not in picking.text
    assert "Channel #inc-42." in picking.text
    other = check(ben, noon, page, do="channel", channel="general")
    assert "lunch number 6" in other.text and "checkout" not in other.text
    looked = check(ben, noon, other, m=["1"], do="look")
    add(ben, noon, looked)
    assert noon.entries.get().origin.startswith("slack:general:")


def test_no_channel_and_a_foreign_one_are_asked_about_again(ben, noon):  # noqa: F811
    page = send(ben, noon, SEVERAL)
    for channel in ("", "payroll", "inc-42\ud800".encode("utf-8", "surrogatepass")):
        again = check(ben, noon, page, do="channel", channel=channel)
        assert again.status_code == 422 and "Choose the channel to read." in again.text
    junk = check(ben, noon, page, do="channel", zone="Mars")
    assert junk.status_code == 200 and "checkout number 2" in junk.text


def test_the_one_channel_in_which_somebody_spoke_needs_no_question(ben, noon):  # noqa: F811
    page = send(ben, noon, {"inc-42/1.json": said(3), "quiet/1.json": []})
    assert "Pick messages" in page.text


def test_what_is_more_than_a_page_carries_is_chosen_with_the_file(ben, noon):  # noqa: F811
    noise = random.Random(1)
    rows = [
        {"user": "U1", "ts": f"{START + n}.1", "text": "".join(noise.choices("abcdefghijklmnop", k=900))}
        for n in range(2500)
    ]
    files = {"big/1.json": rows, "inc-42/1.json": said(3)}
    page = send(ben, noon, files)
    assert page.status_code == 422
    assert "Choose one, then choose the file again above." in page.text
    assert re.search(r'<option value="inc-42"', page.text)
    assert "number 2" in send(ben, noon, files, channel="inc-42").text


def test_a_channel_that_is_too_long_is_named_and_the_others_offered(ben, noon):  # noqa: F811
    page = send(ben, noon, {"a/1.json": said(5001), "b/1.json": said(2), "c/1.json": said(2)})
    assert "Not offered" in page.text and "#a" in page.text and 'value="a"' not in page.text
    alone = send(ben, noon, {"a/1.json": said(5001), "d/1.json": said(5001)})
    assert alone.status_code == 422 and "more than 5,000 messages" in alone.text


def shown(page):
    return len(re.findall(r'<li class="message', page.text))


def test_a_long_chat_stands_in_parts_and_what_was_picked_stays_picked(ben, noon):  # noqa: F811
    page = send(ben, noon, {"inc-42/1.json": said(PART * 2 + 5, every=30)})
    assert shown(page) == PART, "the part of the incident's hours, which began at noon"
    assert "Parts of the chat" in page.text and fields(page)["part"] == ["0"]
    second = check(ben, noon, page, m=["3", "4"], part="1")
    assert fields(second)["part"] == ["1"] and sorted(fields(second)["m"]) == ["3", "4"]
    last = check(ben, noon, second, m=["3", "4", str(PART)], part="2")
    assert shown(last) == 5
    looked = check(ben, noon, last, do="look")
    add(ben, noon, looked)
    assert sorted(e.text for e in noon.entries.all()) == [
        "message number 3",
        "message number 4",
        f"message number {PART}",
    ]


@pytest.mark.parametrize("part", ["-1", "99", "9" * 30, "x", "²"])
def test_a_part_that_is_none_is_the_first_one(ben, noon, part):  # noqa: F811
    page = send(ben, noon, {"inc-42/1.json": said(PART + 5, every=30)})
    assert shown(check(ben, noon, page, part=part)) == PART


def test_a_whole_thread_is_picked_over_the_parts(ben, noon):  # noqa: F811
    rows = said(PART + 5)
    rows[PART + 1]["thread_ts"] = rows[2]["ts"]
    page = send(ben, noon, {"inc-42/1.json": rows})
    first = check(ben, noon, page, part="0")
    picked = check(ben, noon, first, thread=rows[2]["ts"])
    assert sorted(map(int, fields(picked)["m"])) == [2, PART + 1]


def test_more_than_can_be_added_at_once_is_a_sentence_with_what_to_do(ben, noon):  # noqa: F811
    page = send(ben, noon, {"inc-42/1.json": said(230)})
    again = check(ben, noon, page, m=[str(n) for n in range(230)], do="look")
    assert again.status_code == 422
    assert "230 messages are picked, and 200 can be added at once. Leave out 30 for now" in again.text
    assert len(fields(again)["m"]) == 230, "and all stay picked"
    fewer = check(ben, noon, again, m=[str(n) for n in range(200)], do="look")
    add(ben, noon, fewer)
    assert noon.entries.count() == 200
    rest = send(ben, noon, {"inc-42/1.json": said(230)})
    assert rest.text.count("already on the timeline") >= 200 and rest.text.count("seen before") >= 30


def test_the_paste_is_kept_on_the_device_until_it_is_added(ben, noon):  # noqa: F811
    assert f'data-keep="lines-{noon.pk}"' in ben.get(address(noon)).text
    refused = read(ben, noon, "  ")
    assert f'data-keep="lines-{noon.pk}"' in refused.text
    page = read(ben, noon, "22:05 Pager went off")
    assert "data-kept" not in page.text
    after = ben.get(add(ben, noon, page).url)
    assert f'data-kept="lines-{noon.pk}"' in after.text and "/take-back/" in after.text
