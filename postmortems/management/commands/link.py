"""Prints a one-time sign-in link for anybody, so that one machine can play several people."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from incidents.people import letters
from incidents.people.models import SignInLink, User
from postmortems import serving

#: How many addresses are named to somebody who typed another one.
KNOWN = 12


class Command(BaseCommand):
    help = "Print a link that signs a person in, once, within a day."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--host", help="the host to put into the link")
        parser.add_argument("--port", type=int, help="the port to put into the link")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = User.objects.filter(email__iexact=options["email"].strip()).first()
        except ProgrammingError as error:
            raise CommandError("There is nothing here yet. Start with: python3 manage.py up") from error
        if person is None:
            known = ", ".join(User.objects.active().values_list("email", flat=True)[:KNOWN])
            raise CommandError(f"Nobody here has the address {options['email']}. Some who are here: {known}.")
        if not person.is_active:
            raise CommandError(f"The account of {person} is closed. An administrator can open it again.")
        token = SignInLink.make(person, at=timezone.now())
        self.stdout.write(letters.link_address(site(options["host"], options["port"]), token))


def site(host: str | None, port: int | None) -> str:
    """What was asked for, else where `up` serves now, else the address in the settings."""
    if host or port:
        host = host or "127.0.0.1"
        return f"http://[{host}]:{port or 8000}" if ":" in host else f"http://{host}:{port or 8000}"
    return (serving.served_at() or settings.SITE_URL).rstrip("/")
