"""`manage.py up` as people run it: a copy of the project, a process of its own, its own database."""

import http.cookiejar
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest

from postmortems import database, env
from postmortems.bootstrap import ROOT
from tests.house import source

LINK = re.compile(r"^http://127\.0\.0\.1:(\d+)/\S+$", re.M)


class Copy:
    """The project in a folder of its own, and the commands run in it."""

    def __init__(self, folder):
        self.folder = folder
        for path in source.files("*"):
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        ours = {*env.NAMES, "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in ours}
        self.environment |= {"POSTMORTEMS_NO_BOOTSTRAP": "1", "PYTHONUNBUFFERED": "1"}
        self.started: list[subprocess.Popen[str]] = []

    def command(self, *arguments):
        return [sys.executable, "manage.py", *arguments]

    def run(self, *arguments):
        return subprocess.run(
            self.command(*arguments), cwd=self.folder, env=self.environment, capture_output=True, text=True
        )

    def up(self):
        """Start it, wait for its last line, give the process and the sign-in link."""
        process = subprocess.Popen(
            self.command("up", "--port", "8765", "--no-demo"),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                found = LINK.search(said)
                return process, found[0] if found else pytest.fail(said)
        pytest.fail(said)

    def end(self):
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(60)
            process.stdout.close()
        # What a kill left behind is joined once more, and stopped.
        with database.BuiltIn(self.folder / "var" / "pg").running():
            pass


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    copy = Copy(tmp_path_factory.mktemp("project"))
    yield copy
    copy.end()


class Visitor:
    """A browser without a screen: cookies, and forms with their secret."""

    def __init__(self):
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, address, form=None):
        """Where it led, the status, and the page."""
        where, status, body = self.fetch(address, form)
        return where, status, body.decode()

    def fetch(self, address, form=None, **headers):
        """The same, with the bytes as they came."""
        request = urllib.request.Request(address, form, {"Referer": address, **headers})
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.geturl(), answer.status, answer.read()

    def secret(self, address):
        """What the form of this page has to send along."""
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(address)[2])[1]

    def press(self, address, **fields):
        """Press the one button of the page."""
        fields["csrfmiddlewaretoken"] = self.secret(address)
        return self.get(address, urllib.parse.urlencode(fields).encode())

    def send(self, address, name, data, secret):
        """Send a file as the form of an entry does."""
        part = f'Content-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
        body = (
            b"--part\r\n" + part.encode() + b"Content-Type: text/plain\r\n\r\n" + data + b"\r\n--part--\r\n"
        )
        form = "multipart/form-data; boundary=part"
        return self.fetch(
            address, body, **{"Content-Type": form, "X-CSRFToken": secret, "HX-Request": "true"}
        )


def test_it_serves_signs_in_survives_a_kill_and_stops(copy):
    assert "Start with: python3 manage.py up" in copy.run("link", "admin@localhost").stderr
    process, link = copy.up()
    site = link[: link.index("/", 8)]

    amara = Visitor()
    amara.press(link)
    assert amara.get(f"{site}/account/")[:2] == (f"{site}/account/", 200)
    assert "sign-in" in Visitor().get(f"{site}/account/")[0]  # the control: a stranger is sent away
    assert "has been used" in Visitor().get(link)[2]

    second = copy.run("up")
    assert second.returncode == 1 and f"runs already, at {site}" in second.stderr
    assert LINK.search(copy.run("link", "admin@localhost").stdout)[0].startswith(site)
    unknown = copy.run("link", "nobody@example.org").stderr
    assert "Nobody here has the address nobody@example.org. Some who are here: admin@localhost." in unknown

    process.kill()
    process.wait()
    process, again = copy.up()
    assert again != link
    assert amara.get(f"{site}/account/")[1] == 200  # the sign-in was kept

    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not (copy.folder / "var" / "pg" / "data" / "postmaster.pid").exists()


def test_a_taken_port_is_said_and_ending_it_otherwise_stops_the_database_too(copy):
    process, link = copy.up()
    port = int(LINK.search(link)[1])
    assert port >= 8765
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not (copy.folder / "var" / "pg" / "data" / "postmaster.pid").exists()


def test_ten_megabytes_of_evidence_go_up_and_come_back_whole(copy):
    process, link = copy.up()
    site = link[: link.index("/", 8)]
    amara = Visitor()
    amara.press(link)
    severity = re.search(r'name="severity" value="(\d+)"', amara.get(f"{site}/incidents/new/")[2])[1]
    opened = {"title": "It fell", "severity": severity, "zone": "UTC", "visibility": "everyone"}
    incident = amara.press(f"{site}/incidents/new/", **opened)[0].partition("?")[0]
    secret = amara.secret(f"{incident}entries/new/")

    data = os.urandom(10 * 1024 * 1024)
    _, status, row = amara.send(f"{incident}evidence/", "heap.log", data, secret)
    assert status == 200
    address = f"{incident}evidence/{re.search(rb'data-enclosure=.([^ >]+?).>', row)[1].decode()}/"
    assert amara.fetch(address)[1:] == (200, data)
    assert Visitor().fetch(address)[2] != data  # the control: a stranger is sent away
    _, status, said = amara.send(f"{incident}evidence/", "heap.log", data * 2 + b"more", secret)
    assert status == 422 and "20" in said.decode()

    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
