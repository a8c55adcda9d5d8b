"""No pattern of the reader backtracks: what it costs to try one is what the line is long."""

import importlib
import pkgutil
import re

import pytest

from incidents.timeline import labels
from postmortems.exchange import parsing

from .backtracking import troubles


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the package, by module and name."""
    names = [module.name for module in pkgutil.walk_packages(parsing.__path__, parsing.__name__ + ".")]
    modules = [*map(importlib.import_module, names), labels]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


PATTERNS = patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_it_does_not_backtrack(name):
    assert troubles(PATTERNS[name]) == []


def test_they_are_all_there():
    assert len(PATTERNS) > 80


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(?:a*b?)*c",
        r"(\w+\s?)*:",
        r"\s*\s*x",
        r".*foo.*bar",
        r"(?:a|a+)*b",
        r"a+[ab]+c",
        r"(?:\d+|x)+y",
    ],
)
def test_one_that_does_would_be_seen(pattern):
    assert troubles(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"a+b+", r"(?:\d+,)+", r"\s*x\s*", r"(?:ab){1,3}c*", r"[^x\n]{0,80}x*"])
def test_one_that_does_not_passes(pattern):
    assert troubles(re.compile(pattern)) == []
