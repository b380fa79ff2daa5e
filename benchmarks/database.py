"""What the database server spends: pages that grow with the archive grow there first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import TICKS, family


def processor_of(address: str) -> Callable[[], float]:
    """Return a function that tells the processor seconds of the PostgreSQL server at `address` so far.

    Of one on another machine nothing is known: then it always tells 0.
    """
    import psycopg

    with psycopg.connect(address) as connection:
        backend = Path(f"/proc/{connection.info.backend_pid}")
        try:
            is_here = (backend / "comm").read_text().startswith("postgres")
        except OSError:
            is_here = False
        server = int((backend / "stat").read_text().rpartition(")")[2].split()[1]) if is_here else 0
    return lambda: _spent(server) if server else 0.0


def _spent(server: int) -> float:
    """What the server and its backends have used, those that have ended too (proc(5), fields 14 to 17)."""
    total = 0
    for number, pid in enumerate(family(server)):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # a backend that has just ended is among the server's by now
            continue
        total += sum(map(int, fields[11:13] if number else fields[11:15]))
    return total / TICKS
