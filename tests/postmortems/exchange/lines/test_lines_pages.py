"""Many pasted lines become entries: read with the incident's day and zone, looked over, added at once, taken back."""

import datetime as dt
import re

import pytest

from incidents.audit.models import Event
from incidents.timeline.models import Incident
from postmortems.exchange.lines.models import Batch
from tests.cast import NOW, an_incident

LINES = """22:05 Pager went off
22:10-22:20 Ben restarts the pods
00:20 All clear
we should have called the vendor
"""


@pytest.fixture
def evening(cast):
    """An incident in Berlin that began at 22:00 on 11 November."""
    started = dt.datetime(2026, 11, 11, 21, 0, tzinfo=dt.UTC)
    return an_incident(cast, zone="Europe/Berlin", started=started)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def address(incident: Incident) -> str:
    return f"/incidents/{incident.reference}/lines/"


def fields(page) -> dict[str, list[str]]:
    """What the form of a page would send, as a browser reads it."""
    html = page.content.decode()
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        name, value = re.search(r'\bname="([^"]*)"', tag), re.search(r'\bvalue="([^"]*)"', tag)
        kind = re.search(r'\btype="(\w+)"', tag)
        if name is None or "disabled" in tag or (kind and kind[1] in ("file",)):
            continue
        if kind and kind[1] in ("checkbox", "radio") and " checked" not in tag:
            continue
        found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, inner in re.findall(r'<textarea[^>]*\bname="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        found[name] = [unescape(inner)]
    for name, inner in re.findall(r'<select[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = [chosen[1] if chosen else ""]
    return found


def unescape(text: str) -> str:
    import html

    return html.unescape(text)


def read(client, incident, text=LINES, **more):
    return client.post(address(incident), {"text": text, "day": "2026-11-11", "zone": incident.zone, **more})


def add(client, incident, page, **changed):
    return client.post(f"{address(incident)}check/", {**fields(page), "do": "add", **changed})


def test_the_box_says_what_it_takes_and_stands_beside_add_entry(ben, evening):
    assert f'href="{address(evening)}"' in ben.get(evening.get_absolute_url()).content.decode()
    page = ben.get(address(evening)).content.decode()
    assert "lines that begin with a time, such as “22:05 Pager went off”" in page
    assert 'value="2026-11-11"' in page, "the day it began, in its own zone"
    assert "Only what becomes an entry is stored" in page


def test_lines_become_entries_with_the_incidents_day_and_zone(ben, evening):
    page = read(ben, evening)
    assert page.status_code == 200
    assert "next day assumed" in page.content.decode()
    assert "its first line is taken for Wednesday 11\u00a0November 2026" in page.content.decode()
    assert not evening.entries.exists() and not Batch.objects.exists()
    add(ben, evening, page)
    rows = [(e.happened_at and f"{e.happened_at:%d %H:%M}", e.text) for e in evening.entries.in_order()]
    assert rows == [
        ("11 21:05", "Pager went off"),
        ("11 21:10", "Ben restarts the pods"),
        ("11 23:20", "All clear\nwe should have called the vendor"),
    ]
    until = evening.entries.get(text__startswith="Ben")
    assert f"{until.ended_at:%H:%M}" == "21:20" and until.kind == "mitigation"


def test_a_line_without_a_time_is_kept_undated_or_left_out(ben, evening):
    page = read(
        ben, evening, "Vendor called first\n\n- 22:05 Pager went off\n- somebody restarts it\n- 22:10 Done"
    )
    assert page.content.decode().count("no time could be read") == 2
    assert fields(page)["m"] == ["1", "3", "0", "2"], "by time, those without one last"
    add(ben, evening, page, m=["1", "2", "3"])
    undated = evening.entries.get(happened_at=None)
    assert (undated.text, undated.mark) == ("somebody restarts it", "no time could be read")
    assert evening.entries.count() == 3


def test_one_event_one_batch_and_a_second_click_adds_nothing(ben, cast, evening):
    page = read(ben, evening)
    first, second = add(ben, evening, page), add(ben, evening, page)
    assert first.url == second.url and evening.entries.count() == 3
    event = Event.objects.get(verb="entries.recorded")
    assert event.by == cast.ben and len(event.data["entries"]) == 3
    assert Batch.objects.count() == 1
    assert {entry.author for entry in evening.entries.all()} == {cast.ben}


def test_what_was_added_is_taken_back_exactly(ben, evening):
    kept = evening.record(text="Was here before", by=None, at=NOW, happened_at=NOW)
    add(ben, evening, read(ben, evening))
    shown = ben.get(evening.get_absolute_url()).content.decode()
    assert "3 entries added" in shown
    undo = re.search(r'action="([^"]+/take-back/)"', shown)[1]
    ben.post(undo)
    assert [*evening.entries.standing()] == [kept]
    assert "3 entries taken away again." in ben.get(evening.get_absolute_url()).content.decode()
    assert "took away 3 entries" in ben.get(f"{evening.get_absolute_url()}history/").content.decode()
    ben.post(undo)
    assert Event.objects.filter(verb="entries.removed").count() == 1


def test_lines_that_stand_there_are_marked_and_unticked(ben, evening):
    add(ben, evening, read(ben, evening))
    page = read(ben, evening, LINES.replace("00:20 All", "00:10 Traffic is back\n00:20 All"))
    html = page.content.decode()
    assert html.count("already on the timeline") == 3
    assert fields(page)["m"] == ["2"]
    add(ben, evening, page)
    assert evening.entries.count() == 4


def test_a_line_that_somebody_wrote_by_hand_is_known_too(ben, evening):
    at = dt.datetime(2026, 11, 11, 21, 5, 30, tzinfo=dt.UTC)
    evening.record(text="Pager  went off", by=None, at=NOW, happened_at=at)
    assert read(ben, evening).content.decode().count("already on the timeline") == 1


def test_a_removed_line_is_known_and_can_be_brought_back(ben, cast, evening):
    add(ben, evening, read(ben, evening))
    entry = evening.entries.get(text="Pager went off")
    entry.remove(by=cast.ben, at=NOW)
    page = read(ben, evening)
    assert "removed before; it comes back as it was" in page.content.decode()
    assert "m" not in fields(page)
    add(ben, evening, page, m=["0"])
    assert entry.pk in evening.entries.standing().values_list("pk", flat=True)
    assert evening.entries.count() == 3


def test_time_and_text_can_be_corrected(ben, evening):
    page = read(ben, evening, "22:05 Pager went off")
    add(ben, evening, page, **{"r0-time": "22:07", "r0-text": "The pager went off", "r0-kind": "detection"})
    entry = evening.entries.get()
    assert (f"{entry.happened_at:%H:%M}", entry.text, entry.kind) == (
        "21:07",
        "The pager went off",
        "detection",
    )
    assert entry.written == "22:05"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"r0-time": "26:00"}, "Hours go to 23"),
        ({"r0-day": ""}, "Give the day of this time"),
        ({"r0-day": "0001-01-01"}, "outside the years"),
        ({"r0-day": "yesterday"}, "Write the day as year, month, day"),
        ({"r0-text": " "}, "Say what happened."),
        ({"r0-kind": "nonsense"}, "Select a valid choice"),
        ({"m": []}, "Tick the rows that become entries."),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_typed_is_lost(ben, evening, typed, said):
    page = read(ben, evening, "22:05 Pager went off\n22:10 Restarted")
    again = add(ben, evening, page, **{"r1-text": "Typed with care", **typed})
    assert again.status_code == 422
    assert said in again.content.decode()
    assert "Typed with care" in again.content.decode()
    assert not evening.entries.exists()


def test_dates_that_could_be_two_are_asked(ben, evening):
    page = read(ben, evening, "03/04/2026 10:02 one\n03/04/2026 10:05 two")
    refused = add(ben, evening, page)
    assert "Say whether the day or the month comes first" in refused.content.decode()
    again = ben.post(f"{address(evening)}check/", {**fields(refused), "order": "day_first", "do": "read"})
    add(ben, evening, again)
    assert {f"{e.happened_at:%Y-%m-%d}" for e in evening.entries.all()} == {"2026-04-03"}


def test_without_a_start_the_day_is_asked_for_and_never_today(ben, incident):
    page = ben.post(address(incident), {"text": "22:05 Pager went off", "day": "", "zone": "UTC"})
    refused = add(ben, incident, page)
    assert "Give the day of the first line; the text has none." in refused.content.decode()
    again = ben.post(f"{address(incident)}check/", {**fields(refused), "day": "2026-11-09", "do": "read"})
    add(ben, incident, again)
    assert incident.entries.get().happened_at == dt.datetime(2026, 11, 9, 22, 5, tzinfo=dt.UTC)


def test_another_zone_reads_the_times_anew_and_keeps_the_words(ben, evening):
    page = read(ben, evening, "22:05 Pager went off")
    changed = {**fields(page), "zone": "UTC", "r0-text": "The pager went off"}
    unread = ben.post(f"{address(evening)}check/", {**changed, "do": "add"})
    assert "Look at the times, then add." in unread.content.decode(), "not added over times nobody saw"
    add(ben, evening, unread)
    entry = evening.entries.get()
    assert (f"{entry.happened_at:%H:%M}", entry.text) == ("22:05", "The pager went off")


def test_the_preview_shows_after_what_each_line_will_stand(ben, evening):
    at = dt.datetime(2026, 11, 11, 21, 7, tzinfo=dt.UTC)
    evening.record(text="Status page says so", by=None, at=NOW, happened_at=at)
    page = read(ben, evening).content.decode()
    assert page.index("Pager went off") < page.index("Status page says so") < page.index("Ben restarts")


def test_a_forged_source_is_refused(ben, cast, evening, incident):
    stolen = fields(read(ben, evening))["source"][0]
    for source in ("", "rubbish", stolen):
        answer = ben.post(f"{address(incident)}check/", {"source": source, "do": "add"})
        assert answer.status_code == 302 and answer.url == address(incident)
    assert not incident.entries.exists()


def test_the_empty_the_binary_and_the_huge_are_refused_with_a_sentence(ben, evening):
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert "Paste some lines, or choose a file." in read(ben, evening, "  ").content.decode()
    binary = SimpleUploadedFile("a.txt", b"\x00\x01\x02")
    assert "This file cannot be read." in read(ben, evening, "", file=binary).content.decode()
    huge = read(ben, evening, "22:05 a\n" * 150_000).content.decode()
    assert "longer than a million characters" in huge
    many = read(ben, evening, "\n".join(f"22:{n % 60:02} line {n}" for n in range(230)))
    assert "200 can be added at once" in add(ben, evening, many).content.decode()


def test_guests_may_not_and_strangers_see_nothing(client, cast, evening, secret):
    client.force_login(cast.gus)
    assert client.get(address(evening)).status_code == 403
    assert client.post(f"{address(evening)}check/").status_code == 403
    assert "Paste lines" not in client.get(evening.get_absolute_url()).content.decode()
    client.force_login(cast.olga)
    for path in ("", "check/", "1/take-back/"):
        assert client.post(f"{address(secret)}{path}").status_code == 404


@pytest.mark.parametrize("number", [10, 50])
def test_many_lines_cost_what_few_do(ben, evening, number, django_assert_num_queries):
    page = read(ben, evening, "\n".join(f"22:{n:02} line {n}" for n in range(number)))
    sent = {**fields(page), "do": "add"}
    with django_assert_num_queries(24):
        ben.post(f"{address(evening)}check/", sent)
    assert evening.entries.count() == number


@pytest.mark.parametrize(
    ("day", "time", "asked", "answer", "stands"),
    [
        ("2026-10-25", "02:30", "There were two times 02:30", "02:30 CET", "01:30"),
        ("2026-10-25", "02:30", "There were two times 02:30", "02:30 CEST", "00:30"),
        ("2026-03-29", "02:30", "There was no 02:30", "03:30 CEST", "01:30"),
        ("2026-03-29", "02:30", "There was no 02:30", "01:30 CET", "00:30"),
    ],
)
def test_an_hour_that_came_twice_or_never_is_asked_about_and_the_rest_stays(
    ben, cast, day, time, asked, answer, stands
):
    incident = an_incident(cast, zone="Europe/Amsterdam")
    page = read(ben, incident, "22:05 Pager went off\n22:09 Restarted\n22:11 Quiet again", day="2026-11-11")
    typed = {
        "r0-time": time, "r0-day": day, "r0-text": "The clocks changed", "r0-kind": "detection",
        "r1-time": "22:10", "r1-text": "Restarted with care", "r1-kind": "action", "m": ["0", "1"],
    }  # fmt: skip
    again = add(ben, incident, page, **typed)
    assert again.status_code == 422 and not incident.entries.exists()
    assert asked in again.text and answer.replace(" ", "\u00a0") in again.text, "with what to write"
    kept = fields(again)
    wanted = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    assert {name: kept[name] for name in typed} == wanted
    assert kept["r2-text"] == ["Quiet again"]
    add(ben, incident, again, **{"r0-time": answer})
    first = incident.entries.get(text="The clocks changed")
    assert (f"{first.happened_at:%Y-%m-%d %H:%M}", first.kind) == (f"{day} {stands}", "detection")
    second = incident.entries.get(text="Restarted with care")
    assert (f"{second.happened_at:%H:%M}", incident.entries.count()) == ("21:10", 2)
