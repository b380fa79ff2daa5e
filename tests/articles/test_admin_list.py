"""The story list: what it shows, finds and does, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from published.models import PublishedArticle
from taxonomy.models import TagName
from tests.articles.at_the_desk import LIST, Desk, said
from tests.factories import make_article, make_contributor, make_published, make_section, make_tag

pytestmark = pytest.mark.django_db
State = Article.State


@pytest.fixture
def desk(client, cast):
    return Desk(client, cast.edith).client


def found(client, **asked):
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return [article.headline for article in response.context["cl"].result_list]


def act(client, action, *articles, **values):
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen | values, follow=True)


def test_it_shows_what_the_desk_asks(desk):
    lead, second = make_tag("Floods"), make_tag("Arle")
    writers = [make_contributor(name) for name in ("Rosa Marsh", "Olga Penn", "Ada Quist")]
    make_article("River rises", section=make_section("City"), credits=writers, tags=[lead, second])
    html = desk.get(LIST).content.decode()
    assert "River rises" in html
    assert "City" in html
    assert "Rosa Marsh, Olga Penn and 1 other" in html
    assert html.index("Floods</span>") < html.index("Arle</span>")


def test_it_names_a_story_without_headline(desk):
    Article.objects.create().save_version(by=None)
    assert "(no headline)" in desk.get(LIST).content.decode()


def test_it_shows_the_state_by_the_clock(desk):
    article = make_article(publish_at=timezone.now() + timedelta(hours=1))
    article.schedule(by=None)
    assert "badge--scheduled" in desk.get(LIST).content.decode()
    Article.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    assert "badge--published" in desk.get(LIST).content.decode()


def test_it_orders_each_view_by_what_it_is_about(desk):
    now = timezone.now()
    make_article("Last wanted", due_at=now - timedelta(minutes=1))
    make_article("Wanted first", due_at=now - timedelta(hours=2))
    for headline, hours in (("Second out", 2), ("Out first", 1)):
        make_article(headline, publish_at=now + timedelta(hours=hours)).schedule(by=None)
    assert found(desk, day="due") == ["Wanted first", "Last wanted"]
    assert found(desk, day="late") == ["Wanted first", "Last wanted"]
    assert found(desk, state="scheduled") == ["Out first", "Second out"]


def test_it_marks_unpublished_changes(desk):
    article = make_published()
    Article.objects.filter(pk=article.pk).update(headline="Changed")
    article.refresh_from_db()
    article.save_version(by=None)
    assert "badge--changed" in desk.get(LIST).content.decode()
    assert found(desk, state="changed") == ["Changed"]


def test_it_finds_by_name_tag_alias_and_words_without_doubles(desk):
    tag = make_tag("United Nations")
    TagName.objects.create(tag=tag, kind=tag.kind, role="alias", name="UN")
    two = [make_contributor("Rosa Marsh"), "Rosa Lund"]
    make_article("Talks resume", standfirst="In Geneva", credits=two, tags=[tag, make_tag("Unity")])
    make_article("Something else", credits=["Nobody"])
    for asked in ("talks", "geneva", "talks-resume", "rosa", "marsh", "lund", "un", "united", "rosa talks"):
        assert found(desk, q=asked) == ["Talks resume"], asked
    assert found(desk, q="talks nobody") == []
    assert found(desk, q="—") == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "draft"}, ["Draft"]),
        ({"state": "published"}, ["Out"]),
        ({"state": "scheduled"}, ["Soon"]),
        ({"whose": "mine"}, ["Draft"]),
        ({"language": "ur"}, ["Out"]),
        ({"kind__exact": "analysis"}, ["Soon"]),
    ],
)
def test_it_filters(desk, cast, asked, expected):
    make_article("Draft", by=cast.edith)
    make_published("Out", language="ur")
    soon = make_article("Soon", kind="analysis", publish_at=timezone.now() + timedelta(hours=1))
    soon.schedule(by=None)
    assert found(desk, **asked) == expected


@pytest.mark.parametrize("rows", [2, 30])
def test_it_costs_the_same_whatever_the_number_of_rows(desk, rows, django_assert_max_num_queries):
    tags, writer = [make_tag(), make_tag()], make_contributor()
    for number in range(rows):
        make_article(f"Story {number}", tags=tags, credits=[writer, f"Bare {number}"])
    desk.get(LIST)
    # Four of them are the sign-in's: session, person, and the rights of person and role.
    with django_assert_max_num_queries(14):
        assert len(found(desk)) == rows


def test_it_publishes_several_and_reports_each_refusal(desk):
    good = make_article("Ready", standfirst="At last.", tags=[make_tag()])
    bad = make_article("No home", section=None)
    response = act(desk, "publish", good, bad)
    assert [page.headline for page in PublishedArticle.objects.all()] == ["Ready"]
    assert "Published: 1 story." in said(response)
    assert "No home" in said(response)
    assert "Section: choose the home of the story." in said(response)


def test_it_asks_for_the_note_before_it_withdraws_several(desk):
    one, two = make_published("One"), make_published("Two")
    page = act(desk, "withdraw", one, two).content.decode()
    assert "Note for readers" in page
    assert PublishedArticle.objects.count() == 2
    act(desk, "withdraw", one, two, confirmed="1", withdrawal_note="")
    assert PublishedArticle.objects.count() == 2
    response = act(desk, "withdraw", one, two, confirmed="1", withdrawal_note="It was wrong.")
    assert PublishedArticle.objects.count() == 0
    assert "2 stories" in said(response)


def test_it_sends_back_and_spikes(desk, cast):
    article = make_article(by=cast.rosa)
    article.submit(by=cast.rosa)
    act(desk, "send_back", article, confirmed="1", note="Who says so?")
    article.refresh_from_db()
    assert article.state == State.DRAFT
    act(desk, "spike", article, confirmed="1", note="")
    article.refresh_from_db()
    assert article.state == State.SPIKED


def test_it_offers_reporters_no_verbs_of_editors(client, cast):
    desk = Desk(client, cast.rosa).client
    make_article(by=cast.rosa)
    actions = {value for value, _label in desk.get(LIST).context["action_form"].fields["action"].choices}
    assert actions == {"", "submit", "spike"}
    article = make_article("Of another", by=cast.edith)
    assert "Of another" in said(act(desk, "submit", article))


def test_it_deletes_nothing_in_bulk(client, cast):
    desk = Desk(client, cast.ada).client
    article = make_article()
    act(desk, "delete_selected", article, post="yes")
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    "asked", ["?p=99999", "?q=%22%25_%27", "?first_published_at__year=x", "?state=nonsense"]
)
def test_it_survives_odd_addresses(desk, asked):
    make_article()
    assert desk.get(LIST + asked, follow=True).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("articles/skeleton", "Skeletons"),
        ("taxonomy/tag", "Tags"),
        ("published/runningstory", "Running stories"),
    ],
)
def test_it_calls_every_list_by_what_is_in_it(client, cast, place, title):
    client.force_login(cast.edith)
    assert f"<h1>{title}</h1>" in client.get(f"/admin/{place}/").content.decode()
