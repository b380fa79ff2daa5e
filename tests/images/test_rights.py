"""Credit, expiry, “do not crop” and “one use only”, wherever a story meets them."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from articles.checks_before_publishing import findings
from articles.errors import TransitionError
from images.models import Image
from images.uses import all_uses
from published.models import PublishedArticle, PublishedLiveUpdate
from tests.factories import NOW, make_article, make_published
from tests.images import samples

pytestmark = pytest.mark.django_db


def picture(seed: int = 0, **fields) -> Image:
    given = {"alt_text": "Boats.", "credit": "Paul Estlin"} | fields
    return Image.take_in(samples.jpeg(900, 1200, seed), **given)


def said(article, *, stops: bool, at=NOW) -> list[str]:
    found = [one for one in findings(article, at) if one.is_warning != stops]
    return [str(one.sentence) for one in found if one.field in ("lead_image", "body")]


def in_text(image: Image, more: str = "") -> str:
    return f'<p>Look.</p><figure data-image="{image.pk}"{more}></figure>'


@pytest.mark.parametrize("place", ["lead", "text"])
def test_it_stops_a_story_whose_picture_has_no_credit(place):
    image = picture(credit=" ")
    article = make_article(lead_image=image) if place == "lead" else make_article(body=in_text(image))
    assert "no credit" in said(article, stops=True)[0]
    with pytest.raises(TransitionError, match="no credit"):
        article.publish(by=None, at=NOW)


def test_it_stops_new_use_after_the_rights_have_expired_and_no_sooner():
    article = make_article(lead_image=picture(rights_expire_at=NOW))
    assert "expired" in said(article, stops=True)[0]
    assert said(article, stops=True, at=NOW - timedelta(seconds=1)) == []


def test_it_only_warns_of_what_readers_see_already():
    image = picture(rights_expire_at=NOW + timedelta(hours=1))
    article = make_published(lead_image=image)
    later = NOW + timedelta(hours=2)
    assert said(article, stops=True, at=later) == []
    assert "expired" in said(article, stops=False, at=later)[0]


def test_it_stops_the_second_story_with_a_picture_for_one_use():
    image = picture(one_use_only=True)
    first = make_published("First", body=in_text(image))
    second = make_article("Second", lead_image=image)
    assert "“First” has it" in said(second, stops=True)[0]
    assert said(first, stops=True) == []


def test_it_shows_a_picture_whole_that_must_not_be_cropped():
    image = picture(no_crop=True)
    make_published(lead_image=image)
    card = PublishedArticle.objects.get().card_picture
    assert card["whole"] is True
    assert (card["width"], card["height"]) == (900, 1200)
    assert "/card-" not in card["srcset_webp"]


def test_it_stops_a_crop_of_what_must_not_be_cropped():
    image = picture(no_crop=True)
    article = make_article(lead_image=image, lead_focal_x=0.1, lead_focal_y=0.1)
    assert "must not be cropped" in said(article, stops=True)[0]
    text = f'<p>a</p><figure data-image="{image.pk}" data-crop="1:1 0.10,0.10"></figure>'
    (refused,) = said(make_article(body=text, slug="in-the-text"), stops=True)
    assert "must not be cropped" in refused
    assert not image.renditions.exclude(cut="").exists()


def test_it_finds_what_has_expired_and_what_is_about_to():
    gone, soon, never = (
        picture(1, rights_expire_at=NOW),
        picture(2, rights_expire_at=NOW + timedelta(days=5)),
        picture(3),
    )
    assert list(Image.objects.expired(NOW)) == [gone]
    assert list(Image.objects.expiring(timedelta(days=30), NOW)) == [soon]
    assert set(Image.objects.usable(NOW)) == {soon, never}


def test_it_tells_used_from_unused_and_public_from_not():
    lead, inside, draft, idle = (picture(seed) for seed in (1, 2, 3, 4))
    make_published(lead_image=lead, body=in_text(inside))
    make_article(body=in_text(draft))
    assert set(Image.objects.used()) == {lead, inside, draft}
    assert list(Image.objects.unused()) == [idle]
    assert set(Image.objects.on_public_pages()) == {lead, inside}


def test_it_says_where_a_picture_is_used_and_forgets_no_old_version():
    image = picture()
    article = make_published("First", body=in_text(image))
    (use,) = all_uses(image)
    assert (use.thing, use.where, use.protects) == (article, "public page", True)
    other = make_article("Second", body=in_text(image))
    other.body = "<p>Without.</p>"
    other.save()
    other.save_version(by=None)
    old = next(use for use in all_uses(image) if use.thing == other)
    assert (old.where, old.protects) == ("in old versions only", False)


def test_it_asks_for_alt_text_at_each_use():
    image = picture(alt_text="")
    assert "no alt text" in said(make_article(lead_image=image), stops=False)[0]
    assert "no alt text" in said(make_article(body=in_text(image)), stops=False)[0]
    assert said(make_article(lead_image=image, lead_alt="A boat."), stops=False) == []
    assert said(make_article(lead_image=image, lead_is_decorative=True), stops=False) == []
    assert said(make_article(body=in_text(image, ' data-alt="A boat."')), stops=False) == []
    assert said(make_article(body=in_text(image, ' data-alt=""')), stops=False) == []


def test_it_asks_to_confirm_what_was_read_from_the_file():
    article = make_article(lead_image=picture(is_confirmed=False))
    assert "nobody has confirmed" in said(article, stops=False)[0]


def test_it_reports_what_has_expired_on_public_pages(client, cast):
    client.force_login(cast.paul)
    live = picture(1, title="Live", rights_expire_at=NOW + timedelta(hours=1))
    make_published(lead_image=live)
    Image.objects.filter(pk=live.pk).update(rights_expire_at=NOW - timedelta(days=30))
    picture(2, title="Idle", rights_expire_at=NOW - timedelta(days=30))
    html = client.get("/admin/articles/article/reports/picture-rights/").content.decode()
    assert "Live" in html
    assert "Idle" not in html


def live(headline: str = "Live", **fields):
    return make_published(headline, kind="live", **fields)


def entry(story, image: Image, more: str = "", **values):
    return story.post_update(by=None, body=in_text(image, more), at=NOW, **values)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"credit": ""}, "no credit"),
        ({"rights_expire_at": NOW}, "expired"),
        ({"no_crop": True}, "must not be cropped"),
    ],
)
def test_it_refuses_an_entry_of_a_live_story_with_what_must_not_be_used(fields, words):
    story, image = live(), picture(**fields)
    with pytest.raises(TransitionError, match=words) as refused:
        entry(story, image, ' data-crop="1:1 0.10,0.10"')
    assert refused.value.field == "body"
    assert not story.live_updates.exists()


def test_it_counts_an_entry_as_the_one_use():
    image = picture(one_use_only=True)
    story = live()
    entry(story, image)
    entry(story, image)  # the same story may show it again
    assert "“Live” has it" in said(make_article("Second", lead_image=image), stops=True)[0]
    with pytest.raises(TransitionError, match="one use only"):
        entry(live("Other", slug="other"), image)


def test_it_changes_an_entry_whose_picture_has_expired_since():
    story, image = live(), picture()
    update = entry(story, image)
    Image.objects.update(rights_expire_at=NOW)
    story.change_update(update, by=None, body=in_text(image) + "<p>More.</p>", at=NOW)
    assert "More." in story.live_updates.get().body


def test_it_checks_the_entries_with_their_story():
    story, image = live(), picture()
    entry(story, image)
    Image.objects.update(rights_expire_at=NOW, alt_text="")
    found = {one.code for one in findings(story, NOW)}
    assert {f"rights-{image.pk}", f"alt-{image.pk}"} <= found
    assert image in Image.objects.expired(NOW).on_public_pages()


def test_it_says_that_readers_have_an_entry_and_keeps_its_picture():
    story, image = live(), picture()
    update = entry(story, image)
    words = {use.thing: use.where for use in all_uses(image)}
    assert words[story] == "live entry, public page"
    story.remove_update(update, by=None, reason="Wrong.", at=NOW)
    words = {use.thing: use.where for use in all_uses(image)}
    assert words[story] == "live entry, on the desk"
    with pytest.raises(ProtectedError):
        image.delete()


def test_entries_follow_the_library_and_their_own_crops(django_capture_on_commit_callbacks):
    story, image = live(), picture()
    with django_capture_on_commit_callbacks(execute=True):
        entry(story, image, ' data-crop="1:1 0.10,0.10"')
    shown = PublishedLiveUpdate.objects.get()
    assert 'width="900" height="900"' in shown.body
    image.caption = "New words."
    image.replace_file(samples.jpeg(800, 1200, 5))
    image.save()
    assert image.show_everywhere() == 1
    shown.refresh_from_db()
    assert 'width="800" height="800"' in shown.body
    assert "New words." in shown.body
    assert (shown.at, shown.changed_at) == (NOW, None)
