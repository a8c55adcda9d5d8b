"""`manage.py import PATH…`: take in many write-ups, from files, folders and zips; or a whole instance."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from incidents.catalog.models import Severity
from incidents.people.models import User
from incidents.timeline import labels
from incidents.timeline.models import Incident
from postmortems import serving
from postmortems.exchange import filing, packing
from postmortems.exchange.bringing import ASKED, Outcome, Terms
from postmortems.exchange.converting import Unreadable
from postmortems.exchange.whole.back import bring_back, somebody_keeps_it
from postmortems.exchange.whole.part import ArchiveRefused, is_archive
from postmortems.exchange.whole.tables import counted

FAILED = "not read"
BAR = 30


class Command(BaseCommand):
    help = (
        "Take in write-ups. A text that leaves its day, its zone or its severity open is named and not stored. "
        "Importing again creates nothing new, so a run that was stopped is simply started again. "
        "Exits with 1 when a file needs an answer or was not read. The archive of a whole instance, which "
        "`export --all` makes, fills an empty place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, zips")
        parser.add_argument("--by", metavar="EMAIL", default=settings.ADMIN_EMAIL, help="who brings them in")
        parser.add_argument("--severity", metavar="NAME", help="for a text that names none: SEV3")
        parser.add_argument("--restricted", action="store_true", help="for the person named by --by alone")
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day, for a text that gives none")
        parser.add_argument(
            "--zone", metavar="ZONE", help="the zone, for a text that names none: Europe/Berlin"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be; store nothing")
        parser.add_argument(
            "--replace", action="store_true", help="for an archive: delete everything that is here first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        archives = [path for path in map(Path, options["paths"]) if is_archive(path)]
        if archives:
            return self._everything(archives[0], options)
        by, terms = _person(options["by"]), _terms(options)
        paths = [Path(path) for path in options["paths"]]
        limits = packing.Limits.of(settings)
        total = sum(1 for _ in packing.in_paths(paths, limits))
        counts: Counter[str] = Counter()
        for found in packing.in_paths(paths, limits):
            outcome = _one(found, terms, by=by, dry=options["dry_run"])
            counts[outcome.state] += 1
            self.tell(found.name, outcome, counts.total(), total)
        told = ", ".join(f"{n} {state}" for state, n in counts.items()) or "nothing to read"
        self.stdout.write(f"{told[:1].upper()}{told[1:]}." + (" Nothing was stored." * options["dry_run"]))
        if counts[FAILED] or counts[ASKED] or not counts:
            raise SystemExit(1)

    def _everything(self, path: Path, options: dict[str, Any]) -> None:
        if len(options["paths"]) > 1:
            raise CommandError(f"{path} is the archive of a whole instance. Bring it in by itself.")
        if not options["dry_run"]:
            serving.migrate()
        try:
            brought = bring_back(path, at=timezone.now(), replace=options["replace"], dry=options["dry_run"])
        except ArchiveRefused as refusal:
            raise CommandError(f"{path}: {refusal}\nNothing was stored.") from refusal
        for remark in brought.remarks:
            self.stdout.write(remark)
        if options["dry_run"]:
            self.stdout.write(f"It would bring in {counted(brought.rows)}. Nothing was stored.")
            return
        self.stdout.write(f"Brought in: {counted(brought.rows)}.")
        keeper = somebody_keeps_it()
        self.stdout.write(
            "Nobody's password came along. To sign in: "
            f"python3 manage.py link {keeper.email}\nSources of alerts need a new address each, on their pages."
        )

    def tell(self, name: str, outcome: Outcome, done: int, total: int) -> None:
        """A line a file; on a terminal a bar, and lines only for what a person has to look at."""
        line = f"{name}: {outcome.state}"
        if outcome.incident is not None:
            line += f", {outcome.incident.reference}"
        if outcome.why:
            line += f". {outcome.why}"
        if not self.stdout.isatty():
            self.stdout.write(line)
            return
        if outcome.state in (ASKED, FAILED):
            self.stdout.write(f"\r\x1b[K{line}")
        filled = BAR * done // total
        self.stdout.write(
            f"\r\x1b[K[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}",
            ending="\n" if done == total else "",
        )
        self.stdout.flush()


def _one(found: packing.Found, terms: Terms, *, by: User, dry: bool) -> Outcome:
    try:
        name = found.name.rpartition("/")[2]
        text = filing.text_of(found.data(), found.name).text
        return filing.bring(text, name, terms, by=by, at=timezone.now(), dry=dry)
    except Unreadable as refusal:
        return Outcome(FAILED, str(refusal))
    except (DatabaseError, ValueError) as error:
        # One text that cannot be stored must not keep the thousand behind it out.
        return Outcome(FAILED, f"It could not be stored: {str(error).splitlines()[0][:200]}")


def _person(email: str) -> User:
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}. Say who brings them in with --by EMAIL.")
    if not person.may_write:
        raise CommandError(f"{email} is a guest, and guests do not bring anything in.")
    return person


def _terms(options: dict[str, Any]) -> Terms:
    severity = None
    if options["severity"]:
        severity = Severity.objects.filter(name__iexact=options["severity"]).first()
        if severity is None:
            names = ", ".join(Severity.objects.values_list("name", flat=True))
            raise CommandError(f"There is no severity {options['severity']}. There are {names}.")
    try:
        day = dt.date.fromisoformat(options["date"]) if options["date"] else None
    except ValueError:
        raise CommandError(f"“{options['date']}” is no date. Write it as YYYY-MM-DD.") from None
    if options["zone"] and labels.named(options["zone"]) is None:
        raise CommandError(f"“{options['zone']}” is no time zone. Write Europe/Berlin or +02:00.")
    seen_by = Incident.Visibility.RESTRICTED if options["restricted"] else Incident.Visibility.EVERYONE
    return Terms(severity, seen_by, day, options["zone"])
