"""A script is answered only what changed, and that makes the whole page of what it has."""

import re

import pytest

from postmortems.exchange.parsing import read
from tests.postmortems.exchange.samples import CLASSIC, DATELESS
from tests.postmortems.exchange.test_preview import LONG, PREVIEW, Reading, fields_of


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


EMPTY_PLACE = re.compile(r'<(li|div) id="([^"]+)" data-kept></\1>')


def in_place(page, **fields):
    """What a script is answered that has the rows of `page`, and the whole page that it stands for."""
    faces = " ".join(re.findall(r'data-face="([^"]+)"', page.html))
    sent = {"text": page.text, **fields_of(page.html), **fields}
    parts = page.client.post(PREVIEW, {**sent, "faces": faces}).content.decode()
    return parts, page.client.post(PREVIEW, sent).content.decode()


def row_of(html, tag, name):
    """The element with this id, to its end; a folded part holds no other of its kind."""
    end = "</details>" if tag == "div" else "</li>"
    found = re.search(rf'<(?:li|details)\b[^>]* id="{name}"', html)
    return html[found.start() : html.index(end, found.start()) + len(end)]


def moves_of(text):
    found = read(text)
    entry, last = found.timeline[-1].span.start, text.rstrip().count("\n") + 1
    return {
        "merge": {"move": f"merge {entry}"},
        "value": {"move": "value @ name=root_cause", "from": str(last), "until": str(last)},
        "plain": {"move": f"plain {entry} what=entry"},
        "open": {"open": f"entry {entry}"},
        "zone": {"answer-zone": "Asia/Tokyo"},
        "template": {"template": "classic", "do": "read"},
        "refused": {"move": "entry @", "from": "9", "until": "4"},
        "title": {"title": "Said otherwise", "do": "read"},
    }


@pytest.mark.parametrize("text", [CLASSIC, LONG, DATELESS], ids=["classic", "long", "dateless"])
@pytest.mark.parametrize("name", moves_of(CLASSIC))
def test_in_place_a_script_is_answered_what_makes_the_whole_page_of_what_it_has(ben, name, text):
    page = Reading(ben, text)
    # What the last move marked is not marked any more, so it is never one of those that stay.
    page.press(move=f"merge {read(text).timeline[1].span.start}")
    parts, whole = in_place(page, **moves_of(text)[name])
    assert "<html" not in parts and 'name="text"' not in parts
    filled = EMPTY_PLACE.sub(lambda place: row_of(page.html, place.group(1), place.group(2)), parts)
    now = whole[whole.index('<div id="reading-now"') : whole.index('<textarea name="text"')]
    assert filled.split() == now.split()


def test_in_place_only_what_changed_is_answered(ben):
    page = Reading(ben, LONG)
    start = read(LONG).timeline[10].span.start
    parts, whole = in_place(page, move=f"merge {start}")
    kept = {name for _, name in EMPTY_PLACE.findall(parts)}
    assert len([name for name in kept if name.startswith("entry-")]) == 18
    assert f"entry-{start}" not in kept and f'id="entry-{start}"' not in parts
    assert len(parts) < len(whole) / 2
    # Another zone changes every entry and no line; nothing stays that the page never had.
    parts, _ = in_place(page, **{"answer-zone": "Asia/Tokyo"})
    assert {name.split("-")[0] for _, name in EMPTY_PLACE.findall(parts)} == {"line"}
    assert "data-kept" not in page.html
    assert "data-kept" not in ben.post(PREVIEW, {"text": LONG, "faces": "made up"}).content.decode()
