"""Puts an invented company with a year of incidents into the database, or takes it away."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.people.models import User
from postmortems.demo import ledger
from postmortems.demo.telling import HereAlready, Teller


class Command(BaseCommand):
    help = "Put the demo data into the database: people, a year of incidents, their reports. --remove takes it away."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take away exactly what the demo has made")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            gone, stays = ledger.remove()
            self.stdout.write(f"The demo is gone: {gone} incidents." if gone else "There is no demo here.")
            for sentence in stays:
                self.stdout.write(sentence)
            self.leave_somebody()
            return
        try:
            made = Teller(timezone.now()).tell()
        except HereAlready as here:
            raise CommandError(str(here)) from here
        self.stdout.write(
            f"The demo is here: {len(made.rows['incident'])} incidents and {len(made.rows['user'])} people of a"
            " company that does not exist."
        )

    def leave_somebody(self) -> None:
        """The demo's administrators are gone; without any, nobody could come in."""
        if not User.objects.filter(role=User.Role.ADMIN, is_active=True).exists():
            first = User.objects.create_superuser(settings.ADMIN_EMAIL, name="Administrator")
            self.stdout.write(f"{first.email} keeps this place now. To sign in: manage.py link {first.email}")
