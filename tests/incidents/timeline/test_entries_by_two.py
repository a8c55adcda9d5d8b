"""Two people at one entry, and what is deleted: both texts are kept, and everything can be undone."""

import datetime as dt

from tests.cast import NOW

from .entering import SCRIPT, at, fields


def test_the_second_of_two_sees_both_versions_and_loses_nothing(ben, incident, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="what Priya wrote")
    answer = ben.post(at(noted), fields(version=1, text="what Ben wrote"))
    page = answer.content.decode()
    assert "what Priya wrote" in page and "what Ben wrote" in page
    assert "Priya Raman changed this entry at 12:00\u00a0UTC" in page
    assert [row["what"] for row in answer.context["differences"]] == ["Time", "Kind", "What happened"]
    noted.refresh_from_db()
    assert noted.text == "what Priya wrote"
    ben.post(at(noted), fields(version=answer.context["form"]["version"].value(), text="what Ben wrote"))
    noted.refresh_from_db()
    assert noted.text == "what Ben wrote"


def test_deleting_can_be_undone(ben, incident, noted):
    answer = ben.post(at(noted, "entry_remove"), follow=True)
    page = answer.content.decode()
    assert "It fell over" not in page
    assert "Entry at 12:00\u00a0UTC deleted" in page
    assert f'action="{at(noted, "entry_restore")}"' in page
    page = ben.post(at(noted, "entry_restore"), follow=True).content.decode()
    assert "It fell over" in page


def test_deleting_with_a_script_brings_the_undo_along(ben, incident, noted):
    page = ben.post(at(noted, "entry_remove"), headers=SCRIPT).content.decode()
    assert 'hx-swap-oob="beforeend"' in page and "Undo" in page and "csrfmiddlewaretoken" in page


def test_an_entry_that_somebody_deleted_comes_back_with_the_text_that_was_typed(ben, noted, cast):
    noted.remove(by=cast.priya, at=NOW)
    assert "Priya Raman deleted this entry" in ben.get(at(noted)).content.decode()
    answer = ben.post(at(noted), fields(version=1, text="What Ben knew"))
    page = answer.content.decode()
    assert "Priya Raman deleted this entry" in page and "What Ben knew" in page
    noted.refresh_from_db()
    assert noted.removed_at is not None and noted.text == "It fell over"
    ben.post(at(noted), fields(version=1, text="What Ben knew", back="1"))
    noted.refresh_from_db()
    assert noted.removed_at is None and noted.text == "What Ben knew"


def test_both_texts_can_be_put_into_the_form(ben, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="Priya's words")
    answer = ben.post(at(noted), fields(version=1, text="Ben's words", then="merge"))
    assert answer.context["form"]["text"].value() == "Priya's words\n\nBen's words"
    noted.refresh_from_db()
    assert noted.text == "Priya's words"


def test_what_somebody_has_just_changed_is_not_deleted_unseen(ben, noted, cast):
    noted.revise(version=1, by=cast.priya, at=NOW, text="Priya's words")
    page = ben.post(at(noted, "entry_remove"), {"version": "1"}, follow=True).content.decode()
    assert "Priya Raman changed this entry at 12:00\u00a0UTC. It was not deleted" in page
    noted.refresh_from_db()
    assert noted.removed_at is None
    ben.post(f"{at(noted, 'entry_remove')}?version=2")
    noted.refresh_from_db()
    assert noted.removed_at is not None


def test_undo_is_refused_where_a_clock_would_run_backwards(ben, incident, noted, cast):
    incident.set_clocks({"detected": noted}, by=cast.ben, at=NOW)
    noted.remove(by=cast.ben, at=NOW)
    incident.set_clocks({"started": NOW + dt.timedelta(minutes=1)}, by=cast.ben, at=NOW)
    page = ben.post(at(noted, "entry_restore"), follow=True).content.decode()
    assert "cannot come back as it was" in page
