"""Watch what is going out: a story that was fit when it was scheduled may be so no longer.

Rights of a picture end, a story it links to is withdrawn, its address is taken. Nobody is at the desk when
the clock publishes, so the first page says so before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.translation import get_language

from articles.actions.publishing import asked_about
from articles.checks_before_publishing import Refusal, findings
from articles.models import Article

AHEAD = timedelta(hours=24)
SECONDS_KEPT = 300


@dataclass(frozen=True)
class Failing:
    """A scheduled story and what is amiss with it: stops, and warnings that nobody has confirmed."""

    story: Article
    refusals: list[Refusal]


def failing(waiting: Iterable[Article], at: datetime) -> list[Failing]:
    """Return those of the `waiting` stories that go out within a day and fail a check for their hour.

    What was found is kept for five minutes in each process; a story looked at afresh costs nine queries.
    """
    hours = [(story, story.publish_at) for story in waiting]
    found = [Failing(story, _amiss(story, hour)) for story, hour in hours if hour and hour <= at + AHEAD]
    return [one for one in found if one.refusals]


def _amiss(story: Article, hour: datetime) -> list[Refusal]:
    """Look at the whole story: lists leave the text out. The sentences are in the language of who asked."""
    name = f"watching:{get_language()}:{story.pk}:{story.version}:{hour.timestamp()}"
    refusals = cache.get(name)
    if refusals is None:
        whole = Article.objects.get(pk=story.pk)
        confirmed = asked_about(whole, ()) or set()
        out = [one for one in findings(whole, hour) if one.code not in confirmed]
        refusals = [Refusal(one.field, str(one.sentence), one.code) for one in out]
        cache.set(name, refusals, SECONDS_KEPT)
    return refusals
