"""Load from wrk (https://github.com/wg/wrk): how long readers wait, and what the server spends on each."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Server

HOW_TO_ADD = "apt install wrk"
ACCEPTED = "Accept-Encoding: gzip, deflate, br, zstd"
LONGEST_SECONDS = 64
IN_TURN = Path(__file__).parent / "in_turn.lua"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_TIME = re.compile(r"([\d.]+)(us|ms|s|m)$")


def is_there() -> bool:
    """Tell whether wrk is on this machine."""
    return shutil.which("wrk") is not None


@dataclass
class Measured:
    """One page on one server: a figure for each round. Times in milliseconds."""

    name: str
    server: Server
    address: str
    connections: int
    addresses: Path | None = None  # a file of them, to be asked for one after the other
    database: Callable[[], float] = lambda: 0.0  # its processor seconds so far
    processor: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    in_database: list[float] = field(default_factory=list)

    def measure(self, seconds: int) -> None:
        """Ask for so many seconds, and note a figure of each kind."""
        before, asked = self.server.processor_seconds(), self.database()
        said = self._wrk(seconds)
        spent, queried = self.server.processor_seconds() - before, self.database() - asked
        requests = int(_found(r"(\d+) requests in", said))
        if not requests and seconds < LONGEST_SECONDS:  # it takes longer than it was given
            self.measure(seconds * 4)
            return
        if "Non-2xx" in said or not requests:
            raise SystemExit(f"{self.name}: {self.address} was not answered\n{said}")
        self.processor.append(spent / requests * 1000)
        self.in_database.append(queried / requests * 1000)
        self.median.append(_milliseconds(_found(r"50%\s+(\S+)", said)))
        self.slowest.append(_milliseconds(_found(r"99%\s+(\S+)", said)))
        self.a_second.append(float(_found(r"Requests/sec:\s+([\d.]+)", said)))

    def forget(self) -> None:
        """Begin anew: what was measured so far only warmed up."""
        for figures in (self.processor, self.median, self.slowest, self.a_second, self.in_database):
            figures.clear()

    def figures(self) -> dict[str, float]:
        """Return the medians over the rounds."""
        return {
            "cpu_ms": round(statistics.median(self.processor), 4),
            "database_ms": round(statistics.median(self.in_database), 4),
            "p50_ms": round(statistics.median(self.median), 3),
            "p99_ms": round(statistics.median(self.slowest), 3),
            "requests_s": round(statistics.median(self.a_second), 1),
        }

    def _wrk(self, seconds: int) -> str:
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency", "-H", ACCEPTED]
        address = f"http://127.0.0.1:{self.server.port}{self.address}"
        after = []
        if self.addresses:
            command += ["-s", str(IN_TURN)]
            # Each round goes on where the last one was likely to stop, or all would ask for the first ones.
            after = ["--", str(self.addresses), str(len(self.processor))]
        return subprocess.run([*command, address, *after], capture_output=True, text=True, check=True).stdout


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else "0"


def _milliseconds(text: str) -> float:
    match = _TIME.match(text)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0
