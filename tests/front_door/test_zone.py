"""The zone that a person chooses on one page holds on all of them, and in the files that leave."""

import re

import pytest
from django.test import Client

from postmortems.archive.models import Publication
from tests.cast import NOW, an_incident
from tests.postmortems.archive.conftest import approved, written

#: What a clock shows at STARTED, by what the switch calls the zone.
SHOWN = {"utc": "23:12", "incident": "00:12", "mine": "04:42"}
NAMES = {"utc": "UTC", "incident": "Europe/Amsterdam", "mine": "Asia/Kolkata"}


@pytest.fixture
def told(cast):
    """An incident in Amsterdam, published once and drafted on, for Ben, who lives in Kolkata."""
    cast.ben.time_zone = "Asia/Kolkata"
    cast.ben.save()
    postmortem = approved(cast, written(cast, an_incident(cast, zone="Europe/Amsterdam")))
    Publication.issue(postmortem, by=cast.ben, at=NOW)
    return postmortem


@pytest.fixture
def ben(cast):
    client = Client()
    client.force_login(cast.ben)
    return client


def pages(postmortem):
    incident = postmortem.incident.get_absolute_url()
    draft = postmortem.get_absolute_url()
    return {
        "incident": incident,
        "draft": draft,
        "preview": f"{draft}preview/",
        "review": f"{draft}review/",
        "report": f"/reports/INC-{postmortem.incident_id}/",
        "download": f"{incident}as-it-stands/",
        "clocks": f"{incident}clocks/",
        "history": f"{incident}history/",
    }


def chosen(text):
    """What the page's own switch says that it shows."""
    return re.findall(r'(?:href|formaction)="\?zone=(\w+)#zone"[^>]*aria-current="true"', text)


@pytest.mark.parametrize(
    "where", ["incident", "draft", "preview", "review", "report", "download", "clocks", "history"]
)
def test_what_is_chosen_on_one_page_holds_on_every_other(ben, told, where):
    for key in ("utc", "mine", "incident"):
        offered = ben.get(pages(told)[where]).text
        assert f'"?zone={key}#zone"' in offered, "the page has a switch"
        assert chosen(ben.get(f"{pages(told)[where]}?zone={key}").text) == [key]
        for name, page in pages(told).items():
            text = ben.get(page).text
            assert chosen(text) == [key], name
            if name in ("incident", "draft", "preview", "review", "report"):
                assert re.search(rf">{SHOWN[key]}</time>", text), name
                assert not any(f">{SHOWN[other]}</time>" in text for other in SHOWN if other != key), name


def test_a_page_that_is_unchanged_is_still_answered_in_the_chosen_zone(ben, told):
    page = pages(told)["report"]
    first = ben.get(page)
    assert ben.get(page, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    again = ben.get(f"{page}?zone=utc", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200 and chosen(again.text) == ["utc"]
    assert ben.get(page, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


@pytest.mark.parametrize("key", ["utc", "incident", "mine"])
@pytest.mark.parametrize("where", ["report", "download"])
def test_files_leave_in_the_chosen_zone_and_say_so(ben, told, where, key):
    ben.get(f"{pages(told)['draft']}?zone={key}")
    page = ben.get(pages(told)[where]).text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*[?;]zone=\w+)" download', page)]
    assert len(links) > 4
    assert all(link.endswith(f"zone={key}") for link in links)
    plain = next(link for link in links if ".md?" in link)
    text = ben.get(plain).content.decode()
    assert NAMES[key] in text and SHOWN[key] in text


def test_junk_in_the_address_is_not_kept(ben, told):
    ben.get(f"{pages(told)['draft']}?zone=mine")
    for junk in ("junk", "", "UTC", "utc;x"):
        assert "zone" not in ben.get(pages(told)["draft"], {"zone": junk}).cookies
    assert chosen(ben.get(pages(told)["draft"]).text) == ["mine"]


def test_a_refusal_chooses_nothing(ben, secret, cast):
    olga = Client()
    olga.force_login(cast.olga)
    answer = olga.get(f"{secret.get_absolute_url()}?zone=utc")
    assert answer.status_code == 404 and "zone" not in answer.cookies
    assert "zone" in ben.get(f"{secret.get_absolute_url()}?zone=utc").cookies
