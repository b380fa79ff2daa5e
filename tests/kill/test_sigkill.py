"""The server is killed while an editor saves and publishes: nothing acknowledged is lost, nothing is half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from articles.models import Article
from published.models import PublishedArticle
from tests.cast import PASSWORD, person
from tests.factories import make_article, make_tag
from tests.kill.editor import Browser, Diary, Take, write
from tests.kill.faults import faults_of_all
from tests.kill.newsroom import Newsroom, database_of_its_own, wait_until_nobody_writes

SEED = 20261123
STORIES = 10
TAKES = 20
TABS = 2
KILLS = 8


@pytest.fixture
def newsroom(
    transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Newsroom]:
    """A newsroom with a database of its own, not started yet."""
    # One process starts in half the time, and two tabs still write at once, each on a thread of it.
    monkeypatch.setenv("NEWSROOM_WORKERS", "1")
    # A password as production keeps it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with database_of_its_own(tmp_path) as environment:
        newsroom = Newsroom(tmp_path, environment)
        try:
            yield newsroom
        finally:
            newsroom.kill()
            wait_until_nobody_writes()


def stories_to_tell() -> list[list[Take]]:
    """Make stories with a credit, tags and a link, and return the takes that will be typed into each."""
    edith = person("edith")
    tags = [make_tag() for _ in range(3)]
    linked = make_article(by=edith)
    stories = [
        make_article(by=edith, credits=["Rosa Marsh"], tags=tags, links=[linked]) for _ in range(STORIES)
    ]
    numbers = tuple(tag.pk for tag in tags)
    return [[Take(story.pk, number, numbers) for number in range(TAKES)] for story in stories]


class Killer:
    """Kills the server at moments that a seed decides: some way through requests that it has picked."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.chance = random.Random(SEED)
        self.doomed = set(self.chance.sample(range(3, STORIES * TAKES - 3), KILLS))
        self.diary = Diary(before_sending=self.notice)
        self.kills = 0
        self._orders: SimpleQueue[float | None] = SimpleQueue()

    def notice(self, number: int) -> None:
        """Hear, on the thread of a browser, that a request is about to be sent."""
        if number in self.doomed:
            self._orders.put(self.chance.random() * self.diary.usual_seconds())

    def stop(self, _written: Future[None]) -> None:
        """Hear that a tab has written all it had to."""
        self._orders.put(None)

    def work(self) -> None:
        """Kill, look what is left, start again; until every tab is done."""
        tabs = TABS
        while tabs:
            seconds = self._orders.get()
            if seconds is None:
                tabs -= 1
                continue
            time.sleep(seconds)
            self.newsroom.kill()
            self.kills += 1
            acknowledged = list(self.diary.acknowledged)
            wait_until_nobody_writes()
            assert faults_of_all(acknowledged) == []
            self.newsroom.start()


def tell(browser: Browser, diary: Diary, stories: list[list[Take]]) -> None:
    for takes in stories:
        write(browser, diary, takes)
    browser.close()


def test_it_keeps_every_acknowledged_save_when_the_server_is_killed(newsroom: Newsroom) -> None:
    stories = stories_to_tell()
    newsroom.start()
    first = Browser(newsroom)
    first.sign_in("edith", PASSWORD)
    killer = Killer(newsroom)
    with ThreadPoolExecutor(TABS) as tabs:
        written = []
        for number in range(TABS):
            browser = Browser(newsroom, dict(first.cookies))
            written.append(tabs.submit(tell, browser, killer.diary, stories[number::TABS]))
            written[-1].add_done_callback(killer.stop)
        try:
            killer.work()
        except BaseException:
            newsroom.give_up()
            raise
    for tab in written:
        tab.result()
    assert killer.kills == KILLS
    diary = killer.diary
    assert diary.cut, "no request was under way when the server was killed"
    assert len(diary.acknowledged) + len(diary.cut) == STORIES * TAKES
    assert faults_of_all(diary.acknowledged) == []
    assert Article.objects.filter(state="published").count() == STORIES
    for story in PublishedArticle.objects.all():
        page = first.keep_asking(story.get_absolute_url())
        assert page.status == 200
        assert story.headline in page.content.decode()
    first.close()
