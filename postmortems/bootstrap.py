"""Makes the environment that the rest runs in: `.venv` with the packages of the hashed requirements file.

Standard library only, and syntax that an old Python can still read: this is what says that it is too old.
Everything is said on standard error, so that the output of a command stays its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.txt"
BEGUN = VENV / "installing.txt"
OLDEST = (3, 11)
#: The Python underneath, when this one runs in an environment.
BASE = getattr(sys, "_base_executable", None) or sys.executable


class Refusal(Exception):
    """A reason not to go on, in words for the person at the terminal."""


def enter(argv: list[str]) -> None:
    """Return inside an interpreter that has the packages; start this command again in one if need be."""
    try:
        check_machine()
        if os.environ.get("POSTMORTEMS_NO_BOOTSTRAP") == "1":
            return
        install("requirements-dev.txt" if argv[1:2] == ["test"] else "requirements.txt")
    except Refusal as refusal:
        sys.exit(f"\n{refusal}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start takes it up again.")
    if Path(sys.prefix).resolve() != VENV:
        os.execve(str(PYTHON), [str(PYTHON), *argv], inside(os.environ))


def inside(outside: Mapping[str, str]) -> dict[str, str]:
    """The variables for the interpreter in `.venv`."""
    env = dict(outside)
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = os.pathsep.join([str(PYTHON.parent), env.get("PATH", os.defpath)])
    env.pop("PYTHONHOME", None)
    if env.pop("PYTHONDONTWRITEBYTECODE", None):
        # Who wants no compiled files beside the sources gets none there; without any, every start takes twice as long.
        env["PYTHONPYCACHEPREFIX"] = str(ROOT / "var" / "pycache")
    return env


def check_machine() -> None:
    if sys.version_info < OLDEST:
        raise Refusal(
            f"Postmortems needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).\n"
            "Start it with a newer one, for example: python3.11 manage.py up"
        )
    if os.name != "posix":
        raise Refusal(
            "Postmortems runs on Linux and macOS. On Windows use WSL, or Docker: docs/deploying.md."
        )


def install(name: str) -> None:
    """Bring `.venv` up to what the requirements file says. Costs one read of that file when it is."""
    if is_installed(name):
        return
    with one_at_a_time():
        if is_installed(name):
            return
        began = time.monotonic()
        say(f"Installing the packages of {name} into .venv; this happens once …")
        installer = find_installer()
        make_environment(installer)
        BEGUN.write_text(name)
        STAMP.unlink(missing_ok=True)
        fetch(name, installer)
        STAMP.write_text("".join(f"{digest(each)}\n" for each in covered_by(name)))
        BEGUN.unlink()
        say(f"Installed in {time.monotonic() - began:.0f} s.")


def is_installed(name: str) -> bool:
    if not PYTHON.exists() or BEGUN.exists() or not STAMP.exists():
        return False
    return digest(name) in STAMP.read_text().split()


def covered_by(name: str) -> list[str]:
    """The development file holds everything that the plain one does, so installing it serves both."""
    return ["requirements.txt", name] if name == "requirements-dev.txt" else [name]


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two first starts side by side: the second waits, then finds the work done."""
    import fcntl

    folder = ROOT / "var"
    try:
        folder.mkdir(exist_ok=True)
        with (folder / "bootstrap.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise Refusal(
            f"Cannot write {error.filename}: this folder belongs to somebody else.\n"
            "Run the command as its owner, or clone the project into a folder of your own."
        ) from error


def make_environment(installer: list[str]) -> None:
    # What an interrupted installation left may look whole to the installer and not be: it goes.
    if BEGUN.exists() or (VENV.exists() and not works(installer)):
        if Path(sys.prefix).resolve() == VENV:
            raise Refusal("The environment in .venv is incomplete. Start again with: python3 manage.py up")
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    say("Making the environment .venv …")
    if not installer:
        require_ensurepip()
    pip = ["--without-pip"] if installer else []
    run([BASE, "-m", "venv", *pip, str(VENV)], "Could not make .venv.")


def find_installer() -> list[str]:
    """A tool that fills an environment from outside: uv, or a pip that knows how. Empty when there is none.

    An environment with a pip of its own takes several times as long to make.
    """
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", str(PYTHON)]
    asked = [BASE, "-c", "import pip, venv; print(pip.__version__)"]
    said = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    if said and tuple(map(int, said.split(".")[:2])) >= (22, 3):
        return [BASE, "-m", "pip", "--python", str(PYTHON), "install", "--no-input", "--no-compile"]
    return []


def works(installer: list[str]) -> bool:
    """Does the environment there start, and does it have a pip where nothing else fills it?"""
    probe = [str(PYTHON), "-c", "import sys" if installer else "import pip"]
    try:
        return subprocess.run(probe, capture_output=True).returncode == 0
    except OSError:
        return False


def require_ensurepip() -> None:
    """Debian ships Python without the module that puts pip into an environment."""
    probe = [BASE, "-c", "import ensurepip, venv"]
    if subprocess.run(probe, capture_output=True).returncode == 0:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"This Python cannot make environments yet: installing Debian's {package} …")
        apt_install([package])
        if subprocess.run(probe, capture_output=True).returncode == 0:
            return
    raise Refusal(
        "This Python cannot make environments: its venv or ensurepip module is missing.\n"
        f"On Debian and Ubuntu: sudo apt install {package}\n"
        "Or install uv, which needs neither."
    )


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root; say nothing unless it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install_them = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (install_them, ["apt-get", "update", "-q"], install_them):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if command is install_them and done.returncode == 0:
            return True
    say(tail(done.stdout + done.stderr))
    return False


def fetch(name: str, installer: list[str]) -> None:
    # Compiling what is never imported would take longer than the rest; Python compiles on first use.
    fill = installer or [str(PYTHON), "-m", "pip", "install", "--no-input", "--no-compile"]
    # Every package that is needed stands in the file with its hashes, so nothing is left to resolve.
    run(
        [*fill, "--quiet", "--require-hashes", "--no-deps", "-r", str(ROOT / name)],
        "Could not install the packages.\n"
        "The first start needs the package index once: check the network or the proxy and start again.\n"
        "What was fetched so far is kept.",
    )


def run(command: list[str], otherwise: str) -> None:
    env = {
        **os.environ,
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_USER": "0",
    }
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Refusal(f"{otherwise}\n\nIt ended with:\n{tail(done.stdout)}")


def tail(output: str, lines: int = 12) -> str:
    return "\n".join("  " + line for line in output.strip().splitlines()[-lines:])


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
