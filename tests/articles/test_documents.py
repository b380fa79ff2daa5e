"""The one document: there and back, whatever a story holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.body import clean_body
from articles.document import apply_document, to_document
from articles.models import Article, Correction, Credit, RelatedLink, Source
from published.models import PublishedArticle
from tests.factories import NOW, make_article, make_contributor, make_published, make_section, make_tag

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("“”‘’—پاکستان😀<>&"), max_size=40
)
MOMENTS = st.none() | st.datetimes(datetime(1930, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


class TestRoundTrip(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = [make_contributor(f"Person {n}") for n in range(3)]
        cls.agency = make_contributor("Wire", kind="organisation")
        cls.tags = [make_tag() for _ in range(4)]
        cls.sections = [make_section(), make_section()]
        cls.targets = [make_article(), make_article()]

    @given(data=st.data())
    def test_it_is_the_identity(self, data):
        article = self.draw_story(data)
        document = to_document(article)
        other = make_article(credits=[])
        other_corrections = {**document, "corrections": []}
        apply_document(other, other_corrections)
        assert to_document(Article.objects.get(pk=other.pk)) == other_corrections
        self.disturb(article)
        apply_document(article, document)
        assert to_document(Article.objects.get(pk=article.pk)) == document

    def draw_story(self, data):
        draw = data.draw
        embargo = draw(MOMENTS)
        article = make_article(
            draw(WORDS),
            credits=[],
            standfirst=draw(WORDS),
            kicker=draw(WORDS),
            body=clean_body(f"<p>{draw(WORDS)}</p><h2>{draw(WORDS)}</h2>"),
            section=draw(st.sampled_from([None, *self.sections])),
            embargoed_until=embargo,
            publish_at=embargo and embargo + timedelta(hours=draw(st.integers(0, 9))),
            is_evergreen=draw(st.booleans()),
            ed_note=draw(WORDS),
        )
        for position, person in enumerate(draw(st.lists(st.sampled_from(self.people), unique=True))):
            Credit.objects.create(
                article=article,
                contributor=person,
                position=position,
                role=draw(st.sampled_from(Credit.Role.values)),
                place=draw(WORDS),
            )
        if draw(st.booleans()):
            Source.objects.create(article=article, contributor=self.agency)
        for position, target in enumerate(draw(st.lists(st.sampled_from(self.targets), unique=True))):
            RelatedLink.objects.create(article=article, target=target, position=position, note=draw(WORDS))
        if draw(st.booleans()):
            Correction.objects.create(article=article, text="Wrong", kind="clarification")
        tags = draw(st.lists(st.sampled_from(self.tags), unique=True))
        article.change_tags([tag.pk for tag in tags], by=None)
        return Article.objects.get(pk=article.pk)

    def disturb(self, article):
        article.headline, article.section = "Disturbed", None
        article.save()
        article.credits.all().delete()
        article.links.all().delete()
        article.corrections.filter(published_at=None).delete()
        article.change_tags([self.tags[0].pk], by=None)


@pytest.mark.django_db
def test_it_restores_a_version_into_the_desks_copy_only(cast):
    tags = [make_tag(), make_tag()]
    article = make_published("First", tags=tags)
    first = article.versions.get(number=article.public_version)
    article.headline = "Second"
    article.save()
    article.publish(by=cast.edith, at=NOW + timedelta(hours=1))
    article.restore_version(first, by=cast.edith)
    assert article.headline == "First"
    assert article.has_unpublished_changes
    assert PublishedArticle.objects.get().headline == "Second"
    assert article.first_published_at == NOW


@pytest.mark.django_db
def test_it_keeps_every_save_as_a_version(cast):
    article = make_article("One", by=cast.rosa)
    article.headline = "Two"
    article.save()
    article.save_version(by=cast.rosa, note="Tightened")
    numbers = list(article.versions.values_list("number", "document__fields__headline"))
    assert numbers == [(2, "Two"), (1, "One")]
    assert list(article.versions.first().parents.values_list("number", flat=True)) == [1]
