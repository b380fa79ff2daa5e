"""Publishing: what goes out, when, and what is refused."""

from datetime import timedelta

import pytest

from articles.document import set_tags
from articles.errors import NotAllowed, StaleVersion, TransitionError
from articles.models import Article, Version
from published.linking import AutomaticLine
from published.models import Edition, PublishedAddress, PublishedArticle
from published.more_news.keeping import fill
from tests.factories import NOW, make_article, make_published, make_section, make_tag

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_it_puts_a_draft_on_the_stand(cast):
    article = make_article("Rain at last", tags=[make_tag("Weather")])
    article.publish(by=cast.edith, at=NOW)
    page = PublishedArticle.objects.public(NOW).get()
    assert (page.pk, page.headline, page.first_published_at) == (article.pk, "Rain at last", NOW)
    assert page.updated_at is None
    assert page.get_absolute_url() == "/2026/11/23/rain-at-last/"
    assert [row.tag.name for row in page.taggings.all()] == ["Weather"]
    assert article.state == Article.State.PUBLISHED


def test_it_uses_the_day_of_the_site_zone_in_the_address():
    article = make_published("Late", at=NOW.replace(hour=3))  # 10 PM the day before in New York
    assert PublishedArticle.objects.get(pk=article.pk).get_absolute_url() == "/2026/11/22/late/"


def test_it_needs_the_right_to_publish(cast):
    article = make_article()
    with pytest.raises(NotAllowed):
        article.publish(by=cast.rosa)
    assert not PublishedArticle.objects.exists()


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"headline": " "}, "Headline"),
        ({"body": ""}, "Body"),
        ({"section": None}, "Section"),
        ({"credits": []}, "Byline"),
    ],
)
def test_it_names_what_is_missing(fields, named):
    article = make_article(**fields)
    with pytest.raises(TransitionError) as refusal:
        article.publish(by=None, at=NOW)
    assert named in str(refusal.value)
    assert refusal.value.field


def test_it_names_everything_that_is_missing_at_once():
    article = make_article(headline=" ", body="", section=None)
    with pytest.raises(TransitionError) as refusal:
        article.publish(by=None, at=NOW)
    assert len(refusal.value.messages) == 3


def test_it_publishes_without_a_byline_when_that_is_intended():
    article = make_article(credits=[], no_byline_intended=True)
    article.publish(by=None, at=NOW)
    assert PublishedArticle.objects.get().byline["line"] == []


def test_it_refuses_a_slug_another_story_has_that_day():
    make_published("Rain")
    twin = make_article("Rain")
    with pytest.raises(TransitionError) as refusal:
        twin.publish(by=None, at=NOW + HOUR)
    assert refusal.value.field == "slug"
    twin.publish(by=None, at=NOW + timedelta(days=1))  # another day is another address


def test_it_remembers_nothing_of_a_story_that_was_refused():
    make_published("Rain")
    twin, tag = make_article("Rain"), make_tag("Weather")
    with pytest.raises(TransitionError):
        twin.publish(by=None, at=NOW + HOUR)
    set_tags(twin, [tag.pk])
    assert [tagging.tag for tagging in twin.taggings.all()] == [tag]


def test_it_does_not_give_away_a_former_address():
    first = make_published("Rain")
    first.slug = "heavy-rain"
    first.save()
    first.publish(by=None, at=NOW + HOUR)
    with pytest.raises(TransitionError):
        make_article("Rain").publish(by=None, at=NOW + HOUR)
    assert PublishedAddress.objects.count() == 2


def test_it_leaves_readers_the_published_text_while_the_desk_works_on():
    article = make_published("Before")
    article.headline = "After"
    article.save()
    article.save_version(by=None, at=NOW + HOUR)
    assert PublishedArticle.objects.get().headline == "Before"
    assert article.has_unpublished_changes
    article.publish(by=None, at=NOW + HOUR)
    page = PublishedArticle.objects.get()
    assert (page.headline, page.published_at, page.updated_at) == ("After", NOW, None)
    assert not article.has_unpublished_changes


def test_it_sets_updated_for_a_significant_change_only_with_a_note():
    article = make_published()
    with pytest.raises(TransitionError):
        article.publish(by=None, at=NOW + HOUR, significance="significant")
    article.publish(by=None, at=NOW + HOUR, significance="significant", note="Adds the mayor’s answer")
    page = PublishedArticle.objects.get()
    assert (page.updated_at, page.update_note) == (NOW + HOUR, "Adds the mayor’s answer")
    assert page.published_at == NOW


def test_it_refuses_an_unknown_significance():
    article = make_published()
    with pytest.raises(TransitionError):
        article.publish(by=None, significance="huge")


def test_it_refuses_a_stale_version(cast):
    article = make_article(by=cast.rosa)
    seen = article.version
    article.save_version(by=cast.rosa)
    with pytest.raises(StaleVersion, match="Rosa"):
        article.publish(by=cast.edith, seen=seen)
    assert not PublishedArticle.objects.exists()


def test_it_writes_the_version_that_became_public(cast):
    article = make_article()
    version = article.publish(by=cast.edith, at=NOW)
    assert (version.public_from, version.significance) == (NOW, Version.Significance.FIRST)
    assert version.document["fields"]["headline"] == article.headline
    assert article.public_version == version.number
    event = article.events.get(verb="publish")
    assert (event.by, event.at) == (cast.edith, NOW)


def test_it_raises_the_edition_once_for_each_publication():
    article = make_published()
    before = Edition.objects.get().number
    article.publish(by=None, at=NOW + HOUR)
    assert Edition.objects.get().number == before + 1
    article.save_version(by=None)
    assert Edition.objects.get().number == before + 1


def test_it_moves_a_story_to_another_section():
    article = make_published()
    article.section = make_section("Sport")
    article.save()
    article.publish(by=None, at=NOW + HOUR)
    assert PublishedArticle.objects.get().section.name == "Sport"


def test_it_changes_tags_of_a_live_story_at_once_and_nothing_else(cast):
    article = make_published("Before", tags=[make_tag("Old")])
    article.headline = "Unfinished"
    article.save()
    article.save_version(by=cast.edith)
    article.change_tags([make_tag("New").pk], by=cast.tara)
    page = PublishedArticle.objects.get()
    assert [row.tag.name for row in page.taggings.all()] == ["New"]
    assert (page.headline, page.published_at, page.updated_at) == ("Before", NOW, None)
    assert article.has_unpublished_changes


def test_it_carries_links_of_a_live_story_at_once():
    target = make_published("Target")
    article = make_published("Story")
    article.links.create(target=target)
    article.save_version(by=None)
    assert PublishedArticle.objects.get(pk=article.pk).links == [{"article": target.pk, "note": ""}]


def test_it_never_deletes_a_story_that_was_public():
    article = make_published()
    with pytest.raises(TransitionError):
        article.delete()
    make_article().delete()
    assert Article.objects.get() == article


def test_it_reckons_more_news_again_only_where_stories_are_compared_by_what_changed(monkeypatch):
    """A comma in the text concerns no other story; the headline, the tags and the lede do."""
    reckoned = []

    def noted(story, tags):
        reckoned.append((story.headline, tags))
        fill(story, tags)

    tag, other = make_tag("Floods"), make_tag("Arle")
    make_published("Rain in the hills", tags=[tag, other])
    monkeypatch.setattr("published.newsstand.fill", noted)
    article = make_published("Rain", tags=[tag], body="<p>It rained.</p><p>A lot.</p>")
    assert reckoned == [("Rain", [tag.pk])]
    article.body = "<p>It rained.</p><p>A lot, all day.</p>"
    article.save()
    article.publish(by=None, significance="minor", at=NOW + HOUR)
    assert len(reckoned) == 1
    article.headline = "Rain again"
    article.save()
    article.publish(by=None, significance="minor", at=NOW + 2 * HOUR)
    set_tags(article, [other.pk, tag.pk], by=None)
    article.publish(by=None, significance="minor", at=NOW + 3 * HOUR)
    assert reckoned[1:] == [("Rain again", [tag.pk]), ("Rain again", [other.pk, tag.pk])]


def test_it_reckons_more_news_of_a_story_that_has_none():
    """As of one whose tag was sensitive until now, or that was written by an import."""
    tag = make_tag("Floods")
    neighbour, article = (make_published(headline, tags=[tag]) for headline in ("Rain in the hills", "Rain"))
    AutomaticLine.objects.all().delete()
    article.save()
    article.publish(by=None, significance="minor", at=NOW + HOUR)
    assert [line.other_id for line in AutomaticLine.objects.filter(article=article.pk)] == [neighbour.pk]
