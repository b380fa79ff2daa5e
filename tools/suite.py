"""The whole suite, once on SQLite and once on PostgreSQL, both at the same time.

Runs inside the environment that tools/test.py built. What the machine cannot run is named at the end together
with the command that adds it; with CI=true that fails the run.
"""

import io
import os
import re
import signal
import subprocess
import sys
import threading
from typing import IO, Any

import browsers
import postgres
import redis_server
import venvs

SUMMARY = re.compile(r"=+ (.*\b(passed|failed|errors?|skipped|deselected)\b.*|no tests ran) in [\d.]+s.* =+")
# Progress as it happens; and no columns in tracebacks, because Python 3.11 parses source to find them, which
# fails ("AST constructor recursion depth mismatch") when two threads do it at once, a test and its server.
PYTHON = {"PYTHONUNBUFFERED": "1", "PYTHONNODEBUGRANGES": "1"}
# Statistics taken while a test's rows are not committed say that big tables are empty, and what is planned by
# them takes minutes: tests/conftest.py sweeps instead, between modules.
STATISTICS = "autovacuum=off"
SECONDS_TO_TIDY = 5
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Run:
    """One pass of pytest over the suite, against one database."""

    def __init__(self, name: str, database: str, arguments: list[str], part: str) -> None:
        """Start pytest. The two runs keep their caches apart, since they would write into each other's.

        `part`: “1/2” is the second of two, each of which judges half of the looks of pages. What axe says of
        a page is the same whatever the database; every other test runs on each of them.
        """
        self.name, self.summary, self.status = name, "", 1
        folder = name.split()[0].lower()
        colour = "yes" if sys.stdout.isatty() else "no"
        options = [f"--color={colour}", "-o", f"cache_dir=.pytest_cache/{folder}", *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *options],
            env=os.environ | {"DATABASE_URL": database, "TESTS_PART": part} | PYTHON,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def follow(self, output: IO[str]) -> None:
        """Copy pytest's words to `output`, keep its summary, and wait for its end."""
        for line in self.process.stdout or []:
            output.write(line)
            output.flush()
            if SUMMARY.fullmatch(COLOUR.sub("", line).strip()):
                self.summary = COLOUR.sub("", line).strip()
        self.status = self.process.wait()

    def is_good(self) -> bool:
        """Tell whether something was tested and nothing failed."""
        return self.status == 0 and re.search(r"\b\d+ passed\b", self.summary) is not None


def main() -> None:
    """Run the suite, print what came of it, and exit 0 only when all is well."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments, missing = sys.argv[1:], []
    if not browsers.chromium():
        missing.append(f"the browser tests, as there is no Chromium; '{browsers.HOW_TO_ADD}' adds it")
    if not redis_server.program():
        missing.append(f"the shared page cache, as there is no Redis; '{redis_server.HOW_TO_ADD}' adds it")
    try:
        with postgres.server(STATISTICS) as (version, address):
            venvs.say(f"Testing on SQLite and on PostgreSQL {version}")
            runs = side_by_side({"SQLite": "", f"PostgreSQL {version}": address}, arguments)
    except postgres.NoServer as error:
        missing.append(f"PostgreSQL, as {error}; '{postgres.HOW_TO_ADD}' adds it")
        venvs.say("Testing on SQLite")
        runs = side_by_side({"SQLite": ""}, arguments)
    sys.exit(report(runs, missing))


def side_by_side(databases: dict[str, str], arguments: list[str]) -> list[Run]:
    """Run pytest on each database at once: the first is read as it goes, the others when it has ended."""
    runs = [
        Run(name, database, arguments, f"{number}/{len(databases)}")
        for number, (name, database) in enumerate(databases.items())
    ]
    outputs: list[Any] = [sys.stdout, *(io.StringIO() for _ in runs[1:])]
    readers = [
        threading.Thread(target=run.follow, args=[output], daemon=True)
        for run, output in zip(runs, outputs, strict=True)
    ]
    try:
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    finally:
        for run in runs:
            end(run.process)
        # Also when the run is ended from outside: what was under way is what one wants to know then.
        for run, output in zip(runs[1:], outputs[1:], strict=True):
            print(f"\n- {run.name}\n{output.getvalue()}", end="", flush=True)
    return runs


def end(process: "subprocess.Popen[str]") -> None:
    """See a pytest to its end. Ctrl-C has reached it too, and it tidies up after itself when it is let."""
    for request in (lambda: None, lambda: process.send_signal(signal.SIGINT), process.kill):
        request()
        try:
            process.wait(timeout=SECONDS_TO_TIDY)
            return
        except subprocess.TimeoutExpired:
            continue


def report(runs: list[Run], missing: list[str]) -> int:
    """Print each run's own summary and what was left out; return the exit status."""
    print()
    for run in runs:
        print(f"{run.name}:\n{run.summary or 'pytest ended without a summary'}")
    for what in missing:
        print(f"Left out: {what}.")
    if missing and os.environ.get("CI", "").lower() in {"1", "true"}:
        print("Failed: with CI=true nothing may be left out.")
        return 1
    return 0 if all(run.is_good() for run in runs) else 1


if __name__ == "__main__":
    venvs.run(main)
