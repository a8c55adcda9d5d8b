"""Finds the browser for the tests that need one, and installs Debian's where that is a matter of asking."""

import os
import shutil
from pathlib import Path

from postmortems import bootstrap

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = ["chromium", "fonts-liberation", "fonts-noto-core"]

MISSING = (
    "No browser for the browser tests: they are skipped.\n"
    "Debian, Ubuntu: sudo apt install chromium. Elsewhere: .venv/bin/playwright install chromium,\n"
    "or say where one is: CHROME_PATH=/path/to/chrome"
)

#: The sandbox needs more rights than a container gives; the rest keeps the browser from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium: what CHROME_PATH says, the system's, or Playwright's own."""
    if said := os.environ.get("CHROME_PATH"):
        return said if os.access(said, os.X_OK) else None
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights_own()


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_or_install() -> str | None:
    """As `find`; as root on Debian a missing one is installed first."""
    found = find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get") and "CHROME_PATH" not in os.environ:
        bootstrap.say("No browser yet: installing Debian's chromium …")
        bootstrap.apt_install(DEBIAN)
        found = find()
    return found
