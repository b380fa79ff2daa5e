"""A CDN hears what has changed: the right keys, after the commit; and its silence holds nobody up."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from newsroom.page_cache import purging
from newsroom.page_cache.purging import NoCache, SurrogateKeys, backend
from published.models import AutomaticLine, OtherSide, PublishedArticle
from published.surrogates import of_story
from tests.factories import make_article, make_published, make_tag
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, published


@pytest.fixture
def cdn(monkeypatch, settings):
    """A CDN on this machine: what it was told, one entry a purge."""
    told: list[tuple[str, str, set[str], str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            keys = set(self.headers["Surrogate-Key"].split())
            told.append((self.command, self.path, keys, self.headers.get("Fastly-Key")))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PURGE = do_POST = answer

        def log_message(self, *_arguments) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PURGE_ADDRESS = f"http://127.0.0.1:{server.server_port}/purge"
    settings.PURGE_TOKEN = "secret"
    monkeypatch.setattr(purging, "DELAY_SECONDS", 0.0)
    yield told
    server.shutdown()
    server.server_close()


def wait_for_purges() -> None:
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(10)


def test_a_publication_purges_the_story_and_its_lists(db, clock, cdn, django_capture_on_commit_callbacks):
    tag, other = make_tag("Floods"), make_tag("Other")
    article = make_article(tags=[tag])
    with django_capture_on_commit_callbacks(execute=True):
        article.publish(by=None, at=EVENING)
    wait_for_purges()
    (method, path, keys, token), *more = cdn
    assert (method, path, token, more) == ("PURGE", "/purge", "secret", [])
    assert {
        f"story-{article.pk}",
        "front",
        "archive",
        f"section-{article.section_id}",
        f"tag-{tag.pk}",
    } <= keys
    assert f"tag-{other.pk}" not in keys
    assert "site" not in keys


def test_a_renamed_section_purges_everything(db, clock, cdn, django_capture_on_commit_callbacks):
    story = published()
    with django_capture_on_commit_callbacks(execute=True):
        story.section.name = "Town"
        story.section.save()
    wait_for_purges()
    assert [keys for _method, _path, keys, _token in cdn] == [{"site"}]


def test_pages_are_filed_under_what_they_show(db, clock, cdn):
    tag = make_tag("Floods")
    story = published(tags=[tag])
    other = published(tags=[tag])
    reader = Reader()

    def keys(address: str) -> set[str]:
        return set(reader.get(address).headers["Surrogate-Key"].split())

    both = {f"story-{story.pk}", f"story-{other.pk}"}
    assert keys("/") == {"site", "front", *both}
    assert keys(f"/tag/{tag.slug}/") == {"site", f"tag-{tag.pk}", *both}
    assert keys(f"/section/{story.section.slug}/") == {"site", f"section-{story.section_id}", *both}
    assert keys(story.get_absolute_url()) == {"site", *both}
    assert keys("/feed/rss.xml") == {"site", "front", *both}
    assert keys("/2026/11/23/") == {"site", "archive", *both}


def test_a_story_that_gains_a_place_in_more_news_is_dropped(db, cdn):
    story, other, linked = published(), published(), published()
    AutomaticLine.objects.get_or_create(article=other, other=story, defaults={"score": 2.0})
    OtherSide.objects.create(article=story, other=linked.pk)
    assert {f"story-{other.pk}", f"story-{linked.pk}"} <= set(of_story(story.pk))


def test_without_a_cdn_nothing_is_asked_or_said(db, clock, django_assert_num_queries):
    story = published()
    assert isinstance(backend(), NoCache)
    with django_assert_num_queries(0):
        assert of_story(story.pk) == []
    assert "Surrogate-Key" not in Reader().get("/").headers


def test_a_cdn_that_is_away_is_logged(db, settings, caplog):
    settings.PURGE_ADDRESS = "http://127.0.0.1:9/"
    purging._purge(["story-1"])
    assert "did not take the purge of story-1" in caplog.text


def test_fastly_is_asked_in_its_own_way(monkeypatch):
    asked = []

    class Response:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return False

        def read(self):
            return b""

    monkeypatch.setattr(
        purging.urllib.request, "urlopen", lambda request, timeout: asked.append(request) or Response()
    )
    SurrogateKeys("https://api.fastly.com/service/abc/purge", "token").purge(["story-1", "front"])
    request = asked[0]
    assert request.get_method() == "POST"
    assert request.headers["Surrogate-key"] == "story-1 front"
    assert request.headers["Fastly-key"] == "token"


def test_a_withdrawal_purges_every_page_that_showed_it(db, clock, cdn, django_capture_on_commit_callbacks):
    article = make_published(at=EVENING)
    with django_capture_on_commit_callbacks(execute=True):
        article.withdraw(by=None, note="It was wrong.", at=EVENING)
    wait_for_purges()
    assert not PublishedArticle.objects.exists()
    assert all(f"story-{article.pk}" in keys for _method, _path, keys, _token in cdn)
    assert cdn
