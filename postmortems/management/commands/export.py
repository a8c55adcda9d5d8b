"""`manage.py export [INC-n …] --format F --to DIR`: reports as files. `--all FILE`: the whole instance."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from incidents.people.zones import zone_names
from incidents.timeline.models import Incident
from postmortems import serving
from postmortems.archive.formats import FORMATS
from postmortems.archive.models import Publication
from postmortems.archive.writing.pdf import CannotDraw
from postmortems.exchange.handing_out import KEPT, LEFT, Terms, fresh_file, hand_out
from postmortems.exchange.whole.out import one_moment, pack
from postmortems.exchange.whole.tables import counted

_REFERENCE = re.compile(r"(?:INC-)?(\d{1,18})\Z", re.IGNORECASE | re.ASCII)


class Command(BaseCommand):
    help = (
        "Write reports as files: of the incidents that are named, or of all that have a published version. The newest "
        "version is written; restricted ones only with --restricted. A file that is there is never replaced "
        "unasked. Exits with 1 when something that was asked for is not there afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="INC-n", help="which; without any, all")
        parser.add_argument(
            "--format",
            dest="formats",
            action="append",
            choices=list(FORMATS),
            help="md unless said; may be given several times",
        )
        parser.add_argument("--to", metavar="DIR", help="the folder, made where there is none")
        parser.add_argument(
            "--all",
            metavar="FILE.zip",
            help="everything that is here, restricted incidents too, as one archive",
        )
        parser.add_argument("--draft", action="store_true", help="incident and draft as they stand now")
        parser.add_argument("--restricted", action="store_true", help="restricted incidents too")
        parser.add_argument(
            "--zone", metavar="ZONE", default="", help="of all times, instead of each report's"
        )
        parser.add_argument("--overwrite", action="store_true", help="replace files of the same name")

    def handle(self, *args: Any, **options: Any) -> None:
        if serving.is_behind():
            raise CommandError(
                "The database does not have the tables of this version. Start once with: python3 manage.py up"
            )
        if options["all"]:
            return self._everything(Path(options["all"]), overwrite=options["overwrite"])
        if not options["to"]:
            raise CommandError("Say where to: --to DIR for reports, --all FILE.zip for everything.")
        terms = _terms(options)
        named = _incidents(options["references"])
        found = named if options["references"] else _all(terms)
        counts: Counter[str] = Counter()
        try:
            for incident in found:
                for outcome in hand_out(incident, terms, at=timezone.now()):
                    counts[outcome.state] += 1
                    # Of all of them only what is there, or should be, is worth a line.
                    if named or outcome.state != LEFT:
                        why = f". {outcome.why}" if outcome.why else ""
                        self.stdout.write(f"{outcome.name}: {outcome.state}{why}")
        except CannotDraw as cannot:
            raise CommandError(str(cannot)) from cannot
        except OSError as error:
            raise CommandError(f"{terms.folder} cannot be written to: {error.strerror}.") from error
        self._sum_up(counts, hint=bool(counts[LEFT]) and not named)
        if counts[KEPT] or (named and counts[LEFT]):
            raise SystemExit(1)

    def _everything(self, path: Path, *, overwrite: bool) -> None:
        try:
            with fresh_file(path, overwrite=overwrite, mode=0o600) as file, one_moment():
                packed = pack(file, at=timezone.now())
        except FileExistsError as error:
            raise CommandError(f"{path} is there already. With --overwrite it is replaced.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}.") from error
        for name in packed.lost:
            self.stdout.write(f"{name}: its bytes are lost here, so they are not in the archive.")
        self.stdout.write(
            f"{path}: {counted(packed.rows)}, {packed.files} files of evidence.\n"
            "It holds everything, what is restricted too: keep it where only those can read it "
            "who may read all of that."
        )

    def _sum_up(self, counts: Counter[str], *, hint: bool) -> None:
        told = ", ".join(f"{n} {state}" for state, n in counts.items()) or "nothing to write"
        more = " What is left out is restricted; --restricted takes it along." if hint else ""
        self.stdout.write(f"{told[:1].upper()}{told[1:]}.{more}")


def _terms(options: dict[str, Any]) -> Terms:
    if options["zone"] and options["zone"] not in zone_names():
        raise CommandError(f"“{options['zone']}” is no time zone. Write UTC or Europe/Berlin.")
    folder = Path(options["to"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be made: {error.strerror}.") from error
    forms = [FORMATS[ending] for ending in dict.fromkeys(options["formats"] or ["md"])]
    return Terms(
        forms, folder, options["draft"], options["restricted"], options["zone"], options["overwrite"]
    )


def _incidents(references: list[str]) -> list[Incident]:
    """The named ones, in the order in which they were named. Nothing is written while one is unknown."""
    found = []
    for reference in dict.fromkeys(references):
        number = _REFERENCE.match(reference.strip())
        if number is None:
            raise CommandError(f"“{reference}” is no incident. Write INC-142.")
        incident = Incident.objects.filter(pk=int(number[1])).select_related("severity", "team").first()
        if incident is None:
            raise CommandError(f"There is no INC-{int(number[1])} here.")
        found.append(incident)
    return found


def _all(terms: Terms) -> Any:
    """Those that have something to write, oldest first."""
    incidents = Incident.objects.order_by("pk").select_related("severity", "team")
    if not terms.as_it_stands:
        standing = Publication.objects.standing().filter(postmortem__incident=OuterRef("pk"))
        incidents = incidents.filter(Exists(standing))
    return incidents.iterator(chunk_size=100)
