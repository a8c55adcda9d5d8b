"""Reads settings from the environment, each with its type, and keeps their names for the test of the docs."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

#: Every name that was asked for. docs/settings.md describes exactly these; a test holds it to that.
NAMES: set[str] = set()

_environment = environ.Env()


def text(name: str, default: str) -> str:
    return _read(name, _environment.str, default, "a text")


def number(name: str, default: int) -> int:
    return _read(name, _environment.int, default, "a whole number")


def yes(name: str, default: bool) -> bool:
    return _read(name, _yes_or_no, default, "true or false")


def names(name: str, default: list[str]) -> list[str]:
    return [
        each.strip() for each in _read(name, _environment.list, default, "a list with commas") if each.strip()
    ]


def endings(name: str, default: str) -> list[str]:
    """Endings of file names, with blanks or commas between them; the dot may be left out."""
    return [f".{each.lstrip('.').lower()}" for each in text(name, default).replace(",", " ").split()]


def storage(name: str, folder: Path) -> dict[str, Any]:
    """A storage of Django's STORAGES: a folder, or in JSON the class and the options of another one."""
    given = text(name, str(folder))
    if not given.startswith("{"):
        options = {"location": given, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    try:
        found = json.loads(given)
        return {"BACKEND": str(found["backend"]), "OPTIONS": dict(found.get("options", {}))}
    except (ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(
            f'{name} must be a folder, or {{"backend": "…", "options": {{…}}}} in JSON.'
        ) from error


def database(name: str, default: str) -> dict[str, Any]:
    found = dict(
        _read(name, _environment.db_url, default, "a URL such as postgres://user:password@host/name")
    )
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must be the URL of a Postgres database: postgres://…")
    # A socket's folder stands in the place of the host with its slashes quoted; libpq wants them plain.
    found["HOST"] = unquote(found["HOST"])
    return found


def email(name: str, default: str) -> dict[str, Any]:
    """The EMAIL_… settings for a URL such as smtp+tls://user:password@host:587, or consolemail://."""
    return dict(
        _read(name, _environment.email_url, default, "a URL such as smtp+tls://user:password@host:587")
    )


def secret(name: str, kept_in: Path, *, required: bool) -> str:
    """The secret from the environment; else one made once and kept in a file that nobody else can read."""
    given = text(name, "")
    if given:
        return given
    if required:
        raise ImproperlyConfigured(
            f"{name} must be set where SITE_URL begins with https://. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    try:
        kept_in.parent.mkdir(exist_ok=True)
        # Exclusive: of two first starts one writes it, the other reads it.
        with open(kept_in, "x", opener=_private) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept_in.read_text()


def _yes_or_no(name: str, default: bool) -> bool:
    """Stricter than django-environ, for which every word that it does not know means no."""
    words = {
        "true": True,
        "yes": True,
        "on": True,
        "1": True,
        "false": False,
        "no": False,
        "off": False,
        "0": False,
    }
    word = _environment.str(name, default="").lower()
    if word and word not in words:
        raise ValueError(word)
    return words.get(word, default)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _read(name: str, reader: Callable[..., Value], default: Any, expected: str) -> Value:
    NAMES.add(name)
    try:
        return reader(name, default=default)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} must be {expected}.") from error
