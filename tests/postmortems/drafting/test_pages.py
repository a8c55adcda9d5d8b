"""The pages: who sees and writes what, what a save answers, and that ten rows cost what twenty do."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions.models import ActionItem
from postmortems.drafting.models import Draft, Postmortem, Presence, Section, Template
from tests.cast import NOW

LATER = NOW + dt.timedelta(minutes=1)
PAGES = ["draft", "preview", "history"]


def address(name, postmortem, *more):
    return reverse(f"drafting:{name}", args=[postmortem.pk, *more])


def shown(client, postmortem, key="summary"):
    """What the form of a section holds: its base and the name of its save."""
    page = client.get(address("section", postmortem, key)).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("base", "once")}


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


@pytest.mark.parametrize("name", ["draft", "preview"])
def test_times_are_shown_in_the_zone_that_is_asked_for(ben, cast, incident, postmortem, name):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    incident.record(text="It fell over", by=cast.ben, at=NOW, happened_at=NOW)
    assert ">12:00</time>" in ben.get(address(name, postmortem)).content.decode()
    page = ben.get(address(name, postmortem) + "?zone=mine").content.decode()
    assert ">21:00</time>" in page and "imes in Tokyo" in page.replace("All times", "times in")
    assert "Mine, Tokyo" in page


# -- who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAGES, "section", "revision", "new_section"])
@pytest.mark.parametrize(
    ("person", "answers"),
    [("ben", 200), ("priya", 200), ("olga", 404), ("amara", 404), ("gus", 404), (None, 302)],
)
def test_a_restricted_one_exists_for_its_people_alone(client, cast, secret, name, person, answers):
    hidden = Postmortem.draft(secret, by=cast.ben, at=NOW)
    if person:
        client.force_login(getattr(cast, person))
    more = {"section": ["summary"], "revision": [1]}.get(name, [])
    answer = client.get(address(name, hidden, *more))
    assert answer.status_code == answers
    assert "Leaked signing key" not in answer.content.decode() or answers == 200


WRITES = [
    ("section", ["summary"]),
    ("state", []),
    ("new_section", []),
    ("heading", ["summary"]),
    ("place", ["summary"]),
    ("removal", ["summary"]),
    ("return", ["summary"]),
    ("restore", [1]),
    ("name", [1]),
    ("rendered", ["summary"]),
]


@pytest.mark.parametrize(("name", "more"), WRITES, ids=[name for name, _ in WRITES])
def test_nobody_writes_who_may_not(client, cast, secret, postmortem, name, more):
    hidden = Postmortem.draft(secret, by=cast.ben, at=NOW)
    before = list(Section.objects.order_by("pk").values("text", "heading", "hidden_at", "position"))
    data = {"text": "x", "heading": "x", "base": "1", "to": "draft", "name": "x", "after": "summary"}
    client.force_login(cast.gus)
    assert client.post(address(name, postmortem, *more), data).status_code == 403
    client.force_login(cast.olga)
    assert client.post(address(name, hidden, *more), data).status_code == 404
    assert list(Section.objects.order_by("pk").values("text", "heading", "hidden_at", "position")) == before


def test_guests_read_without_tools(client, cast, postmortem):
    client.force_login(cast.gus)
    page = client.get(address("draft", postmortem)).content.decode()
    assert "The job ran." in page and "/sections/summary/" not in page.replace("?read", "")
    assert client.get(address("section", postmortem, "summary")).status_code == 403
    assert client.get(address("section", postmortem, "summary") + "?read").status_code == 200


@pytest.mark.parametrize("reference", ["PM-999999", "PM-0", "PM-x", "PM-1234567890123456789"])
def test_what_is_not_there_is_not_found(ben, postmortem, reference):
    assert ben.get(f"/postmortems/{reference}/").status_code == 404


def test_a_section_or_revision_that_is_not_there(ben, postmortem):
    assert ben.get(address("section", postmortem, "nowhere")).status_code == 404
    assert ben.get(address("revision", postmortem, 99)).status_code == 404


# -- beginning ------------------------------------------------------------------------------------------------


def test_a_template_is_chosen_and_a_double_click_drafts_once(ben, incident):
    url = reverse("drafting:begin", args=[incident.pk])
    page = ben.get(url).content.decode()
    once = re.search(r'name="once" value="([^"]*)"', page)[1]
    detailed = Template.objects.get(slug="detailed")
    answers = [ben.post(url, {"template": detailed.pk, "once": once}) for _ in range(2)]
    postmortem = Postmortem.objects.get(incident=incident)
    assert [answer["Location"] for answer in answers] == [postmortem.get_absolute_url()] * 2
    assert postmortem.template == detailed
    assert ben.get(url)["Location"] == postmortem.get_absolute_url()


def test_not_required_needs_a_reason_and_can_be_taken_back(ben, incident):
    url = reverse("drafting:not_required", args=[incident.pk])
    assert ben.post(url, {"reason": " "}).status_code == 422
    ben.post(url, {"reason": "A drill."})
    postmortem = Postmortem.objects.get(incident=incident)
    assert postmortem.state == "not_required"
    page = ben.get(postmortem.get_absolute_url()).content.decode()
    assert "Take it back to draft" in page and "edit-link" not in page
    assert ben.get(address("section", postmortem, "summary")).status_code == 302
    ben.post(address("state", postmortem), {"to": "draft"})
    postmortem.refresh_from_db()
    assert postmortem.state == "draft"


@pytest.mark.parametrize("to", ["published", "withdrawn", "not_required", ""])
def test_no_other_state_is_reached_from_here(ben, postmortem, to):
    assert ben.post(address("state", postmortem), {"to": to}).status_code == 403


# -- the page -------------------------------------------------------------------------------------------------


def test_the_draft_shows_text_timeline_actions_and_what_is_empty(ben, cast, postmortem):
    incident = postmortem.incident
    incident.record(text="Alerts *rang*.", by=cast.ben, at=NOW, happened_at=NOW, kind="detection")
    ActionItem.propose(incident, text="Watch the port.", by=cast.ben, at=NOW)
    page = ben.get(address("draft", postmortem)).content.decode()
    assert "<p>The job ran.\nIt failed.</p>" in page
    assert "Alerts <em>rang</em>." in page and "<svg" in page and "live, 1 entry" in page
    assert "Watch the port." in page and "live, 1 item" in page
    assert page.count("required, still empty") == 2  # the outline and the section: root cause
    assert "Revision" not in page or "revision 1" in page


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


def test_a_preview_is_what_would_be_published_and_stores_nothing(ben, postmortem):
    given = shown(ben, postmortem)
    answer = ben.post(
        address("section", postmortem, "summary"), {"text": "# Big\n<script>", "do": "preview", **given}
    )
    page = answer.content.decode()
    assert '<h3 id="summary--big">Big</h3>' in page and "# Big\n&lt;script&gt;</textarea>" in page
    assert given["base"] in page and postmortem.living.updates.count() == 1
    fragment = ben.post(address("rendered", postmortem, "summary"), {"text": "# Big"}).content.decode()
    assert fragment == '<h3 id="summary--big">Big</h3>'


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


# -- saving by itself -----------------------------------------------------------------------------------------


def autosave(client, postmortem, text, base, key="summary", once=""):
    return client.post(
        address("section", postmortem, key),
        {"text": text, "base": base, "once": once},
        headers={"X-Autosave": "1", "HX-Request": "true"},
    )


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


# -- sections, revisions, templates ---------------------------------------------------------------------------


def test_sections_are_arranged(ben, postmortem):
    once = {"once": "key"}
    for _ in range(2):
        ben.post(address("new_section", postmortem), {"heading": "Detection", "after": "summary", **once})
    ben.post(address("heading", postmortem, "detection"), {"heading": "How we noticed"})
    ben.post(address("place", postmortem, "detection"), {"to": "up"})
    assert [s.heading for s in postmortem.parts()][:3] == ["How we noticed", "Issue summary", "Timeline"]
    page = ben.post(address("removal", postmortem, "detection"), follow=True).content.decode()
    assert "How we noticed is removed" in page and address("return", postmortem, "detection") in page
    ben.post(address("return", postmortem, "detection"))
    assert postmortem.parts()[0].key == "detection"


def test_history_says_who_changed_what_and_leads_back(ben, cast, postmortem, summary):
    summary.write("The job ran.\nIt failed twice.\n", base_seq=1, by=cast.priya, at=LATER)
    page = ben.get(address("history", postmortem)).content.decode().partition("<main")[2]
    assert page.index("Priya Raman") < page.index("Ben Okafor")
    page = ben.get(address("revision", postmortem, 2)).content.decode()
    assert "<ins> twice</ins>" in page and "what stands now" in page
    ben.post(address("restore", postmortem, 1), {"section": "summary"})
    assert postmortem.sections.get(key="summary").text == "The job ran.\nIt failed.\n"
    ben.post(address("name", postmortem, 1), {"name": "As it began"})
    assert "As it began" in ben.get(address("history", postmortem)).content.decode()
    assert "<del> twice</del>" in ben.get(address("revision", postmortem, 3) + "?against=2").content.decode()
    for odd in ("x", "0", "99999999999", "²"):
        assert ben.get(address("revision", postmortem, 2), {"against": odd}).status_code == 200
        assert ben.get(address("history", postmortem), {"before": odd}).status_code == 200


def test_administrators_edit_templates_members_read_them(client, cast):
    client.force_login(cast.ben)
    assert client.get("/settings/templates/classic/").status_code == 200
    assert client.get("/settings/templates/new/").status_code == 403
    client.force_login(cast.gus)
    assert client.get("/settings/templates/").status_code == 403
    client.force_login(cast.amara)
    classic = Template.objects.get(slug="classic")
    client.post("/settings/templates/new/", {"name": "Short", "like": classic.pk, "once": "k"})
    base = "/settings/templates/short/"
    client.post(f"{base}sections/new/", {"heading": "Money", "kind": "text", "required": "on"})
    client.post(f"{base}sections/money/place/", {"to": "up"})
    client.post(f"{base}sections/references/removal/")
    client.post(f"{base}sections/summary/", {"heading": "In short", "kind": "text", "guidance": "*Brief.*"})
    client.post(f"{base}edit/", {"name": "Brief", "description": "For small ones."})
    client.post(f"{base}default/")
    page = client.get(base).content.decode()
    assert "<em>Brief.</em>" in page and "For small ones." in page
    short = Template.objects.default()
    assert short.sections.all()[0].heading == "In short"
    assert short.name == "Brief" and short.sections.filter(key="money", required=True).exists()
    assert client.post(f"{base}edit/", {"name": "classic"}).status_code == 422
    client.post(f"{base}removal/")
    assert not Template.objects.filter(slug="short").exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_hostile_words_are_only_words_everywhere(ben, cast, postmortem, summary, text):
    summary.rename(text, by=cast.ben, at=LATER)
    summary.write(text, base_seq=1, by=cast.ben, at=LATER)
    postmortem.name_revision(text[:100], by=cast.ben, at=LATER)
    pages = [address(name, postmortem) for name in PAGES]
    pages += [address("section", postmortem, "summary"), address("revision", postmortem, 1)]
    for url in [*pages, address("heading", postmortem, "summary"), address("new_section", postmortem)]:
        page = ben.get(url).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


# -- cost -----------------------------------------------------------------------------------------------------


def grown(cast, postmortem, rows):
    for n in range(rows):
        section = postmortem.add_section(f"More {n}", by=cast.ben, at=NOW)
        section.write(f"Text {n}.", base_seq=None, by=(cast.ben, cast.priya)[n % 2], at=NOW)
        postmortem.incident.record(text=f"Entry {n}.", by=cast.ben, at=NOW, happened_at=NOW)
        ActionItem.propose(postmortem.incident, text=f"Action {n}.", by=cast.ben, at=NOW, owner=cast.priya)
        Presence.ping(postmortem, by=(cast.ben, cast.priya, cast.kenji)[n % 3], at=timezone.now())


def queries(django_assert_max_num_queries, client, url, most):
    with django_assert_max_num_queries(most) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize(("name", "most"), [("draft", 20), ("preview", 20), ("history", 6)])
def test_ten_rows_cost_what_twenty_do(ben, cast, postmortem, django_assert_max_num_queries, name, most):
    grown(cast, postmortem, 10)
    ten = queries(django_assert_max_num_queries, ben, address(name, postmortem), most)
    grown(cast, postmortem, 10)
    assert queries(django_assert_max_num_queries, ben, address(name, postmortem), most) == ten


def test_a_save_costs_at_most_twelve_queries(ben, cast, postmortem, django_assert_max_num_queries):
    grown(cast, postmortem, 10)
    seq = Draft.objects.get(postmortem=postmortem).seq
    with django_assert_max_num_queries(14) as counted:  # two of them are the test's own savepoint
        assert autosave(ben, postmortem, "Measured.", str(seq), once="k").status_code == 200
    assert len([q for q in counted if "SAVEPOINT" not in q["sql"]]) <= 12


def test_the_answer_of_a_save_is_json_for_nobody_else(ben, postmortem):
    answer = autosave(ben, postmortem, "<script>", "1")
    assert answer["Content-Type"] == "application/json" and json.loads(answer.content)["text"] == "<script>"


def test_the_draft_notes_what_looks_odd_about_the_timeline_for_those_who_can_mend_it(
    ben, cast, client, postmortem
):
    incident = postmortem.incident
    begun, ended = (
        incident.record(text=text, by=cast.ben, at=NOW, happened_at=NOW + dt.timedelta(hours=hours))
        for text, hours in (("It fell over.", 0), ("It stood up.", 2))
    )
    incident.set_clocks({"detected": begun, "mitigated": ended}, by=cast.ben, at=NOW)
    page = ben.get(address("draft", postmortem)).text.replace("\u00a0", " ")
    assert (
        "nothing is recorded" in page
        and f'{incident.get_absolute_url()}#timeline">Look at the record' in page
    )
    client.force_login(cast.gus)
    answer = client.get(address("draft", postmortem))
    assert "Look at the record" not in answer.text
