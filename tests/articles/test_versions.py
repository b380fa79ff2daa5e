"""Versions: compared word by word, thinned by rule."""

from datetime import timedelta

import pytest

from articles.comparing_versions import body_lines, compare_documents
from articles.document import to_document
from articles.thinning import thin_versions
from tests.factories import (
    NOW,
    make_article,
    make_contributor,
    make_published,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def save(article, headline, *, by=None, at=NOW):
    article.headline = headline
    article.save()
    return article.save_version(by=by, at=at)


def test_it_compares_fields_text_and_lists_by_name():
    article = make_article("One", body="<p>The mayor is 15.</p>", section=make_section("City"))
    before = to_document(article)
    article.headline, article.body = "Two", "<p>The mayor is 51.</p>"
    article.section = make_section("Politics")
    article.save()
    article.change_tags([make_tag("Floods").pk], by=None)
    article.credits.create(contributor=make_contributor("Karim Aziz"), position=5, place="Hest")
    article.links.create(url="https://example.org/", title="Outside")
    after = to_document(article)
    found = {difference.name: difference for difference in compare_documents(before, after)}
    assert set(found) == {"headline", "body", "section_id", "tags", "credits", "links"}
    assert (found["section_id"].before, found["section_id"].after) == (["City"], ["Politics"])
    assert found["tags"].after == ["Floods"]
    assert found["credits"].after[-1] == "By: Karim Aziz (Hest)"
    changed = [run.text for run in found["body"].paragraphs[0].runs if run.kind != "same"]
    assert changed == ["15", "51"]


def test_it_finds_no_difference_between_equals():
    document = to_document(make_article())
    assert compare_documents(document, document) == []


def test_it_shows_a_text_as_lines():
    html = (
        '<p>One</p><figure data-image="4"><figcaption>Cap</figcaption></figure><ul><li>a</li><li>b</li></ul>'
    )
    assert body_lines(html) == ["One", "[picture 4]", "Cap", "a", "b"]
    embed = '<figure data-embed="https://vimeo.com/1"><figcaption>Film</figcaption></figure>'
    cropped = '<figure data-image="4" data-crop="1:1 0.50,0.50" data-alt="A &lt;boat"></figure>'
    assert body_lines(cropped) == ["[picture 4]", "[picture 4 cut to 1:1 0.50,0.50]", "[alt text: A <boat]"]
    frames = (
        '<figure data-gallery="4,5" data-crop="{&quot;5&quot;:&quot;4:3 0.10,0.10&quot;}"'
        ' data-alt="{&quot;4&quot;:&quot;&quot;}"></figure>'
    )
    assert body_lines(frames)[2:] == ["[picture 5 cut to 4:3 0.10,0.10]", "[decorative]"]
    assert body_lines(embed) == ["[https://vimeo.com/1]", "Film"]


def test_it_thins_by_the_rule(cast):
    article = make_article(by=cast.rosa)  # version 1, saved now
    article.versions.update(at=NOW - 90 * DAY)
    hour = timedelta(hours=1)
    for n, moment in enumerate((80 * DAY, 80 * DAY - hour, 80 * DAY - 2 * hour, 70 * DAY), 2):
        save(article, f"Save {n}", by=cast.rosa, at=NOW - moment)  # 2, 3, 4 on one day; 5 on another
    article.publish(by=cast.edith, at=NOW - 60 * DAY)  # 6
    save(article, "Save 7", by=cast.edith, at=NOW - 60 * DAY + hour)
    save(article, "Save 8", by=cast.edith, at=NOW - DAY)
    assert thin_versions(at=NOW) == 2
    assert list(article.versions.order_by("number").values_list("number", flat=True)) == [1, 4, 5, 6, 7, 8]
    assert thin_versions(at=NOW) == 0


def test_it_keeps_what_a_restored_version_came_from(cast):
    article = make_article()
    for n in range(3):
        version = save(article, f"Save {n}", at=NOW - 80 * DAY + timedelta(minutes=n))
        if n == 0:
            wanted = version
    article.restore_version(wanted, by=None, at=NOW)
    thin_versions(at=NOW)
    assert article.versions.filter(pk=wanted.pk).exists()


def test_it_offers_to_restore_only_to_who_may(client, cast):
    article = make_published("Out", owner=cast.edith)
    article.save_version(by=cast.edith)
    for person, may in ((cast.edith, True), (cast.rosa, False)):
        client.force_login(person)
        html = client.get(f"/admin/articles/article/{article.pk}/versions/").content.decode()
        assert ("/restore/" in html) is may
