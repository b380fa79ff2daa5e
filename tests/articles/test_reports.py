"""Desk reports: who may read them, what they find, their pages and their CSV."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from articles.models import Article
from articles.reports import Filter, Report, Row, find, offered_to, register, registry
from images.models import Image
from pages.models import SitePage
from published.models import PublishedArticle
from tests.articles.at_the_desk import LIST
from tests.factories import make_article, make_published, make_section, make_tag
from tests.images import samples

pytestmark = pytest.mark.django_db
REPORTS = f"{LIST}reports/"


def shown(client, key, **asked):
    """The first cells of a report's rows, as text."""
    page = client.get(f"{REPORTS}{key}/", asked)
    assert page.status_code == 200
    return [str(getattr(row.cells[0], "text", row.cells[0])) for row in page.context["rows"]]


def table(client, key, **asked):
    answer = client.get(f"{REPORTS}{key}.csv", asked)
    assert answer.status_code == 200
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def tara(client, cast):
    client.force_login(cast.tara)
    return client


@pytest.fixture
def ada(client, cast):
    """Somebody who may read every report."""
    client.force_login(cast.ada)
    return client


# The frame


def test_it_lists_the_reports(tara):
    html = tara.get(REPORTS).content.decode()
    assert f"{REPORTS}missing/" in html
    assert f"{REPORTS}coverage/" in html


@pytest.mark.parametrize("address", ["", "missing/", "missing.csv"])
def test_it_refuses_an_outsider(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("sam", is_staff=True))
    assert client.get(REPORTS + address).status_code == 403


@pytest.mark.parametrize("address", ["nothing/", "nothing.csv"])
def test_it_knows_no_other_report(tara, address):
    assert tara.get(REPORTS + address).status_code == 404


@pytest.mark.parametrize("odd", ["x", "-1", "0", "99999999999", "٣"])
def test_it_survives_odd_choices(ada, odd):
    for report in registry._loaded().values():
        asked = {one.name: odd for one in report.filters} | {"p": odd}
        assert ada.get(f"{REPORTS}{report.key}/", asked).status_code == 200
        assert ada.get(f"{REPORTS}{report.key}.csv", asked).status_code == 200


def test_it_answers_every_choice(ada):
    make_published("Bridge", at=timezone.now(), tags=[make_tag("Floods")])
    for report in registry._loaded().values():
        for one in report.filters:
            for value, _label in one.offered():
                assert ada.get(f"{REPORTS}{report.key}/", {one.name: value}).status_code == 200
                assert len(table(ada, report.key, **{one.name: value})) >= 1


def test_it_shows_fifty_rows_a_page(tara):
    for number in range(52):
        make_published(f"Story {number}", at=timezone.now() - timedelta(hours=number))
    assert shown(tara, "missing") == [f"Story {number}" for number in range(50)]
    assert shown(tara, "missing", p=2) == ["Story 50", "Story 51"]
    assert len(table(tara, "missing")) == 53


def test_it_costs_the_same_whatever_the_number(tara, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(9) as counted:
            tara.get(f"{REPORTS}missing/")
        return len(counted)

    make_published("One")
    before = cost()
    for number in range(9):
        make_published(f"Story {number}")
    assert cost() == before


def test_it_sends_no_formulas(tara):
    make_published("=1+1")
    assert table(tara, "missing")[1][0] == "'=1+1"


def test_it_takes_a_report_of_somebody_else(tara, cast, monkeypatch):
    monkeypatch.setattr(registry, "_reports", dict(registry._loaded()))
    monkeypatch.setattr(registry, "_loaded", lambda: registry._reports)

    @register
    class Names(Report):
        key = "names"
        title = "Names"
        right = "taxonomy.view_tag"
        heads = ("Name",)
        filters = (Filter("case", "Case", (("low", "Low"), ("high", "High"))),)

        def rows(self, asked):
            return ["ash", "elm"]

        def row(self, thing, asked):
            return Row((thing.upper() if asked["case"] == "high" else thing,))

    assert find("names") in offered_to(cast.tara)
    assert shown(tara, "names") == ["ash", "elm"]
    assert shown(tara, "names", case="high") == ["ASH", "ELM"]
    with pytest.raises(ValueError, match="names"):
        register(type("Other", (Report,), {"key": "names"}))


# What is missing


@pytest.fixture
def whole(cast):
    """A story that lacks nothing."""
    image = Image.take_in(samples.jpeg(seed=1), title="View", alt_text="A view", credit="Paul")
    other = make_article("Other", state="spiked")
    return make_published("Whole", tags=[make_tag("Floods")], links=[other], lead_image=image)


def broken(part, article):
    """Take a part off the story."""
    if part == "tag":
        article.taggings.all().delete()
    elif part == "lead":
        article.taggings.update(position=1)
    elif part == "section":
        Article.objects.filter(pk=article.pk).update(section=None)
    elif part == "byline":
        article.credits.update(shown="nowhere")
    elif part == "alt":
        Image.objects.update(alt_text="")
    else:
        article.links.all().delete()


@pytest.mark.parametrize("part", ["tag", "lead", "section", "byline", "alt", "link"])
def test_it_finds_what_is_missing(tara, whole, part):
    assert shown(tara, "missing", lacks=part) == []
    broken(part, whole)
    assert shown(tara, "missing", lacks=part) == ["Whole"]


def test_it_asks_for_the_alt_text_of_every_picture(tara):
    bare = Image.take_in(samples.jpeg(seed=1), title="View", credit="Paul")
    make_published("In the text", body=f'<p>Flood.</p><figure data-image="{bare.pk}"></figure>')
    make_published(
        "Own words", body=f'<p>Flood.</p><figure data-image="{bare.pk}" data-alt="A boat."></figure>'
    )
    make_published("Decoration", lead_image=bare, lead_is_decorative=True)
    make_published("Plain", body="<p>Flood.</p>")
    assert shown(tara, "missing", lacks="alt") == ["In the text"]
    Image.objects.update(alt_text="Boats.")
    assert shown(tara, "missing", lacks="alt") == []


def test_it_finds_addresses_that_forward_or_are_gone(tara, settings, django_assert_max_num_queries):
    floods, deleted, rain = make_tag("Floods"), make_tag("Gone"), make_tag("Rain")
    floods.change_address("high-water", by=None)
    deleted.delete()
    site = settings.SITE_ADDRESS
    other = make_published("Other")
    own = PublishedArticle.objects.get(pk=other.pk).get_absolute_url()
    links = {
        f"{site}/tag/floods/": "301",
        "/tag/gone/": "410",
        f"{site}/tag/rain": "301",
        f"{own}": "the page itself",
        "/no-such-page/": "404",
        "https://example.org/tag/floods/": None,
        "/admin/": None,
    }
    body = "".join(f'<p><a href="{address}">x</a></p>' for address in links)
    story = make_published(
        "Names addresses", body=body, links=[{"url": f"{site}/tag/floods/", "title": "Old"}]
    )
    page = SitePage.objects.create(title="About", slug="about", body='<p><a href="/tag/floods/">x</a></p>')

    def told(which):
        with django_assert_max_num_queries(24):
            rows = tara.get(f"{REPORTS}redirecting-links/", {"which": which}).context["rows"]
        return [[getattr(cell, "text", cell) for cell in row.cells] for row in rows]

    forwarding = told("forwarding")
    assert [(row[0], row[2], row[4]) for row in forwarding] == [
        (story, "/tag/floods/", "/tag/high-water/"),
        (story, "/tag/floods/", "/tag/high-water/"),
        (story, "/tag/rain", "/tag/rain/"),
        (page, "/tag/floods/", "/tag/high-water/"),
    ]
    assert {row[2]: row[3] for row in told("gone")} == {"/tag/gone/": "410", "/no-such-page/": "404"}
    assert len(told("all")) == 7
    assert rain.is_public


def test_it_does_not_ask_for_a_byline_that_is_not_intended(tara):
    make_published("Note", credits=[], no_byline_intended=True, byline_mode="none")
    assert shown(tara, "missing", lacks="byline") == []


def test_it_shows_the_newest_publication_first(tara):
    now = timezone.now()
    old = make_published("Old", at=now - timedelta(days=2))
    make_published("New", at=now - timedelta(days=1))
    make_article("Draft")
    assert shown(tara, "missing") == ["New", "Old"]
    old.set_display_date(now - timedelta(hours=1), by=None, reason="It is the day it happened.")
    assert shown(tara, "missing") == ["Old", "New"]
    assert shown(tara, "missing", where="desk") == ["Draft"]


def test_it_offers_mending_to_who_may(client, cast):
    make_published("Bridge")
    for person, lacks, is_offered in (
        ("tara", "tag", True),
        ("tara", "section", False),
        ("rosa", "tag", False),
        ("edith", "byline", True),
    ):
        client.force_login(getattr(cast, person))
        Article.objects.update(section=None)
        Article.objects.get().credits.all().delete()
        page = client.get(f"{REPORTS}missing/", {"lacks": lacks})
        (row,) = page.context["rows"]
        assert bool(row.fixes) == is_offered, (person, lacks)


# Coverage


@pytest.fixture
def covered():
    """Two sections and two lead tags over three weeks."""
    now = timezone.now()
    city, sport = make_section("City"), make_section("Sport")
    make_section("Culture")
    floods, arle = make_tag("Floods"), make_tag("Arle", kind="place")
    for days in (0, 0, 7):
        make_published(at=now - timedelta(days=days), section=city, tags=[floods, arle])
    make_published(at=now - timedelta(days=15), section=sport, tags=[arle])
    make_article("Draft", section=sport, tags=[floods])
    return now


def test_it_counts_public_stories_by_week(tara, covered):
    rows = [[cell for cell in row if cell != "0"] for row in table(tara, "coverage", weeks="4")[1:]]
    assert rows == [["City", "3", "1", "2"], ["Sport", "1", "1"]]
    assert table(tara, "coverage", by="lead", weeks="4")[1][:2] == ["Floods", "3"]
    assert table(tara, "coverage", by="place", weeks="4")[1][:2] == ["Arle", "4"]


def test_it_draws_what_the_table_says(tara, covered):
    page = tara.get(f"{REPORTS}coverage/", {"weeks": "4"})
    (chart,) = page.context["charts"]
    assert [(str(one.name), one.total) for one in chart.bars] == [("City", 3), ("Sport", 1)]
    (_bars, rectangles), *_rest = chart.drawn()
    assert [box["height"] for box in rectangles] == [0, 0, 12, 24]
    html = page.content.decode()
    assert html.count('class="chart__bars"') == 2
    assert "3 stories; most in the week of" in html


def test_it_names_what_was_not_covered(tara, covered):
    assert shown(tara, "not-covered", by="section", days="14") == ["Culture", "Sport"]
    assert shown(tara, "not-covered", by="section", days="30") == ["Culture"]
    assert shown(tara, "not-covered", by="lead", days="3") == []


def test_it_expects_only_tags_that_led_often(tara, cast):
    now = timezone.now()
    often, once = make_tag("Often"), make_tag("Once")
    for days in (20, 21, 22):
        make_published(at=now - timedelta(days=days), tags=[often])
    make_published(at=now - timedelta(days=20), tags=[once])
    assert shown(tara, "not-covered", by="lead", days="14") == ["Often"]
    assert shown(tara, "not-covered", by="lead", days="30") == []


def test_it_leads_to_the_stories_of_a_tag(tara, covered):
    page = tara.get(f"{REPORTS}coverage/", {"by": "lead"})
    address = page.context["rows"][0].cells[0].address
    found = tara.get(address).context["cl"].result_list
    assert {story.taggings.all()[0].tag.name for story in found} == {"Floods"}
    assert len(found) == 4


@pytest.mark.parametrize("odd", ["x", "0", "9" * 40, "٣"])
def test_it_survives_odd_tags_in_the_list(tara, covered, odd):
    page = tara.get(LIST, {"tag": odd})
    assert page.status_code == 200
    assert list(page.context["cl"].result_list) == []
