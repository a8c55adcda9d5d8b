"""The rules of docs/house.md that code can check. Each has a control: a line that breaks it is seen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from . import source

# -- where things live -------------------------------------------------------------------------------------

HOMELESS = re.compile(r"^(services?|utils?|helpers?|common|misc)$")


def test_no_drawer_for_what_has_no_place():
    assert [p for p in map(source.short, source.modules()) if HOMELESS.match(p.split("/")[-1][:-3])] == []
    assert HOMELESS.match("utils") and not HOMELESS.match("durations")


@pytest.mark.parametrize(("part", "most"), [("models", 300), ("views", 200), ("api", 200)])
def test_files_stay_small(part, most):
    """Past the measure, a noun is missing."""
    found = [path for path in source.modules() if part in (path.stem, path.parent.name)]
    sizes = {source.short(path): len(path.read_text().splitlines()) for path in found}
    assert {name: lines for name, lines in sizes.items() if lines > most} == {}


# -- rooms -------------------------------------------------------------------------------------------------

DOORS = {"views", "forms", "urls", "api", "feeds"}


def steps_through_a_side_door(importer: str, imported: str) -> bool:
    """Does a module take another room's views, forms or paths? The front door alone lists all paths."""
    here, there = importer.split("."), imported.split(".")
    if len(there) < 3 or there[2] not in DOORS or here[:2] == there[:2]:
        return False
    return not (there[2] in ("urls", "api") and importer in ("postmortems.urls", "postmortems.api"))


def test_a_room_is_entered_through_its_models():
    graph = grimp.build_graph(*source.FLOORS)
    wrong = [
        f"{importer} imports {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if steps_through_a_side_door(importer, imported)
    ]
    assert wrong == []


def test_a_side_door_would_be_seen():
    assert steps_through_a_side_door("postmortems.reviews.views", "incidents.people.forms")
    assert not steps_through_a_side_door("incidents.people.views", "incidents.people.forms")
    assert not steps_through_a_side_door("postmortems.reviews.views", "incidents.people.models")


def test_every_room_stands_in_the_contracts():
    contracts = (source.ROOT / "pyproject.toml").read_text().partition("[tool.importlinter]")[2]
    rooms = {
        source.room_of(path) for path in source.modules() if path.name in ("models.py", "views.py", "urls.py")
    }
    assert {room for room in rooms if room and "." in room and f'"{room}"' not in contracts} == set()


# -- models ------------------------------------------------------------------------------------------------


def clocks_read(tree: ast.AST) -> Iterator[int]:
    """The lines that ask what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            name = of.id if isinstance(of, ast.Name) else getattr(of, "attr", "")
            if node.func.attr in ("now", "today", "utcnow", "localdate") and name in (
                "timezone",
                "datetime",
                "date",
                "dt",
            ):
                yield node.lineno


def model_files() -> list[Path]:
    return [path for path in source.modules() if "models" in (path.stem, path.parent.name)]


def test_no_model_reads_the_clock():
    found = {
        source.short(path): lines for path in model_files() if (lines := [*clocks_read(source.tree(path))])
    }
    assert found == {}


@pytest.mark.parametrize("line", ["timezone.now()", "dt.datetime.now(dt.UTC)", "date.today()"])
def test_a_model_that_reads_the_clock_would_be_seen(line):
    assert [*clocks_read(ast.parse(line))] == [1]
    assert [*clocks_read(ast.parse("at = entry.now"))] == []


def hidden_effects(tree: ast.AST) -> Iterator[str]:
    """Signals of a row's life, and `save` or `delete` that do more than they say."""
    for node in ast.walk(tree):
        names = (
            {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} if isinstance(node, ast.Call) else set()
        )
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
        if found := names & {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}:
            yield from found
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{node.name}.{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and part.name in ("save", "delete")
                if not node.name.endswith("Form")
            )


def test_there_is_one_signal_and_saving_only_saves():
    found = {source.short(p): names for p in source.modules() if (names := [*hidden_effects(source.tree(p))])}
    assert found == {}


def test_a_hidden_effect_would_be_seen():
    assert [*hidden_effects(ast.parse("from django.db.models.signals import post_save"))] == ["post_save"]
    assert [*hidden_effects(ast.parse("class A:\n def save(self): pass"))] == ["A.save"]


# -- what is left behind -----------------------------------------------------------------------------------

LEFT = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pragma: no cover|NotImplementedError")


def text_files(*more: str) -> list[Path]:
    """Everything that people write, but this file, which must name what it looks for."""
    kinds = ("*.py", "*.html", "*.css", "*.js", "*.md", "*.toml", "*.yml", *more)
    return [path for path in source.files(*kinds) if path != Path(__file__)]


def test_nothing_is_left_for_later():
    """In the tests the words may stand as texts to try things on, but not as remarks."""
    remark = re.compile(rf"#.*(?:{LEFT.pattern})")
    left = [
        source.short(path)
        for path in text_files()
        if (remark if path.is_relative_to(source.ROOT / "tests") else LEFT).search(path.read_text())
    ]
    assert left == []
    assert LEFT.search("# TODO: this") and not LEFT.search("todos")
    assert remark.search("x = 1  # TODO: this") and not remark.search('"TODO"')


def test_no_address_of_the_machine_it_was_written_on():
    machine = re.compile(r"(?<![\w.])/(root|home/\w+|Users/\w+|work)/")
    found = {
        f"{source.short(path)}:{number}"
        for path in text_files("*.txt")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if machine.search(line)
    }
    assert found == set()
    assert machine.search("see /home/me/notes") and not machine.search("templates/home/page.html")
