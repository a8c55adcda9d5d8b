"""The stories as they stand in their files: complete, in order, and never in the future."""

import datetime as dt

import pytest

from incidents.catalog.kinds import SLUGS
from postmortems.demo.company import PEOPLE, SERVICES, TEAMS
from postmortems.demo.story import STORIES, stories

MOMENTS = [
    dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC),
    dt.datetime(2027, 1, 1, 0, 1, tzinfo=dt.UTC),
    dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC),
    dt.datetime(2028, 2, 29, 23, 59, tzinfo=dt.UTC),
]


@pytest.mark.parametrize("at", MOMENTS)
def test_they_are_in_order_and_over_a_year_and_over(at):
    told = stories(at)
    begins = [story.lines[0].at for story in told]
    assert len(told) >= 25
    assert begins == sorted(begins)
    assert at - begins[0] < dt.timedelta(days=360)
    assert max(story.ends for story in told) <= at


def test_they_are_the_same_every_time():
    assert stories(MOMENTS[0]) == stories(MOMENTS[0])


@pytest.mark.parametrize("story", stories(MOMENTS[0]), ids=lambda story: story.slug)
def test_each_is_whole(story):
    told = story.told
    kinds = set(SLUGS)
    assert 4 <= len(story.lines) <= 14
    assert {line.kind for line in story.lines} <= kinds
    assert list(story.lines) == sorted(story.lines, key=lambda line: line.at)
    assert story.clock("started")
    assert story.clock("detected")
    people = {line.author for line in story.lines if line.author}
    people |= {told[role] for role in ("commander", "scribe", "communications") if role in told}
    assert people | set(told.get("responders", [])) <= set(PEOPLE)
    assert set(told.get("services", [])) <= set(SERVICES)
    assert told["team"] in TEAMS
    assert told["title"] and told["summary"] and told["impact"]


def test_they_stand_one_in_a_file():
    assert len({file.stem.partition("-")[0] for file in STORIES.glob("*.toml")}) == len(stories(MOMENTS[0]))
