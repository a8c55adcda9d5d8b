"""The docs: the first screen is the two commands, links lead somewhere, the plan names the rooms that stand."""

import re

from postmortems.bootstrap import ROOT

from . import source

LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def test_the_first_screen_of_the_readme_is_the_two_commands():
    screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:12])
    assert "python3 manage.py up" in screen and "python3 manage.py test" in screen


def test_every_link_between_the_docs_leads_somewhere():
    dead = {
        f"{source.short(page)}: {link}"
        for page in source.files("*.md")
        for link in LINK.findall(page.read_text())
        if not (page.parent / link).exists()
    }
    assert dead == set()
    assert LINK.findall("see [the house](house.md#rules)") == ["house.md"]


def test_the_plan_of_the_house_names_the_rooms_that_stand():
    plan = (ROOT / "docs" / "house.md").read_text().partition("## Rules")[0]
    rooms = {
        room.split(".")[1] for path in source.modules() if (room := source.room_of(path)) and "." in room
    }
    named = {room for room in rooms if f"\n  {room}/" in plan}
    assert rooms - named == {"management"}


def test_ci_does_what_the_readme_says_and_no_more():
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and line[0] != "#"]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "exec python3 manage.py test"]
