"""The tags: what they draw, and that hostile words stay words."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from incidents.timeline import shapes

HOSTILE = '"><script>alert(1)</script>'


def drawn(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize("state", sorted(shapes.STATES))
def test_a_state_is_a_mark_and_a_word(state):
    html = drawn("{% state value %}", value=state)
    assert "<svg" in html
    assert shapes.STATES[state][2] in html


def test_an_unknown_state_is_still_a_word():
    assert "Half asleep" in drawn("{% state value %}", value="half_asleep")


def test_severity_fills_as_many_bars_as_it_is_bad():
    sev2 = SimpleNamespace(name="SEV-2", colour="sev2", bars=3, meaning="Slow")
    html = drawn("{% severity value boxed=True %}", value=sev2)
    assert html.count('class="off"') == 1
    assert 'class="sev sev2 boxed"' in html


def test_names_are_never_markup():
    person = SimpleNamespace(initials=HOSTILE)
    severity = SimpleNamespace(name=HOSTILE, colour="sev1", bars=4, meaning=HOSTILE)
    html = drawn(
        "{% avatar p %}{% person n %}{% severity s %}{% state 'open' n %}", p=person, n=HOSTILE, s=severity
    )
    assert "<script" not in html


def test_a_time_says_both_zones_and_iso():
    at = datetime(2026, 11, 12, 22, 12, tzinfo=UTC)
    html = drawn("{% when at 'Europe/Amsterdam' 'time' %}", at=at)
    assert ">23:12</time>" in html
    assert 'datetime="2026-11-12T22:12:00+00:00"' in html
    assert "22:12\u00a0UTC" in html


def test_a_picture_takes_rows_and_frozen_mappings_alike():
    row = SimpleNamespace(happened_at=datetime(2026, 1, 1, tzinfo=UTC), kind="action", key_moment=True)
    frozen = {"happened_at": "2026-01-01T00:00:00+00:00", "kind": "action", "key_moment": True}
    clocks = {"started": "2026-01-01T00:00:00+00:00", "resolved": "2026-01-01T02:00:00+00:00"}
    one, other = (drawn("{% picture clocks rows %}", clocks=clocks, rows=[r]) for r in (row, frozen))
    assert one == other
    assert one.count("<svg class=") == 3
    assert "ph0" in drawn("{% fingerprint clocks %}", clocks=clocks)
    assert drawn("{% picture clocks rows %}", clocks={}, rows=[]) == ""
