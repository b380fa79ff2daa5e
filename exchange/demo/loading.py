"""The whole demonstration, in one go: pictures, people, vocabulary, skeletons, stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from exchange.demo import library, people, site, words
from exchange.demo.files import stories, vocabulary
from exchange.demo.skeletons import make_skeletons
from exchange.demo.telling import Desk, Telling
from exchange.demo.together import bring_together
from taxonomy.models import Contributor, Section, Tag

# Done so far and in all, and what is being done.
Progress = Callable[[int, int, str], None]


class NewsroomInUse(Exception):
    """The newsroom has something of its own; the sentence says what. Nothing was written."""


def is_loaded() -> bool:
    """Say whether the demonstration's stories are there: most of them, since some may have changed."""
    slugs = [story.slug for story in stories()]
    return Article.objects.filter(slug__in=slugs).count() > len(slugs) // 2


def refuse_if_in_use() -> None:
    """Raise NewsroomInUse for a newsroom with stories, a vocabulary or people's names of its own."""
    if Article.objects.exists():
        raise NewsroomInUse("This newsroom has stories of its own")
    if any(model.objects.exists() for model in (Section, Tag, Contributor)):
        raise NewsroomInUse("This newsroom has sections, tags or contributors of its own")
    names = [username for username, _first, _last in people.PEOPLE.values()]
    if taken := User.objects.filter(username__in=names).values_list("username", flat=True).first():
        raise NewsroomInUse(f"This newsroom has a user called {taken!r} of its own")


def load(progress: Progress, at: datetime | None = None) -> None:
    """Fill an empty newsroom, dates counted back from `at` (now). Raises NewsroomInUse.

    Pictures are kept one by one, so that a run which was stopped goes on where it was; all the rest is
    written in one transaction, or not at all.
    """
    refuse_if_in_use()
    drawn = library.take_in(_counter(progress, len(vocabulary()["pictures"]), "Drawing pictures"))
    with transaction.atomic():
        staff = people.make()
        desk = Desk(
            now=at or timezone.now(),
            people=staff,
            library=drawn,
            sections=words.make_sections(),
            tags=words.make_tags(),
            contributors=words.make_contributors(drawn, staff),
        )
        make_skeletons(desk.sections)
        telling = Telling(desk)
        telling.tell(_counter(progress, len(stories()), "Publishing stories"))
        site.introduce(staff["edith"], desk.now)
        site.arrange(telling.articles, desk.sections, desk.tags, staff["edith"], desk.now)
        bring_together(desk.now)


def _counter(progress: Progress, total: int, what: str) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total, what)

    return step
