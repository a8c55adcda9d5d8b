"""The files that deploy it name what exists: settings, options of `up`, files that are copied."""

import http.server
import re
import threading

import pytest
import yaml

from postmortems import env, health_probe
from postmortems.bootstrap import ROOT
from postmortems.management.commands.up import Command

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_compose_sets_settings_that_exist():
    settings = set(COMPOSE["services"]["web"]["environment"])
    assert settings <= env.NAMES | {"FORWARDED_ALLOW_IPS"}
    assert {"SITE_URL", "SECRET_KEY", "DATABASE_URL"} <= settings


def test_compose_asks_for_what_has_no_default():
    page = (ROOT / "docs" / "deploying.md").read_text()
    for name in re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()):
        assert re.search(rf"^{name}=", page, re.M), f"docs/deploying.md does not say what {name} is"


def test_only_the_proxy_is_reached_from_outside():
    open_to_the_world = [name for name, service in COMPOSE["services"].items() if "ports" in service]
    assert open_to_the_world == ["caddy"]


def test_every_volume_and_file_is_there():
    named = {v.split(":")[0] for s in COMPOSE["services"].values() for v in s.get("volumes", [])}
    assert {name for name in named if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert all((ROOT / name).exists() for name in named if name.startswith("."))
    copied = re.findall(r"^COPY (\S+)", DOCKERFILE, re.M)
    assert copied and all((ROOT / name).exists() for name in copied)


def test_the_image_starts_with_options_that_up_knows_and_not_as_root():
    words = re.search(r'^CMD \["python", "manage.py", "up", (.*)\]', DOCKERFILE, re.M)[1]
    options = Command().create_parser("manage.py", "up").parse_args(re.findall(r'"([^"]+)"', words))
    assert (options.host, options.port) == ("0.0.0.0", 8000)
    assert DOCKERFILE.index("\nUSER app") < DOCKERFILE.index("\nCMD")


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        well = self.headers["Host"] == "pm.example.org" and self.path == "/health/"
        self.send_response(200 if well else 503)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.mark.parametrize(
    ("address", "well"), [("https://pm.example.org", True), ("https://other.org", False)]
)
def test_the_probe_asks_under_the_name_of_the_site(address, well, monkeypatch):
    monkeypatch.setenv("SITE_URL", address)
    monkeypatch.setattr(health_probe, "PATIENCE", 60)
    with http.server.HTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert health_probe.probe(server.server_port) is well


def test_the_probe_of_a_server_that_is_not_there_says_no():
    assert health_probe.probe(1) is False
