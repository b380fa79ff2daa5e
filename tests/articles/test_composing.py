"""Composing: from the document to what a page carries."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image as Pillow

from articles.composing import compose
from articles.document import to_document
from articles.models import Article
from images.models import Image
from published.models import PublishedArticle
from tests.factories import NOW, make_article, make_contributor, make_published, make_tag

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def composed(article):
    return compose(article.pk, to_document(article), NOW).article


def line(article):
    return "".join(segment["text"] for segment in composed(article).byline["line"])


@pytest.fixture
def picture(settings, tmp_path):
    file = BytesIO()
    Pillow.new("RGB", (1200, 800), "steelblue").save(file, "JPEG")
    return Image.take_in(file.getvalue(), file_name="river.jpg", alt_text="A river", credit="Paul Lens")


def test_it_composes_a_byline_from_credits():
    people = [make_contributor("Rosa Marsh"), make_contributor("Karim Aziz")]
    article = make_article(credits=[*people, {"name": "P. Lens", "role": "photographs"}])
    assert line(article) == "By Rosa Marsh and Karim Aziz"
    page = composed(article)
    assert [credit["type"] for credit in page.credits] == ["Person"] * 3
    assert page.byline["line"][1]["slug"] == "rosa-marsh"


def test_it_speaks_the_storys_language():
    article = make_article(language="de", credits=["A", "B"])
    assert line(article).startswith("Von ") or line(article).startswith("By ")
    assert "A" in line(article)


def test_it_gives_no_link_to_a_hidden_page_and_none_to_a_pseudonyms_person(cast):
    person = make_contributor("Nightingale", kind="pseudonym", has_hidden_page=True, user=cast.rosa)
    article = make_article(credits=[person])
    article.publish(by=None, at=NOW)
    page = PublishedArticle.objects.get()
    assert page.byline["line"] == [{"text": "By "}, {"text": "Nightingale"}]
    assert "rosa" not in str(page.__dict__).lower()


def test_it_names_agencies_with_licence_and_credit():
    wire = make_contributor(
        "Coastal Wire", kind="organisation", licence="All rights", required_credit="© Wire"
    )
    article = make_article(credits=[])
    article.sources.create(contributor=wire)
    assert line(article) == "Coastal Wire"
    assert composed(article).sources[0]["required_credit"] == "© Wire"


def test_it_writes_own_words_and_refuses_what_they_leave_out():
    article = make_article(credits=["A", "B"], byline_mode="free", byline_text="Words by {1}")
    with pytest.raises(Exception, match="B is missing"):
        article.publish(by=None, at=NOW)
    article.byline_text = "Words by {1} and {2}"
    article.save()
    article.publish(by=None, at=NOW)
    assert line(article) == "Words by A and B"


def test_it_draws_pictures_and_links_own_stories(picture):
    target = make_published("Target")
    body = (
        f'<p>See <a data-article="{target.pk}">this</a> and <a data-article="99999">that</a>.</p>'
        f'<figure data-image="{picture.pk}" class="wide"><figcaption>At <em>dawn</em></figcaption></figure>'
        '<figure data-image="99999"><figcaption>Lost</figcaption></figure>'
        '<p><a href="https://example.org/">out</a> “curly” &amp; more</p>'
    )
    page = composed(make_article(body=body))
    assert f'<a href="{PublishedArticle.objects.get().get_absolute_url()}">this</a> and that.' in page.body
    assert page.body.count("<figure") == 1
    assert 'class="picture wide"' in page.body
    assert "At <em>dawn</em>" in page.body
    assert "Paul Lens" in page.body
    assert 'alt="A river"' in page.body
    assert "Lost" not in page.body
    assert '<a href="https://example.org/" rel="noopener">out</a> “curly” &amp; more' in page.body


def test_it_shows_the_uses_own_caption_and_alt(picture):
    article = make_article(lead_image=picture, lead_caption="Our river", lead_alt="Water")
    page = composed(article)
    assert (page.picture["caption"], page.picture["alt"]) == ("Our river", "Water")
    assert page.card_picture["width"] > 0


def test_it_does_not_trust_what_is_stored():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body="<p onclick=x()>a</p><script>alert(1)</script>")
    assert composed(Article.objects.get(pk=article.pk)).body == "<p>a</p>"


def test_it_follows_a_merged_tag_and_contributor(cast):
    old, new = make_tag("Cops"), make_tag("Police")
    one, other = make_contributor("R. Marsh"), make_contributor("Rosa Marsh")
    article = make_article(credits=[one], tags=[old, new])
    document = to_document(article)
    old.merge_into(new, by=cast.ada)
    one.merge_into(other, by=cast.ada)
    page = compose(article.pk, document, NOW)
    assert [row.tag_id for row in page.taggings] == [new.pk]
    assert [row.contributor_id for row in page.credits] == [other.pk]


def test_it_prints_the_old_name_on_old_stories_unless_asked(cast):
    person = make_contributor("Anna Bell")
    article = make_published(credits=[person])
    person.rename("Anna Stone", by=cast.ada, on_old_stories=False)
    article.publish(by=None, at=NOW + HOUR)
    assert line(article) == "By Anna Bell"
    person.rename("Anna Reed", by=cast.ada, on_old_stories=True)
    article.refresh_from_db()
    page = PublishedArticle.objects.get()
    assert "".join(segment["text"] for segment in page.byline["line"]) == "By Anna Reed"


def test_it_merges_contributors_that_a_draft_credits_both(cast):
    one, other = make_contributor("R. Marsh"), make_contributor("Rosa Marsh")
    article = make_article(credits=[one, other, {"contributor": one, "role": "photographs"}])
    before = list(article.credits.order_by("pk").values())
    operation = one.merge_into(other, by=cast.ada)
    credits = list(article.credits.values_list("contributor__name", "role"))
    assert credits == [("Rosa Marsh", "by"), ("Rosa Marsh", "photographs")]
    operation.undo(by=cast.ada)
    assert list(article.credits.order_by("pk").values()) == before


def test_it_keeps_one_row_a_contributor_on_the_stand():
    person = make_contributor("Rosa Marsh")
    article = make_article(credits=[{"contributor": person, "role": "photographs"}, person])
    article.publish(by=None, at=NOW)
    row = PublishedArticle.objects.get().credit_rows.get()
    assert (row.contributor, row.role) == (person, "by")


def test_it_composes_again_without_moving_a_date(picture):
    from articles.recomposing import recompose

    article = make_published(lead_image=picture)
    before = PublishedArticle.objects.values().get()
    picture.caption = "New caption"
    picture.save()
    assert recompose() == 1
    after = PublishedArticle.objects.values().get()
    assert after["picture"]["caption"] == "New caption"
    assert {k: v for k, v in after.items() if "picture" not in k} == {
        k: v for k, v in before.items() if "picture" not in k
    }
    assert article.versions.count() == 2
