"""The tools that hold the whole house to its style, types, layout and schema, each run as people run it."""

import subprocess
import sys

import pytest

from postmortems.bootstrap import ROOT

TOOLS = {
    "ruff": ["-m", "ruff", "check", "."],
    "ruff-format": ["-m", "ruff", "format", "--check", "."],
    "djlint": ["-m", "djlint", "--lint", "templates"],
    "mypy": ["-m", "mypy", "manage.py", "postmortems", "incidents", "benchmarks"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


@pytest.mark.parametrize("name", TOOLS)
def test_has_nothing_to_say(name, monkeypatch):
    monkeypatch.setenv("POSTMORTEMS_NO_BOOTSTRAP", "1")
    done = subprocess.run([sys.executable, *TOOLS[name]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
