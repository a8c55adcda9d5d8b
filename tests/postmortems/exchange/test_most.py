"""A text may tell of so much, and not of more: the page and the record stay of a size to be looked at."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.timeline.models import Incident
from postmortems.exchange import rearranging
from postmortems.exchange.bringing import Terms, bring
from postmortems.exchange.choosing import ASKED_AT_ONCE
from postmortems.exchange.converting import Unreadable, too_long
from postmortems.exchange.converting.length import MOST_LINES
from postmortems.exchange.most import MOST, too_much
from postmortems.exchange.moves import Move
from postmortems.exchange.parsing import read
from postmortems.exchange.presentation import page as pages
from tests.postmortems.exchange.test_import_pages import shown_in_box

PREVIEW = "/import/preview/"
HEAD = "# Labels came late\n\n2026-03-02\n\n## Timeline (UTC)\n\n"


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


@pytest.fixture
def three(monkeypatch):
    """Three entries are the most."""
    monkeypatch.setitem(MOST, "timeline", (3, "timeline entries"))


def told(entries):
    return HEAD + "".join(f"- 10:{n:02} step {n}\n" for n in range(entries))


@pytest.mark.parametrize(("name", "most", "word"), [(name, *rest) for name, rest in MOST.items()])
def test_each_limit_holds_at_its_number(name, most, word):
    proposal = SimpleNamespace(**dict.fromkeys(MOST, ()))
    vars(proposal)[name] = (None,) * most
    assert too_much(proposal) == ""
    vars(proposal)[name] = (None,) * (most + 1)
    assert f"{most + 1:,} {word}, and {most:,} are the most" in too_much(proposal)


def test_lines_are_counted():
    assert too_long("a\n" * (MOST_LINES - 1)) == ""
    assert too_long("a\n" * MOST_LINES).startswith("The text has more than 10,000 lines.")


def test_a_paste_that_tells_of_too_much_gets_a_sentence_and_stays_in_the_box(ben, three):
    assert ben.post(PREVIEW, {"text": told(3)}).status_code == 200
    answer = ben.post(PREVIEW, {"text": told(4), "do": "create"})
    html = answer.content.decode()
    assert answer.status_code == 422 and not Incident.objects.exists()
    assert "The text has 4 timeline entries, and 3 are the most for one record." in html
    assert shown_in_box(html) == told(4)


def test_of_a_file_that_tells_of_too_much_the_text_stands_in_the_box(ben, three):
    answer = ben.post(PREVIEW, {"file": SimpleUploadedFile("a.md", told(4).encode())})
    assert answer.status_code == 422 and shown_in_box(answer.content.decode()) == told(4)


def test_many_lines_are_refused_before_they_are_read(ben):
    text = "a\n" * MOST_LINES
    answer = ben.post(PREVIEW, {"text": text})
    assert answer.status_code == 422 and shown_in_box(answer.content.decode()) == text


def test_one_file_of_many_that_tells_of_too_much_is_not_read(cast, three):
    terms = Terms(severity=cast.severities["sev2"])
    assert bring(told(3), "a.md", terms, by=cast.ben, at=timezone.now()).incident
    with pytest.raises(Unreadable, match="4 timeline entries"):
        bring(told(4), "b.md", terms, by=cast.ben, at=timezone.now())


def test_no_move_makes_more_of_it(three):
    text = told(3) + "\n## Notes\n\nAt 11:00 somebody asked.\n"
    at = text.index("At 11:00")
    done = rearranging.rearrange(text, read(text), [Move("entry", at, len(text) - 1)])
    assert len(done.arrangement.proposal.timeline) == 3
    assert done.refusals == (
        "The text has 4 timeline entries, and 3 are the most for one record. Bring it in as several write-ups.",
    )


def test_moves_read_only_so_much_anew(monkeypatch):
    text = told(2) + "\n## Notes\n\nAt 11:00 somebody asked.\n\nAt 11:30 nobody did.\n"
    first, second = (
        Move("entry", text.index(words), text.index(words) + len(words))
        for words in ("At 11:00 somebody asked.", "At 11:30 nobody did.")
    )
    monkeypatch.setattr(rearranging, "MOST_READ", first.to - first.at)
    done = rearranging.rearrange(text, read(text), [first, second])
    assert done.moves == (first,)
    assert done.refusals == ("That is more text than is read again at a time. Create it, and go on there.",)


def test_of_many_questions_the_first_are_asked_and_the_others_counted(ben):
    years = "".join(
        f"- {2015 + n % 2 * 5}-03-{n % 28 + 1:02} 10:00 step {n}\n" for n in range(4 * ASKED_AT_ONCE)
    )
    text = f"# Labels came late\n\n## Timeline (UTC)\n\n{years}"
    asked = [question for question in read(text).questions if question.about == "year"]
    assert len(asked) > ASKED_AT_ONCE + 1
    html = ben.post(PREVIEW, {"text": text}).content.decode()
    assert html.count('id="question-answer-year') == ASKED_AT_ONCE
    assert f"{len(asked) - ASKED_AT_ONCE} more are asked once these are answered." in html


def test_long_lists_that_ask_nothing_are_shown_in_part(ben, monkeypatch):
    monkeypatch.setattr(pages, "LISTED", 2)
    text = told(1) + "\n## References\n\n" + "".join(f"- <https://wiki.example.org/{n}>\n" for n in range(5))
    text += "\n" + "".join(f"Incident commander: {name} Bell\n" for name in ("Ann", "Bea", "Cleo"))
    html = ben.post(PREVIEW, {"text": text}).content.decode()
    assert html.count('id="reference-') == 2
    assert "And 3 more, each where it stands in the text." in html
    assert "Ann Bell (incident commander), Bea Bell (incident commander) and 1 more" in html
