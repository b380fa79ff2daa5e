"""Desk mode: saving what was decided, going on and back, and taking it back."""

from __future__ import annotations

import pytest

from articles.desk_mode import progress
from articles.models import Article, Claim, DeskTurn
from published.models import PublishedArticle
from tests.articles.desk import form_data
from tests.articles.desk_mode import DESK, headline, page_of, save
from tests.factories import make_published, make_tag


@pytest.mark.django_db
def test_it_saves_and_goes_on(tara, cast, stories):
    lead, second = make_tag("Floods"), make_tag("Arle")
    other = make_published("Other", tags=[lead])
    answer = save(tara, stories[0], tags_by_name="Floods\nArle", links=f"{other.pk}")
    assert headline(answer) == "Story 2"
    row = PublishedArticle.objects.get(pk=stories[0].pk)
    assert [one.tag for one in row.taggings.all()] == [lead, second]
    assert [link["article"] for link in row.links] == [other.pk]
    assert DeskTurn.objects.get(article=stories[0]).outcome == "done"
    assert not Claim.objects.filter(article=stories[0]).exists()
    assert "Saved: “Story 1”." in tara.get(answer.url).content.decode()


@pytest.mark.django_db
def test_it_lets_nobody_touch_the_text(tara, stories):
    story = stories[0]
    story.headline = "Not yet for readers"
    story.save()
    story.save_version(by=None)
    before = PublishedArticle.objects.get(pk=story.pk)
    save(tara, story, tags_by_name=make_tag("Floods").name, headline="Mine", body="<p>Mine</p>")
    story.refresh_from_db()
    after = PublishedArticle.objects.get(pk=story.pk)
    assert story.headline == "Not yet for readers"
    assert (after.headline, after.body, after.updated_at) == (before.headline, before.body, before.updated_at)
    assert after.version > before.version
    assert story.has_unpublished_changes


@pytest.mark.django_db
def test_it_notes_what_was_only_looked_over(tara, stories):
    version = stories[0].version
    answer = save(tara, stories[0])
    stories[0].refresh_from_db()
    assert stories[0].version == version
    assert headline(answer) == "Story 2"
    assert "Looked over: “Story 1”." in tara.get(answer.url).content.decode()


@pytest.mark.django_db
def test_it_passes_over_and_goes_back(tara, stories):
    first = tara.post(f"{DESK}next/?queue=untagged")
    tara.get(first.url)
    second = tara.post(f"{DESK}next/?queue=untagged", {"from": stories[0].pk})
    assert headline(second) == "Story 2"
    tara.get(second.url)
    back = tara.post(second.url, {"_back": "1"})
    assert headline(back) == "Story 1"
    tara.get(back.url)
    assert set(Claim.objects.values_list("article", flat=True)) == {stories[0].pk}
    assert headline(tara.post(back.url, {"_back": "1"})) == "Story 2"


@pytest.mark.django_db
def test_it_merges_with_a_save_meanwhile(tara, cast, stories):
    story, tags = stories[0], [make_tag(name) for name in ("Floods", "Arle", "Bridge")]
    story.change_tags([tags[0].pk], by=None)
    data = form_data(tara.get(page_of(story)), "desk_form")
    story.change_tags([tags[0].pk, tags[1].pk], by=cast.edith)
    answer = tara.post(page_of(story), data | {"tags_by_name": "Floods\nBridge"})
    assert [one.tag for one in story.taggings.all()] == [tags[0], tags[2], tags[1]]
    assert "Edith had changed its tags or links meanwhile" in tara.get(answer.url).content.decode()


@pytest.mark.django_db
def test_it_is_not_disturbed_by_a_change_to_the_text(tara, cast, stories):
    story, tag = stories[0], make_tag("Floods")
    data = form_data(tara.get(page_of(story)), "desk_form")
    story.headline = "Another"
    story.save()
    story.save_version(by=cast.edith)
    answer = tara.post(page_of(story), data | {"tags_by_name": "Floods"})
    assert [one.tag for one in story.taggings.all()] == [tag]
    assert "had changed" not in tara.get(answer.url).content.decode()
    assert Article.objects.get(pk=story.pk).headline == "Another"


@pytest.mark.django_db
def test_it_asks_when_two_have_chosen_another_lead(tara, cast, stories):
    story, tags = stories[0], [make_tag(name) for name in ("Floods", "Arle", "Bridge")]
    story.change_tags([tags[0].pk], by=None)
    data = form_data(tara.get(page_of(story)), "desk_form")
    story.change_tags([tags[1].pk, tags[0].pk], by=cast.edith)
    page = tara.post(page_of(story), data | {"tags_by_name": "Bridge\nFloods"})
    assert "Edith has made “Arle” the lead meanwhile, and you “Bridge”" in page.content.decode()
    assert [one.tag for one in story.taggings.all()] == tags[1::-1]
    again = form_data(page, "desk_form")
    assert sorted(again["tags_by_name"].split()) == ["Arle", "Bridge", "Floods"]
    assert again["tags_by_name"].split()[0] == "Bridge"
    tara.post(page_of(story), again)
    assert story.taggings.first().tag == tags[2]
    assert story.taggings.count() == 3


@pytest.mark.django_db
def test_it_takes_the_last_save_back(tara, cast, stories):
    tags = [make_tag(name) for name in ("Floods", "Arle")]
    stories[0].change_tags([tags[1].pk], by=None)
    answer = save(tara, stories[0], tags_by_name="Floods")
    assert "Undo the last save" in tara.get(answer.url).content.decode()
    answer = tara.post(f"{DESK}undo/?queue=untagged", {"story": stories[0].pk})
    assert headline(answer) == "Story 1"
    assert [one.tag for one in stories[0].taggings.all()] == [tags[1]]
    assert progress.done_today(cast.tara).mine == 0


@pytest.mark.django_db
def test_it_takes_nothing_back_that_was_changed_since(tara, cast, stories):
    tags = [make_tag(name) for name in ("Floods", "Arle")]
    save(tara, stories[0], tags_by_name="Floods")
    stories[0].change_tags([tags[1].pk], by=cast.edith)
    answer = tara.post(f"{DESK}undo/", {"story": stories[0].pk})
    assert "have been changed since" in tara.get(answer.url).content.decode()
    assert [one.tag for one in stories[0].taggings.all()] == [tags[1]]


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["x", "0", "9" * 30, "-1"])
def test_it_survives_odd_numbers(tara, stories, odd):
    assert tara.post(f"{DESK}next/", {"from": odd}).status_code == 302
    assert tara.post(f"{DESK}leave/", {"from": odd}).status_code == 302
    assert tara.post(f"{DESK}undo/", {"story": odd}).status_code == 404
    assert tara.post(page_of(stories[0]), {"seen": odd, "tags_by_name": "", "links": odd}).status_code == 200
    assert tara.get(f"{DESK}999999/").status_code == 404
