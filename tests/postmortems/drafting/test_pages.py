"""The pages: who sees and writes what, and what stands on them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from incidents.actions.models import ActionItem
from postmortems.drafting.models import Postmortem, Section, Template
from tests.cast import NOW
from tests.postmortems.drafting.pages import LATER, address, shown

PAGES = ["draft", "preview", "history"]


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
