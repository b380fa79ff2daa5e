"""What the desk costs in a big newsroom on PostgreSQL: opening a story, saving it, publishing it.

The story has 1,500 words, five credits, eight tags and eight links; each save changes the text and every row.
The database writes nothing through to the disk, so waiting for the disk is not part of the times.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import ROOT, Page, Server, manage, measure_in_turn, report, serving
from tests.articles.desk import form_data

sys.path.append(str(ROOT / "tools"))
import postgres

STORY = "/admin/articles/article/{}/change/"
TOKEN = "t" * 32


def measure(floor: Server, folder: str, *, stories: int, rounds: int, requests: int) -> dict[str, Any]:
    """Fill a database of its own, measure, print the tables and return them: the desk, then its tags.

    `folder` is the data folder of a newsroom whose static files are collected. Says so and returns nothing
    where there is no PostgreSQL.
    """
    try:
        with postgres.server() as (version, address):
            environment = {"DATABASE_URL": address, "NEWSROOM_DATA": folder, "NEWSROOM_LOG_LEVEL": "ERROR"}
            print(f"\n- Writing {stories:,} stories into PostgreSQL {version}", flush=True)
            big = fill(environment, stories)
            print(
                f"- The desk among {stories:,} stories, {big['tags']:,} tags, {big['contributors']:,} names"
            )
            with serving("newsroom.wsgi:application", folder, environment) as server:
                found: dict[str, Any] = {"desk": _measure_desk(floor, server, big, rounds, requests)}
            return found | {"tags": measure_tags(environment), "filled": big}
    except postgres.NoServer as error:
        print(f"\nLeft out: the desk, as {error}; '{postgres.HOW_TO_ADD}' adds it.")
        return {}


def measure_tags(environment: dict[str, str]) -> dict[str, float]:
    """Measure the tag desk in the same database; return milliseconds by what was done."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tags"],
        cwd=ROOT,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    for name, milliseconds in found.items():
        print(f"{name:40} {milliseconds:12,.1f} ms")
    return found


def fill(environment: dict[str, str], stories: int) -> dict[str, Any]:
    """Write the big newsroom and return what `benchmarks/big_newsroom.py` tells about it."""
    manage(environment, ["migrate", "-v0"])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.big_newsroom", str(stories)],
        cwd=ROOT,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure_desk(
    floor: Server, server: Server, big: dict[str, Any], rounds: int, requests: int
) -> dict[str, dict[str, float]]:
    headers = {
        "Cookie": f"desk={big['session']}; desk_csrf={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    draft, live = STORY.format(big["draft"]), STORY.format(big["live"])
    search = "app_label=articles&model_name=credit&field_name=contributor&term=riv"
    pages = [
        Page("floor", floor, "/", more=100),
        Page("change form", server, draft, headers),
        Press("save", server, draft, headers, button="_save"),
        Press("publish", server, live, headers, button="_publish"),
        Page("story list", server, "/admin/articles/article/", headers),
        Page("first page", server, "/admin/", headers),
        Page("search box", server, f"/admin/autocomplete/?{search}", headers),
    ]
    for page in pages:
        page.warm_up(5)
    measure_in_turn(pages, rounds=rounds, requests=requests)
    return report(pages)


@dataclass
class Press(Page):
    """A button of a story's form: each press sends another text, and insists that it was accepted."""

    button: str = "_save"
    form: dict[str, Any] = field(default_factory=dict)
    presses: int = 0

    def ask(self, connection: http.client.HTTPConnection) -> None:
        """Send the form. The form itself is fetched once; after that only the version moves on."""
        form = self.form or self._fetched(connection)
        self.presses += 1
        rows = [name.removesuffix("-id") for name in form if name.endswith("-id") and form[name]]
        words = {f"{row}-{'place' if row.startswith('credits') else 'note'}" for row in rows}
        typed = dict.fromkeys(words, f"{self.presses}") | {
            "headline": f"Take {self.presses}",
            "standfirst": f"Take {self.presses}",
            "body": f"{form['body']}<p>Take {self.presses}.</p>",
            "csrfmiddlewaretoken": TOKEN,
            self.button: "1",
        }
        connection.request("POST", self.path, urlencode(form | typed, doseq=True), self.headers)
        response = connection.getresponse()
        response.read()
        if (response.status, response.headers["Location"]) != (302, self.path):
            raise SystemExit(f"{self.name}: {self.path} answered {response.status}")
        self.form = form | {"seen": str(int(form["seen"]) + 1)}

    def _fetched(self, connection: http.client.HTTPConnection) -> dict[str, Any]:
        page = self.server.get(connection, self.path, self.headers)
        form = form_data(SimpleNamespace(content=page))
        # The script sends tags as numbers; without any, the story keeps those it has.
        form.pop("tags_by_name", None)
        return form
