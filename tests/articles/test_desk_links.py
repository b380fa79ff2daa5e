"""Desk mode: links, and the stories that stand in More News."""

from __future__ import annotations

import pytest
from django.utils import timezone

from published.linking import KeptOut
from published.models import PublishedArticle
from tests.articles.desk import form_data
from tests.articles.desk_mode import DESK, page_of, save
from tests.factories import make_published, make_tag


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("no such thing", "“no such thing” is no story"),
        ("#999999", "“#999999” is no story"),
        ("https://example.org", "write the title of the page"),
        ("/2026/13/45/x/", "is no story"),
        ("javascript:alert(1) Title", "is no story"),
    ],
)
def test_it_refuses_links_that_lead_nowhere(tara, stories, line, sentence):
    page = save(tara, stories[0], links=line)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert line in form_data(page, "desk_form")["links"]


@pytest.mark.django_db
def test_it_refuses_a_link_to_the_story_itself(tara, stories):
    page = save(tara, stories[0], links=str(stories[0].pk))
    assert "cannot link to itself" in page.content.decode()


@pytest.mark.django_db
def test_it_takes_addresses_and_outside_pages(tara, stories):
    own = PublishedArticle.objects.get(pk=stories[1].pk).get_absolute_url()
    save(tara, stories[0], links=f"{own}\nhttps://example.org/a A page of theirs")
    links = [(link.target_id, link.url, link.title) for link in stories[0].links.all()]
    assert links == [(stories[1].pk, "", ""), (None, "https://example.org/a", "A page of theirs")]


@pytest.mark.django_db
def test_it_keeps_what_a_link_says(tara, stories):
    stories[0].links.create(target=stories[1], note="The morning after", kind="background", position=0)
    stories[0].links.create(url="https://example.org", title="Theirs", source="The Post", position=1)
    data = form_data(tara.get(page_of(stories[0])), "desk_form")
    lines = data["links"].strip().splitlines()
    tara.post(page_of(stories[0]), data | {"links": "\n".join(reversed(lines))})
    assert [(link.source, link.note) for link in stories[0].links.all()] == [
        ("The Post", ""),
        ("", "The morning after"),
    ]


@pytest.mark.django_db
def test_it_says_why_a_story_stands_in_more_news(tara):
    floods = make_tag("Floods")
    story, _other = [
        make_published(headline, at=timezone.now(), tags=[floods])
        for headline in ("The river rises", "A bridge is closed")
    ]
    (line,) = tara.get(page_of(story)).context["news"]
    assert line.headline == "A bridge is closed"
    assert line.why.startswith("shares Floods (lead); same day;")


@pytest.mark.django_db
def test_it_finds_related_stories_by_the_suggested_tags(tara):
    floods = make_tag("Floods")
    make_published("A bridge is closed", at=timezone.now(), tags=[floods])
    story = make_published("Floods again", at=timezone.now(), body="<p>Floods, floods, floods.</p>")
    (line,) = tara.get(page_of(story)).context["news"]
    assert line.why.startswith("shares Floods (lead)")
    assert not story.taggings.exists()


@pytest.mark.django_db
def test_it_keeps_stories_out_and_takes_that_back(tara, stories):
    first, second, third = stories
    save(tara, first, **{f"story-{second.pk}": "out", f"story-{third.pk}": "never"})
    kept = KeptOut.objects.filter(article=first.pk).values_list("other", "is_forbidden")
    assert set(kept) == {(second.pk, False), (third.pk, True)}
    assert KeptOut.objects.filter(article=third.pk, other=first.pk, is_forbidden=True).exists()
    assert tara.get(page_of(first)).context["news"] == []
    tara.post(f"{DESK}undo/", {"story": first.pk})
    assert not KeptOut.objects.exists()


@pytest.mark.django_db
def test_it_pins_a_story_of_more_news(tara, stories):
    page = tara.get(page_of(stories[0]))
    assert {line.headline for line in page.context["news"]} == {"Story 2", "Story 3"}
    save(tara, stories[0], **{f"story-{stories[2].pk}": "pin"})
    assert [link.target for link in stories[0].links.all()] == [stories[2]]


@pytest.mark.django_db
def test_it_changes_kind_note_and_both_ways_of_a_link(tara, stories):
    story, other = stories[:2]
    save(tara, story, links=f"#{other.pk} Story 2\nhttps://example.org Theirs")
    page = tara.get(page_of(story))
    number = other.pk
    said = {f"kind:{number}": "background", f"note:{number}": "The morning after", f"both:{number}": "1"}
    said |= {"kind:https://example.org": "follow-up", "both:https://example.org": "1"}
    tara.post(page_of(story), form_data(page, "desk_form") | said)
    links = story.links.values_list("kind", "note", "is_both_ways")
    assert list(links) == [("background", "The morning after", True), ("follow-up", "", False)]
    assert f'name="both:{number}" value="1" checked' in tara.get(page_of(story)).content.decode()


@pytest.mark.django_db
def test_it_shows_what_is_linked_both_ways_by_another_story(tara, stories):
    story, other = stories[:2]
    other.change_links([{"target_id": story.pk, "is_both_ways": True, "other_position": 2}], by=None)
    html = tara.get(page_of(story)).content.decode()
    assert "Linked both ways by other stories" in html
    assert "place 3" in html


@pytest.mark.django_db
def test_it_keeps_what_was_said_of_a_link_when_the_form_comes_back(tara, stories):
    story, other = stories[:2]
    answer = save(tara, story, links=f"#{other.pk} x\nnonsense", **{f"kind:{other.pk}": "background"})
    assert answer.status_code == 200
    assert '<option value="background" selected' in answer.content.decode()


@pytest.mark.django_db
def test_its_more_news_follows_tags_that_are_not_saved(tara, stories):
    floods = make_tag("Floods")
    other = make_published("The other flood", tags=[floods])
    address = f"{DESK}{stories[0].pk}/news/"
    with_tag = tara.get(address, {"tags": str(floods.pk), "links": ""}).content.decode()
    assert "shares Floods (lead)" in with_tag
    assert "shares" not in tara.get(address, {"tags": "", "links": ""}).content.decode()
    picked = tara.get(address, {"tags": str(floods.pk), "links": f"#{other.pk} x"}).content.decode()
    assert "The other flood" not in picked
    assert tara.get(address, {"tags": "x 99999999", "links": "no link"}).status_code == 200


@pytest.mark.django_db
def test_two_edits_with_too_many_links_together_are_looked_over(tara, cast, stories):
    others = [make_published(f"Other {n}") for n in range(10)]
    story = stories[0]
    data = form_data(tara.get(page_of(story)), "desk_form")
    story.change_links([{"target_id": one.pk} for one in others[:5]], by=cast.tomas)
    lines = "\n".join(f"#{one.pk} {one}" for one in others[5:])
    answer = tara.post(page_of(story), data | {"links": lines})
    assert "there are 10 links; 8 fit. Take some off." in answer.content.decode()
    assert story.links.count() == 5
