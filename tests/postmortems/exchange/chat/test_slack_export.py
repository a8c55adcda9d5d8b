"""Slack's own export: a day, a channel's folder in a zip, and what a zip must not do."""

import io
import json
import zipfile

import pytest

from postmortems.exchange import chat
from postmortems.exchange.chat import Unreadable, archive

USERS = [
    {"id": "U1", "name": "ben", "real_name": "Ben Okafor", "profile": {"email": "Ben@example.org"}},
    {"id": "U2", "name": "priya", "profile": {"real_name": "Priya Raman", "display_name": "priya"}},
]
DAY = [
    {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1794477600.000000", "text": "<@U1> has joined"},
    {"user": "U1", "ts": "1794477720.000100", "text": "5xx &gt; 2% on <#C1|checkout>, see <https://g.example/d|the graph>"},
    {"user": "U2", "ts": "1794477780.000200", "thread_ts": "1794477720.000100", "text": "<@U1> looking :eyes:", "edited": {}},
    {"bot_id": "B1", "subtype": "bot_message", "username": "Watchdog", "ts": "1794477790.000300", "text": "",
     "attachments": [{"title": "Latency", "text": "p99 is 4 s"}]},
    {"user": "W9", "user_profile": {"real_name": "Guest Engineer"}, "ts": "1794477800.000400", "text": "<!here> hi",
     "files": [{"title": "graph.png", "permalink": "https://x.example/f"}], "permalink": "https://x.example/p1"},
]  # fmt: skip


def packed(files: dict[str, object]) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return box.getvalue()


FOLDER = {"users.json": USERS, "inc-42/2026-11-12.json": DAY, "channels.json": [{"id": "C1"}]}


def test_a_folder_with_its_people():
    transcript = archive.read(packed(FOLDER))
    assert transcript.channel == "inc-42"
    said = [(f"{m.at:%H:%M:%S}", m.author, m.text, m.noise) for m in transcript.messages]
    assert said == [
        ("10:00:00", "Ben Okafor", "@Ben Okafor has joined", "notice"),
        ("10:02:00", "Ben Okafor", "5xx > 2% on #checkout, see [the graph](https://g.example/d)", ""),
        ("10:03:00", "Priya Raman", "@Ben Okafor looking 👀", ""),
        ("10:03:10", "Watchdog", "p99 is 4 s", "bot"),
        ("10:03:20", "Guest Engineer", "@here hi", ""),
    ]
    parent, reply, guest = transcript.messages[1], transcript.messages[2], transcript.messages[4]
    assert reply.thread == parent.id and parent.email == "ben@example.org"
    assert guest.links == (("Message in Slack", "https://x.example/p1"), ("graph.png", "https://x.example/f"))


def test_one_day_alone_and_an_answer_of_the_interface():
    for text in (json.dumps(DAY), json.dumps({"ok": True, "messages": DAY})):
        transcript = chat.of_json(text)
        assert len(transcript.messages) == 5 and transcript.channel == ""
    assert chat.of_json(json.dumps(DAY)).messages[1].author == "U1", "no list of people, no name"


def test_rows_that_are_no_messages_are_counted_and_twins_are_one():
    odd = [*DAY, DAY[1], {"ts": "never", "text": "x"}, {"ts": "1e999", "text": "x"}, {"text": "no time"},
           {"ts": "253402300799", "text": "the year 9999"}, {"ts": "1794477900.1", "text": None}]  # fmt: skip
    transcript = chat.of_json(json.dumps(odd))
    assert len(transcript.messages) == 5 and transcript.skipped == 5


def test_nul_and_halves_of_characters_are_taken_out():
    transcript = chat.of_json('[{"ts": "1794477720.1", "user": "U\\u0000", "text": "a\\u0000b \\ud83d"}]')
    assert transcript.messages[0].text == "ab ?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{", "not complete JSON"),
        ('{"a": 1}', "not a Slack export"),
        ("[1, 2]", "not a Slack export"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_other_json_is_refused_with_a_sentence(text, said):
    with pytest.raises(Unreadable, match=said):
        chat.of_json(text)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../../etc/x.json": DAY}, "outside its own folder"),
        ({"/x.json": DAY}, "outside its own folder"),
        ({"c:/x.json": DAY}, "outside its own folder"),
        ({"a/1.json": DAY, "b/1.json": DAY}, "holds 2 channels: #a, #b"),
        ({"readme.txt": "hi"}, "holds no messages"),
        ({"inner.zip": packed(FOLDER)}, "holds no messages"),
        ({"a/1.json": "[{"}, "not complete JSON"),
        ({"a/1.json": b"\x00\x01"}, "is not text"),
    ],
)
def test_a_zip_that_is_no_export_is_refused_with_a_sentence(files, said):
    with pytest.raises(Unreadable, match=said):
        archive.read(packed(files))


def test_one_of_several_channels_can_be_named():
    data = packed({"a/1.json": DAY, "b/1.json": DAY[:2]})
    assert len(archive.read(data, "#b").messages) == 2
    with pytest.raises(Unreadable, match="no channel called “c”"):
        archive.read(data, "c")


def test_a_zip_that_swells_is_stopped_while_it_is_unpacked(monkeypatch):
    bomb = packed({"a/1.json": b" " * 30_000_000})
    assert len(bomb) < 50_000
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        archive.read(bomb)
    with pytest.raises(Unreadable, match="larger than 60 MB"):
        archive.read(packed({f"a/{n}.json": b" " * 19_000_000 for n in range(4)}))
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(Unreadable, match="3 files"):
        archive.read(packed(FOLDER))


def test_a_damaged_zip_is_refused_with_a_sentence():
    data = packed(FOLDER)
    for broken in (data[:-30], data[:40], data[:60] + b"\xff" * 40 + data[100:]):
        with pytest.raises(Unreadable, match="damaged or locked"):
            archive.read(broken)
