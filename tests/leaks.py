"""The stories that no reader may see, one in each state, for the test that walks every public surface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from articles.models import Article
from published.models import KeyMoment, RunningStory, RunningStoryMember
from taxonomy.models import Contributor, Section, Tag
from tests.factories import make_article, make_contributor, make_published, make_section, make_tag

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Hidden:
    """A story that readers may not see. `marker` stands in each of its fields and nowhere else."""

    state: str
    article: Article
    was_public: bool = False

    @property
    def marker(self) -> str:
        return marker(self.state)


@dataclass
class World:
    """One public story, with whatever could lead from it to hidden ones."""

    now: datetime
    section: Section
    tag: Tag
    series: Tag
    writer: Contributor
    own_writers: list[Contributor] = field(default_factory=list)
    drafts: dict[str, Article] = field(default_factory=dict)
    public: Any = None


def marker(state: str) -> str:
    return f"zz{state}zz"


def make_world(now: datetime) -> World:
    """Return a world in which every hidden story is a draft that has never been published.

    The public story picks all of them, is in a series and a running story with them, links to them in its
    text, and shares section, tag and writer.
    """
    series = make_tag("Water diary", kind=Tag.Kind.SERIES)
    world = World(now, make_section("City"), make_tag("Floods"), series, make_contributor("Rosa Marsh"))
    for state in TURNS:
        own = make_contributor(f"Writer {state}", slug=f"writer-{state}")
        world.own_writers.append(own)
        world.drafts[state] = _draft(world, state, own)
    body = "".join(f'<p>See <a data-article="{draft.pk}">here</a>.</p>' for draft in world.drafts.values())
    world.public = make_published(
        "The river rose",
        at=now - 3 * HOUR,
        body=f"<p>The river rose overnight.</p>{body}",
        section=world.section,
        tags=[world.tag, world.series],
        credits=[world.writer],
        links=list(world.drafts.values())[:8],
    )
    _run_together(world)
    return world


def _run_together(world: World) -> None:
    """Put all of them into one running story, with a key moment for a hidden one."""
    running = RunningStory.objects.create(title="The flood", slug="the-flood", summary="It rose.")
    stories = [world.public, *world.drafts.values()]
    RunningStoryMember.objects.bulk_create(
        RunningStoryMember(running_story=running, story=story.pk, position=place)
        for place, story in enumerate(stories)
    )
    for place, story in enumerate(stories[:3]):
        KeyMoment.objects.create(
            running_story=running,
            day=world.now.date(),
            text=f"It rose {place}",
            story=story.pk,
            position=place,
        )


def turn_into_hidden(world: World) -> list[Hidden]:
    """Bring each draft, by the verbs of the desk, to the state it is named after."""
    return [
        Hidden(state, world.drafts[state], was_public=bool(turn(world.drafts[state], world.now)))
        for state, turn in TURNS.items()
    ]


def _draft(world: World, state: str, own: Contributor) -> Article:
    """A live story with an entry, so that entries are walked too."""
    word = marker(state)
    draft = make_article(
        f"Headline {word}",
        short_headline=f"Short {word}",
        kicker=word,
        standfirst=f"Standfirst {word}",
        dateline=word,
        slug=word,
        body=f"<p>Text {word}</p>",
        section=world.section,
        tags=[world.tag, world.series],
        credits=[world.writer, own, f"Somebody {word}"],
        kind="live",
    )
    entry = {"headline": f"Entry {word}", "body": f"<p>Entry {word}</p>", "is_key": True}
    draft.post_update(by=None, at=world.now - 2 * DAY, **entry)
    return draft


def _stay(article: Article, now: datetime) -> bool:
    return False


def _schedule(article: Article, now: datetime) -> bool:
    article.schedule(by=None, publish_at=now + HOUR, at=now - HOUR)
    return False


def _embargo(article: Article, now: datetime) -> bool:
    article.embargoed_until, article.embargo_source = now + HOUR, "The statistics office"
    article.save()
    article.schedule(by=None, publish_at=now + 2 * HOUR, at=now - HOUR)
    return False


def _expire(article: Article, now: datetime) -> bool:
    article.expires_at = now
    article.save()
    article.publish(by=None, at=now - DAY)
    article.correct(by=None, text=f"It was wrong: {article.slug}", at=now - 2 * HOUR)
    return True


def _withdraw(article: Article, now: datetime) -> bool:
    article.publish(by=None, at=now - DAY)
    article.correct(by=None, text=f"It was wrong: {article.slug}", at=now - 2 * HOUR)
    article.withdraw(by=None, note="It should not have been published.", at=now - HOUR)
    return True


def _spike(article: Article, now: datetime) -> bool:
    article.spike(by=None, at=now - HOUR)
    return False


# How a story comes to each state; the result says whether readers ever had it.
TURNS: dict[str, Callable[[Article, datetime], bool]] = {
    "draft": _stay,
    "scheduled": _schedule,
    "embargoed": _embargo,
    "expired": _expire,
    "withdrawn": _withdraw,
    "spiked": _spike,
}
