"""The demonstration loads into an empty newsroom, once."""

import re
import stat
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from accounts.models import User
from accounts.roles import ROLES
from articles.models import Article, Event, Version
from exchange.demo import library, loading, people, pictures
from exchange.demo.files import stories, vocabulary
from images.models import Image
from published.models import Edition, PublishedArticle
from taxonomy.models import Contributor, Section, Tag, TagName
from tests.exchange.surroundings import surroundings
from tests.factories import make_article, make_section


def run() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def rows() -> dict[str, object]:
    counted = (Article, Event, Version, PublishedArticle, Section, Tag, TagName, Contributor, Image, User)
    return {model.__name__: model.objects.count() for model in counted} | {
        "edition": Edition.objects.get().number,
        "saved": max(Article.objects.values_list("saved_at", flat=True)),
    }


class TestAFilledNewsroom(TestCase):
    """What the newsroom holds after one run, which all of these share."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.enterClassContext(surroundings(cls.folder))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        cls.said = run()

    def test_it_says_how_far_it_is(self):
        assert "Drawing pictures 30/30" in self.said
        assert "Publishing stories 65/65" in self.said

    def test_it_has_stories_in_every_state(self):
        assert Article.objects.count() == 65
        states = Counter(Article.objects.values_list("state", flat=True))
        assert states == {"published": 59, "scheduled": 2, "draft": 2, "review": 1, "withdrawn": 1}
        assert not Article.objects.filter(has_unpublished_changes=True).exists()

    def test_it_has_a_vocabulary(self):
        assert (Contributor.objects.count(), Section.objects.count(), Tag.objects.count()) == (12, 9, 60)
        assert Tag.objects.answering_to("Thorne inquiry").get().name == "Withen Gates inquiry"
        assert Contributor.objects.get(slug="rosa-kellan").user.username == "rosa"

    def test_it_shows_readers_what_is_out_and_nothing_else(self):
        now = timezone.now()
        public = PublishedArticle.objects.public(now)
        assert public.count() == 59
        assert not public.filter(first_published_at__gt=now).exists()
        hidden = {story.slug for story in stories() if story.state != "published"}
        assert not public.filter(slug__in=hidden).exists()

    def test_it_tells_readers_why_a_story_was_withdrawn(self):
        withdrawn = Article.objects.get(state="withdrawn")
        assert withdrawn.withdrawal_note.startswith("We have withdrawn this story.")

    def test_it_leaves_no_mark_of_the_files_in_a_text(self):
        for page in PublishedArticle.objects.all():
            for text in (page.headline, page.standfirst, page.body):
                assert not re.search(r"[{}]|data-(article|image)=\"\D", text), page.slug

    def test_it_dates_corrections_and_updates_after_the_story(self):
        corrections = [note for page in PublishedArticle.objects.all() for note in page.corrections]
        kinds = Counter(note["kind"] for note in corrections)
        assert kinds == {"correction": 2, "clarification": 2, "editors_note": 1}
        updated = Article.objects.exclude(update_note="")
        assert len(updated) == 4
        assert all(article.first_published_at < article.updated_at <= timezone.now() for article in updated)

    def test_it_keeps_how_a_story_read_before_it_was_changed(self):
        article = Article.objects.get(slug="eastferry-bridge-bearings")
        first = article.versions.get(significance="first").document["fields"]["body"]
        assert "rises from 24 to 38 million crowns" in first
        assert "rises from 24 to 31 million crowns" in article.body

    def test_it_has_a_story_in_urdu_and_some_in_arabic(self):
        languages = Counter(Article.objects.values_list("language", flat=True))
        assert (languages["ur"], languages["ar"]) == (1, 4)

    def test_it_leads_from_a_story_to_its_translation_and_back(self):
        urdu, english = (
            PublishedArticle.objects.get(slug=slug)
            for slug in ("dawakhana-phir-khul-gaya", "pharmacy-light-on-again")
        )
        for story, other in ((urdu, english), (english, urdu)):
            page = self.client.get(story.get_absolute_url()).content.decode()
            assert f'hreflang="{other.language}"' in page
            assert f'<a href="{other.get_absolute_url()}"' in page

    def test_it_says_plainly_what_somebody_paid_for(self):
        story = PublishedArticle.objects.get(kind="sponsored")
        page = self.client.get(story.get_absolute_url()).content.decode()
        assert "Sponsored" in page
        assert "story__paid" in page
        assert 'rel="sponsored' in page

    def test_it_has_arranged_fronts_one_of_them_in_arabic(self):
        home = self.client.get("/").content.decode()
        assert "<title>The Harbour Post</title>" in home
        assert 'class="slots"' in home
        arabic = self.client.get("/section/arabic/").content.decode()
        assert '<html lang="ar" dir="rtl">' in arabic
        assert arabic.count('class="card ') == 4

    def test_it_has_pages_of_its_own(self):
        for word in ("about", "how-we-correct", "our-rules", "contact", "privacy"):
            assert self.client.get(f"/{word}/").status_code == 200, word

    def test_it_makes_a_person_for_each_role_who_can_sign_in(self):
        path = self.folder / "sign-ins.txt"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        assert [role for role, _username, _password in lines] == list(ROLES)
        assert len({password for _role, _username, password in lines}) == len(ROLES)
        for role, username, password in lines:
            user = authenticate(username=username, password=password)
            assert user is not None, username
            assert (user.is_staff, user.is_superuser) == (True, False)
            assert [group.name for group in user.groups.all()] == [role]

    def test_it_changes_nothing_the_second_time(self):
        path = self.folder / "sign-ins.txt"
        before, passwords = rows(), path.read_text(encoding="utf-8")
        assert "already there" in run()
        assert rows() == before
        assert path.read_text(encoding="utf-8") == passwords


@pytest.fixture
def own_surroundings(tmp_path):
    with surroundings(tmp_path):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("own_surroundings")
class TestAnEmptyNewsroom:
    """Whether and how it is filled."""

    def test_it_refuses_one_with_stories_of_its_own(self):
        make_article("Council votes on harbour budget")
        with pytest.raises(CommandError, match="stories of its own"):
            run()
        assert Article.objects.count() == 1
        assert Image.objects.count() == User.objects.count() == 0

    def test_it_refuses_one_with_a_vocabulary_of_its_own(self):
        make_section("Money")
        with pytest.raises(CommandError, match="sections, tags or contributors of its own"):
            run()

    def test_it_refuses_to_take_a_name_that_somebody_has(self, cast):
        assert cast.edith
        with pytest.raises(CommandError, match="a user called 'edith'"):
            run()

    def test_it_goes_on_with_the_pictures_it_has_after_a_run_that_was_stopped(self, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(people, "make", stop)
            with pytest.raises(KeyboardInterrupt):
                run()
        drawn = set(Image.objects.values_list("pk", flat=True))
        assert len(drawn) == len(vocabulary()["pictures"])
        assert not Article.objects.exists()
        run()
        assert set(Image.objects.values_list("pk", flat=True)) == drawn

    def test_it_counts_from_any_moment(self):
        at = datetime(2028, 2, 29, 4, 30, tzinfo=UTC)  # a leap day, in the middle of the night
        loading.load(lambda done, total, what: None, at=at)
        newest = PublishedArticle.objects.public(at).latest("first_published_at")
        assert at - timedelta(hours=8) < newest.first_published_at <= at


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_surroundings")
def test_it_takes_the_pictures_in_side_by_side():
    steps: list[str] = []
    drawn = library.take_in(lambda: steps.append("one more"))
    assert len(steps) == len(drawn) == Image.objects.count() == 30
    for row in vocabulary()["pictures"]:
        assert drawn[row["name"]].title == row["title"]


def test_it_has_a_drawing_for_every_picture():
    assert {row["name"] for row in vocabulary()["pictures"]} == set(pictures.PICTURES)


def stop() -> None:
    raise KeyboardInterrupt
