"""Desk mode: suggested tags, and what was said to them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from taxonomy.models import Tag
from tests.articles.desk_mode import DESK, page_of, save, sent
from tests.factories import make_published, make_tag


@pytest.mark.django_db
def test_it_proposes_a_tag_that_readers_do_not_see(tara, stories):
    page = save(tara, stories[0], tags_by_name="Selwyn Tull")
    assert page.status_code == 200
    assert not Tag.objects.exists()
    answered = sent(page) | {"tags_answer_0": "propose", "tags_kind_0": "person"}
    tara.post(page_of(stories[0]), answered)
    (tag,) = Tag.objects.all()
    assert (tag.name, tag.kind, tag.state) == ("Selwyn Tull", "person", "proposed")
    assert [one.tag for one in stories[0].taggings.all()] == [tag]


@pytest.mark.django_db
def test_it_suggests_tags_with_reasons(tara, flood):
    story, _tags = flood
    page = tara.get(page_of(story))
    html = page.content.decode()
    assert page.context["offered"].suggested[0].name == "Arle"
    assert "headline, 3 times" in html
    assert "propose “Selwyn Tull”" in html


@pytest.mark.django_db
def test_it_takes_and_remembers_answers(tara, cast, flood):
    story, (arle, _council, ferry) = flood
    data = sent(tara.get(page_of(story)))
    answer = tara.post(page_of(story), data | {f"tag-{arle.pk}": str(arle.pk), f"tag-{ferry.pk}": "no"})
    assert answer.status_code == 302
    assert [one.tag for one in story.taggings.all()] == [arle]
    said = {one.tag: (one.is_accepted, one.by) for one in story.suggestion_answers.all()}
    assert said == {arle: (True, cast.tara), ferry: (False, cast.tara)}
    offered = tara.get(page_of(story)).context["offered"]
    names = [line.name for line in (*offered.suggested, *offered.mentioned)]
    assert names == ["Harbour Council"]
    assert story.suggestion_answers.get(tag=arle).points > 0


@pytest.mark.django_db
def test_it_forgets_answers_that_are_taken_back(tara, flood):
    story, (_arle, _council, ferry) = flood
    data = sent(tara.get(page_of(story)))
    tara.post(page_of(story), data | {f"tag-{ferry.pk}": "no"})
    tara.post(f"{DESK}undo/", {"story": story.pk})
    assert not story.suggestion_answers.exists()


@pytest.mark.django_db
def test_it_keeps_answers_when_the_form_comes_back(tara, flood):
    story, (_arle, _council, ferry) = flood
    data = sent(tara.get(page_of(story)))
    page = tara.post(page_of(story), data | {f"tag-{ferry.pk}": "no", "links": "nonsense"})
    assert sent(page)[f"tag-{ferry.pk}"] == "no"
    assert not story.suggestion_answers.exists()


@pytest.mark.django_db
def test_it_lets_a_person_choose_between_namesakes(tara):
    person_, place = make_tag("Paris", kind="person"), make_tag("Paris", kind="place")
    story = make_published("Paris wins", at=timezone.now(), body="<p>Paris, Paris, Paris.</p>")
    page = tara.get(page_of(story))
    (line,) = page.context["offered"].suggested
    assert set(line.tags) == {person_, place}
    tara.post(page_of(story), sent(page) | {line.field: str(place.pk)})
    assert [one.tag for one in story.taggings.all()] == [place]
    assert [one.tag for one in story.suggestion_answers.filter(is_accepted=True)] == [place]
