"""A live story is found by what stands in its entries, and leads to the one in which it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Article, LiveUpdate
from published.models import PublishedArticle
from published.search import indexing
from published.search.asking import Asked
from published.search.backends import backend
from published.search.finding import Result, search
from published.search.models import SearchEntry
from published.search.reindexing import reindex
from tests.factories import make_published
from tests.published.factories import EVENING

MINUTE = timedelta(minutes=1)
START = EVENING - timedelta(hours=20)


@pytest.fixture
def story(db) -> Article:
    return make_published("Flood, live", kind="live", slug="flood", at=START)


def post(story: Article, headline: str, body: str, number: int = 1) -> LiveUpdate:
    return story.post_update(by=None, headline=headline, body=f"<p>{body}</p>", at=START + number * MINUTE)


def results(text: str) -> list[Result]:
    return search(Asked(text), at=EVENING).results


def test_it_is_found_by_the_words_of_an_entry(story):
    post(story, "Kestrel seen", "Above the old mill")
    post(story, "", "A heron and a kestrel", number=2)
    for words in ("kestrel", "mill", "flood heron", '"old mill"'):
        assert [result.story.headline for result in results(words)] == ["Flood, live"], words
    assert results('"mill heron"') == []
    assert search(Asked("kestrel", order="newest"), at=EVENING).results[0].story.pk == story.pk


def test_it_leads_to_the_entry_in_which_the_words_stand(client, story):
    entry = post(story, "Kestrel & co seen", "Above the old mill")
    post(story, "Nothing new", "Rain", number=2)
    (result,) = results("kestrel mill")
    assert result.entry is not None
    assert "<mark>Kestrel</mark> &amp; co seen Above the old <mark>mill</mark>" in result.text
    page = client.get("/search/?q=kestrel").content.decode()
    address = f"{PublishedArticle.objects.get().get_absolute_url()}{result.entry.query}"
    assert f'href="{address}"' in page
    assert f'id="entry-{entry.pk}"' in client.get(address.partition("#")[0]).content.decode()


def test_a_changed_entry_is_found_by_its_new_words_alone(story):
    entry = post(story, "Kestrel seen", "Above the mill")
    story.change_update(
        entry, by=None, headline="Heron seen", body="<p>Above the mill</p>", at=START + MINUTE
    )
    assert results("kestrel") == []
    assert len(results("heron mill")) == 1


def test_a_removed_entry_takes_its_words_along_and_brings_them_back(story):
    entry = post(story, "Kestrel seen", "Above the mill")
    post(story, "Heron seen", "Below the mill", number=2)
    story.remove_update(entry, by=None, reason="Wrong bird", at=START + 3 * MINUTE)
    assert results("kestrel") == []
    assert len(results("heron")) == 1
    story.return_update(entry, by=None, at=START + 4 * MINUTE)
    assert len(results("kestrel heron")) == 1


def test_publishing_and_reindexing_keep_the_words_of_entries(story):
    post(story, "Kestrel seen", "Above the mill")
    story.headline = "High water, live"
    story.save()
    story.save_version(by=None, at=START + 5 * MINUTE)
    story.publish(by=None, at=START + 5 * MINUTE)
    assert len(results("kestrel water")) == 1
    reindex(everything=True)
    assert len(results("kestrel water")) == 1
    assert SearchEntry.objects.count() == 1


def test_entries_of_a_story_that_is_not_public_are_not_found(story):
    post(story, "Kestrel seen", "Above the mill")
    story.withdraw(by=None, note="Wrong.", at=START + 2 * MINUTE)
    assert results("kestrel") == results("mill") == []


def test_posting_costs_the_same_however_long_the_story_is(story):
    post(story, "Kestrel seen", "Above the mill")
    written = []
    add = backend().add

    def noting(article: int, names: list[str], body: list[str]) -> bool:
        written.append((names, body))
        return add(article, names, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backend(), "add", noting)
        patch.setattr(indexing, "renew", lambda article: pytest.fail("written anew"))
        for number in range(2, 12):
            post(story, f"Heron {number}", "Below the mill", number=number)
    assert written[-1] == (["heron", "11"], ["below", "the", "mill"])
    assert len(results("kestrel heron 11 below")) == 1


def test_a_story_of_very_many_words_is_written_anew_with_its_newest(story, monkeypatch):
    monkeypatch.setattr(indexing, "MOST_WORDS", 40)
    post(story, "", "oldest " + "word " * 30)
    post(story, "", "newest " + "word " * 45, number=2)
    assert len(results("newest")) == 1
    assert results("oldest") == []


def test_it_spells_the_words_of_entries(story):
    post(story, "Parliament votes", "Soon")
    assert search(Asked("parlaiment"), at=EVENING).did_you_mean == "parliament"


def test_it_looks_for_entries_only_where_the_story_itself_says_nothing(client, story, counting):
    post(story, "Kestrel seen", "Above the river")
    counting(3, "/search/?q=river")
    counting(4, "/search/?q=kestrel")
