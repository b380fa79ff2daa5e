"""The desk's other pages: preview, history, what verbs ask, deleting, the first page."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.models import Article
from published.models import PublishedArticle
from tests.articles.at_the_desk import LIST, Desk, said
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db
State = Article.State


@pytest.fixture
def edith(client, cast):
    return Desk(client, cast.edith).client


def verb(client, article, name, **values):
    return client.post(f"{LIST}{article.pk}/do/{name}/", values, follow=True)


def test_it_previews_the_desks_copy_with_the_readers_template(edith):
    article = make_published("What readers have")
    Article.objects.filter(pk=article.pk).update(headline="What they will have")
    response = edith.get(f"{LIST}{article.pk}/preview/")
    html = response.content.decode()
    assert "What they will have" in html
    assert "What readers have" not in html
    assert "published/article.html" in [template.name for template in response.templates]
    assert "no-store" in response["Cache-Control"]
    assert PublishedArticle.objects.get().headline == "What readers have"


def test_it_previews_under_the_sites_language_and_warns_of_an_embargo(edith):
    article = make_article("Kept back", embargoed_until=timezone.now() + timedelta(days=1), tags=[make_tag()])
    response = edith.get(f"{LIST}{article.pk}/preview/", headers={"accept-language": "ar"})
    assert 'lang="en"' in response.content.decode()
    assert "embargo" in response.content.decode().lower()


def test_it_previews_nothing_to_strangers(client):
    article = make_article()
    assert client.get(f"{LIST}{article.pk}/preview/").status_code == 302


def test_it_lists_what_was_done_and_by_whom(edith, cast):
    article = make_article(by=cast.rosa)
    article.submit(by=cast.rosa)
    article.send_back(by=cast.edith, note="Who says so?")
    html = edith.get(f"{LIST}{article.pk}/history/", follow=True).content.decode()
    for shown in ("Submitted", "Sent back", "Who says so?", "Rosa", "Edith"):
        assert shown in html


def test_it_withdraws_with_a_note_for_readers(edith):
    article = make_published(at=timezone.now() - timedelta(hours=1))
    address = PublishedArticle.objects.get().get_absolute_url()
    assert "This field is required." in verb(edith, article, "withdraw").content.decode()
    verb(edith, article, "withdraw", withdrawal_note="The source was not who they said.", reason="Hoax")
    gone = edith.get(address)
    assert gone.status_code == 410
    assert "The source was not who they said." in gone.content.decode()
    assert "Hoax" not in gone.content.decode()


def test_it_refuses_a_verb_on_a_story_that_was_saved_since(edith):
    article = make_published()
    seen = article.version
    article.save_version(by=None)
    response = verb(edith, article, "withdraw", withdrawal_note="Gone.", seen=seen)
    assert "after you opened it" in response.content.decode()
    assert PublishedArticle.objects.exists()


def test_it_lifts_an_embargo_with_a_reason(edith):
    article = make_article(embargoed_until=timezone.now() + timedelta(days=1))
    verb(edith, article, "lift-embargo", reason="  ")
    article.refresh_from_db()
    assert article.embargoed_until is not None
    verb(edith, article, "lift-embargo", reason="The ministry has agreed.")
    article.refresh_from_db()
    assert article.embargoed_until is None
    assert article.events.first().note == "The ministry has agreed."


def test_it_sets_the_display_date_and_refuses_the_future(edith):
    article = make_published(at=timezone.now() - timedelta(days=3))
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    response = verb(edith, article, "display-date", published_at=tomorrow, reason="Mistimed")
    assert "cannot lie in the future" in response.content.decode()
    verb(edith, article, "display-date", published_at="2020-02-29T12:00", reason="Imported")
    assert timezone.localtime(PublishedArticle.objects.get().published_at).year == 2020


def test_it_withholds_a_version_that_was_public(edith):
    article = make_published(at=timezone.now() - timedelta(days=1))
    public = article.versions.get(public_from__isnull=False)
    verb(edith, article, "withhold", version=public.pk, reason="Court order")
    public.refresh_from_db()
    assert public.is_withheld


@pytest.mark.parametrize("name", ["withdraw", "lift-embargo", "display-date", "withhold", "send-back"])
def test_it_asks_for_the_right_before_a_verb(client, cast, name):
    article = make_published()
    assert Desk(client, cast.rosa).client.get(f"{LIST}{article.pk}/do/{name}/").status_code == 403


def test_only_an_administrator_clears_the_first_publication(client, cast):
    article = make_published(at=timezone.now() - timedelta(hours=1))
    article.withdraw(by=None, note="By mistake")
    address = f"{LIST}{article.pk}/do/clear-first-published/"
    assert Desk(client, cast.edith).client.get(address).status_code == 403
    Desk(client, cast.ada).client.post(address, {"reason": "Wrong button"})
    article.refresh_from_db()
    assert (article.state, article.first_published_at) == (State.DRAFT, None)


def test_it_deletes_only_what_was_never_public(edith):
    draft, public = make_article(), make_published()
    response = edith.post(f"{LIST}{public.pk}/delete/", {"post": "yes"}, follow=True)
    assert "withdrawn, never deleted" in said(response)
    edith.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [public]


def test_it_does_not_let_a_reporter_delete(client, cast):
    article = make_article(by=cast.rosa)
    desk = Desk(client, cast.rosa).client
    assert desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403


class TestTheFirstPage:
    def test_it_tells_an_editor_what_waits_goes_and_went_out(self, edith, cast):
        make_article("Mine to write", by=cast.edith)
        make_article("Asks for a look", by=cast.rosa).submit(by=cast.rosa)
        soon = make_article("Out at six", publish_at=timezone.now() + timedelta(hours=1))
        soon.schedule(by=None)
        make_published("Just out", at=timezone.now() - timedelta(minutes=1))
        desk = edith.get("/admin/").content.decode()
        for headline in ("Mine to write", "Asks for a look", "Out at six", "Just out"):
            assert headline in desk
        assert "in 59 min" in desk or "in 1 h" in desk

    def test_it_raises_the_alarm_for_what_is_overdue(self, edith):
        make_published("Stuck", at=timezone.now() - timedelta(minutes=5))
        Article.objects.update(announced_at=None)
        assert "Overdue" in edith.get("/admin/").content.decode()

    def test_it_says_which_story_goes_out_soon_and_fails_a_check_by_now(self, edith):
        target = make_published("Linked to")
        link = f'<p>See <a data-article="{target.pk}">this</a>.</p>'
        soon = make_article("Out at six", body=link, publish_at=timezone.now() + timedelta(hours=1))
        confirmed = {"no-tag", "no-standfirst"}
        soon.schedule(by=None, confirmed=confirmed)
        assert "fails a check" not in edith.get("/admin/").content.decode()
        target.withdraw(by=None, note="It was wrong.")
        cache.clear()  # what was found is kept for some minutes
        page = edith.get("/admin/").content.decode()
        assert "fails a check" in page
        assert f"A link leads to story {target.pk}" in page
        assert "Standfirst" not in page

    def test_it_shows_a_reporter_their_own_and_not_the_review_of_others(self, client, cast):
        make_article("Of Rosa", by=cast.rosa)
        make_article("Of Olga", by=cast.olga).submit(by=cast.olga)
        desk = Desk(client, cast.rosa).client.get("/admin/").content.decode()
        assert "Of Rosa" in desk
        assert "Of Olga" not in desk

    @pytest.mark.parametrize("stories", [2, 30])
    def test_it_costs_the_same_whatever_the_number_of_stories(
        self, edith, cast, stories, django_assert_max_num_queries
    ):
        for _number in range(stories):
            make_article(by=cast.edith)
        edith.get("/admin/")
        with django_assert_max_num_queries(16):
            edith.get("/admin/")

    @pytest.mark.parametrize("who", ["rosa", "edith", "paul", "tara", "tomas", "ada"])
    def test_it_opens_for_every_role(self, client, cast, who):
        make_published()
        response = Desk(client, getattr(cast, who)).client.get("/admin/")
        assert response.status_code == 200
