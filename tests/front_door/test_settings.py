"""Settings: each described, each refused with a sentence when it makes no sense, strict in public."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from postmortems import env
from postmortems.bootstrap import ROOT

PUBLIC = {
    "SITE_URL": "https://pm.example.org",
    "SECRET_KEY": "k9-Zr!" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
}
PAGE = ROOT / "docs" / "settings.md"


READ = {"THREADS": 8, "DEBUG": False, "DATABASE_URL": "postgres:///postmortems"}


def described() -> list[str]:
    page = PAGE.read_text().partition("## For `manage.py` alone")[0]
    return re.findall(r"^\| `([A-Z_]+)` \|", page, re.M)


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own, since settings are read once in each."""
    tests_own = {"DJANGO_ALLOW_ASYNC_UNSAFE"} | env.NAMES
    clean = {name: value for name, value in os.environ.items() if name not in tests_own}
    own = {"POSTMORTEMS_NO_BOOTSTRAP": "1", "DJANGO_SETTINGS_MODULE": "postmortems.settings"}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=clean | own | settings, capture_output=True, text=True)


def test_the_page_describes_each_setting_once_and_no_other():
    assert sorted(described()) == sorted(env.NAMES)


def test_production_settings_leave_nothing_to_warn_of():
    done = run("check", "--deploy", "--fail-level", "WARNING", **PUBLIC)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_check_would_see_a_weak_setting():
    done = run("check", "--deploy", "--fail-level", "WARNING", **(PUBLIC | {"DEBUG": "true"}))
    assert done.returncode != 0 and "security.W018" in done.stderr


def test_a_public_address_needs_a_secret_of_its_own():
    done = run("check", SITE_URL="https://pm.example.org")
    assert done.returncode != 0 and "SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("THREADS", "many", "THREADS must be a whole number."),
        ("DEBUG", "maybe", "DEBUG must be true or false."),
        ("DATABASE_URL", "sqlite:///a.db", "DATABASE_URL must be the URL of a Postgres database"),
        ("DATABASE_URL", "mysql://host/name", "DATABASE_URL must be the URL of a Postgres database"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name, value, sentence, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        {"THREADS": env.number, "DEBUG": env.yes, "DATABASE_URL": env.database}[name](name, READ[name])


def test_a_socket_may_stand_for_the_host(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@%2Frun%2Fpostgresql/name")
    assert env.database("DATABASE_URL", "")["HOST"] == "/run/postgresql"


def test_a_secret_is_made_once_and_kept_from_others(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "var" / "secret_key"
    first = env.secret("SECRET_KEY", kept, required=False)
    assert len(first) > 50 and kept.stat().st_mode & 0o777 == 0o600
    assert env.secret("SECRET_KEY", kept, required=False) == first
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret("SECRET_KEY", kept, required=True) == "given"
