"""The preview, without a script: every value can be given another place, and nothing is stored before the end."""

import re
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions.models import ActionItem
from incidents.catalog.models import Kind
from incidents.timeline.models import Incident
from postmortems.exchange.moves import Move, write
from postmortems.exchange.parsing import read
from tests.postmortems.exchange.samples import CLASSIC, DATELESS
from tests.postmortems.exchange.test_rearranging import place, row

PREVIEW = "/import/preview/"
LONG = "# Long\n\n2025-05-04, UTC\n\n## Timeline\n" + "".join(
    f"- {8 + i // 12:02}:{i % 12 * 5:02} step {i}\n" for i in range(20)
)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def fields_of(html):
    """What the form of a page would send again."""
    found = {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
        if name != "csrfmiddlewaretoken"
    }
    if title := re.search(r'name="title" value="([^"]*)"', html):
        found["title"] = unescape(title.group(1))
    return found


class Reading:
    """A person at the preview of a text: `press` sends the form with one button."""

    def __init__(self, client, text, **answers):
        self.client, self.text = client, text
        self.html = ""
        self.press(**answers)

    def press(self, **fields):
        sent = {name.replace("__", "-"): value for name, value in fields.items()}
        kept = fields_of(self.html) if self.html else {}
        answer = self.client.post(PREVIEW, {"text": self.text, **kept, **sent})
        if answer.status_code in (200, 422):
            self.html = answer.content.decode()
        return answer

    def create(self, cast, **fields):
        answer = self.press(do="create", severity=cast.severities["sev2"].pk, visibility="everyone", **fields)
        assert answer.status_code == 302, self.html
        return Incident.objects.get()


def line(words, text=CLASSIC):
    return text[: text.index(words)].count("\n") + 1


def test_a_line_becomes_the_root_cause_and_is_marked(ben, cast):
    page = Reading(ben, CLASSIC)
    page.press(**{"move": "value @ name=root_cause", "from": line("Checkout failed"), "until": ""})
    assert re.search(r'<div class="value moved" id="root_cause"[^>]*autofocus', page.html)
    assert not Incident.objects.exists()
    incident = page.create(cast)
    assert incident.root_cause == "Checkout failed because something far away from it was slow."


def test_a_line_becomes_an_entry_and_an_entry_an_action(ben, cast):
    page = Reading(ben, CLASSIC)
    page.press(
        **{"move": "entry @", "from": line("Rehearse cancelling"), "until": line("Rehearse cancelling")}
    )
    gone = read(CLASSIC).timeline[2]
    page.press(move=f"action {gone.span.start} {gone.span.end}")
    incident = page.create(cast)
    texts = [entry.text for entry in incident.entries.all()]
    assert "Rehearse cancelling an import." in texts
    assert not any("restarted the checkout" in text for text in texts)
    assert ActionItem.objects.filter(text__contains="restarted the checkout").exists()
    assert not ActionItem.objects.filter(text__contains="Rehearse").exists()


def test_an_entry_is_corrected_in_its_form(ben, cast):
    page = Reading(ben, CLASSIC)
    start = read(CLASSIC).timeline[1].span.start
    page.press(open=f"entry {start}")
    assert 'name="with-day" value="2025-06-03"' in page.html
    page.press(
        **{
            "move": f"reword {start} what=entry",
            "with-day": "2025-06-03",
            "with-clock": "23:35",
            "with-precision": "about",
            "with-kind": "escalation",
            "with-text": "The alert rang.",
        }
    )
    entry = page.create(cast).entries.get(text="The alert rang.")
    assert (f"{entry.happened_at:%H:%M}", entry.kind, entry.precision) == ("23:35", "escalation", "about")


def test_what_was_typed_stays_in_its_form_when_it_is_refused(ben):
    page = Reading(ben, CLASSIC)
    start = read(CLASSIC).timeline[1].span.start
    page.press(open=f"entry {start}")
    page.press(**{"move": f"reword {start} what=entry", "with-text": " ", "opened": f"entry {start}"})
    assert "An entry needs its words." in page.html
    assert 'name="with-text"' in page.html
    typed = {
        "with-day": "2025-06-03",
        "with-clock": "25:99",
        "with-kind": "escalation",
        "with-text": "Typed by hand.",
    }
    page.press(**{"move": f"reword {start} what=entry", "opened": f"entry {start}", **typed})
    assert "Write the day as 2026-03-29 and the time as 14:05." in page.html
    assert 'name="with-clock" value="25:99"' in page.html
    assert ">Typed by hand.</textarea>" in page.html
    assert re.search('<option value="escalation"[^>]* selected>', page.html)


def test_an_action_and_a_heading_that_are_refused_stay_as_typed(ben):
    page = Reading(ben, CLASSIC)
    action, section = read(CLASSIC).actions[0].span.start, read(CLASSIC).sections[-1].span.start
    typed = {"with-text": "Mine.", "with-due": "soon", "with-owner": "Ada", "with-state": "done"}
    page.press(**{"move": f"reword {action} what=action", "opened": f"action {action}", **typed})
    assert ">Mine.</textarea>" in page.html
    assert 'name="with-owner" value="Ada"' in page.html and 'name="with-due" value="soon"' in page.html
    page.press(**{"move": f"rename {section}", "opened": f"section {section}", "with-heading": "y" * 201})
    assert f'name="with-heading" value="{"y" * 201}"' in page.html


def test_a_question_about_one_entry_stands_at_its_row_and_is_answered_there(ben):
    text = "# Buses\n3 May 2023\n## Timeline (UTC)\n- 10:00 stop\n- 16:00 go\n- 11:30 a call\n- 16:20 fine\n"
    page = Reading(ben, text)
    found = re.search(r'name="(answer-step:\d+)" value="(next_day)"[^>]*>[^<]*</button>', page.html)
    page.press(**{found.group(1): found.group(2)})
    assert "4\u00a0May 2023" in page.html
    assert not re.search(r'<button[^>]*name="answer-step', page.html)


def test_kinds_have_the_house_s_names_and_retired_ones_are_not_offered(ben, cast):
    Kind.objects.get(slug="escalation").retire(by=cast.amara, at=timezone.now())
    Kind.objects.filter(slug="detection").update(name="Noticed")
    page = Reading(ben, CLASSIC)
    page.press(open=f"entry {read(CLASSIC).timeline[1].span.start}")
    assert ">Noticed</option>" in page.html
    assert 'value="escalation"' not in page.html


def test_a_kind_of_the_house_is_offered_drawn_and_stored(ben, cast):
    shape = {"shape": "communication", "means": "communication", "order": 50}
    Kind.add(name="Handover", meaning="Somebody took over.", by=cast.amara, at=timezone.now(), **shape)
    slug = Kind.objects.get(name="Handover").slug
    page = Reading(ben, CLASSIC)
    start = read(CLASSIC).timeline[1].span.start
    page.press(open=f"entry {start}")
    assert f'<option value="{slug}" title="Somebody took over.">Handover</option>' in page.html
    page.press(**{"move": f"reword {start} what=entry", "with-kind": slug, "with-text": "Took over."})
    assert '<span class="entry-kind">Handover.</span>' in page.html
    page.press(**{"move": f"reword {start} what=entry", "with-kind": "made-up"})
    assert "Choose the kind from the list." in page.html
    assert page.create(cast).entries.get(text="Took over.").kind == slug


def test_a_refused_choice_of_lines_keeps_its_range(ben):
    page = Reading(ben, CLASSIC)
    page.press(**{"move": "entry @", "from": "9", "until": "4"})
    assert "the first before the last" in page.html
    opened = re.search(r'id="line-9".*?</li>', page.html, re.S).group()
    assert 'name="from" value="9"' in opened and 'name="until" value="4"' in opened
    page.press(**{"move": "carry @", "from": "3", "until": "999", "with-into": "1"})
    assert 'name="from" value="3"' in page.html and 'name="until" value="999"' in page.html


def test_what_stands_in_another_section_can_be_a_section_of_its_own(ben, cast):
    page = Reading(ben, CLASSIC)
    place, heading = re.search(r'<li>([^<]+) <button[^>]*value="into (\d+)">Own section', page.html).group(
        2, 1
    )
    page.press(move=f"into {place}")
    assert f'id="section-{place}"' in page.html
    assert heading in [part.heading for part in page.create(cast).postmortem.parts()]


def test_sections_are_renamed_and_put_into_others(ben, cast):
    page = Reading(ben, CLASSIC)
    conclusion, cause = (
        next(s.span.start for s in read(CLASSIC).sections if s.heading == heading)
        for heading in ("Conclusion", "Root Cause and Resolution")
    )
    page.press(open=f"section {conclusion}")
    page.press(**{"move": f"rename {conclusion}", "with-heading": "What we learned"})
    page.press(**{"move": f"into {conclusion}", "with-target": str(cause)})
    sections = {part.heading: part.text for part in page.create(cast).postmortem.parts()}
    assert "What we learned" not in sections
    assert "### What we learned\n\nCheckout failed" in sections["Root Cause and Resolution"]


def test_a_template_lays_the_draft_out_and_says_what_it_misses(ben, cast):
    page = Reading(ben, CLASSIC)
    assert "The text’s own sections" in page.html and "in <b>" not in page.html
    page.press(template="detailed", do="read")
    assert re.search(r'<option value="detailed" selected>', page.html)
    assert re.search(r"which the template requires", page.html)
    assert '<b class="lacking">Detection</b>' in page.html
    assert "in <b>Summary</b>" in page.html and "a section of its own" in page.html
    conclusion = next(s.span.start for s in read(CLASSIC).sections if s.heading == "Conclusion")
    page.press(template="detailed", open=f"section {conclusion}")
    page.press(**{"template": "detailed", "move": f"place {conclusion}", "with-place": "lessons"})
    assert re.search(rf'id="section-{conclusion}".*?in <b>Lessons learned</b>', page.html, re.S)
    incident = page.create(cast, template="detailed")
    parts = {part.key: part for part in incident.postmortem.parts()}
    assert incident.postmortem.template.slug == "detailed"
    assert parts["detection"].text == "" and parts["detection"].required and parts["detection"].guidance
    assert parts["lessons"].text.startswith("### Conclusion\n\nCheckout failed")
    assert parts["timeline"].kind == "timeline" and parts["actions"].kind == "actions"


def test_placing_a_section_is_undone_with_one_click(ben):
    page = Reading(ben, CLASSIC)
    conclusion = next(s.span.start for s in read(CLASSIC).sections if s.heading == "Conclusion")
    page.press(**{"template": "detailed", "move": f"place {conclusion}", "with-place": "lessons"})
    page.press(template="detailed", step="undo")
    assert "in <b>Lessons learned</b>" not in page.html


def test_a_template_that_has_gone_is_said_and_nothing_is_stored(ben, cast):
    page = Reading(ben, CLASSIC)
    answer = page.press(do="create", severity=cast.severities["sev2"].pk, template="gone")
    assert answer.status_code == 422 and "That template has gone." in page.html
    assert not Incident.objects.exists()


def test_undo_takes_the_last_move_back_and_it_can_be_made_again(ben):
    page = Reading(ben, CLASSIC)
    start = read(CLASSIC).timeline[1].span.start
    assert 'value="undo"' not in page.html
    page.press(move=f"plain {start} what=entry")
    assert f'id="entry-{start}"' not in page.html
    page.press(step="undo")
    assert f'id="entry-{start}"' in page.html
    page.press(step="redo")
    assert f'id="entry-{start}"' not in page.html


def test_a_clock_points_at_any_entry_or_has_a_time_of_its_own(ben, cast):
    page = Reading(ben, CLASSIC)
    at = read(CLASSIC).timeline[3].span.start
    page.press(
        **{"clock-acknowledged": f"at-{at}", "clock-resolved": "own", "own-resolved": "2025-06-04T01:20"}
    )
    assert "2\u00a0h" in page.html
    clocks = {
        f"clock-{n}": v for n, v in {"started": "text", "acknowledged": f"at-{at}", "resolved": "own"}.items()
    }
    incident = page.create(cast, **clocks, **{"own-resolved": "2025-06-04T01:20"})
    assert f"{incident.acknowledged_at:%H:%M}" == "00:15"
    assert f"{incident.resolved_at:%d %H:%M}" == "04 01:20"


def test_a_clock_of_its_own_without_a_time_is_asked_for(ben, cast):
    page = Reading(ben, CLASSIC)
    answer = page.press(**{"do": "create", "severity": cast.severities["sev2"].pk, "clock-resolved": "own"})
    assert answer.status_code == 422
    assert "Write the time of this clock" in page.html


def test_the_title_is_taken_from_a_line_or_typed(ben, cast):
    page = Reading(ben, CLASSIC)
    page.press(title="Typed by hand")
    assert fields_of(page.html)["title"] == "Typed by hand"
    page.press(**{"move": "value @ name=title", "from": line("Checkout failed")})
    assert fields_of(page.html)["title"].startswith("Checkout failed")
    assert page.create(cast).title.startswith("Checkout failed")


def test_questions_stand_on_top_and_what_rests_on_them_says_so(ben):
    page = Reading(ben, CLASSIC.replace("GMT", "CST").replace("about 90 minutes", "about 3 hours"))
    assert "2 things to decide" in page.html
    assert 'href="#question-answer-zone:CST"' in page.html
    assert "zone assumed" in page.html
    assert "By the clocks" in page.html
    page.press(**{"answer-zone:CST": "UTC+08:00"})
    assert "zone assumed" not in page.html


def test_a_date_that_is_not_needed_any_more_blocks_nothing(ben, cast):
    moves = [
        Move(
            "reword",
            entry.span.start,
            -1,
            {"what": "entry", "day": "2025-03-09", "clock": f"{entry.at.clock:%H:%M}"},
        )
        for entry in read(DATELESS).timeline
    ]
    fields = {
        "do": "create",
        "severity": cast.severities["sev2"].pk,
        "visibility": "everyone",
        "title": "Slow search",
    }
    refused = ben.post(PREVIEW, {"text": DATELESS, **fields})
    assert refused.status_code == 422
    clocks = {"clock-started": f"at-{moves[0].at}", "clock-resolved": f"at-{moves[-1].at}"}
    sent = {"text": DATELESS, "moves": write(moves), "answer-date": "2025-03-09", **fields, **clocks}
    assert ben.post(PREVIEW, sent).status_code == 302
    assert {f"{e.happened_at:%Y-%m-%d}" for e in Incident.objects.get().entries.all()} == {"2025-03-09"}


def test_people_who_certainly_have_an_account_can_be_taken_along(ben, cast):
    text = "# Queue stuck\n\nIncident commander: Priya Raman\n\n## Timeline\n- 2025-05-02 09:00 UTC stuck\n- 2025-05-02 09:20 UTC free\n"
    if not any(person.name == "Priya Raman" for person in read(text).people):
        pytest.fail("the reader finds nobody")
    page = Reading(ben, text)
    assert "Priya Raman, commander" in page.html
    incident = page.create(cast, people=[str(cast.priya.pk)])
    assert incident.involvements.get(user=cast.priya).role == "commander"


def test_damaged_moves_are_a_sentence_and_the_text_stays(ben):
    html = ben.post(PREVIEW, {"text": CLASSIC, "moves": "[[", "undone": "[]"}).content.decode()
    assert "The corrections came back damaged" in html
    assert "Give every venue its own lock." in html


@pytest.mark.parametrize(
    "fields",
    [
        {"move": "sweep 1 2"},
        {"move": "entry @", "from": "x"},
        {"move": "entry @", "from": "3", "until": "1"},
        {"move": "entry @", "from": "999999999999999999999"},
        {"move": "plain 99999999999999999999999999 what=entry"},
        {"move": "reword 1 what=entry", "with-text": "a\x00b"},
        {"move": "into 1 2"},
        {"move": "rename", "with-heading": "x" * 30_000},
        {"move": "entry ٣ ٤"},
        {"move": "="},
        {"open": "entry x"},
        {"step": "undo"},
        {"undo": "step:99", "redo": "x"},
    ],
    ids=str,
)
def test_nothing_that_is_sent_is_a_fault(ben, fields):
    assert ben.post(PREVIEW, {"text": CLASSIC, **fields}).status_code in (200, 400)


@pytest.mark.parametrize("text", ["x" * 900_000, "\ufeff", "#" * 5000, "- [ ] " * 3000, "10:00\n" * 2000])
def test_a_text_of_any_shape_is_shown_or_refused(ben, text):
    assert ben.post(PREVIEW, {"text": text}).status_code in (200, 422)


def test_twenty_entries_ask_as_little_as_three(ben, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ben.post(PREVIEW, {"text": CLASSIC})
    with CaptureQueriesContext(connection) as few:
        ben.post(PREVIEW, {"text": DATELESS})
    with CaptureQueriesContext(connection) as many:
        ben.post(PREVIEW, {"text": LONG})
    assert len(many) == len(few)


def test_moves_are_bounded(ben):
    moves = write([Move("no_value", given={"name": "impact"})] * 401)
    assert (
        "More than 400 corrections" in ben.post(PREVIEW, {"text": CLASSIC, "moves": moves}).content.decode()
    )


def test_rows_have_their_places(ben):
    assert row("11:32 PM", CLASSIC) == place("11:32 PM", CLASSIC)[0] == read(CLASSIC).timeline[1].span.start
