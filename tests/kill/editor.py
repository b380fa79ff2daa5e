"""An editor at a browser: signs in, opens stories, types, and presses “Save” and “Publish” over HTTP."""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.articles.desk import form_data
from tests.kill.newsroom import Newsroom

TIMEOUT = 90
FORM = "application/x-www-form-urlencoded"
PARAGRAPHS = 40


class Cut(Exception):
    """The answer never came: nobody knows whether the request was carried out."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    content: bytes
    location: str


@dataclass(frozen=True)
class Take:
    """One way to tell a story, in every part of it: no two takes share a part, so that a mixture shows."""

    story: int
    number: int
    tags: tuple[int, ...]

    @property
    def name(self) -> str:
        # Stories with headlines alike would be asked about before they go out.
        mark = hashlib.sha256(str(self.story).encode()).hexdigest()[:40]
        return f"Take {self.number} of story {self.story}: {mark}"

    @property
    def is_published(self) -> bool:
        return self.number % 2 == 1

    @property
    def body(self) -> str:
        sentence = "The river rose overnight, and by noon it had fallen again"
        return "".join(f"<p>{sentence}: {self.name}, {number}.</p>" for number in range(PARAGRAPHS))

    @property
    def tag_order(self) -> list[int]:
        """The tags of the story, another lead in each take."""
        turn = self.number % len(self.tags)
        return [*self.tags[turn:], *self.tags[:turn]]

    def typed(self) -> dict[str, str]:
        """What the form gets."""
        return {
            "headline": self.name,
            "standfirst": self.name,
            "body": self.body,
            "tags": " ".join(map(str, self.tag_order)),
            "credits-0-name": self.name,
            "links-0-note": self.name,
            "_publish" if self.is_published else "_save": "1",
        }

    def tells(self, document: dict[str, Any]) -> bool:
        """Say whether a version's document is this take, the whole of it."""
        fields = document["fields"]
        texts = [fields["headline"], fields["standfirst"], document["credits"][0]["name"]]
        texts.append(document["links"][0]["note"])
        return texts == [self.name] * 4 and fields["body"] == self.body and document["tags"] == self.tag_order


@dataclass
class Browser:
    """One tab: a kept connection to whichever server is up, and the cookies of the sign-in."""

    newsroom: Newsroom
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: HTTPConnection | None = None

    def ask(
        self, path: str, sent: dict[str, Any] | str | None = None, *, before_sending: Callable[[], None] = int
    ) -> Answer:
        """Get a page, or send a form, or a text of JSON. Raises Cut when no whole answer comes."""
        connection = self._connected()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["X-CSRFToken"] = self.cookies.get("desk_csrf", "")
        headers["Content-Type"] = "application/json" if isinstance(sent, str) else FORM
        body = urlencode(sent, doseq=True) if isinstance(sent, dict) else sent
        before_sending()
        try:
            connection.request("GET" if sent is None else "POST", path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.read(), response.headers.get("Location", ""))
        except (OSError, HTTPException) as reason:
            self.close()
            raise Cut from reason
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return answer

    def keep_asking(self, path: str) -> Answer:
        """Get a page; when the server dies over it, ask the next one."""
        while True:
            try:
                return self.ask(path)
            except Cut:
                continue

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the page that asks for it."""
        page = self.keep_asking("/admin/login/").content
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        sent = {"username": username, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        assert self.ask("/admin/login/", sent | {"next": "/admin/"}).status == 302

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> HTTPConnection:
        if not self.newsroom.up.wait(TIMEOUT) or self.newsroom.is_given_up:
            raise AssertionError("The server is not coming back.")
        if self._connection is None or self._connection.port != self.newsroom.port:
            self.close()
            self._connection = HTTPConnection("127.0.0.1", self.newsroom.port, timeout=TIMEOUT)
        return self._connection


@dataclass
class Diary:
    """What was sent, and what became of it. `before_sending` is told the number of each."""

    before_sending: Callable[[int], None]
    acknowledged: list[Take] = field(default_factory=list)
    cut: list[Take] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def announce(self) -> None:
        """Say that the next one is about to be sent."""
        self.before_sending(next(self._numbers))

    def usual_seconds(self) -> float:
        """How long an acknowledged request takes, of late."""
        return statistics.median(self.seconds[-9:]) if self.seconds else 0.5


def write(browser: Browser, diary: Diary, takes: list[Take]) -> None:
    """Type the takes of one story into its form, one after the other, and send each once."""
    address = f"/admin/articles/article/{takes[0].story}/change/"
    form: dict[str, Any] | None = None
    for take in takes:
        form = form or form_data(browser.keep_asking(address))
        started = time.monotonic()
        try:
            answer = browser.ask(address, form | take.typed(), before_sending=diary.announce)
        except Cut:
            diary.cut.append(take)
            form = None
            continue
        # With more after the question mark the form comes back to ask or to complain.
        assert (answer.status, answer.location) == (302, address), f"{take.name}: {answer}"
        diary.acknowledged.append(take)
        diary.seconds.append(time.monotonic() - started)
        # A story that has gone out has another form.
        is_outdated = take.is_published and "corrections-TOTAL_FORMS" not in form
        form = None if is_outdated else seen_now(browser, take.story, form)


def seen_now(browser: Browser, story: int, form: dict[str, Any]) -> dict[str, Any] | None:
    """Return the form as its script brings it up to date after a save; None when it must be opened again."""
    try:
        answer = browser.ask(f"/admin/articles/article/{story}/presence/", '{"tab": "a-tab"}')
    except Cut:
        return None
    assert answer.status == 200, answer
    return form | {"seen": str(json.loads(answer.content)["version"])}
