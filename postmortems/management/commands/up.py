"""Starts everything: schema, static files, the first people, and the server."""

import argparse
import contextlib
import os
import signal
import sys
import threading
import webbrowser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents.people.models import User
from postmortems import serving


class Command(BaseCommand):
    help = "Start Postmortems: its environment, database, schema and server; print its address."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
        parser.add_argument(
            "--port", default=8000, type=int, help="the port; the next free one if taken (8000)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda *_: sys.exit(0))
        with contextlib.suppress(KeyboardInterrupt):
            try:
                with serving.only_one():
                    self.prepare()
                    self.serve(options["host"], options["port"])
            except serving.RunsAlready as already:
                raise CommandError(
                    f"Postmortems runs already, at {already}\nStop it with Ctrl-C where it was started"
                ) from already

    def prepare(self) -> None:
        if serving.migrate():
            self.stdout.write("The database schema is up to date.")
        if serving.collect_static():
            self.stdout.write("The static files are ready.")
        if not User.objects.exists():
            User.objects.create_superuser(settings.ADMIN_EMAIL, name="Administrator")

    def serve(self, host: str, port: int) -> None:
        try:
            server_socket = serving.listen(host, port)
        except (OSError, OverflowError) as error:
            raise CommandError(f"Cannot listen at {host}, port {port}: {error}") from error
        if (used := server_socket.getsockname()[1]) != port:
            self.stdout.write(f"Port {port} is taken; using {used}.")
        settings.SITE_URL = address = serving.address_of(server_socket)
        settings.ALLOWED_HOSTS += serving.names_of_this_machine(host)
        serving.announce(address)
        self.stdout.write(f"\nPostmortems is at {address}\n")
        self.stdout.write("Stop it with Ctrl-C.\n")
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
        if sys.stdout.isatty() and has_display():
            threading.Timer(1, webbrowser.open, [address]).start()
        server.run(sockets=[server_socket])


def has_display() -> bool:
    here = "SSH_CONNECTION" not in os.environ
    return here and (sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}))
