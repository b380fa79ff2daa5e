"""Pages of the site: written, published, found from everywhere, and never a draft among them."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest

from images.models import Image
from images.uses import uses_of
from pages.errors import PageError
from pages.models import SitePage, is_reserved
from published.identity import identity
from published.models import PublishedArticle, PublishedPage
from tests.factories import make_published
from tests.fronts.conftest import counting, now
from tests.images.samples import jpeg
from tests.published.factories import corrected, published

__all__ = ["counting", "now"]
pytestmark = pytest.mark.django_db
LIST = "/admin/pages/sitepage/"


def page(title: str = "About us", body: str = "<p>We print the news.</p>", **fields: Any) -> SitePage:
    made = SitePage(title=title, body=body, **fields)
    made.keep(by=None)
    return made


def public(*args: Any, **fields: Any) -> SitePage:
    made = page(*args, **fields)
    made.publish(by=None)
    return made


def form(**fields: Any) -> dict[str, Any]:
    empty = {"slug": "", "body": "<p>Text</p>", "purpose": "other", "language": "en", "description": ""}
    return (
        empty | {"menu": "", "position": "0", "seen": "0", "title": "A page", "is_in_footer": "on"} | fields
    )


def test_readers_have_what_was_published_last(client):
    made = page()
    assert client.get("/about-us/").status_code == 404
    made.publish(by=None)
    assert "We print the news." in client.get("/about-us/").content.decode()
    made.body = "<p>Something else.</p>"
    made.keep(by=None)
    assert "We print the news." in client.get("/about-us/").content.decode()
    assert made.has_changes
    made.publish(by=None)
    assert "Something else." in client.get("/about-us/").content.decode()
    made.withdraw(by=None)
    assert not PublishedPage.objects.exists()


def test_a_page_that_was_taken_down_is_gone_until_it_is_published_again(client):
    made = public()
    made.withdraw(by=None)
    answer = client.get("/about-us/")
    assert answer.status_code == 410
    assert "This page has been taken down" in answer.content.decode()
    made.delete()
    assert client.get("/about-us/").status_code == 410
    public()
    assert client.get("/about-us/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_link_follows_the_story_to_another_address(client):
    story = make_published("River rises")
    made = public(body=f'<p><a data-article="{story.pk}">here</a></p>')
    before = PublishedPage.objects.get()
    made.body = "<p>A draft.</p>"
    made.keep(by=None)
    story.slug = "another-word"
    story.save()
    story.save_version(by=None)
    story.publish(by=None, significance="minor")
    page = client.get("/about-us/").content.decode()
    assert "another-word" in PublishedArticle.objects.get(pk=story.pk).get_absolute_url()
    assert f'<a href="{PublishedArticle.objects.get(pk=story.pk).get_absolute_url()}">here</a>' in page
    assert PublishedPage.objects.get().updated_at == before.updated_at
    story.withdraw(by=None, note="It was wrong.")
    page = client.get("/about-us/").content.decode()
    assert "<p>here</p>" in page


def test_a_page_shows_a_picture_as_the_library_has_it_now(client):
    image = Image.take_in(jpeg(), alt_text="A view")
    public(body=f'<p>Look:</p><figure data-image="{image.pk}"></figure>')
    Image.objects.filter(pk=image.pk).update(alt_text="A view of the quay")
    image.refresh_from_db()
    image.show_everywhere()
    assert 'alt="A view of the quay"' in client.get("/about-us/").content.decode()


def test_a_page_is_html_that_parses_in_both_directions(client):
    public("من نحن", "<h2>عنوان</h2><p>نص</p>", language="ar", slug="من-نحن", description="A <b>")
    body = client.get("/من-نحن/").content.decode()
    html5lib.HTMLParser(strict=True).parse(body)
    assert 'lang="ar" dir="rtl"' in body
    assert body.count("<h1") == 1
    assert "A &lt;b&gt;" in body


def test_the_text_is_cleaned_and_finished(client):
    image, story = Image.take_in(jpeg(), alt_text="A view"), published()
    text = '<p onclick="x()">Hi<script>alert(1)</script></p>'
    text += f'<figure data-image="{image.pk}"></figure><p><a data-article="{story.pk}">here</a></p>'
    made = public(body=text)
    body = client.get("/about-us/").content.decode()
    assert "onclick" not in body
    assert "alert(1)" not in body
    assert 'alt="A view"' in body
    assert f'href="{story.get_absolute_url()}"' in body
    assert made in uses_of(image)


def test_it_costs_one_query(counting):
    public()
    counting(1, "/about-us/")


def test_it_stands_in_the_footer_and_in_the_sitemap(client):
    public(menu="The paper")
    public("Privacy", is_in_footer=False)
    page("Draft")
    home = client.get("/").content.decode()
    footer = home[home.index("<footer") :]
    assert "The paper" in footer
    assert '<a href="/about-us/">' in footer
    assert "/privacy/" not in footer
    sitemap = client.get("/sitemap/pages.xml").content.decode()
    assert "/about-us/" in sitemap
    assert "/privacy/" in sitemap
    assert "/draft/" not in home + sitemap


def test_corrections_and_reports_lead_to_the_pages_for_them(client):
    story = published()
    corrected(story)
    public("How we correct", purpose="corrections")
    public("Write to us", purpose="contact")
    body = client.get(story.get_absolute_url()).content.decode()
    assert 'href="/how-we-correct/"' in body
    assert '<a href="/write-to-us/">' in body[body.index("story__report") :]
    assert '/how-we-correct/"' in body[body.index("correctionsPolicy") :]
    assert identity().corrections_policy == "/how-we-correct/"


@pytest.mark.parametrize("word", ["search", "corrections", "2026", "admin", "static", "healthz"])
def test_an_address_of_the_sites_own_is_refused(client, cast, word):
    assert is_reserved(word)
    client.force_login(cast.edith)
    answer = client.post(f"{LIST}add/", form(slug=word)).content.decode()
    assert "choose another word" in answer
    assert not SitePage.objects.exists()


def test_an_editor_writes_and_publishes(client, cast):
    client.force_login(cast.edith)
    answer = client.post(f"{LIST}add/", form(title="Ethics", _publish="Publish"))
    made = SitePage.objects.get()
    assert answer.url == f"{LIST}{made.pk}/change/"
    assert client.get("/ethics/").status_code == 200
    assert client.get(answer.url).status_code == client.get(LIST).status_code == 200
    client.post(answer.url, form(title="Ethics", slug="ethics", body="<p>New</p>", seen="1", _save="Save"))
    assert "<p>New</p>" not in client.get("/ethics/").content.decode()
    preview = client.get(f"{LIST}{made.pk}/preview/")
    assert "<p>New</p>" in preview.content.decode()
    assert preview["X-Robots-Tag"] == "noindex, nofollow"
    history = client.get(f"{LIST}{made.pk}/history/").content.decode()
    assert "published" in history
    client.post(f"{LIST}{made.pk}/restore/", {"number": "1", "seen": "2"})
    made.refresh_from_db()
    assert (made.body, made.version) == ("<p>Text</p>", 3)
    client.post(f"{LIST}{made.pk}/withdraw/")
    assert client.get("/ethics/").status_code == 410


def test_nobody_overwrites_a_colleague(client, cast):
    made = page("Ethics", slug="ethics")
    made.body = "<p>Hers</p>"
    made.keep(by=cast.ada)
    client.force_login(cast.edith)
    answer = client.post(f"{LIST}{made.pk}/change/", form(slug="ethics", body="<p>His</p>", seen="1"))
    body = answer.content.decode()
    assert "Nothing was overwritten" in body
    assert "His" in body
    made.refresh_from_db()
    assert made.body == "<p>Hers</p>"
    with pytest.raises(PageError, match="Ada changed"):
        made.keep(by=cast.edith, seen=1)


def test_the_address_stays_once_it_was_public(client, cast):
    made = public("Ethics")
    client.force_login(cast.edith)
    answer = client.post(f"{LIST}{made.pk}/change/", form(slug="other", seen="1")).content.decode()
    assert "links lead to it" in answer
    made.slug = "other"
    with pytest.raises(PageError, match="links lead to it"):
        made.keep(by=None)


def test_an_empty_page_is_not_published():
    with pytest.raises(PageError, match="Write a text"):
        page(body="").publish(by=None)


@pytest.mark.parametrize("who", ["rosa", "tara", "paul"])
def test_nobody_but_editors_may(client, cast, who):
    made, person = public("Ethics"), getattr(cast, who)
    client.force_login(person)
    client.post(f"{LIST}{made.pk}/change/", form(title="Mine", slug="ethics", seen="1"))
    client.post(f"{LIST}{made.pk}/withdraw/")
    for verb in (
        lambda: made.keep(by=person),
        lambda: made.publish(by=person),
        lambda: made.withdraw(by=person),
    ):
        with pytest.raises(PageError, match="You may not"):
            verb()
    made.refresh_from_db()
    assert (made.title, made.is_public) == ("Ethics", True)
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("address", ["x", "0", "9" * 30, "1/preview/?number=x", "1/preview/?number=99"])
def test_bad_addresses_are_not_found(client, cast, address):
    page()
    client.force_login(cast.edith)
    path = address if "/" in address else f"{address}/preview/"
    assert client.get(f"{LIST}{path}").status_code in (302, 404)
    assert client.get("/nothing/").status_code == 404
