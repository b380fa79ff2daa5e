"""A gallery in a text: what readers get of it, and what the library knows of it."""

from django.utils import timezone
from django.utils.translation import get_language, override

from articles import composing
from articles.body import clean_body
from articles.document import to_document
from articles.expanding import expand_body
from images.models import Image
from images.uses import uses_of
from published.models import PublishedArticle
from tests.factories import NOW, make_article, make_published
from tests.images import samples


def picture(number, **other):
    """What `Image.sources()` gives."""
    drawn = {"src": f"/media/{number}.jpg", "srcset_jpeg": "", "srcset_webp": "", "width": 480, "height": 300}
    told = {"id": number, "alt": "", "caption": f"Caption {number}", "credit": f"Credit {number}"}
    return drawn | told | other


def test_it_draws_the_pictures_in_their_order_with_their_own_captions():
    html = clean_body(
        '<figure data-gallery="9,4" class="wide"><figcaption>Two <em>views</em></figcaption></figure>'
    )
    page = expand_body(html, {4: picture(4), 9: picture(9)}, {})
    assert page.index("/media/9.jpg") < page.index("/media/4.jpg")
    assert "Caption 9" in page
    assert "Credit 4" in page
    assert "<figcaption>Two <em>views</em></figcaption>" in page
    assert 'class="gallery wide"' in page
    assert "Gallery of 2 pictures" in page


def test_it_leaves_out_deleted_pictures_and_an_empty_gallery():
    html = '<p>a</p><figure data-gallery="4,9"><figcaption>c</figcaption></figure>'
    assert expand_body(html, {4: picture(4), 9: {}}, {}).count("<img") == 1
    assert expand_body(html, {}, {}) == "<p>a</p>"


def test_it_keeps_the_words_of_a_figure_of_nothing():
    assert expand_body("<figure>c</figure>", {}, {}) == "c"


def test_it_escapes_captions_of_the_library():
    page = expand_body('<figure data-gallery="4,5"></figure>', {4: picture(4, caption="<script>x")}, {})
    assert "&lt;script&gt;x" in page
    assert "<script>" not in page


def test_it_is_composed_when_the_story_is_published(db):
    first, second = (
        Image.take_in(samples.jpeg(seed=seed), caption=f"View {seed}", credit="P.") for seed in (1, 2)
    )
    body = f'<p>a</p><figure data-gallery="{first.pk},{second.pk}"></figure>'
    article = make_published("Views", body=body, at=timezone.now())
    page = PublishedArticle.objects.get(pk=article.pk).body
    assert page.count("<img") == 2
    assert "View 1" in page


def test_it_protects_a_picture_that_stands_in_a_gallery(db):
    image = Image.take_in(samples.jpeg(), credit="P.")
    body = f'<figure data-gallery="7{image.pk},{image.pk},8"></figure>'
    inside = make_article("In", body=body)
    was_inside = make_published("Was in", body=body)
    was_inside.body = "<p>Without.</p>"
    was_inside.save_version(by=None)
    make_article("Out", body=f'<figure data-gallery="7{image.pk},{image.pk}8"></figure><p>{image.pk}</p>')
    assert set(uses_of(image)) == {inside, was_inside}


def test_it_labels_a_gallery_in_the_storys_language(db, monkeypatch):
    spoken = []
    monkeypatch.setattr(composing, "expand_body", lambda *given: spoken.append(get_language()) or "")
    article = make_article("Views", language="ur")
    with override("de"):
        composing.compose(article.pk, to_document(article), NOW)
    assert spoken == ["ur"]
