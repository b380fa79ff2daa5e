"""Where a picture is used, whichever room uses it."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from images.models import Image
from images.uses import uses_of
from tests.factories import NOW, make_article, make_contributor
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.take_in(samples.jpeg(), alt_text="Boats.", credit="Paul Estlin")


def refused(image: Image) -> bool:
    with pytest.raises(ProtectedError), transaction.atomic():
        image.delete()
    return Image.objects.filter(pk=image.pk).exists()


def test_it_is_used_as_lead_picture_and_portrait(image):
    article, person = make_article(lead_image=image), make_contributor(portrait=image)
    assert set(uses_of(image)) == {article, person}
    assert refused(image)


def test_it_is_used_inside_a_text(image):
    article = make_article(body=f'<p>Look:</p><figure data-image="{image.pk}"></figure>')
    assert uses_of(image) == [article]
    assert refused(image)


def test_it_is_used_while_readers_see_it_though_the_desk_has_dropped_it(image, cast):
    article = make_article(body=f'<p>Look:</p><figure data-image="{image.pk}"></figure>')
    article.publish(by=cast.edith, at=NOW)
    article.body = "<p>Look elsewhere.</p>"
    article.save()
    assert uses_of(image) == [article]
    assert refused(image)


def test_it_is_not_used_by_a_picture_with_a_longer_number(image):
    make_article(body=f'<p>Look:</p><figure data-image="{image.pk}0"></figure>')
    assert uses_of(image) == []
    image.delete()
    assert not Image.objects.exists()
