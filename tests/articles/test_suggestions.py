"""Suggested tags of a story, and the memory of the answers."""

import pytest
from django.urls import reverse

from articles.models import SuggestionAnswer
from articles.suggestions import remember, story_text, suggest
from taxonomy.models import Tag, VocabularyStamp
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

BODY = "<h2>Flood</h2><p>The River Board met.</p><p>The River Board left. Rosa came to Lowgate.</p>"


@pytest.fixture
def board():
    return make_tag("River Board", kind="organisation")


@pytest.fixture
def story(board):
    return make_article("River Board resigns", body=BODY)


def names(lines):
    return [line.tags[0].name for line in lines]


def test_it_suggests_with_a_reason(story):
    [line] = suggest(story).suggested
    assert (line.tags[0].name, line.points, line.reason) == ("River Board", 9, "headline, 3 times")


def test_it_puts_weak_ones_below(story):
    make_tag("Lowgate", kind="place")
    found = suggest(story)
    assert (names(found.suggested), names(found.mentioned)) == (["River Board"], ["Lowgate"])
    assert found.mentioned[0].reason == "once"


def test_it_leaves_out_what_the_story_has(story, board):
    assert suggest(story, chosen=[board.pk]).suggested == []


@pytest.mark.parametrize(
    "fields", [{"is_sensitive": True}, {"kind": "tone"}, {"state": "proposed"}, {"state": "retired"}]
)
def test_it_never_suggests(story, fields):
    make_tag("resigns", **fields)
    assert names(suggest(story).suggested) == ["River Board"]


def test_it_finds_by_alias_and_by_the_public_name_behind_an_inner_one(story):
    paris = make_tag("Lowgate", kind="place", inner_name="Lowgate (old town)")
    other = make_tag("Lowgate", kind="place", inner_name="Lowgate (harbour)")
    [line] = suggest(story).mentioned
    assert line.is_ambiguous
    assert set(line.tags) == {paris, other}


def test_it_remembers_a_refusal_until_the_story_says_more(story, board, cast):
    [line] = suggest(story).suggested
    remember(story, board.pk, accepted=False, points=line.points, by=cast.tara)
    assert suggest(story).suggested == []
    more = story_text("River Board", "River Board", BODY)
    assert names(suggest(story, text=more).suggested) == ["River Board"]


def test_it_keeps_one_answer_for_a_version(story, board, cast):
    remember(story, board.pk, accepted=False, by=cast.tara)
    remember(story, board.pk, accepted=True, by=cast.tara)
    assert [answer.is_accepted for answer in SuggestionAnswer.objects.all()] == [True]


@pytest.mark.parametrize(("no", "yes", "is_lower"), [(16, 4, True), (15, 5, False), (16, 3, False)])
def test_it_moves_what_is_refused_nearly_always_down(story, board, cast, no, yes, is_lower):
    for number in range(no + yes):
        remember(make_article(), board.pk, accepted=number >= no, by=cast.tara)
    found = suggest(story)
    assert names(found.mentioned if is_lower else found.suggested) == ["River Board"]


def test_it_proposes_only_names_that_no_tag_has():
    body = "<p>So Mina Garrow met Tom Renn. Mina Garrow left Tom Renn.</p>"
    make_tag("Tom Renn", kind="person", state=Tag.State.PROPOSED)
    found = suggest(make_article("News", body=body))
    assert [(one.name, one.times) for one in found.proposals] == [("Mina Garrow", 2)]


def test_it_costs_six_queries_once_the_dictionary_is_kept(story, django_assert_num_queries):
    VocabularyStamp.renew()
    suggest(story)
    with django_assert_num_queries(5):
        suggest(story)


def test_it_learns_a_new_name_at_once(story, django_capture_on_commit_callbacks):
    VocabularyStamp.renew()
    assert names(suggest(story).suggested) == ["River Board"]
    with django_capture_on_commit_callbacks(execute=True):
        make_tag("resigns")
    assert set(names(suggest(story).suggested)) == {"River Board", "resigns"}


# The addresses


def post(client, who, name, number, **data):
    client.force_login(who)
    return client.post(reverse(f"admin:{name}", args=[number]), data)


def test_it_answers_the_form(client, cast, story):
    answer = post(client, cast.tara, "articles_suggestions", story.pk, headline="River Board", tags="")
    [line] = answer.json()["suggested"]
    assert line["tags"][0]["name"] == "River Board"


def test_it_answers_for_a_story_that_is_not_saved(client, cast, board):
    client.force_login(cast.rosa)
    answer = client.post(reverse("admin:articles_suggestions"), {"headline": "River Board", "body": ""})
    assert len(answer.json()["suggested"]) == 1


def test_it_keeps_an_answer(client, cast, story, board):
    answer = post(
        client, cast.tara, "articles_suggestion_answer", story.pk, tag=board.pk, accepted="0", points="9"
    )
    assert answer.status_code == 200
    kept = SuggestionAnswer.objects.get()
    assert (kept.tag, kept.by, kept.points, kept.version) == (board, cast.tara, 9, story.version)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"tag": "x", "accepted": "1"}, 400),
        ({"tag": "1" * 40, "accepted": "1"}, 400),
        ({"tag": "1", "accepted": "maybe"}, 400),
        ({"tag": "99999", "accepted": "1"}, 404),
    ],
)
def test_it_refuses_a_damaged_answer(client, cast, story, data, status):
    assert post(client, cast.tara, "articles_suggestion_answer", story.pk, **data).status_code == status


def test_it_refuses_an_outsider(client, cast, story, board):
    assert post(client, cast.olga, "articles_suggestions", story.pk).status_code == 403
    answer = post(client, cast.olga, "articles_suggestion_answer", story.pk, tag=board.pk, accepted="1")
    assert answer.status_code == 403
