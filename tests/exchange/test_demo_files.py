"""What an editor writes in the files of the demonstration holds together."""

import re
from collections import Counter

import pytest
from django.utils import timezone

from articles.body import clean_body
from articles.models import Article, Correction, Credit, RelatedLink
from exchange.demo.files import FOLDER, Story, stories, vocabulary
from exchange.demo.times import moment
from exchange.demo.wording import body_html, fill
from taxonomy.keys import key
from taxonomy.models import Contributor, Section, Tag

SLUGS = {story.slug: number for number, story in enumerate(stories(), 1)}
PICTURES = {row["name"]: number for number, row in enumerate(vocabulary()["pictures"], 1)}
CONTRIBUTORS = {row["slug"]: row for row in vocabulary()["contributors"]}
WORDS_OF_A_LONG_STORY, WORDS_OF_A_MEDIUM_STORY = 600, 290

each_story = pytest.mark.parametrize("story", stories(), ids=lambda story: story.slug)


def texts(story: Story) -> list[str]:
    return [
        story.headline,
        story.short_headline,
        story.standfirst,
        story.caption,
        story.body,
        *entries(story),
    ]


def entries(story: Story) -> list[str]:
    """The texts of a live story's entries."""
    return [entry["text"] for entry in story.entries]


def words(story: Story) -> int:
    return len(re.sub(r"<[^>]+>", " ", " ".join([story.body, *entries(story)])).split())


def test_it_has_the_promised_numbers():
    assert len(stories()) == len(SLUGS) == 65
    rows = vocabulary()
    assert {name: len(rows[name]) for name in rows} == {
        "sections": 9,
        "contributors": 12,
        "tags": 60,
        "pictures": 30,
    }


def test_it_has_stories_of_every_length():
    lengths = [words(story) for story in stories()]
    long = sum(length >= WORDS_OF_A_LONG_STORY for length in lengths)
    short = sum(length < WORDS_OF_A_MEDIUM_STORY for length in lengths)
    assert (long, len(lengths) - long - short, short) == (12, 29, 24)
    assert min(lengths) >= 100
    assert min(len(story.headline) for story in stories()) <= 15
    assert max(len(story.headline) for story in stories()) >= 115


def test_it_uses_every_kind_colour_state_and_tag():
    rows = vocabulary()
    assert {row["accent"] for row in rows["sections"]} == set(Section.Accent.values)
    assert {row["kind"] for row in rows["contributors"]} == set(Contributor.Kind.values)
    assert {row["kind"] for row in rows["tags"]} == set(Tag.Kind.values)
    assert {tag for story in stories() for tag in story.tags} == {row["name"] for row in rows["tags"]}
    states = Counter(story.state for story in stories())
    assert states == {
        "published": 59,
        "draft": 2,
        "in_review": 1,
        "scheduled": 1,
        "embargoed": 1,
        "withdrawn": 1,
    }


def test_it_gives_every_tag_names_of_its_own_within_its_kind():
    names = [
        (row["kind"], key(name)) for row in vocabulary()["tags"] for name in (row["name"], *row["aliases"])
    ]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_it_describes_every_picture_for_those_who_cannot_see_it():
    for row in vocabulary()["pictures"]:
        assert row["alt"].endswith("."), row["name"]
        assert row["credit"], row["name"]


def test_it_tells_the_flood_as_one_affair():
    affair = [story for story in stories() if story.tags[0] == "Arle flood"]
    assert len(affair) >= 6
    by_hand = {link["story"] for story in affair for link in story.links if "story" in link}
    assert {story.slug for story in affair[:6]} <= by_hand


@each_story
def test_it_names_only_what_is_there(story):
    assert story.section in {row["slug"] for row in vocabulary()["sections"]}
    assert set(story.tags) <= {row["name"] for row in vocabulary()["tags"]}
    assert story.kind in Article.Kind.values
    assert not story.picture or story.picture in PICTURES
    assert not story.agency or CONTRIBUTORS[story.agency]["kind"] == "organisation"
    assert {row["story"] for row in story.links if "story" in row} <= SLUGS.keys() - {story.slug}
    for row in story.credits:
        assert row["role"] in Credit.Role.values
        assert row.get("contributor", "newsdesk") in CONTRIBUTORS
        assert ("contributor" in row) != ("name" in row)


@each_story
def test_it_keeps_the_rules_of_the_desk(story):
    tones = [row["name"] for row in vocabulary()["tags"] if row["kind"] == "tone"]
    series = [row["name"] for row in vocabulary()["tags"] if row["kind"] == "series"]
    assert len(set(story.tags) & set(tones)) <= 1
    assert len(set(story.tags) & set(series)) <= 1
    assert 1 <= len(story.tags) == len(set(story.tags)) <= 8
    assert len(story.links) == len({str(row) for row in story.links}) <= RelatedLink.MOST_BY_HAND
    assert story.no_byline != bool(story.credits or story.agency)
    for name in ("headline", "short_headline", "kicker", "standfirst"):
        most = Article._meta.get_field(name).max_length
        assert len(getattr(story, name)) <= most, name


@each_story
def test_it_survives_the_sanitiser_unchanged(story):
    body = body_html(story.body, SLUGS, PICTURES)
    assert clean_body(body) == body
    assert clean_body(body_html(story.first_words(story.body), SLUGS, PICTURES)) != ""
    for entry in entries(story):
        assert clean_body(body_html(entry, SLUGS, PICTURES)) == body_html(entry, SLUGS, PICTURES)


@each_story
def test_it_says_days_that_can_be_reckoned(story):
    now = timezone.now()
    moments = dict.fromkeys(SLUGS, now)
    for text in texts(story):
        assert not re.search(r"[{}]", fill(text, now, moments))
    for words_for_a_time in (story.published, story.scheduled, story.embargo):
        assert not words_for_a_time or moment(words_for_a_time, now)


@each_story
def test_it_is_set_with_real_quotes_and_dashes(story):
    for text in texts(story):
        plain = re.sub(r"<[^>]+>", "", text)
        assert not re.findall(r"""['"`]|--|\.\.\.| - """, plain)


@each_story
def test_it_changes_words_that_are_there_once_and_once_only(story):
    everything = "\n".join((story.headline, story.standfirst, story.body))
    for change in story.at_first:
        assert everything.count(change["now"]) == 1, change["now"]
    for start in story.updated.get("added", []):
        assert sum(line.startswith(start) for line in story.body.splitlines()) == 1, start
    if story.correction:
        assert story.correction["kind"] in Correction.Kind.values


def test_it_has_a_place_that_every_writer_can_look_up():
    described = (FOLDER / "THE-PLACE.md").read_text(encoding="utf-8")
    for name in ("Port Selwyn", "Ines Calloway", "Withen Gates", "Saltmarsh Row", "Vessany"):
        assert name in described
