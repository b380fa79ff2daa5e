"""What a search finds, in which order, and what never."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from published.search.asking import Asked, read
from published.search.finding import search
from taxonomy.models import Contributor, Tag
from tests.factories import NOW, make_article, make_contributor, make_published, make_section, make_tag

AT = NOW + timedelta(days=1)


def found(text: str = "", **asked: object) -> list[str]:
    return [result.story.headline for result in search(Asked(text, **asked), at=AT).results]


@pytest.fixture(autouse=True)
def section(db):
    return make_section("City")


def test_it_finds_words_wherever_they_stand():
    make_published("Ferry returns", standfirst="After the storm", body="<p>The <em>harbour</em> opened.</p>")
    for word in ("FERRY", "storm", "harbour"):
        assert found(word) == ["Ferry returns"]
    assert found("ferry harbour") == ["Ferry returns"]
    assert found("ferry tram") == []


def test_it_puts_headline_before_standfirst_before_tag_before_body():
    river = make_tag("Kestrel")
    make_published("Body", body="<p>A kestrel was seen above the old mill by several people.</p>")
    make_published("Tagged", tags=[river])
    make_published("Standfirst", standfirst="A kestrel")
    make_published("Kestrel", at=NOW - timedelta(days=9))
    assert found("kestrel") == ["Kestrel", "Standfirst", "Tagged", "Body"]


def test_it_gives_the_newest_first_when_asked():
    make_published("Kestrel", at=NOW - timedelta(days=2))
    make_published("Body", body="<p>A kestrel was seen.</p>", at=NOW)
    assert found("kestrel", order="newest") == ["Body", "Kestrel"]


def test_it_finds_plurals_accents_and_other_keyboards():
    make_published("Cafés reopen", body="<p>پاکستان</p>")
    assert found("cafe") == found("پاكستان") == ["Cafés reopen"]


def test_it_finds_phrases_and_leaves_words_out():
    make_published("The old bridge")
    make_published("Bridge too old")
    assert found('"old bridge"') == ["The old bridge"]
    assert found("bridge -too") == ["The old bridge"]
    assert found("-bridge") == []


def test_it_filters_by_section_tag_contributor_kind_and_days(section):
    floods, rosa = make_tag("Floods"), make_contributor("Rosa Marsh")
    make_published("River up", tags=[floods], credits=[rosa], section=section)
    old = NOW - timedelta(days=30)
    make_published("River down", kind="opinion", section=make_section("Views"), credits=["Nobody"], at=old)
    assert found("river", section=section) == ["River up"]
    assert found("river", tag=floods.slug) == ["River up"]
    assert found("river", contributor=rosa.slug) == ["River up"]
    assert found("river", kind="opinion") == ["River down"]
    assert found("river", first=date(2026, 11, 1)) == ["River up"]
    assert found("river", last=date(2026, 11, 1)) == ["River down"]
    assert found("", kind="opinion") == ["River down"]
    assert found("river", tag="nothing") == found("river", contributor="nobody") == []


def test_it_finds_people_by_their_names_as_printed():
    make_published("A story", credits=[make_contributor("Rosa Márquez")])
    assert found("marquez") == ["A story"]


def test_it_finds_only_what_is_public():
    make_article("Kestrel draft")
    make_article("Kestrel soon").schedule(by=None, publish_at=AT + timedelta(minutes=1), at=NOW)
    gone = make_published("Kestrel gone")
    gone.withdraw(by=None, note="Wrong.", at=NOW)
    expired = make_article("Kestrel expired", expires_at=AT)
    expired.publish(by=None, at=NOW)
    assert found("kestrel") == found("kestrel", order="newest") == []


def test_a_scheduled_story_is_found_from_its_second_on():
    make_article("Kestrel soon").schedule(by=None, publish_at=AT, at=NOW)
    assert found("kestrel") == ["Kestrel soon"]
    assert search(Asked("kestrel"), at=AT - timedelta(seconds=1)).results == []


def test_a_withdrawn_story_leaves_no_words_behind():
    from published.search.backends import backend
    from published.search.backends.common import Window
    from published.search.models import SearchEntry
    from published.search.querying import to_query, understand

    story = make_published("Kestrel")
    story.withdraw(by=None, note="Wrong.", at=NOW)
    assert not SearchEntry.objects.exists()
    query = to_query(understand("kestrel"), {})
    assert backend().find(query, Window(), order="newest", at=AT) == []


def test_a_changed_text_is_found_by_its_new_words_alone():
    story = make_published("Kestrel")
    story.headline = "Sparrowhawk"
    story.save()
    story.save_version(by=None, at=NOW)
    story.publish(by=None, at=NOW)
    assert found("sparrowhawk") == ["Sparrowhawk"]
    assert found("kestrel") == []


def test_a_renamed_tag_leads_to_its_stories_without_touching_them(django_assert_max_num_queries):
    tag = make_tag("Floods")
    for number in range(5):
        make_published(f"Story {number}", tags=[tag])
    from published.search.models import SearchEntry

    before = list(SearchEntry.objects.values_list("pk", "form"))
    tag.rename("High water", by=None)
    assert len(found("high water")) == len(found("floods")) == 5  # the old name is an alias
    assert list(SearchEntry.objects.values_list("pk", "form")) == before


def test_a_merged_tag_leads_to_the_stories_of_both():
    floods, water = make_tag("Floods"), make_tag("High water")
    make_published("One", tags=[floods])
    make_published("Two", tags=[water])
    floods.merge_into(water, by=None)
    assert set(found("high water")) == set(found("", tag=water.slug)) == {"One", "Two"}


def test_a_hidden_or_proposed_tag_leads_nowhere():
    make_published("One", tags=[make_tag("Kestrel", is_hidden=True)])
    make_published("Two", tags=[make_tag("Kestrels", state=Tag.State.PROPOSED)])
    assert found("kestrel") == []


def test_a_tag_that_is_named_is_offered():
    make_tag("Port Selwyn")
    make_published("Ferry", body="<p>In Port Selwyn.</p>")
    assert [tag.name for tag in search(Asked("port selwyn ferry"), at=AT).tags] == ["Port Selwyn"]
    assert search(Asked("port"), at=AT).tags == []


def test_it_marks_words_and_shows_where_they_stand():
    words = " ".join(["word"] * 80)
    make_published("A <b>kestrel</b>", body=f"<p>{words} the Kestrel’s nest &amp; {words}</p>")
    (result,) = search(Asked("kestrels"), at=AT).results
    assert result.headline == "A &lt;b&gt;<mark>kestrel</mark>&lt;/b&gt;"
    assert "the <mark>Kestrel</mark>’s nest &amp; word" in result.text
    assert result.text.startswith("… ")
    assert result.text.endswith(" …")


def test_it_pages_without_repeating_or_missing_anything():
    for number in range(45):
        make_published(f"Kestrel {number}", at=NOW - timedelta(minutes=number))
    for order in ("best", "newest"):
        seen, query = [], f"q=kestrel&sort={order}"
        for page in range(3):
            now = AT + timedelta(minutes=page)
            answer = search(read(QueryDict(query)), at=now)
            seen += [result.story.headline for result in answer.results]
            slug = f"again-{order}-{page}"
            make_published("Kestrel again", slug=slug, at=now + timedelta(seconds=9))
            query = answer.next_query[1:]
        assert not query
        assert len(set(seen) - {"Kestrel again"}) == 45
        assert len(seen) - seen.count("Kestrel again") == 45


def test_it_asks_whether_another_spelling_was_meant():
    make_published("Parliament votes")
    answer = search(Asked("parlaiment votes"), at=AT)
    assert answer.results == []
    assert answer.did_you_mean == "parliament votes"


def test_it_never_suggests_the_words_of_what_is_not_public():
    make_article("Parliament votes").schedule(by=None, publish_at=AT + timedelta(hours=1), at=NOW)
    assert search(Asked("parlaiment"), at=AT).did_you_mean == ""


def test_a_merged_contributor_filters_the_stories_of_both():
    rosa, other = make_contributor("Rosa Marsh"), make_contributor("R. Marsh")
    make_published("One", credits=[rosa])
    make_published("Two", credits=[other])
    other.merge_into(rosa, by=None)
    assert isinstance(rosa, Contributor)
    assert set(found("", contributor="rosa-marsh")) == {"One", "Two"}


def test_reindexing_brings_every_entry_back(django_assert_max_num_queries):
    from published.search.models import SearchEntry, TagWord
    from published.search.reindexing import reindex

    tag = make_tag("Floods")
    for number in range(7):
        make_published(f"Kestrel {number}", tags=[tag])
    SearchEntry.objects.filter(article__headline__in=["Kestrel 1", "Kestrel 2", "Kestrel 5"]).delete()
    TagWord.objects.all().delete()
    told = []
    assert reindex(batch=2, each=lambda done, of: told.append((done, of))) == 3
    assert told == [(2, 3), (3, 3)]
    assert len(found("kestrel")) == len(found("floods")) == 7
    assert reindex() == 0
    assert reindex(everything=True) == 7
