"""Starts everything: schema, static files, the first people, and the server."""

import argparse
import contextlib
import os
import signal
import socket
import sys
import threading
import webbrowser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.people import letters
from incidents.people.models import SignInLink, User
from postmortems import foreman, serving


class Command(BaseCommand):
    help = "Start Postmortems: its environment, database, schema and server; print a one-time sign-in link."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
        parser.add_argument(
            "--port", default=8000, type=int, help="the port; the next free one if taken (8000)"
        )
        parser.add_argument("--no-demo", action="store_true", help="begin with an empty place")

    def handle(self, *args: Any, **options: Any) -> None:
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda *_: sys.exit(0))
        with contextlib.suppress(KeyboardInterrupt):
            try:
                with serving.only_one():
                    self.prepare(demo=not options["no_demo"])
                    self.serve(options["host"], options["port"])
            except serving.RunsAlready as already:
                raise CommandError(
                    f"Postmortems runs already, at {already}\n"
                    "Stop it with Ctrl-C where it was started. A sign-in link: python3 manage.py link EMAIL"
                ) from already

    def prepare(self, *, demo: bool) -> None:
        if serving.migrate():
            self.stdout.write("The database schema is up to date.")
        if serving.collect_static():
            self.stdout.write("The static files are ready.")
        if User.objects.exists():
            return
        # A public address is somebody's real place, which begins empty.
        if demo and not settings.HTTPS:
            call_command("demo", stdout=self.stdout)
        else:
            User.objects.create_superuser(settings.ADMIN_EMAIL, name="Administrator")

    def serve(self, host: str, port: int) -> None:
        listening = self.listen(host, port)
        settings.SITE_URL = serving.address_of(listening)
        if not settings.HTTPS:
            settings.ALLOWED_HOSTS += serving.names_of_this_machine(host)
        serving.announce(settings.SITE_URL)
        self.stdout.write(f"\nPostmortems is at {settings.SITE_URL}\n")
        if link := self.sign_in_link():
            self.stdout.write(f"Sign in with this link; it works once, for a day:\n\n{link}\n")
            if sys.stdout.isatty() and has_display():
                threading.Timer(1, webbrowser.open, [link]).start()
        self.stdout.write("Stop it with Ctrl-C.")
        self.stdout.flush()
        server = uvicorn.Server(
            uvicorn.Config(
                "postmortems.asgi:application",
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )
        with foreman.at_work():
            server.run(sockets=[listening])

    def listen(self, host: str, port: int) -> socket.socket:
        try:
            listening = serving.listen(host, port)
        except (OSError, OverflowError) as error:
            raise CommandError(f"Cannot listen at {host}, port {port}: {error}") from error
        if (used := listening.getsockname()[1]) != port:
            self.stdout.write(f"Port {port} is taken; using {used}.")
        return listening

    def sign_in_link(self) -> str | None:
        """For the first administrator; at a public address, where logs are kept, until the first visit."""
        first = User.objects.filter(role=User.Role.ADMIN, is_active=True).order_by("pk").first()
        if first is None or (settings.HTTPS and first.last_login):
            return None
        return letters.link_address(settings.SITE_URL, SignInLink.make(first, at=timezone.now()))


def has_display() -> bool:
    here = "SSH_CONNECTION" not in os.environ
    return here and (sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}))
