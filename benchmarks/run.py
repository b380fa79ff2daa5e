"""Everything that is measured, in one go: readers' pages, what surrounds a publication, pictures, desk, tags.

Each corpus of `--corpora` is written into a database of its own on PostgreSQL, unless `--database` names one
that is there already (10000=postgres://…). Then wrk asks the production server, with two workers, for every
type of page, in interleaved rounds with the floors: see `benchmarks/readers.py`. What counts is the processor
time of the server for each request, and its ratio to the floor. Pictures follow (`benchmarks/pictures.py`),
the desk (`benchmarks/desk.py`) and its tags (`benchmarks/tags.py`) in a database of their own. The results
are written to `benchmarks/results/` and compared by ratio with those that were there.

    make bench                        10,000 stories, a desk of 20,000: about ten minutes on a quiet machine
    make bench ARGS=--million         1,000,000 stories too, a desk of 100,000: about an hour
    make bench ARGS=--quick           1,000 stories, one short round, no desk, nothing written
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from benchmarks import desk, load, pictures, readers, results
from benchmarks.database import processor_of
from benchmarks.measuring import ROOT, manage, serving

sys.path.append(str(ROOT / "tools"))
import postgres


def main() -> None:
    """Measure, write and print the tables."""
    options = _options()
    before, found = results.committed(), {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        manage({"NEWSROOM_DATA": folder}, ["collectstatic", "--noinput", "-v0"])
        if not load.is_there():
            print(f"Left out: readers' pages, as there is no wrk; '{load.HOW_TO_ADD}' adds it.")
        else:
            try:
                found["corpora"] = measure_readers(options, folder)
            except postgres.NoServer as error:
                print(f"Left out: readers' pages, as {error}; '{postgres.HOW_TO_ADD}' adds it.")
        if options.pictures:
            found["pictures"] = pictures.measure(options.rounds)
        if options.stories:
            floor = stack.enter_context(serving("benchmarks.floor:application", folder))
            found |= desk.measure(
                floor, folder, stories=options.stories, rounds=options.rounds, requests=options.saves
            )
    for line in results.compared(found, before):
        print(f"! {line}")
    print(json.dumps(found, indent=1) if options.quick else results.write(found))


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="for trying a change")
    parser.add_argument("--million", action="store_true", help="the sizes that the targets speak of")
    parser.add_argument("--corpora", help="sizes, separated by commas (10000)")
    parser.add_argument("--database", action="append", default=[], help="stories=address, kept as it is")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="for each page in each round")
    parser.add_argument("--publications", type=int, default=20)
    parser.add_argument("--pages", type=int, default=10_000, help="different ones that a worker keeps")
    parser.add_argument("--saves", type=int, default=20, help="for each page of the desk in each round")
    parser.add_argument("--stories", type=int, help="in the desk's database (20000); 0: no desk")
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="leave pictures out")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.publications, options.pages = 1, 1, 5, 200
        options.pictures = False
    sizes = (
        ("1000", 0) if options.quick else ("10000,1000000", 100_000) if options.million else ("10000", 20_000)
    )
    options.corpora = options.corpora if options.corpora is not None else sizes[0]
    options.stories = options.stories if options.stories is not None else sizes[1]
    return options


def measure_readers(options: Namespace, folder: str) -> dict[str, Any]:
    """Measure each corpus and return the figures by its size."""
    known = dict(one.split("=", 1) for one in options.database)
    found: dict[str, Any] = {}
    for size in filter(None, options.corpora.split(",")):
        with _database(size, known.get(size)) as (address, filling):
            environment = {"DATABASE_URL": address, "NEWSROOM_DATA": folder, "NEWSROOM_LOG_LEVEL": "ERROR"}
            print(f"- Readers' pages among {int(size):,} stories", flush=True)
            pages = readers.measure(environment, folder, rounds=options.rounds, seconds=options.seconds)
            found[size] = pages | {"filling": filling, "around a publication": _around(environment, options)}
    return found


def _around(environment: dict[str, str], options: Namespace) -> dict[str, Any]:
    numbers = [str(options.publications), str(options.pages)]
    command = [sys.executable, "-m", "benchmarks.publishing", *numbers]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _database(size: str, address: str | None) -> Iterator[tuple[str, dict[str, float]]]:
    """Give a database with a corpus, and what filling it took: the one at `address`, or a new one."""
    if address:
        yield address, {}
        return
    with postgres.server() as (_version, server):
        parts = urlsplit(server)
        new = urlunsplit(parts._replace(path="/newsroom"))
        environment = {"DATABASE_URL": server}
        subprocess.run([sys.executable, "-c", _CREATE], env=os.environ | environment, cwd=ROOT, check=True)
        manage({"DATABASE_URL": new}, ["migrate", "-v0"])
        yield new, _fill(new, int(size))


def _fill(address: str, stories: int) -> dict[str, float]:
    """Write the corpus; return how fast, and what a story took of the processors."""
    spent, started = processor_of(address), time.monotonic()
    before, asked = resource.getrusage(resource.RUSAGE_CHILDREN), spent()
    manage({"DATABASE_URL": address}, ["corpus", "--stories", str(stories)])
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "corpus, stories a second": round(stories / seconds),
        "corpus, CPU ms a story in Python": round(used / stories * 1000, 2),
        "corpus, CPU ms a story in PostgreSQL": round((spent() - asked) / stories * 1000, 2),
    }


_CREATE = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute("CREATE DATABASE newsroom")
"""


if __name__ == "__main__":
    if not Path("/proc/self/stat").exists():
        sys.exit("Stopped: processor time is read from /proc, which only Linux has.")
    main()
