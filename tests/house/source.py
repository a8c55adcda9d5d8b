"""The project's own files, read once, for the rules that look at them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from postmortems.bootstrap import ROOT

FLOORS = ("incidents", "postmortems")


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Files that belong to the project: in git or about to be, never what was installed or made."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    try:
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split(
            "\0"
        )
        found = {ROOT / name for name in names if name}
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive has no git
        found = {path for pattern in patterns for path in ROOT.rglob(pattern) if not outside(path)}
    return tuple(sorted(path for path in found if path.is_file()))


def outside(path: Path) -> bool:
    return bool({".venv", "var", "node_modules", ".git"} & {*path.relative_to(ROOT).parts})


def modules() -> list[Path]:
    """The Python files of both floors, without what Django writes."""
    return [path for path in files("*.py") if room_of(path) and "migrations" not in path.parts]


def room_of(path: Path) -> str | None:
    """`incidents.people` for a file in that room, the floor for one beside the rooms, None for the rest."""
    parts = path.relative_to(ROOT).parts
    if parts[0] not in FLOORS:
        return None
    return ".".join(parts[:2]) if len(parts) > 2 else parts[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
