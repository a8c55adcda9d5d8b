"""The environment: made once, finished if it was not, left alone when right, and sentences for the rest."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from postmortems import bootstrap


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """What bootstrap would run, in a project of its own; `venv` makes something that looks like one."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "requirements-dev.txt").write_text("django==5.2\npytest==9\n")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", venv / "installed.txt")
    monkeypatch.setattr(bootstrap, "BEGUN", venv / "installing.txt")
    monkeypatch.setattr(bootstrap, "find_installer", lambda: ["installer"])
    made: list[list[str]] = []

    def run(command, otherwise):
        made.append(command)
        if "venv" in command:
            (venv / "bin").mkdir(parents=True)
            (venv / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(bootstrap, "run", run)
    return made


def what(calls: list[list[str]]) -> list[str]:
    return ["venv" if "venv" in call else Path(call[-1]).name for call in calls]


def test_the_first_start_makes_it_and_the_second_leaves_it_alone(calls):
    bootstrap.install("requirements.txt")
    assert what(calls) == ["venv", "requirements.txt"]
    bootstrap.install("requirements.txt")
    assert len(calls) == 2


def test_only_hashed_packages_are_installed(calls):
    bootstrap.install("requirements.txt")
    assert "--require-hashes" in calls[-1] and "--no-deps" in calls[-1]


def test_uv_is_used_where_it_is(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/bin/uv" if name == "uv" else None)
    assert bootstrap.find_installer()[:3] == ["/bin/uv", "pip", "install"]


@pytest.mark.parametrize(
    ("version", "usable"), [("22.2.2", False), ("22.3", True), ("26.0.1", True), ("", False)]
)
def test_else_the_pip_of_the_python_underneath_if_it_can(version, usable, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    answer = subprocess.CompletedProcess([], 0, stdout=version + "\n")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: answer)
    assert bool(bootstrap.find_installer()) is usable


def test_without_either_the_environment_gets_a_pip_of_its_own(calls, monkeypatch):
    monkeypatch.setattr(bootstrap, "find_installer", list)
    bootstrap.install("requirements.txt")
    assert "--without-pip" not in calls[0] and calls[1][1:4] == ["-m", "pip", "install"]


def test_what_the_tests_need_serves_the_product_too(calls):
    bootstrap.install("requirements-dev.txt")
    bootstrap.install("requirements.txt")
    assert what(calls) == ["venv", "requirements-dev.txt"]


def test_changed_requirements_are_installed_again(calls):
    bootstrap.install("requirements.txt")
    (bootstrap.ROOT / "requirements.txt").write_text("django==5.3\n")
    bootstrap.install("requirements.txt")
    assert what(calls) == ["venv", "requirements.txt", "requirements.txt"]


def test_an_interrupted_installation_is_begun_anew(calls, monkeypatch):
    def interrupted(name, installer):
        (bootstrap.VENV / "half-copied").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(bootstrap, "fetch", interrupted)
        bootstrap.install("requirements.txt")
    assert (bootstrap.VENV / "half-copied").exists()
    bootstrap.install("requirements.txt")
    assert not (bootstrap.VENV / "half-copied").exists()
    assert what(calls) == ["venv", "venv", "requirements.txt"]


def test_an_old_python_is_told_so(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(bootstrap.Refusal, match=r"needs Python 3\.11"):
        bootstrap.check_machine()


def test_no_network_is_a_sentence(tmp_path):
    failing = [sys.executable, "-c", "print('Could not resolve host'); raise SystemExit(1)"]
    with pytest.raises(bootstrap.Refusal, match=r"check the network(.|\n)*Could not resolve host"):
        bootstrap.run(failing, "check the network")


def test_a_python_without_venv_is_a_sentence(monkeypatch):
    monkeypatch.setattr(bootstrap, "BASE", "/bin/false")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Refusal, match=r"apt install python3\.\d+-venv"):
        bootstrap.require_ensurepip()


def test_a_folder_of_somebody_else_is_a_sentence(calls, monkeypatch):
    def refuse(self, **_):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(bootstrap.Refusal, match="belongs to somebody else"):
        bootstrap.install("requirements.txt")


def test_the_environment_comes_first_and_compiled_files_stay_out_of_the_sources_if_asked(calls):
    env = bootstrap.inside({"PATH": "/bin", "PYTHONHOME": "/elsewhere", "PYTHONDONTWRITEBYTECODE": "1"})
    assert env["PATH"] == f"{bootstrap.VENV}/bin:/bin"
    assert set(env) == {"PATH", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX"}
    assert "PYTHONPYCACHEPREFIX" not in bootstrap.inside({"PATH": "/bin"})


def test_it_can_be_switched_off(monkeypatch, calls):
    monkeypatch.setenv("POSTMORTEMS_NO_BOOTSTRAP", "1")
    bootstrap.enter(["manage.py", "up"])
    assert calls == []


def test_it_needs_the_standard_library_alone_and_an_old_python_can_read_it():
    for path in (bootstrap.ROOT / "manage.py", Path(bootstrap.__file__)):
        tree = ast.parse(path.read_text(), feature_version=(3, 7))
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {(n.module if isinstance(n, ast.ImportFrom) else n.names[0].name).split(".")[0] for n in top}
        assert names <= {*sys.stdlib_module_names, "postmortems"}
