"""A newsroom that can be killed: the production server on a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from newsroom.management.commands import serve

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 120
SECONDS_TO_DIE = 20


@contextmanager
def database_of_its_own(folder: Path) -> Iterator[dict[str, str]]:
    """Copy the test database and point this process at the copy; give what points a server there.

    The environment is that of the server. For a test that holds no transaction open.
    """
    of_the_tests = connection.settings_dict["NAME"]
    copy = _file_in(folder) if connection.vendor == "sqlite" else _copy_on_the_server(of_the_tests)
    with copy as (name, environment):
        connection.settings_dict["NAME"] = name
        try:
            yield environment | {"NEWSROOM_DATA": str(folder)}
        finally:
            connection.close()
            connection.settings_dict["NAME"] = of_the_tests


@contextmanager
def _file_in(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    path = str(folder / "newsroom.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [path])
    connection.close()
    yield path, {"DATABASE_URL": ""}


@contextmanager
def _copy_on_the_server(of_the_tests: str) -> Iterator[tuple[str, dict[str, str]]]:
    name = f"{of_the_tests}_killed_{os.getpid()}"
    quoted, original = connection.ops.quote_name(name), connection.ops.quote_name(of_the_tests)
    connection.close()
    with connection._nodb_cursor() as cursor:
        # A thread that served an earlier test may still be connected, and a database in use is not copied.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [of_the_tests],
        )
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {original}")
    try:
        address = urlsplit(os.environ["DATABASE_URL"])
        yield name, {"DATABASE_URL": urlunsplit(address._replace(path=f"/{name}"))}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")


class Newsroom:
    """The server that `manage.py serve` becomes, in a process group of its own. Each start has a new port."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.kill.settings"} | environment
        self.log = folder / "server.log"
        self.port = 0
        self.up = threading.Event()
        self.is_given_up = False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until somebody listens."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {"NEWSROOM_ADDRESS": f"http://127.0.0.1:{self.port}", "NEWSROOM_LOG_FILE": "1"}
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                serve._server("127.0.0.1", self.port),
                cwd=ROOT,
                env=self.environment | own,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait_until_it_listens()
        self.up.set()

    def kill(self) -> None:
        """End every process of the server at once, as a machine that loses its power would."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self.up.clear()
        self._process.wait()
        self._process = None

    def give_up(self) -> None:
        """Let nobody wait for it any longer."""
        self.is_given_up = True
        self.up.set()

    def _wait_until_it_listens(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self._process and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The server did not start:\n{self.log.read_text(errors='replace')[-2000:]}")


def wait_until_nobody_writes() -> None:
    """Wait until the database has noticed the server's death: PostgreSQL ends what it had been told to do.

    SQLite's writers are dead with their process.
    """
    if connection.vendor == "sqlite":
        return
    until = time.monotonic() + SECONDS_TO_DIE
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.02)
    raise AssertionError("The killed server's connections are still open.")
