"""The hashed requirements: made from pyproject.toml, for whichever index there is, without psycopg 3."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from postmortems.bootstrap import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PLAIN = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
FILES = {"requirements.txt": PLAIN, "requirements-dev.txt": PLAIN + DEV}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name: str) -> list[tuple[str, Version, str]]:
    """Name, version and hashes of everything in a file."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)(.*)$", text, re.M)
    return [(canonical(package), Version(version), rest) for package, version, rest in found]


@pytest.mark.parametrize("name", FILES)
def test_they_hold_what_the_project_asks_for(name):
    versions: dict[str, list[Version]] = {}
    for package, version, _ in pinned(name):
        versions.setdefault(package, []).append(version)
    for wanted in FILES[name]:
        here = versions.get(canonical(wanted.name), [])
        assert here, f"{wanted.name} is missing: write {name} anew, see CONTRIBUTING.md"
        assert all(version in wanted.specifier for version in here), f"{wanted} is not met by {here}"


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_hashed_and_no_host_is_named(name):
    text = (ROOT / name).read_text()
    assert all("--hash=sha256:" in rest for _, _, rest in pinned(name))
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|file:|@ ", text)


@pytest.mark.parametrize("name", FILES)
def test_the_driver_is_psycopg2_alone(name):
    packages = {package for package, _, _ in pinned(name)}
    assert "psycopg2-binary" in packages and not packages & {"psycopg", "psycopg-binary", "psycopg-c"}


def test_what_runs_is_the_same_in_both():
    plain, dev = ({(p, v) for p, v, _ in pinned(name)} for name in FILES)
    assert plain <= dev


def test_no_lock_that_would_name_a_registry():
    assert not [path for path in ("uv.lock", "pylock.toml", "poetry.lock") if (ROOT / path).exists()]
