"""A running story and a series of the demonstration, and More News of everything."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article
from published.models import KeyMoment, RunningStory, RunningStoryMember, SeriesPlan
from published.more_news.keeping import count_uses, fill_recent
from taxonomy.models import Tag

TITLE = "The Withen gates"
SUMMARY = (
    "On the night the Arle burst its banks, one of the three sluice gates at Withen Bridge stood open for "
    "six hours. Arthur Quill, 81, died on Saltmarsh Row, and some 1,900 people left their homes.\n\n"
    "The River Board first called the failure sudden. It has since come out that the gate had been reported "
    "as stuck, that inspections had been halved, and that the control room missed an alarm. A judge leads "
    "the inquiry; the chair of the Board has resigned."
)
# In the order they are told; each with the story that tells it and how many days ago it was.
MOMENTS = (
    (32, "The Arle floods Lowgate in one night.", "arle-bursts-its-banks"),
    (31, "The Board admits that a gate did not close.", "withen-gates-did-not-close"),
    (28, "A judge is named to lead the inquiry.", "judge-to-lead-gates-inquiry"),
)
MEMBERS = (
    "arle-bursts-its-banks",
    "withen-gates-did-not-close",
    "judge-to-lead-gates-inquiry",
    "engineer-warned-of-stuck-gate",
    "gate-inspections-halved",
    "control-room-missed-alarm",
    "river-board-chair-resigns",
    "inquiry-live-day-six",
    "renn-to-give-evidence",
)
SERIES, PARTS = "The Long Tide", 5


def bring_together(at: datetime) -> None:
    """Make the running story, announce the parts of the series, and reckon More News by all tags."""
    stories = dict(Article.objects.filter(slug__in=MEMBERS).values_list("slug", "pk"))
    running = RunningStory.objects.create(title=TITLE, summary=SUMMARY, summary_at=at)
    RunningStoryMember.objects.bulk_create(
        RunningStoryMember(running_story=running, story=stories[slug], position=place)
        for place, slug in enumerate(MEMBERS)
    )
    today = timezone.localdate(at)
    KeyMoment.objects.bulk_create(
        KeyMoment(
            running_story=running,
            day=today - timedelta(days=days),
            text=text,
            story=stories[slug],
            position=place,
        )
        for place, (days, text, slug) in enumerate(MOMENTS)
    )
    SeriesPlan.objects.create(tag=Tag.objects.get(name=SERIES), total=PARTS)
    count_uses()
    fill_recent(days=None)
