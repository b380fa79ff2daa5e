"""What each type of reader page costs, cold and hot, beside the two floors, in interleaved rounds."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.database import processor_of
from benchmarks.load import ACCEPTED, Measured
from benchmarks.measuring import ROOT, Server, serving
from benchmarks.results import OTHER

WORKERS = 2
# Cold pages are made by the processor; more readers at once would only wait for each other.
COLD_CONNECTIONS, HOT_CONNECTIONS = 4, 16
PAGE_CACHE = "NEWSROOM_PAGE_CACHE_MB"


def measure(environment: dict[str, str], folder: str, *, rounds: int, seconds: int) -> dict[str, Any]:
    """Return the figures of each page, `cold`, `hot`, `bare` and `queries`; under "" the Django floor.

    Those that are cold, and their floor, also “by gunicorn”; and under `varied` those of pages of a type,
    each time another one, cold.

    `environment` points to a database with the synthetic newsroom, `folder` holds its collected static files.
    """
    addresses, spent = _addresses(environment), processor_of(environment["DATABASE_URL"])
    pages = addresses["one"]
    with ExitStack() as stack:

        def start(program: str, more: dict[str, str], *, is_gunicorn: bool = False) -> Server:
            server = serving(program, folder, environment | more, workers=WORKERS, is_gunicorn=is_gunicorn)
            return stack.enter_context(server)

        cold = start("newsroom.wsgi:application", {PAGE_CACHE: "0"})
        hot = start("newsroom.wsgi:application", {PAGE_CACHE: "64"})
        answers = Path(folder) / "answers.json"
        answers.write_text(
            json.dumps({page["address"]: _answer(hot, page["address"]) for page in pages.values()})
        )
        bare = start("benchmarks.bare:application", {"BENCH_ANSWERS": str(answers)})
        django = start("benchmarks.floor:application", {})
        # How many times the floor a page costs depends on the server, which is a part of both.
        by_gunicorn = start("newsroom.wsgi:application", {PAGE_CACHE: "0"}, is_gunicorn=True)
        django_by_gunicorn = start("benchmarks.floor:application", {}, is_gunicorn=True)
        floors = {
            "django": Measured("bare Django view", django, "/", HOT_CONNECTIONS),
            OTHER: Measured(f"bare Django view, {OTHER}", django_by_gunicorn, "/", HOT_CONNECTIONS),
        }
        found = {"": floors} | {
            name: {
                "cold": Measured(f"{name} cold", cold, page["address"], COLD_CONNECTIONS, None, spent),
                OTHER: Measured(f"{name} {OTHER}", by_gunicorn, page["address"], COLD_CONNECTIONS),
                "hot": Measured(f"{name} hot", hot, page["address"], HOT_CONNECTIONS),
                "bare": Measured(f"{name} bare", bare, page["address"], HOT_CONNECTIONS),
            }
            for name, page in pages.items()
        }
        varied = {name: _varied(cold, name, some, folder, spent) for name, some in addresses["many"].items()}
        _in_turn(
            [*(one for page in found.values() for one in page.values()), *varied.values()], rounds, seconds
        )
        memory = {"hot": hot.memory_mb(), "cold": cold.memory_mb()}
    figures: dict[str, Any] = {
        name: {kind: one.figures() for kind, one in page.items()} for name, page in found.items()
    }
    for name, page in pages.items():
        figures[name]["queries"] = page["queries"]
    of_many = {name: one.figures() for name, one in varied.items()}
    return {"pages": figures, "varied": of_many, "memory_mb": memory}


def _varied(server: Server, name: str, addresses: list[str], folder: str, spent: Any) -> Measured:
    """Measure pages of a type, each time another one."""
    path = Path(folder) / f"{name}.txt"
    path.write_text("\n".join(addresses), "utf-8")
    return Measured(f"{name} in turn", server, addresses[0], COLD_CONNECTIONS, path, spent)


def _in_turn(measured: list[Measured], rounds: int, seconds: int) -> None:
    """Measure all in each round, so that a busy machine slows all alike. The first round warms up."""
    for number in range(rounds + 1):
        print(f"- Round {number} of {rounds}" if number else "- Warming up", flush=True)
        for one in measured:
            one.measure(seconds if number else 1)
            if not number:
                one.forget()


def _addresses(environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.addresses"],
        cwd=ROOT,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _answer(server: Server, address: str) -> dict[str, Any]:
    """Return what the hot server sends, for the floor to send too."""
    connection = server.connect()
    name, value = ACCEPTED.split(": ")
    connection.request("GET", address, headers={name: value})
    response = connection.getresponse()
    body = base64.b64encode(response.read()).decode()
    left_out = ("server", "date")
    headers = [pair for pair in response.getheaders() if pair[0].lower() not in left_out]
    connection.close()
    return {"headers": headers, "body": body}
