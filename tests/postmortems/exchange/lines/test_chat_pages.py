"""Messages of a chat become entries by being picked, and the same export again offers only what is new."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.timeline.models import TimelineEntry
from postmortems.exchange.lines.picking import PART
from tests.cast import NOW, an_incident
from tests.postmortems.exchange.chat.test_slack_export import DAY, FOLDER, USERS, packed
from tests.postmortems.exchange.lines.test_lines_pages import add, address, ben, fields, read  # noqa: F401

NEXT = [{"user": "U2", "ts": "1794564120.000100", "text": "Report is written"}]


@pytest.fixture
def channel(cast):
    """The incident that the channel was about; it began as Ben saw the errors."""
    return an_incident(cast)


def upload(client, incident, files=FOLDER, name="inc-42.zip"):
    file = SimpleUploadedFile(name, packed(files) if name.endswith("zip") else json.dumps(files).encode())
    return client.post(address(incident), {"file": file, "zone": "UTC", "day": ""})


def look(client, incident, page, *numbers):
    return client.post(
        f"{address(incident)}check/", {**fields(page), "m": [str(n) for n in numbers], "do": "look"}
    )


def take(client, incident, *numbers, page=None, **changed):
    page = look(client, incident, page or upload(client, incident), *numbers)
    return add(client, incident, page, **changed)


def test_picked_messages_keep_author_time_words_and_evidence(ben, cast, channel):  # noqa: F811
    take(ben, channel, 1, 2, 4, **{"r2-text": "Ben looks at the graph", "r2-kind": "diagnosis"})
    first, second, third = channel.entries.in_order()
    assert (first.author, first.author_name, first.source) == (cast.ben, "", "chat")
    assert f"{first.happened_at:%H:%M:%S}" == "10:02:00"
    assert (second.text, second.quote, second.kind) == (
        "Ben looks at the graph",
        "@Ben Okafor looking 👀",
        "diagnosis",
    )
    assert second.author == cast.priya, "one person of that name is certain"
    assert (third.author, third.author_name) == (None, "Guest Engineer")
    assert [link.url for link in third.evidence.all()] == ["https://x.example/p1", "https://x.example/f"]
    assert first.origin == "slack:inc-42:1794477720.000100"
    shown = ben.get(channel.get_absolute_url()).content.decode()
    assert "As it was said" in shown and "@Ben Okafor looking" in shown


def test_a_name_that_two_people_have_is_no_account(ben, cast, channel):  # noqa: F811
    cast.kenji.name = "Priya Raman"
    cast.kenji.save()
    take(ben, channel, 2)
    assert channel.entries.get().author is None and channel.entries.get().author_name == "Priya Raman"


def test_an_email_of_somebody_else_is_stronger_than_a_name(ben, channel):  # noqa: F811
    users = [{**USERS[0], "profile": {"email": "another.ben@example.com"}}]
    page = upload(ben, channel, {"users.json": users, "inc-42/1.json": DAY})
    take(ben, channel, 1, page=page)
    assert channel.entries.get().author_name == "Ben Okafor"


def test_noise_is_hidden_and_counted(ben, channel):  # noqa: F811
    page = upload(ben, channel).content.decode()
    assert "Show 1 notice<" in page and "Show 1 of programs<" in page
    assert page.count('class="message notice"') == 1 and page.count('class="message bot"') == 1


def test_the_same_export_again_offers_only_what_is_new(ben, channel):  # noqa: F811
    take(ben, channel, 1)
    page = upload(ben, channel)
    html = page.content.decode()
    assert html.count(">already on the timeline<") == 1 and html.count(">seen before<") == 4
    assert "Nothing new." in html
    refused = look(ben, channel, page, 1)
    assert "Pick the messages that become entries." in refused.content.decode()
    assert channel.entries.count() == 1


def test_the_next_day_offers_only_the_new_ones(ben, channel):  # noqa: F811
    take(ben, channel, 1)
    html = upload(ben, channel, {**FOLDER, "inc-42/2026-11-13.json": NEXT}).content.decode()
    assert html.count(">already on the timeline<") == 1 and html.count(">seen before<") == 4
    assert "Nothing new." not in html and "Report is written" in html


def test_one_days_file_knows_the_messages_of_the_zip(ben, channel):  # noqa: F811
    take(ben, channel, 1)
    html = upload(ben, channel, DAY, "2026-11-12.json").content.decode()
    assert html.count(">already on the timeline<") == 1


def test_another_incident_has_a_timeline_of_its_own(ben, cast, channel):  # noqa: F811
    take(ben, channel, 1)
    other = an_incident(cast, "Something else")
    assert ">already on the timeline<" not in upload(ben, other).content.decode()
    take(ben, other, 1)
    assert TimelineEntry.objects.filter(origin="slack:inc-42:1794477720.000100").count() == 2


def test_a_removed_message_is_known_and_comes_back_by_a_tick(ben, cast, channel):  # noqa: F811
    take(ben, channel, 1)
    entry = channel.entries.get()
    entry.remove(by=cast.ben, at=NOW)
    page = upload(ben, channel)
    assert "1 known and removed" in page.content.decode()
    take(ben, channel, 1, page=page)
    assert channel.entries.standing().get() == entry


def test_a_thread_and_an_author_are_picked_without_a_script(ben, channel):  # noqa: F811
    page = upload(ben, channel)
    threaded = ben.post(f"{address(channel)}check/", {**fields(page), "thread": DAY[1]["ts"]})
    assert fields(threaded)["m"] == ["1", "2"]
    only = ben.post(f"{address(channel)}check/", {**fields(threaded), "do": "pick", "author": "Priya Raman"})
    html = only.content.decode()
    assert "looking 👀" in html and "5xx" not in html
    assert sorted(fields(only)["m"]) == ["1", "2"], "what is picked stays picked while it is not listed"


def test_the_way_back_to_the_list_keeps_what_was_picked(ben, channel):  # noqa: F811
    page = look(ben, channel, upload(ben, channel), 1, 2)
    back = ben.post(f"{address(channel)}check/", {**fields(page), "do": "pick"})
    assert fields(back)["m"] == ["1", "2"]


def test_a_paste_is_known_again_by_day_time_author_and_words(ben, channel):  # noqa: F811
    text = "Ben Okafor  10:02 AM\nErrors up\nPriya Raman  10:04 AM\nOn it"
    page = read(ben, channel, text, day="2026-11-12")
    assert "Copied from Slack" in page.content.decode()
    take(ben, channel, 0, page=page)
    again = read(ben, channel, f"{text}\nPriya Raman  10:09 AM\nDone", day="2026-11-12").content.decode()
    assert again.count(">already on the timeline<") == 1 and again.count(">seen before<") == 1
    other_day = read(ben, channel, text, day="2026-11-13").content.decode()
    assert ">already on the timeline<" not in other_day


def test_a_text_can_be_read_as_something_else(ben, channel):  # noqa: F811
    page = read(ben, channel, "10:02 <ben> errors up\n10:04 <priya> on it", day="2026-11-12")
    lines = ben.post(f"{address(channel)}check/", {**fields(page), "form": "lines", "do": "read"})
    assert "Look over what was read" in lines.content.decode()
    assert fields(lines)["r0-text"] == ["<ben> errors up"]


def test_a_paste_without_a_date_asks_for_it(ben, channel):  # noqa: F811
    page = ben.post(address(channel), {"text": "10:02 <ben> errors up", "day": "", "zone": "UTC"})
    refused = look(ben, channel, page, 0)
    assert refused.status_code == 422
    assert "Give the day of the first line; the text has none." in refused.content.decode()


def test_what_is_too_much_for_a_form_is_refused_with_a_sentence(ben, channel):  # noqa: F811
    import random

    noise = random.Random(7)
    rows = [
        {"user": "U1", "ts": f"{1794477720 + n}.1", "text": f"{noise.getrandbits(6000):x}"}
        for n in range(3000)
    ]
    answer = upload(ben, channel, rows, "day.json")
    assert answer.status_code == 422 and "more text than fits on a page" in answer.content.decode()


def test_a_full_channel_is_folded_and_light(ben, channel):  # noqa: F811
    rows = [{"user": "U1", "ts": f"{1794477720 + n * 20}.1", "text": f"message {n}"} for n in range(5000)]
    page = upload(ben, channel, rows, "day.json")
    html = page.content.decode()
    assert html.count('name="m"') == PART and html.count('<details class="hour" open>') == 1
    assert len(html) < 600_000


@pytest.mark.parametrize("number", [10, 50])
def test_fifty_messages_cost_what_ten_do(ben, channel, number, django_assert_num_queries):  # noqa: F811
    rows = [{"user": "U1", "user_profile": {"real_name": "Ben Okafor"}, "ts": f"{1794477720 + n}.1", "text": f"m {n}",
             "permalink": f"https://x.example/{n}"} for n in range(number)]  # fmt: skip
    page = look(ben, channel, upload(ben, channel, rows, "day.json"), *range(number))
    sent = {**fields(page), "do": "add"}
    with django_assert_num_queries(26):
        ben.post(f"{address(channel)}check/", sent)
    assert channel.entries.count() == number
