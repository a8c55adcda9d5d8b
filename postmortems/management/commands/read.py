"""`manage.py read FILE…`: what the preview page would show for a write-up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from postmortems.exchange import reading


class Command(BaseCommand):
    help = "Read write-ups and print what was understood. Stores nothing; needs no database and no network."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        reading.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        code = reading.run(
            options["files"],
            day=options["date"],
            zone=options["zone"],
            as_json=options["json"],
            out=self.stdout._out,  # type: ignore[arg-type]
            err=self.stderr._out,  # type: ignore[arg-type]
        )
        if code:
            raise SystemExit(code)
