"""Prints a one-time sign-in link for anybody, so that one machine can play several people."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.people import letters
from incidents.people.models import SignInLink, User
from postmortems import serving


class Command(BaseCommand):
    help = "Print a link that signs a person in, once, within a day."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--host", help="the host to put into the link")
        parser.add_argument("--port", type=int, help="the port to put into the link")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
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
