"""The story's form: what each button does, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from published.models import PublishedArticle
from tests.articles.at_the_desk import Desk, said
from tests.factories import make_article, make_contributor, make_published, make_section, make_tag

pytestmark = pytest.mark.django_db
State = Article.State


@pytest.fixture
def edith(client, cast):
    return Desk(client, cast.edith)


@pytest.fixture
def rosa(client, cast):
    return Desk(client, cast.rosa)


def wall_clock(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_it_saves_a_new_story_as_a_draft_of_its_writer(rosa, cast):
    response = rosa.open().send(headline="Rain stops play", body="<p>It rained.</p>")
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.state, article.owner, article.version) == (State.DRAFT, cast.rosa, 1)
    assert article.slug == "rain-stops-play"


def test_it_publishes_with_byline_and_tags_in_one_go(edith):
    section, writer, tag = make_section("City"), make_contributor("Rosa Marsh"), make_tag("Floods")
    form = edith.open()
    response = form.send(
        "_publish",
        headline="The river rose",
        standfirst="It was the third flood of the year.",
        body="<p>Overnight.</p>",
        section=section.pk,
        tags=str(tag.pk),
        **form.add_row("credits", contributor=writer.pk),
    )
    page = PublishedArticle.objects.get()
    assert page.headline == "The river rose"
    assert page.byline["short"] == "Rosa Marsh"
    assert list(Article.objects.get().versions.values_list("number", "verb")) == [(1, "publish")]
    assert page.get_absolute_url() in said(response)


def test_it_keeps_what_was_typed_when_publishing_is_refused(edith):
    response = edith.open().send("_publish", headline="No home yet", body="<p>Text.</p>")
    article = Article.objects.get()
    assert (article.headline, article.state, article.version) == ("No home yet", State.DRAFT, 1)
    assert "Saved, but not published." in said(response)
    assert 'href="#row-section"' in said(response)
    assert 'class="row row--section is-amiss"' in response.content.decode()
    assert not PublishedArticle.objects.exists()


def test_it_schedules_when_a_time_is_filled_in(edith):
    article = make_article()
    later = timezone.now() + timedelta(days=2)
    response = edith.open(article).send("_publish", publish_at=wall_clock(later))
    article.refresh_from_db()
    assert article.state == State.SCHEDULED
    assert article.publish_local == wall_clock(later) + ":00"
    assert "Scheduled:" in said(response)
    assert not PublishedArticle.objects.public().exists()


@pytest.mark.parametrize("is_live", [False, True])
def test_it_says_on_the_button_what_will_happen(edith, is_live):
    article = make_published() if is_live else make_article()
    assert ("Publish changes" if is_live else "Publish now") in edith.open(article).html


def test_it_names_the_time_on_the_button_of_a_scheduled_story(edith):
    later = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    article = make_article(publish_at=later)
    article.schedule(by=None)
    html = edith.open(article).html
    assert "Publish changes at" in html
    assert "Take back" in html


def test_it_takes_a_scheduled_story_back(edith):
    article = make_article(publish_at=timezone.now() + timedelta(days=1))
    article.schedule(by=None)
    edith.open(article).send("_unschedule")
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.READY, None)


def test_it_publishes_a_scheduled_story_at_once_when_asked(edith):
    article = make_article(publish_at=timezone.now() + timedelta(days=1))
    article.schedule(by=None)
    edith.open(article).send("_publish_now")
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.PUBLISHED, None)
    assert PublishedArticle.objects.public().filter(pk=article.pk).exists()


def test_it_does_not_publish_what_went_out_meanwhile(edith):
    article = make_article(publish_at=timezone.now() + timedelta(days=1))
    article.schedule(by=None)
    form = edith.open(article)
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    response = form.send("_publish", headline="Changed too late")
    assert "published by now" in said(response)
    assert PublishedArticle.objects.get().headline != "Changed too late"
    article.refresh_from_db()
    assert article.headline == "Changed too late"


def test_it_leaves_readers_what_they_have_when_a_live_story_is_saved(edith):
    article = make_published("First words")
    response = edith.open(article).send(headline="Better words")
    article.refresh_from_db()
    assert article.has_unpublished_changes
    assert PublishedArticle.objects.get().headline == "First words"
    assert "Readers see the changes when you publish them." in said(response)


def test_it_asks_for_a_note_with_a_significant_update(edith):
    article = make_published()
    refused = edith.open(article).send("_publish", headline="New", significance="significant")
    assert "short note for readers" in said(refused)
    edith.open(article).send("_publish", significance="significant", what_is_new="A second bridge.")
    article.refresh_from_db()
    assert (article.update_note, article.headline) == ("A second bridge.", "New")
    assert article.updated_at is not None


def test_it_publishes_a_correction_written_below(edith, cast):
    article = make_published()
    form = edith.open(article)
    rows = {
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-text": "The river is the Arle.",
        "corrections-0-placement": "bottom",
        "corrections-0-keeps_text": "on",
    }
    form.send("_publish", significance="correction", **rows)
    correction = article.corrections.get()
    assert correction.published_at is not None
    assert correction.created_by == cast.edith
    assert PublishedArticle.objects.get().corrections[0]["text"] == "The river is the Arle."


def test_it_keeps_a_public_correction_as_it_is(edith):
    article = make_published()
    article.correct(by=None, text="The river is the Arle.")
    form = edith.open(article)
    assert "corrections-0-DELETE" not in form.html
    form.send(corrections__0__text="Never mind.", corrections__0__DELETE="on")
    assert article.corrections.get().text == "The river is the Arle."


def test_it_writes_no_version_when_nothing_has_changed(edith):
    article = make_article(tags=[make_tag()], links=[make_article()])
    response = edith.open(article).send()
    assert "Nothing had changed" in said(response)
    assert article.versions.count() == 1


def test_it_lets_a_reporter_submit_and_not_publish(rosa, cast):
    article = make_article(by=cast.rosa)
    form = rosa.open(article)
    assert not [name for name, _value in form.buttons.values() if name == "_publish"]
    form.send("_submit", headline="Ready for you")
    article.refresh_from_db()
    assert (article.state, article.headline) == (State.REVIEW, "Ready for you")


def test_it_refuses_a_reporters_forged_publish(rosa, cast):
    article = make_article(by=cast.rosa)
    form = rosa.open(article)
    rosa.client.post(form.address, form.data | {"_publish": "draft"})
    assert not PublishedArticle.objects.exists()


def test_it_shows_the_story_of_another_to_read(rosa, cast):
    article = make_article("Hands off", body="<p>Edith’s own words.</p>", by=cast.edith)
    form = rosa.open(article)
    assert "Edith’s own words." in form.html
    assert "headline" not in form.data
    assert not form.buttons
    assert rosa.client.post(form.address, {"headline": "Mine now"}).status_code == 403


def test_it_lets_a_tagger_change_tags_and_links_of_a_live_story_alone(client, cast):
    article, other = make_published("Words stay"), make_published("Another")
    tag = make_tag("Floods")
    form = Desk(client, cast.tara).open(article)
    assert "headline" not in form.data
    form.send(tags=str(tag.pk), headline="Not by me", **form.add_row("links", target=other.pk))
    page = PublishedArticle.objects.get(pk=article.pk)
    assert [row.tag for row in page.taggings.all()] == [tag]
    assert page.links == [{"article": other.pk, "note": ""}]
    assert page.headline == "Words stay"


def test_it_refuses_a_stale_form_and_loses_nothing_of_it(edith):
    article = make_article("Base")
    form = edith.open(article)
    Article.objects.filter(pk=article.pk).update(headline="Theirs")
    article.refresh_from_db()
    article.save_version(by=None)
    response = form.send(headline="Mine", **form.add_row("credits", name="Another Writer"))
    article.refresh_from_db()
    assert article.headline == "Theirs"
    assert article.credits.count() == 1
    assert "Mine" in response.content.decode()


def test_it_lets_the_slug_follow_the_headline_until_it_is_chosen(edith):
    article = make_article("First idea")
    edith.open(article).send(headline="Second idea")
    article.refresh_from_db()
    assert article.slug == "second-idea"
    edith.open(article).send(slug="my-own")
    edith.open(article).send(headline="Third idea")
    article.refresh_from_db()
    assert article.slug == "my-own"


def test_it_leaves_the_address_of_a_public_story_alone(edith):
    article = make_published("First idea")
    edith.open(article).send("_publish", headline="Second idea")
    article.refresh_from_db()
    assert article.slug == "first-idea"


@pytest.mark.parametrize("name", ["By Jane", "JANE DOE, Staff"])
def test_it_flags_a_name_that_looks_like_a_whole_byline(edith, name):
    form = edith.open(make_article())
    response = form.send(**form.add_row("credits", name=name))
    assert f"Credit “{name}”" in said(response)


def test_it_saves_a_large_story_in_few_queries(edith, django_assert_max_num_queries):
    writers = [make_contributor(f"Writer {n}") for n in range(5)]
    tags = [make_tag() for _n in range(8)]
    others = [make_article() for _n in range(8)]
    article = make_article(credits=writers, tags=tags, links=others, body="<p>word</p>" * 1500)
    form = edith.open(article)
    # As the script sends them: by number.
    numbers = {"headline": "Changed", "tags": " ".join(str(tag.pk) for tag in tags), "_save": "1"}
    with django_assert_max_num_queries(40):
        form.client.post(form.address, form.data | numbers)
    article.refresh_from_db()
    assert article.headline == "Changed"


def test_it_opens_in_a_bounded_number_of_queries(edith, django_assert_max_num_queries):
    others = [make_article() for _n in range(8)]
    article = make_article(
        credits=[make_contributor(f"Writer {n}") for n in range(5)],
        tags=[make_tag() for _n in range(8)],
        links=others,
    )
    with django_assert_max_num_queries(36):
        edith.open(article)
