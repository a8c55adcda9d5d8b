"""What a save answers: of a form, and of a page that saves by itself."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from postmortems.drafting.models import Draft, Presence
from tests.cast import NOW
from tests.postmortems.drafting.pages import LATER, address, autosave, shown


def test_a_save_without_a_script(ben, postmortem):
    given = shown(ben, postmortem)
    answer = ben.post(address("section", postmortem, "summary"), {"text": "It *broke*.\r\n", **given})
    assert answer["Location"] == f"{postmortem.get_absolute_url()}#summary"
    assert "It <em>broke</em>." in ben.get(postmortem.get_absolute_url()).content.decode()


def test_a_save_that_was_merged_says_whose_words_are_there_too(ben, cast, postmortem, summary):
    given = shown(ben, postmortem)
    summary.write("The nightly job ran.\nIt failed.\n", base_seq=1, by=cast.priya, at=LATER)
    answer = ben.post(
        address("section", postmortem, "summary"),
        {"text": "The job ran.\nIt failed twice.\n", **given},
        follow=True,
    )
    page = answer.content.decode()
    assert "Priya Raman’s words were merged with yours" in page
    assert "The nightly job ran.\nIt failed twice." in page


def test_a_double_click_on_save_writes_once(ben, postmortem):
    given = shown(ben, postmortem, "conclusion")
    for _ in range(3):
        ben.post(address("section", postmortem, "conclusion"), {"text": "Once.", **given})
    assert postmortem.sections.get(key="conclusion").text == "Once."
    assert postmortem.living.updates.count() == 2


def test_the_form_in_its_place_and_the_text_after_it(ben, postmortem):
    url = address("section", postmortem, "summary")
    form = ben.get(url, headers={"HX-Request": "true"}).content.decode()
    assert form.lstrip().startswith("<form") and "<html" not in form
    given = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("base", "once")}
    answer = ben.post(url, {"text": "New.", **given}, headers={"HX-Request": "true"}).content.decode()
    assert '<div class="section-text" id="summary-text">' in answer and "<p>New.</p>" in answer
    assert 'id="saved"' in answer and "<form" not in answer


@pytest.mark.parametrize("text", ["é" * (128 * 1024) + "a", "x" * (256 * 1024 + 1)])
def test_too_long_a_text_is_refused_with_the_text_kept(ben, postmortem, text):
    given = shown(ben, postmortem)
    answer = ben.post(address("section", postmortem, "summary"), {"text": text, **given})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Split it into two" in page and text[-200:] in page


@pytest.mark.parametrize("base", ["", "x", "-1", "0", "1;2", "9" * 16])
def test_a_forged_base_is_a_clear_refusal(ben, postmortem, base):
    answer = ben.post(address("section", postmortem, "summary"), {"text": "Mine.", "base": base})
    assert answer.status_code == 422 and "Mine." in answer.content.decode()


@pytest.mark.parametrize("base", ["2", "999999"])
def test_a_base_that_never_was_stores_no_doubled_text(ben, postmortem, base):
    ben.post(address("section", postmortem, "summary"), {"text": "Mine.", "base": base})
    assert postmortem.sections.get(key="summary").text in ("Mine.", "The job ran.\nIt failed.\n")


def test_a_form_that_is_too_old_shows_both_texts(ben, cast, postmortem, summary, monkeypatch):
    monkeypatch.setattr(Draft, "SNAPSHOT_ROWS", 1)
    given = shown(ben, postmortem)
    for day in range(0, 30, 10):
        summary.write(f"Day {day}.", base_seq=None, by=cast.priya, at=NOW + dt.timedelta(days=day))
    answer = ben.post(address("section", postmortem, "summary"), {"text": "My words.", **given})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "more than seven days ago" in page and "My words.</textarea>" in page and "<del>Day" in page
    assert postmortem.sections.get(key="summary").text == "Day 20."


def test_the_answer_of_a_save_is_json_for_nobody_else(ben, postmortem):
    answer = autosave(ben, postmortem, "<script>", "1")
    assert answer["Content-Type"] == "application/json" and json.loads(answer.content)["text"] == "<script>"


# -- saving by itself -----------------------------------------------------------------------------------------


def test_it_saves_itself_and_goes_on_from_there(ben, postmortem):
    base = "1"
    for n in range(5):
        answer = autosave(ben, postmortem, f"Take {n}.", base).json()
        base = answer["base"]
        assert (answer["text"], answer["merged"], answer["others"]) == (f"Take {n}.", False, [])
    assert base == 6 and postmortem.revisions.count() == 2


def test_who_types_on_goes_on_without_the_others_words(ben, cast, postmortem, summary):
    summary.write("The nightly job ran.\nIt failed.\n", base_seq=1, by=cast.priya, at=LATER)
    first = autosave(ben, postmortem, "The job ran.\nIt failed twice.\n", "1", once="form").json()
    assert first["text"] == "The nightly job ran.\nIt failed twice.\n"
    assert (first["base"], first["merged"], first["others"]) == (3, True, ["Priya Raman"])
    second = autosave(ben, postmortem, "The job ran.\nIt failed twice, badly.\n", "1", once="form").json()
    assert second["text"] == "The nightly job ran.\nIt failed twice, badly.\n"


def test_what_is_refused_is_said_in_a_sentence(ben, cast, postmortem):
    assert "lost" in autosave(ben, postmortem, "x", "0").json()["refused"]
    assert "KiB" in autosave(ben, postmortem, "x" * 300_000, "1").json()["refused"]
    postmortem.move("not_required", by=cast.ben, at=NOW, note="A drill.")
    answer = autosave(ben, postmortem, "x", "1")
    assert answer.status_code == 409 and "Take it back" in answer.json()["refused"]


def test_a_lone_surrogate_and_nul_do_no_harm(ben, postmortem):
    answer = ben.post(
        address("section", postmortem, "summary"),
        "text=a%00b%ED%A0%80c&base=1",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert postmortem.sections.get(key="summary").text == "The job ran.\nIt failed.\n"


def test_who_is_here(ben, cast, postmortem):
    Presence.ping(postmortem, by=cast.priya, at=timezone.now(), section="conclusion")
    answer = ben.post(address("presence", postmortem), {"section": "summary"}).json()
    assert [(p["name"], p["section"], p["you"]) for p in answer["people"]] == [
        ("Priya Raman", "conclusion", False),
        ("Ben Okafor", "summary", True),
    ]
    assert answer["texts"]["summary"] == 1
    ben.post(address("presence", postmortem), {"leaving": "1"})
    assert not Presence.objects.filter(user=cast.ben).exists()
