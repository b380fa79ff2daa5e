"""The tag field: ordered, the first is the lead, and nothing is created by typing."""

import pytest

from published.models import PublishedArticle
from taxonomy.models import Operation, Tag, TagName
from taxonomy.sharing import share_alias
from tests.articles.at_the_desk import LIST, Desk, said
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(client, cast):
    return Desk(client, cast.edith)


def tags_of(article):
    return [tagging.tag.name for tagging in article.taggings.select_related("tag")]


def test_it_keeps_the_order_and_the_first_is_the_lead(edith):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    article = make_article(tags=[one, two])
    edith.open(article).send(tags=f"{three.pk} {one.pk} {three.pk}")
    assert tags_of(article) == ["Three", "One"]
    assert article.taggings.first().is_lead


def test_it_takes_one_name_a_line_without_script(edith):
    make_tag("Paris, Texas")
    nations = make_tag("United Nations")
    TagName.objects.create(tag=nations, kind=nations.kind, role="alias", name="UN")
    article = make_article()
    edith.open(article).send(tags_by_name="paris, texas\n\n UN \n")
    assert tags_of(article) == ["Paris, Texas", "United Nations"]


def test_it_names_unknown_tags_and_creates_nothing(edith):
    make_tag("Known")
    article = make_article("Stays", tags=[])
    response = edith.open(article).send(headline="Typed", tags_by_name="Known\nNo such thing\nNor this")
    assert "There is no tag “No such thing”" in said(response)
    assert "There is no tag “Nor this”" in said(response)
    assert "Known\nNo such thing\nNor this" in response.content.decode()
    assert Tag.objects.count() == 1
    article.refresh_from_db()
    assert article.headline == "Stays"


def test_it_asks_which_of_two_tags_of_one_name_is_meant(edith):
    make_tag("Paris", kind="place")
    make_tag("Paris", kind="person")
    article = make_article()
    assert "“Paris (Place)”" in said(edith.open(article).send(tags_by_name="Paris"))
    edith.open(article).send(tags_by_name="Paris (Place)\nParis (Person)")
    assert [tagging.tag.kind for tagging in article.taggings.all()] == ["place", "person"]
    assert "Nothing had changed" in said(edith.open(article).send())


def test_it_refuses_retired_tags_and_keeps_those_that_are_there(edith):
    old, new = make_tag("Old"), make_tag("New", state="retired")
    article = make_article(tags=[old])
    Tag.objects.filter(pk=old.pk).update(state="retired")
    assert "“New” is retired" in said(edith.open(article).send(tags=f"{old.pk} {new.pk}"))
    edith.open(article).send(headline="Saved")
    assert tags_of(article) == ["Old"]


def test_it_takes_proposed_tags_which_readers_never_see(edith, client):
    new = make_tag("New", state="proposed")
    article = make_published("Out")
    edith.open(article).send(tags=str(new.pk))
    assert tags_of(article) == ["New"]
    page = PublishedArticle.objects.get()
    assert list(page.taggings.shown()) == []
    assert client.get("/tag/new/").status_code == client.get("/tag/new/feed/atom").status_code == 404
    new.approve(by=None)
    assert [row.tag for row in page.taggings.shown()] == [new]


def test_it_follows_a_merge(edith, cast):
    source, target = make_tag("Flooding"), make_tag("Floods")
    form = edith.open(make_article())
    source.merge_into(target, by=cast.ada)
    form.send(tags=str(source.pk))
    assert [tagging.tag for tagging in target.article_taggings.all()] != []


def test_it_refuses_more_than_twenty(edith):
    tags = [make_tag() for _number in range(21)]
    response = edith.open(make_article()).send(tags=" ".join(str(tag.pk) for tag in tags))
    assert "At most 20 tags" in said(response)


@pytest.mark.parametrize("typed", ["x", "0", "-1", "99999999999999999999999", "1e9", "<script>"])
def test_it_survives_numbers_that_are_none(edith, typed):
    assert edith.open(make_article()).send(tags=typed).status_code == 200


def test_it_shows_readers_new_tags_of_a_live_story_at_once(edith):
    tag = make_tag("Floods")
    article = make_published("Out")
    edith.open(article).send(tags=str(tag.pk), headline="Not out yet")
    page = PublishedArticle.objects.get()
    assert [row.tag for row in page.taggings.all()] == [tag]
    assert page.headline == "Out"


def test_it_offers_active_tags_from_two_letters(edith):
    make_tag("Floods")
    make_tag("Flowers", state="retired")
    answer = edith.client.get(f"{LIST}tags/", {"q": "flo"}).json()
    assert [row["name"] for row in answer["results"]] == ["Floods"]
    assert edith.client.get(f"{LIST}tags/", {"q": "f"}).json() == {"results": []}
    assert edith.client.get(f"{LIST}tags/", {"q": "—"}).json() == {"results": []}


def test_it_offers_nothing_to_strangers(client):
    assert client.get(f"{LIST}tags/", {"q": "flo"}).status_code == 302


# What a name means that no tag has


def ask(edith, article, text="Flodos", **answers):
    return edith.open(article).send(tags="", tags_left=text, **answers)


def test_it_asks_what_an_unknown_name_means(edith):
    floods = make_tag("Floods")
    answer = ask(edith, make_article()).content.decode()
    assert "say below what it means" in answer
    assert f'name="tags_answer_0" value="use-{floods.pk}"' in answer
    assert 'name="tags_answer_0" value="propose"' in answer
    assert 'name="tags_answer_0" value="drop"' in answer


def test_it_uses_the_one_that_looks_alike(edith):
    floods, article = make_tag("Floods"), make_article()
    ask(edith, article, tags_unknown_0="Flodos", tags_answer_0=f"use-{floods.pk}")
    assert tags_of(article) == ["Floods"]


def test_it_proposes_at_the_save_and_not_before(edith, cast):
    article = make_article()
    answers = {"tags_unknown_0": "Flodos", "tags_answer_0": "propose", "tags_kind_0": "event"}
    ask(edith, article, publish_at_0="nonsense", headline="x" * 400, **answers)
    assert not Tag.objects.exists()
    ask(edith, article, **answers)
    tag = Tag.objects.get()
    assert (tag.name, tag.kind, tag.state) == ("Flodos", "event", "proposed")
    assert tags_of(article) == ["Flodos"]
    made = Operation.objects.get()
    assert (made.verb, made.by) == ("create", cast.edith)


def test_it_drops(edith):
    article = make_article()
    ask(edith, article, tags_unknown_0="Flodos", tags_answer_0="drop", headline="Saved")
    article.refresh_from_db()
    assert (article.headline, tags_of(article), Tag.objects.count()) == ("Saved", [], 0)


def test_it_takes_typed_names_that_are_tags(edith):
    make_tag("Floods")
    article = make_article()
    ask(edith, article, text="FLOODS")
    assert tags_of(article) == ["Floods"]


@pytest.mark.parametrize("answer", ["use-99999", "use-x", "propose", "explode", ""])
def test_it_asks_again_when_the_answer_is_none(edith, answer):
    article = make_article()
    reply = ask(edith, article, tags_unknown_0="Flodos", tags_answer_0=answer, tags_kind_0="none")
    assert "say below what it means" in reply.content.decode()
    assert not Tag.objects.exists()


def test_it_refuses_a_proposed_name_that_is_too_long(edith):
    long = "x" * 101
    reply = ask(
        edith, make_article(), text=long, tags_unknown_0=long, tags_answer_0="propose", tags_kind_0="topic"
    )
    assert "is too long for a tag" in reply.content.decode()


@pytest.mark.parametrize("kind", ["tone", "series"])
def test_it_takes_one_tone_and_one_series(edith, kind):
    one, two = make_tag(kind=kind), make_tag(kind=kind)
    article = make_article()
    assert f"At most one {kind}" in said(edith.open(article).send(tags=f"{one.pk} {two.pk}"))


def test_it_warns_above_eight_and_saves(edith):
    tags = [make_tag() for _number in range(9)]
    article = make_article(tags=tags)
    page = edith.client.get(f"{LIST}{article.pk}/change/").content.decode()
    assert '<p class="tag-list__many">' in page


def test_it_lists_all_readings_of_a_shared_alias(edith):
    one, two = make_tag("Bank of Vessany"), make_tag("River bank")
    share_alias(one, "Bank")
    share_alias(two, "bank")
    rows = edith.client.get(f"{LIST}tags/", {"q": "bank"}).json()["results"]
    assert [row["name"] for row in rows][:2] == ["Bank of Vessany", "River bank"]
    assert "names several tags" in said(edith.open(make_article()).send(tags="", tags_left="Bank"))


# The rows


def rows(edith, text):
    return edith.client.get(f"{LIST}tags/", {"q": text}).json()["results"]


def test_it_offers_exact_then_beginnings_then_words_then_aliases(edith):
    make_tag("Old rivers")
    make_tag("Rivers of the north")
    make_tag("Waterways").add_alias("rivers and canals")
    make_tag("Rivers")
    assert [row["name"] for row in rows(edith, "rivers")] == [
        "Rivers",
        "Rivers of the north",
        "Old rivers",
        "Waterways",
    ]
    assert rows(edith, "rivers")[3]["alias"] == "rivers and canals"


def test_it_offers_lookalikes_only_when_there_are_few(edith):
    make_tag("Floods")
    assert [(row["name"], row["is_lookalike"]) for row in rows(edith, "flodos")] == [("Floods", True)]
    for number in range(5):
        make_tag(f"Flodos {number}")
    assert not any(row["is_lookalike"] for row in rows(edith, "flodos"))


def test_it_says_how_often_and_when_last(edith):
    floods = make_tag("Floods", inner_name="Floods (event)")
    make_article(tags=[floods])
    [row] = rows(edith, "floods")
    assert (row["name"], row["public"], row["stories"]) == ("Floods (event)", "Floods", 1)
    assert row["last"]


def test_it_finds_by_the_public_name_behind_an_inner_one(edith):
    make_tag("Paris", inner_name="City of light", kind="place")
    assert [row["public"] for row in rows(edith, "par")] == ["Paris"]


def test_it_offers_twenty_at_most_in_few_queries(edith, django_assert_max_num_queries):
    for number in range(25):
        make_tag(f"Flood {number}")
    with django_assert_max_num_queries(9):
        assert len(rows(edith, "flood")) == 20
