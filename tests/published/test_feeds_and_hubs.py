"""What feeds carry by setting, and who is told that they have something new."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import pytest

from articles.document import set_tags
from exchange import websub
from published.models import PublishedArticle
from tests.factories import make_contributor, make_published, make_section, make_tag
from tests.published.factories import published

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
HUB = "https://hub.example.org/"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


@pytest.fixture
def story(db):
    return published("River rises", standfirst="Lowgate is under water.", body="<p>It rained.</p>")


def test_it_gives_the_summary_alone_where_the_newsroom_wants_that(client, story, settings):
    settings.FEED_TEXT = "summary"
    (item,) = ET.fromstring(read(client, "/feed/rss.xml").content).findall("channel/item")
    assert item.findtext("description") == "Lowgate is under water."
    assert item.find(ENCODED) is None
    entry = ET.fromstring(read(client, "/feed/atom.xml").content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "Lowgate is under water."
    assert entry.find(f"{ATOM}content") is None
    (one,) = read(client, "/feed/feed.json").json()["items"]
    assert one["content_text"] == "Lowgate is under water."
    assert "content_html" not in one


def test_it_says_in_feeds_what_somebody_paid_for(client, db):
    published("Better ferries", kind="sponsored", body='<p><a href="https://a.example/">A</a></p>')
    (item,) = read(client, "/feed/feed.json").json()["items"]
    assert item["title"] == "Sponsored: Better ferries"
    assert 'rel="sponsored noopener"' in item["content_html"]


def test_it_names_the_hub_where_there_is_one(client, story, settings):
    assert "Link" not in read(client, "/feed/rss.xml")
    settings.WEBSUB_HUB = HUB
    for form in ("rss.xml", "atom.xml", "feed.json"):
        response = read(client, f"/feed/{form}")
        own = f"http://127.0.0.1:8000/feed/{form}"
        assert response["Link"] == f'<{HUB}>; rel="hub", <{own}>; rel="self"'
        assert HUB in response.content.decode()
    assert json.loads(response.content)["hubs"] == [{"type": "WebSub", "url": HUB}]


def test_it_tells_the_hub_of_every_feed_with_the_story(client, db):
    tag, section, writer = make_tag("Floods"), make_section("City"), make_contributor("Rosa Marsh")
    story = published(tags=[tag], section=section, authors=[(writer, "by")])
    feeds = websub.feeds_with(story.pk)
    assert len(feeds) == 12
    for address in feeds:
        assert story.headline in read(client, address.removeprefix("http://127.0.0.1:8000")).content.decode()


class Hub(BaseHTTPRequestHandler):
    heard: list = []
    status = 204

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard.append(parse_qs(body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def hub():
    server = HTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, daemon=True).start()
    Hub.heard, Hub.status = [], 204
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_it_pings_as_hubs_expect(hub):
    assert websub.ping(hub, ["https://a.example/feed/rss.xml", "https://a.example/feed/atom.xml"])
    (said,) = Hub.heard
    assert said["hub.mode"] == ["publish"]
    assert said["hub.url"] == ["https://a.example/feed/rss.xml", "https://a.example/feed/atom.xml"]


def test_it_bears_a_hub_that_is_away(hub, caplog):
    Hub.status = 500
    assert websub.ping(hub, ["https://a.example/feed/rss.xml"]) is False
    assert websub.ping("http://127.0.0.1:1/", ["https://a.example/feed/rss.xml"]) is False
    assert "did not take 1 feeds" in caplog.text


def waiting(tell) -> tuple[websub.Pings, list[float]]:
    """Pings that note how long they would wait, and do nothing by themselves."""
    pauses: list[float] = []
    pings = websub.Pings(tell, pauses.append)
    pings.is_running = True
    return pings, pauses


def test_it_tells_of_changes_that_come_together_once():
    told = []
    pings, pauses = waiting(lambda hub, feeds: bool(told.append(feeds)) or True)
    pings.add(["a", "b"])
    pings.add(["b", "c"])
    pings.run()
    assert told == [["a", "b", "c"]]
    assert pauses == [websub.PAUSE, websub.PAUSE]
    assert not pings.is_running


def test_it_asks_again_later_and_later_and_gives_up_at_last(caplog):
    told = []
    pings, pauses = waiting(lambda hub, feeds: told.append(feeds))
    pings.add(["a"])
    pings.run()
    assert told == [["a"]] * 6
    assert pauses == [websub.PAUSE, *websub.AGAIN_AFTER, websub.PAUSE]
    assert "never told of 1 feeds" in caplog.text


def test_it_tells_what_came_meanwhile_with_what_failed():
    told = []

    def tell(hub, feeds):
        told.append(feeds)
        if len(told) == 1:
            pings.add(["b"])
            raise ValueError
        return True

    pings, _pauses = waiting(tell)
    pings.add(["a"])
    pings.run()
    assert told == [["a"], ["a", "b"]]


def test_it_runs_in_a_thread_of_its_own(hub):
    """Nobody who publishes waits for the hub."""
    go_on, done = Event(), Event()

    def tell(address, feeds):
        assert go_on.wait(10)
        done.set()
        return True

    pings = websub.Pings(tell, lambda seconds: None)
    pings.add(["a"])
    assert not done.is_set()
    go_on.set()
    assert done.wait(10)


@pytest.fixture
def told(settings, monkeypatch):
    """What the hub would be told of, a set for each time."""
    sets: list[set[str]] = []
    monkeypatch.setattr(websub.pings, "add", lambda feeds: sets.append(set(feeds)))
    settings.WEBSUB_HUB = HUB
    return sets


@pytest.mark.django_db(transaction=True)
def test_it_is_told_of_every_public_change_after_the_commit(told):
    tag, other = make_tag("Floods"), make_tag("Rain")
    article = make_published("Loud", tags=[tag])
    first = set(websub.feeds_with(article.pk))
    assert told
    assert told[-1] == first
    told.clear()
    set_tags(article, [other.pk], by=None)
    assert told == []
    article.save_version(by=None)  # tags of a public story go out at once
    assert set.union(*told) == first | set(websub.feeds_with(article.pk))
    told.clear()
    article.publish(by=None, significance="significant", note="It rained.")
    assert told[-1] == set(websub.feeds_with(article.pk))
    told.clear()
    article.correct(by=None, kind="correction", text="It was the Wend.")
    assert any(address.endswith("/corrections/feed/rss.xml") for address in told[-1])
    told.clear()
    last = set(websub.feeds_with(article.pk))
    article.withdraw(by=None, note="It was wrong.")
    assert told[-1] == last
    assert websub.feeds_with(article.pk) == []


@pytest.mark.django_db(transaction=True)
def test_it_is_told_of_an_entry_of_a_live_story(told):
    article = make_published("Day six", kind="live")
    told.clear()
    article.post_update(by=None, headline="Rise", body="<p>They rise.</p>")
    assert told[-1] == set(websub.feeds_with(article.pk))


@pytest.mark.django_db(transaction=True)
def test_a_failure_of_it_undoes_no_publication(settings, monkeypatch):
    def fail(feeds):
        raise RuntimeError

    monkeypatch.setattr(websub.pings, "add", fail)
    settings.WEBSUB_HUB = HUB
    article = make_published("Loud")
    assert PublishedArticle.objects.public().filter(pk=article.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_it_asks_nothing_where_there_is_no_hub(settings, monkeypatch):
    monkeypatch.setattr(websub, "feeds_with", None)
    make_published("Quiet")
