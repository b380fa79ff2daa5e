"""What a kept page says in its headers, and what it answers to a browser that has it already."""

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from published.editions import raise_edition
from published.models import PublishedArticle
from tests.factories import make_published
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, published

pytestmark = pytest.mark.usefixtures("unhurried")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("", None),
        ("identity", None),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("zstd;q=0, br;q=0, gzip;q=0", None),
        ("*", "zstd"),
        ("nonsense;;q=x,,", None),
        ("gzip;q=0.1, identity;q=0.9", None),
    ],
)
def test_it_is_sent_as_the_browser_asked(reader, accepted, encoding):
    published("The river rose")
    plain = reader.get("/").text
    answer = reader.get("/", accept_encoding=accepted)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.text == plain
    assert answer.headers["Content-Length"] == str(len(answer.raw))
    assert (answer.headers["Vary"], reader.made) == ("Accept-Encoding", 1)


def test_compressing_makes_it_much_smaller(reader):
    for _ in range(20):
        published()
    plain = len(reader.get("/").raw)
    for encoding in ("zstd", "br", "gzip"):
        assert len(reader.get("/", accept_encoding=encoding).raw) < plain / 3


def test_a_browser_that_has_it_gets_304(reader):
    published()
    first = reader.get("/", accept_encoding="br")
    again = reader.get("/", accept_encoding="br", if_none_match=first.headers["ETag"])
    assert (again.status, again.raw) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_browser_is_told_in_a_few_bytes_that_a_live_story_has_nothing_new(reader):
    story = make_published("Flood, live", kind="live", at=EVENING - timedelta(hours=20))
    story.post_update(by=None, headline="It rises", body="<p>Still.</p>", at=EVENING - timedelta(hours=19))
    address = f"{PublishedArticle.objects.get().get_absolute_url()}live/"
    first = reader.get(address)
    assert "It rises" in first.text
    again = reader.get(address, if_none_match=first.headers["ETag"])
    assert (again.status, again.raw) == (304, b"")
    story.post_update(by=None, headline="It falls", body="<p>At last.</p>", at=EVENING - timedelta(hours=18))
    later = reader.get(address, if_none_match=first.headers["ETag"])
    assert later.status == 200
    assert "It falls" in later.text
    assert later.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*"])
def test_it_reads_the_forms_of_if_none_match(reader, form):
    published()
    etag = reader.get("/").headers["ETag"]
    assert reader.get("/", if_none_match=form.format(etag)).status == 304


def test_the_first_answer_may_be_304_too(reader):
    """After an edition that changed nothing on this page, whoever comes first need not load it again."""
    published()
    etag = reader.get("/").headers["ETag"]
    raise_edition()
    assert reader.get("/", if_none_match=etag).status == 304


def test_a_changed_page_is_sent_whole(reader):
    published()
    etag = reader.get("/").headers["ETag"]
    published("The river fell")
    raise_edition()
    answer = reader.get("/", if_none_match=etag)
    assert (answer.status, answer.headers["ETag"] == etag) == (200, False)


def test_last_modified_is_when_these_bytes_were_first_made(reader, clock):
    published()
    modified = reader.get("/").headers["Last-Modified"]
    clock.put_on(minutes=5)
    raise_edition()
    assert reader.get("/").headers["Last-Modified"] == modified
    assert reader.get("/", if_modified_since=modified).status == 304
    published("The river fell", at=EVENING)
    raise_edition()
    assert reader.get("/", if_modified_since=modified).status == 200


@pytest.mark.parametrize("since", ["nonsense", "", "Tue, 24 Nov 2020 03:00:00 GMT"])
def test_what_is_no_later_date_gets_the_page(reader, since):
    published()
    assert reader.get("/", if_modified_since=since).status == 200


def cache_control(answer):
    return {
        name: int(seconds)
        for name, seconds in re.findall(r"([a-z-]+)=(\d+)", answer.headers["Cache-Control"])
    }


@override_settings(CDN_SECONDS=60)
def test_a_cdn_may_keep_it_for_a_while_and_in_need(reader):
    published()
    said = cache_control(reader.get("/"))
    assert said["max-age"] == 0
    assert said["s-maxage"] == 60
    assert said["stale-while-revalidate"] > 0
    assert said["stale-if-error"] >= 3600


@override_settings(CDN_SECONDS=60)
def test_a_cdn_may_not_keep_it_past_the_next_scheduled_moment(reader, clock):
    published()
    published("Scheduled", at=EVENING, public_from=EVENING + timedelta(seconds=90))
    assert cache_control(reader.get("/"))["s-maxage"] == 60
    clock.put_on(seconds=45)
    said = cache_control(reader.get("/"))
    assert said["s-maxage"] + said["stale-while-revalidate"] == 45
    clock.put_on(seconds=40.5)
    said = cache_control(reader.get("/"))
    assert (said["s-maxage"], said["stale-while-revalidate"]) == (4, 0)


def test_every_header_of_the_site_stands_on_a_kept_page(reader):
    published()
    plain = Client().get("/").headers
    reader.get("/")
    kept = reader.get("/").headers
    for name in ("Content-Security-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options",
                 "X-Frame-Options", "Cross-Origin-Opener-Policy", "Content-Type"):  # fmt: skip
        assert kept[name] == plain[name]
    assert "nonce" not in kept["Content-Security-Policy"]


@override_settings(SECURE_HSTS_SECONDS=3600, SECURE_SSL_REDIRECT=True)
def test_https_rules_hold_on_kept_pages(db, clock):
    published()
    reader = Reader()
    for _ in range(2):
        assert reader.get("https://localhost/").headers["Strict-Transport-Security"] == "max-age=3600"
        plain = reader.get("http://localhost/")
        assert (plain.status, plain.headers["Location"]) == (301, "https://localhost/")
        assert "Strict-Transport-Security" not in plain.headers


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_SSL_REDIRECT=True)
def test_it_believes_the_proxy_as_django_does(db, clock):
    published()
    reader = Reader()
    assert reader.get("http://localhost/", x_forwarded_proto="https").status == 200
    assert reader.get("http://localhost/").status == 301
    assert reader.get("https://localhost/", x_forwarded_proto="http").status == 301
    assert reader.get("http://localhost/", x_forwarded_proto="https").status == 200
