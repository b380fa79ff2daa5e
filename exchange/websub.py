"""Telling a WebSub hub which feeds have something new (https://www.w3.org/TR/websub/).

Only where NEWSROOM_WEBSUB_HUB names one. Every public change of a story is told: publication, update,
correction, withdrawal, an entry of a live story. The hub is asked in a thread of its own, after the commit
and some seconds later, so that what changes three times in a row is told once; a hub that is away is asked
again, later and later. Nothing of it can hold up or undo a publication. What is still to be told is lost
with the process: programs that read feeds come by themselves too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from http.client import HTTPException
from threading import Lock, Thread
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from articles.signals import article_published
from published.addresses import absolute
from published.feeds import FORMATS
from published.models import PublishedArticle, PublishedCredit, PublishedTagging, RunningStoryMember
from published.signals import page_changes

log = logging.getLogger("newsroom.websub")
SECONDS = 10
# So long the first telling waits for more to tell, and so long the next tries wait after one that failed.
PAUSE = 5.0
AGAIN_AFTER = (10.0, 60.0, 300.0, 1800.0, 7200.0)
AT_ONCE = 100


class Pings:
    """Feeds with something new, which a thread tells the hub of until there is no more to tell."""

    def __init__(self, tell: Callable[[str, list[str]], bool], pause: Callable[[float], None]) -> None:
        """Tell by `tell`, which says whether the hub took the feeds; wait by `pause`, in seconds."""
        self.tell, self.pause = tell, pause
        self.waiting: dict[str, None] = {}
        self.is_running = False
        self.lock = Lock()

    def add(self, feeds: Iterable[str]) -> None:
        """Have the hub told of these feeds, soon. Returns at once."""
        with self.lock:
            self.waiting |= dict.fromkeys(feeds)
            if not self.waiting or self.is_running:
                return
            self.is_running = True
        Thread(target=self.run, daemon=True, name="websub").start()

    def run(self) -> None:
        """Tell the hub until nothing waits. A hub that does not answer is asked again, five times."""
        failures = 0
        while True:
            self.pause(AGAIN_AFTER[failures - 1] if failures else PAUSE)
            feeds = self._take()
            if not feeds:
                return
            left = [feed for some in _hundreds(feeds) if not self._told(some) for feed in some]
            failures = failures + 1 if left else 0
            if failures > len(AGAIN_AFTER):
                log.error("The WebSub hub was never told of %s feeds: it is away.", len(left))
                failures = 0
            elif left:
                self._give_back(left)

    def _take(self) -> list[str]:
        with self.lock:
            feeds, self.waiting = list(self.waiting), {}
            self.is_running = bool(feeds)
        return feeds

    def _give_back(self, feeds: list[str]) -> None:
        with self.lock:
            self.waiting = dict.fromkeys(feeds) | self.waiting

    def _told(self, feeds: list[str]) -> bool:
        try:
            return self.tell(settings.WEBSUB_HUB, feeds)
        except Exception:
            log.exception("Telling the WebSub hub failed")
            return False


def ping(hub: str, feeds: list[str]) -> bool:
    """Post the addresses of feeds to a hub; say whether it took them. Takes ten seconds at most."""
    said = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)])
    request = Request(hub, said.encode(), {"Content-Type": "application/x-www-form-urlencoded"})  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS):  # noqa: S310  the address is the operator's own setting
            return True
    except (URLError, OSError, ValueError, HTTPException) as error:
        log.warning("The WebSub hub %s did not take %s feeds: %s", hub, len(feeds), error)
        return False


pings = Pings(ping, time.sleep)


@receiver(page_changes, dispatch_uid="exchange.websub.changes")
def note_change(sender: Any, story: int, **kwargs: Any) -> None:
    """Once a change of a story is done, tell of the feeds that carried it before and that carry it now.

    Eight queries where there is a hub, half of them after the commit; none where there is none.
    """
    if settings.WEBSUB_HUB:
        before = feeds_with(story)
        transaction.on_commit(lambda: pings.add([*before, *feeds_with(story)]), robust=True)


@receiver(article_published, dispatch_uid="exchange.websub")
def tell_hub(sender: Any, article: Any, **kwargs: Any) -> None:
    """Tell of a story that the clock has published. Four queries."""
    if settings.WEBSUB_HUB:
        pings.add(feeds_with(article.pk))


def feeds_with(number: int) -> list[str]:
    """Return the whole addresses of every feed that carries a story, none for one that readers cannot have.

    Four queries.
    """
    stories = PublishedArticle.objects.public().listed().select_related("section")
    story = stories.only("section__slug", "corrections").filter(pk=number).first()
    if story is None:
        return []
    tags = [row.tag.slug for row in PublishedTagging.objects.filter(article=story.pk).shown()]
    credits = PublishedCredit.objects.filter(article=story.pk).select_related("contributor")
    people = [row.contributor.slug for row in credits if row.contributor.has_page]
    affairs = RunningStoryMember.objects.filter(story=story.pk)
    named: list[tuple[str, tuple[str, ...]]] = [
        ("site_feed", ()),
        ("section_feed", (story.section.slug,)),
        *(("tag_feed", (one,)) for one in tags),
        *(("contributor_feed", (one,)) for one in people),
        *(("running_story_feed", (one,)) for one in affairs.values_list("running_story__slug", flat=True)),
    ]
    if story.corrections:
        named.append(("corrections_feed", ()))
    return [
        absolute(reverse(f"published:{name}", args=[*slug, form])) for name, slug in named for form in FORMATS
    ]


def _hundreds(feeds: list[str]) -> Iterable[list[str]]:
    return (feeds[start : start + AT_ONCE] for start in range(0, len(feeds), AT_ONCE))
