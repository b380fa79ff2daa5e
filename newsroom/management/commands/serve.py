"""Serve the site and the desk, after doing whatever has to be done first."""

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from newsroom import env, starting

HIGHEST_PORT = 65535


class Command(BaseCommand):
    """Check the port, prepare database, static files and first stories, and become the server."""

    help = "Serves the newsroom: the same way on a laptop and live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to listen and with which server."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", default="8000", help="the port to listen on")
        parser.add_argument("--dev", action="store_true", help="serve with auto-reload, for developers")

    def handle(self, *args: Any, host: str, port: str, dev: bool, **options: Any) -> None:
        """Run the steps in order. It does not return: the server takes over the process."""
        number = _port_number(port)
        _refuse_a_taken_port(host, number)
        if not env.text("NEWSROOM_ADDRESS"):
            os.environ["NEWSROOM_ADDRESS"] = f"http://{_in_address(host)}:{number}"
        try:
            self.prepare(dev)
        except KeyboardInterrupt:
            sys.exit(130)
        self.greet()
        connections.close_all()
        os.environ["NEWSROOM_LOG_FILE"] = "1"
        if dev:
            os.environ.setdefault("NEWSROOM_DEBUG", "1")
        # glibc keeps a heap for each thread otherwise, and none gives back what another could use.
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        command = _developers_server(host, number) if dev else _server(host, number)
        self.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  (no shell is what is wanted)

    def prepare(self, dev: bool) -> None:
        """Do what has to be done first. The developers' server reads static files where they are written."""
        starting.migrate(self.say)
        if not dev:
            starting.collect_static_files(self.say)
        starting.load_demonstration(self.say)

    def say(self, step: str) -> None:
        """Print one step at once."""
        self.stdout.write(f"- {step}")
        self.stdout.flush()

    def greet(self) -> None:
        """Print the addresses and how to sign in."""
        site = os.environ["NEWSROOM_ADDRESS"]
        self.stdout.write(f"\n{settings.SITE_NAME} is starting. Ctrl-C stops it.\n")
        self.stdout.write(f"  Readers   {site}/\n  The desk  {site}/admin/\n")
        people = starting.sign_ins()
        if not people:
            self.stdout.write("  A new sign-in: .venv/bin/python manage.py createsuperuser\n")
            return
        widths = [max(len(row[column]) for row in [("Role", "Name", ""), *people]) for column in (0, 1)]
        self.stdout.write("")
        for role, name, password in [("Role", "Name", "Password"), *people]:
            self.stdout.write(f"  {role:{widths[0]}}  {name:{widths[1]}}  {password}")
        self.stdout.write("")


def _port_number(port: str) -> int:
    if port.isascii() and port.isdigit() and 1 <= int(port) <= HIGHEST_PORT:
        return int(port)
    raise CommandError(
        f"The port is {port!r}; it takes a number from 1 to {HIGHEST_PORT}, as in 'make run PORT=8300'."
    )


def _refuse_a_taken_port(host: str, port: int) -> None:
    """Raise CommandError with a way out when nobody can listen there."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 300 if port + 300 <= HIGHEST_PORT else 8300
            reason = (
                f"Port {port} is taken, perhaps by another newsroom; stop that, or 'make run PORT={other}'."
            )
        elif error.errno == errno.EACCES:
            reason = f"Port {port} is kept for the system; take one from 1024 up, as in 'make run PORT=8300'."
        else:
            reason = f"{host} is no address of this machine ({error}); 127.0.0.1 always is."
        raise CommandError(reason) from None


def _in_address(host: str) -> str:
    """Return the host as it stands in an address; a server that listens everywhere is reached at home."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104  (compared, not listened on)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _server(host: str, port: int) -> list[str]:
    """Return the command of the production server. See docs/decisions/ for why this one and these numbers."""
    workers = env.integer("NEWSROOM_WORKERS", 1 if connection.vendor == "sqlite" else 2, least=1, most=64)
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": "4",
        "--blocking-threads-idle-timeout": "600",
        "--workers-kill-timeout": "30",
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    return [
        sys.executable,
        "-m",
        "granian",
        *flat,
        "--no-ws",
        "--respawn-failed-workers",
        "newsroom.wsgi:application",
    ]


def _developers_server(host: str, port: int) -> list[str]:
    return [sys.executable, "manage.py", "runserver", f"{_in_address(host)}:{port}"]
