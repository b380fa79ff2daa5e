"""Servers under measurement, and what a request costs them."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRANIAN = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
GRANIAN += ["--blocking-threads", "4", "--blocking-threads-idle-timeout", "600", "--log-level", "warning"]
# The drop-in that hosts know, started as docs/howto/install.md says.
GUNICORN = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4"]
GUNICORN += ["--log-level", "warning"]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A server on a port of this machine."""

    port: int
    process: subprocess.Popen[bytes]

    def get(
        self, connection: http.client.HTTPConnection, path: str, headers: dict[str, str] | None = None
    ) -> bytes:
        """Fetch a page and insist that it is there."""
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        return body

    def connect(self) -> http.client.HTTPConnection:
        """Open one connection, which is kept for a whole round as a browser keeps it."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def memory_mb(self) -> float:
        """Return the resident memory of the largest worker, in megabytes."""
        return max(_resident(pid) for pid in family(self.process.pid)[1:]) / 1e6

    def processor_seconds(self) -> float:
        """Return the processor time that the server and its worker have used so far."""
        return sum(_ticks(pid) for pid in family(self.process.pid)) / TICKS


@dataclass
class Page:
    """One page under measurement, with a figure for each round."""

    name: str
    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    more: int = 1  # asked so many times as often: a quick page needs many requests to fill a clock tick
    processor: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)

    def ask(self, connection: http.client.HTTPConnection) -> None:
        """Make the request that is measured."""
        self.server.get(connection, self.path, self.headers)

    def measure(self, requests: int) -> None:
        """Ask so often over one connection, and note both times of one request in milliseconds."""
        connection, requests = self.server.connect(), requests * self.more
        before, waits = self.server.processor_seconds(), []
        for _ in range(requests):
            start = time.perf_counter()
            self.ask(connection)
            waits.append(time.perf_counter() - start)
        self.processor.append((self.server.processor_seconds() - before) / requests * 1000)
        self.waiting.append(statistics.median(waits) * 1000)
        connection.close()

    def warm_up(self, requests: int) -> None:
        """Let the server load what it loads once, and forget the figures."""
        self.measure(requests)
        self.processor.clear()
        self.waiting.clear()


def measure_in_turn(pages: list[Page], *, rounds: int, requests: int) -> None:
    """Measure all pages in each round, so that a busy machine slows all alike."""
    for number in range(rounds):
        print(f"- Round {number + 1} of {rounds}", flush=True)
        for page in pages:
            page.measure(requests)


@contextmanager
def serving(
    application: str,
    folder: str,
    environment: dict[str, str] | None = None,
    *,
    workers: int = 1,
    is_gunicorn: bool = False,
) -> Iterator[Server]:
    """Start the production server, or gunicorn, with so many processes and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(GUNICORN if is_gunicorn else GRANIAN),
            *("--workers", str(workers)),
            *(("--bind", f"127.0.0.1:{port}") if is_gunicorn else ("--port", str(port))),
            application,
        ],
        cwd=ROOT,
        env={"MALLOC_ARENA_MAX": "2"} | os.environ | (environment or {}),  # as `manage.py serve`
    )
    try:
        _wait_for(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait()


def manage(environment: dict[str, str], *commands: list[str]) -> None:
    """Run commands of `manage.py`."""
    for command in commands:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | environment, check=True
        )


def report(pages: list[Page]) -> dict[str, dict[str, float]]:
    """Print medians over the rounds, and how many times the first page's they are; return the medians."""
    processor_floor = statistics.median(pages[0].processor)
    waiting_floor = statistics.median(pages[0].waiting)
    print(f"\n{'':14} {'processor ms':>13} {'times floor':>12} {'waiting ms':>11} {'times floor':>12}")
    for page in pages:
        processor, waiting = statistics.median(page.processor), statistics.median(page.waiting)
        print(
            f"{page.name:14} {processor:13.2f} {_times(processor, processor_floor):12.1f}"
            f" {waiting:11.2f} {_times(waiting, waiting_floor):12.1f}"
        )
    return {
        page.name: {
            "cpu_ms": round(statistics.median(page.processor), 2),
            "wait_ms": round(statistics.median(page.waiting), 2),
        }
        for page in pages
    }


def _times(value: float, floor: float) -> float:
    return value / floor if floor else 0


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def family(pid: int) -> list[int]:
    """Return a process and its children, as Linux lists them."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _ticks(pid: int) -> int:
    """Return the clock ticks a process spent in user and system mode (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
