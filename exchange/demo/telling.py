"""The demonstration's stories go from the desk to the reader, by the verbs that editors use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from accounts.models import User
from articles.document import set_tags
from articles.models import Article, Credit, RelatedLink, Source
from exchange.demo.files import Row, Story, later, stories
from exchange.demo.times import moment
from exchange.demo.wording import body_html, fill
from images.models import Image
from taxonomy.models import Contributor, Section, Tag

# A story is saved this long before it goes out.
SAVED_BEFORE = timedelta(minutes=4)
# What may read otherwise on the day it goes out than after an update or a correction.
TEXTS = ("headline", "short_headline", "standfirst", "body")


@dataclass(frozen=True)
class Desk:
    """What the stories refer to, by the names that their files use, and the hour it is."""

    now: datetime
    people: Mapping[str, User]
    library: Mapping[str, Image]
    sections: Mapping[str, Section]
    tags: Mapping[str, Tag]
    contributors: Mapping[str, Contributor]


class Telling:
    """Every story, first put on the desk, then told in the order in which the news came."""

    def __init__(self, desk: Desk) -> None:
        """Work out when each story was published; one that was not counts from now."""
        self.desk = desk
        self.moments = {
            story.slug: moment(story.published, desk.now) if story.was_public else desk.now
            for story in stories()
        }
        self.in_order = sorted(stories(), key=lambda story: self.moments[story.slug])
        self.articles: dict[str, Article] = {}

    def tell(self, step: Callable[[], None]) -> None:
        """Put all the stories on the desk, since they link to one another, and then say each one's verbs."""
        for story in self.in_order:
            self.articles[story.slug] = self._put_on_desk(story)
        for story in self.in_order:
            self._write(story)
            self._say_verbs(story)
            step()

    # On the desk

    def _put_on_desk(self, story: Story) -> Article:
        return Article.objects.create(
            kicker=story.kicker,
            slug=story.slug,
            kind=story.kind,
            section=self.desk.sections[story.section],
            language=_language(story),
            dateline=story.dateline,
            is_evergreen=story.evergreen,
            lead_image=self.desk.library[story.picture] if story.picture else None,
            lead_caption=self._words(story, story.caption),
            no_byline_intended=story.no_byline,
            embargoed_until=moment(story.embargo, self.desk.now) if story.embargo else None,
            embargo_source=story.embargo_source,
            ed_note=story.note,
        )

    def _write(self, story: Story) -> None:
        """Give the story its parts and its first text, and save that as its first version."""
        article = self.articles[story.slug]
        article.translation_of = self.articles.get(story.translation_of)
        self._give_parts(story, article)
        self._set_text(story, article, is_first=True)
        writer = self._writer(story)
        article.save_version(by=writer, at=self.moments[story.slug] - SAVED_BEFORE)

    def _give_parts(self, story: Story, article: Article) -> None:
        set_tags(article, [self.desk.tags[name].pk for name in story.tags], by=self._writer(story))
        for position, row in enumerate(story.credits):
            who = {"contributor": self.desk.contributors[row["contributor"]]} if "contributor" in row else {}
            Credit.objects.create(article=article, position=position, **row | who)
        if story.agency:
            Source.objects.create(article=article, contributor=self.desk.contributors[story.agency])
        for position, row in enumerate(story.links):
            RelatedLink.objects.create(article=article, position=position, **self._link(row))

    def _link(self, row: Row) -> dict[str, Any]:
        if "story" in row:
            return {"target": self.articles[row["story"]]}
        return {"url": row["address"], "title": row["title"], "source": row["source"]}

    def _set_text(self, story: Story, article: Article, *, is_first: bool = False) -> None:
        texts = {name: getattr(story, name) for name in TEXTS}
        if is_first:
            texts = {name: story.first_words(text) for name, text in texts.items()}
        for name, text in texts.items():
            setattr(article, name, self._words(story, text))
        article.body = self._html(article.body)
        article.save(update_fields=(*TEXTS, "translation_of"))

    def _html(self, text: str) -> str:
        return body_html(
            text,
            {slug: article.pk for slug, article in self.articles.items()},
            {name: image.pk for name, image in self.desk.library.items()},
        )

    # To the reader

    def _say_verbs(self, story: Story) -> None:
        article = self.articles[story.slug]
        if story.was_public:
            self._publish(story, article)
        elif story.state == "scheduled":
            article.schedule(
                by=self.desk.people["edith"],
                publish_at=moment(story.scheduled, self.desk.now),
                at=self.desk.now,
            )
        elif story.state == "embargoed":
            article.schedule(
                by=self.desk.people["edith"], publish_at=article.embargoed_until, at=self.desk.now
            )
        elif story.state == "in_review":
            article.submit(by=self._writer(story), at=self.desk.now)

    def _publish(self, story: Story, article: Article) -> None:
        edith, at = self.desk.people["edith"], self.moments[story.slug]
        article.publish(by=edith, at=at)
        for entry in story.entries:
            article.post_update(
                by=edith,
                at=at + later(entry),
                headline=self._words(story, entry["headline"]),
                body=self._html(self._words(story, entry["text"])),
                is_key=entry.get("key", False),
            )
        if story.ended:
            article.end_live(by=edith, at=at + later(story.ended))
        if story.updated:
            self._change_text(story, article, at + later(story.updated))
            article.publish(
                by=edith,
                at=at + later(story.updated),
                significance="significant",
                note=story.updated["note"],
            )
        if story.correction:
            self._change_text(story, article, at + later(story.correction))
            kind, text = story.correction["kind"], story.correction["text"]
            article.correct(by=edith, kind=kind, text=text, at=at + later(story.correction))
        if story.withdrawn:
            article.withdraw(by=edith, note=story.withdrawn["note"], at=at + later(story.withdrawn))

    def _change_text(self, story: Story, article: Article, at: datetime) -> None:
        self._set_text(story, article)
        article.save_version(by=self.desk.people["edith"], at=at - timedelta(minutes=1))

    # Small help

    def _words(self, story: Story, text: str) -> str:
        return fill(text, self.moments[story.slug], self.moments)

    def _writer(self, story: Story) -> User:
        """Return the reporter for the stories that carry her name, else the editor."""
        names = {row.get("contributor") for row in story.credits}
        return self.desk.people["rosa" if "rosa-kellan" in names else "edith"]


def _language(story: Story) -> str:
    """Return the story's language; an English one is in the site's English, whichever that is."""
    site = settings.LANGUAGE_CODE
    return site if story.language == site.split("-")[0] else story.language
