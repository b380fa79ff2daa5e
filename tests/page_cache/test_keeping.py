"""Which pages are kept, and under which name."""

import pytest

from newsroom.page_cache import encodings
from published.editions import raise_edition
from tests.factories import make_section
from tests.page_cache.reading import Reader
from tests.published.factories import published

pytestmark = pytest.mark.usefixtures("unhurried")


def adding(header, site):
    """The site, with one more header on each answer."""

    def answer(environ, start_response):
        return site(environ, lambda status, headers, error=None: start_response(status, [*headers, header]))

    return answer


def test_a_page_is_made_once(reader, django_assert_num_queries):
    published("The river rose")
    first = reader.get("/")
    with django_assert_num_queries(0):
        second = reader.get("/")
    assert "The river rose" in first.text
    assert (second.status, second.text, reader.made) == (200, first.text, 1)


def test_a_public_change_ends_every_page(reader):
    published("The river rose")
    reader.get("/")
    published("The river fell")
    raise_edition()
    assert "The river fell" in reader.get("/").text


def test_head_has_the_headers_of_get_and_no_body(reader):
    published()
    got, asked = reader.get("/"), reader.get("/", "HEAD")
    assert asked.headers == got.headers
    assert (asked.raw, reader.made) == (b"", 1)


def test_a_head_request_keeps_the_whole_page(reader):
    published("The river rose")
    reader.get("/", "HEAD")
    assert "The river rose" in reader.get("/").text
    assert reader.made == 1


def test_queries_that_a_page_does_not_know_are_the_same_page(reader):
    published()
    plain = reader.get("/")
    for query in ("utm_source=letter", "x=1&y=2", "a[]=3", "%E2%82%AC=1", ""):
        assert reader.get(f"/?{query}").text == plain.text
    assert (reader.made, len(reader.cache.store)) == (1, 1)


def test_pages_of_a_list_are_kept_apart(reader):
    for _ in range(25):
        published()
    first, second = reader.get("/"), reader.get("/?page=2")
    assert first.text != second.text
    assert reader.get("/?utm_source=letter&page=2").text == second.text
    assert reader.made == 2


def test_what_is_not_found_is_not_kept(reader):
    for number in range(5):
        assert reader.get(f"/2026/11/23/nothing-{number}/").status == 404
        assert reader.get(f"/?page={number + 2}").status == 404
    assert len(reader.cache.store) == 0


@pytest.mark.parametrize("address", ["/admin/login/", "/healthz", "/preview/secret/", "/static/css/base.css"])
def test_what_is_not_a_readers_page_is_not_kept(reader, address):
    reader.get(address)
    reader.get(address)
    assert (reader.made, len(reader.cache.store)) == (2, 0)


def test_a_post_is_passed_on_and_not_kept(reader):
    published()
    reader.get("/")
    assert reader.get("/", "POST").status == 403
    assert reader.made == 2


def test_a_persons_request_is_passed_on(reader):
    published()
    reader.get("/")
    reader.get("/", cookie="desk=abc")
    reader.get("/", authorization="Basic abc")
    assert (reader.made, len(reader.cache.store)) == (3, 1)


def test_a_foreign_cookie_makes_no_difference(reader):
    published()
    assert "Set-Cookie" not in reader.get("/", cookie="theme=dark; x=y").headers
    reader.get("/", cookie="theme=light")
    reader.get("/")
    assert reader.made == 1


def test_names_of_one_host_are_one_page(reader):
    published()
    for host in ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1:81"):
        assert reader.get(f"http://{host}/").status == 200
    assert reader.made == 1
    reader.get("http://LOCALHOST/")
    reader.get("http://localhost./")
    assert reader.made == 2


def test_a_foreign_host_is_refused_however_full_the_cache_is(reader):
    published()
    reader.get("/")
    assert reader.get("http://evil.example/").status == 400
    assert reader.get("http://evil.example/").status == 400
    assert len(reader.cache.store) == 1


def test_an_answer_with_a_cookie_is_not_kept(reader):
    published()
    reader.site = adding(("Set-Cookie", "a=b"), reader.site)
    assert reader.get("/").headers["Set-Cookie"] == "a=b"
    reader.get("/")
    assert (reader.made, len(reader.cache.store)) == (2, 0)


@pytest.mark.parametrize("extra", [("Cache-Control", "private"), ("Vary", "Cookie"), ("Vary", "*")])
def test_what_the_site_calls_personal_is_not_kept(reader, extra):
    published()
    reader.site = adding(extra, reader.site)
    reader.get("/")
    assert len(reader.cache.store) == 0


def test_a_forward_is_kept_and_takes_the_query_along(reader):
    section = make_section("City", slug="old")
    section.slug = "new"
    section.save()
    assert reader.get("/section/old/").headers["Location"] == "/section/new/"
    made = reader.made
    assert reader.get("/section/old/").status == 301
    assert reader.made == made
    assert reader.get("/section/old/?a=1").headers["Location"] == "/section/new/?a=1"


def test_the_memory_is_bounded(db, clock):
    reader = Reader(most_bytes=60_000)
    stories = [published(body="<p>" + "".join(f"{n} {i} " for n in range(900)) + "</p>") for i in range(30)]
    for story in stories:
        assert reader.get(story.get_absolute_url()).status == 200
    assert 0 < len(reader.cache.store) < 30
    assert reader.cache.store.used_bytes <= 60_000
    made = reader.made
    reader.get(stories[-1].get_absolute_url())
    assert reader.made == made


def test_addresses_with_letters_of_any_script_are_kept(reader):
    story = published(slug="سیلاب")
    address = story.get_absolute_url()
    assert reader.get(address).status == 200
    assert reader.get(address).status == 200
    assert reader.made == 1


def test_the_fast_lane_gives_what_the_store_would(reader):
    """The third time a page is asked for in the same words, the store is not asked any more."""
    published("The river rose")
    answers = [reader.get("/", accept_encoding="br") for _ in range(2)]
    reader.cache.store.clear()
    answers.append(reader.get("/", accept_encoding="br"))
    assert [answer.raw for answer in answers] == [answers[0].raw] * 3
    assert answers[2].headers == answers[0].headers
    assert reader.made == 1


def test_the_fast_lane_knows_who_may_not_use_it(reader):
    published("The river rose")
    for _ in range(3):
        reader.get("/")
    etag = reader.get("/").headers["ETag"]
    assert reader.get("/", if_none_match=etag).status == 304
    assert reader.get("/", "HEAD").raw == b""
    made = reader.made
    reader.get("/", cookie="theme=dark")
    assert reader.made == made
    reader.get("/", cookie="desk=abc")
    assert reader.made == made + 1


def test_the_fast_lane_ends_with_a_public_change(reader):
    published("The river rose")
    for _ in range(3):
        reader.get("/")
    published("The river fell")
    raise_edition()
    for _ in range(3):
        assert "The river fell" in reader.get("/").text


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip"])
def test_what_is_kept_lies_in_a_place_of_its_own_size(monkeypatch, encoding):
    """Compressors give back the end of a large buffer, which stays as a gap between pages that are kept."""
    from_the_compressor = encodings._COMPRESS[encoding](b"Council says river " * 1_000)
    monkeypatch.setitem(encodings._COMPRESS, encoding, lambda body: from_the_compressor)
    kept = encodings.compressed(b"", encoding)
    assert kept == from_the_compressor
    assert kept is not from_the_compressor
