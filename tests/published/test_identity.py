"""Who the site is: said once at the desk, seen everywhere, free of queries."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from images.models import Image
from published import editions, identity
from published.editions import raise_edition
from published.models import SiteIdentity, SiteLink
from tests.images.samples import jpeg
from tests.published.factories import published

pytestmark = pytest.mark.django_db
LIST = "/admin/published/siteidentity/"
FORM = "/admin/published/siteidentity/1/change/"

FIELDS = (
    *("name", "strapline", "description", "logo", "logo_for_dark"),
    *("publisher", "founded", "email", "phone", "postal_address"),
    *("corrections_policy", "ethics_policy", "report_errors_to"),
)


def said(**fields: Any) -> SiteIdentity:
    """The site's row, in force."""
    row = SiteIdentity.objects.create(**fields)
    raise_edition()
    return row


def posted(**fields: Any) -> dict[str, Any]:
    """The form as a browser sends it, without links."""
    empty = dict.fromkeys(FIELDS, "")
    for prefix in ("links", "links-2"):
        empty |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return empty | fields


def test_the_setting_supplies_the_name_until_somebody_gives_one(client, settings):
    settings.SITE_NAME = "The Setting"
    assert "The Setting" in client.get("/").content.decode()
    said(name="The Harbour Post")
    page = client.get("/").content.decode()
    assert "The Harbour Post" in page
    assert "The Setting" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/feed/rss.xml",
        "/feed/atom.xml",
        "/feed/feed.json",
        "/corrections/",
        "/nothing/",
        "/section/city/",
    ],
)
def test_every_page_and_feed_has_the_name(client, settings, address):
    published()
    settings.SITE_NAME = "The Setting"
    said(name="The Harbour Post")
    page = client.get(address).content.decode()
    assert "The Harbour Post" in page
    assert "The Setting" not in page


def test_structured_data_names_the_publisher(client):
    story = published()
    row = said(
        name="The Post", publisher="Harbour Post Ltd", founded=1871, email="news@post.example",
        phone="+44 20 1234", postal_address="1 Quay Street", ethics_policy="/ethics/",
    )  # fmt: skip
    SiteLink.objects.create(
        identity=row, place="social", label="Mastodon", address="https://social.example/@post"
    )
    raise_edition()
    page = client.get(story.get_absolute_url()).content.decode()
    publisher = json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)[0])["publisher"]
    assert publisher["name"] == "The Post"
    assert publisher["legalName"] == "Harbour Post Ltd"
    assert publisher["foundingDate"] == "1871"
    assert publisher["contactPoint"]["email"] == "news@post.example"
    assert publisher["sameAs"] == ["https://social.example/@post"]
    assert publisher["ethicsPolicy"].endswith("/ethics/")
    assert publisher["correctionsPolicy"].endswith("/corrections/")


def test_the_footer_has_the_menus_in_order(client):
    row = said(name="The Post", strapline="News from the water")
    for position, (menu, label) in enumerate([("Us", "About"), ("Rules", "Ethics"), ("Us", "Jobs")]):
        SiteLink.objects.create(
            identity=row, place="footer", menu=menu, label=label, address=f"/{label}/", position=position
        )
    raise_edition()
    assert [(menu.heading, [link.label for link in menu.links]) for menu in identity.identity().menus] == [
        ("Us", ["About", "Jobs"]),
        ("Rules", ["Ethics"]),
    ]
    page = client.get("/").content.decode()
    assert page.index("About") < page.index("Jobs") < page.index("Ethics")
    assert "News from the water" in page


def test_the_logo_stands_for_the_name(client):
    logo = Image.take_in(jpeg(), alt_text="A lighthouse")
    said(name="The Post", logo=logo)
    page = client.get("/").content.decode()
    masthead = page[page.index('class="masthead"') : page.index("</header>")]
    assert 'alt="The Post"' in masthead
    assert "<bdi>The Post</bdi>" not in masthead


def test_it_costs_no_query_a_page(counting):
    said(name="The Post")
    counting(2, "/")


def test_a_database_that_is_away_leaves_the_name(monkeypatch):
    said(name="The Post")
    assert identity.identity().name == "The Post"

    def away(*args: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(identity, "kept_per_edition", away)
    assert identity.identity().name == "The Post"


def test_an_administrator_changes_it_and_the_edition_moves(client, cast):
    client.force_login(cast.ada)
    assert client.get(LIST).status_code == client.get(FORM).status_code == 200
    before = editions.current_edition()
    links = {
        "links-TOTAL_FORMS": "1", "links-0-id": "", "links-0-identity": "1", "links-0-position": "0",
        "links-0-menu": "Us", "links-0-label": "About", "links-0-address": "/about/",
    }  # fmt: skip
    response = client.post(FORM, posted(name="The Harbour Post", **links))
    assert response.status_code == 302, response.context["errors"]
    assert editions.current_edition() == before + 1
    assert identity.identity().menus[0].links[0].label == "About"
    assert 'id="site-name"><a href="/admin/">The Harbour Post</a>' in client.get("/admin/").content.decode()


def test_nobody_overwrites_a_colleague(client, cast):
    client.force_login(cast.ada)
    assert 'name="seen" value="0"' in client.get(FORM).content.decode()
    client.post(FORM, posted(name="Hers", seen="0"))
    answer = client.post(FORM, posted(name="His", strapline="And a strapline", seen="0")).content.decode()
    assert "Ada changed this at" in answer
    assert "Nothing was overwritten." in answer
    assert "And a strapline" in answer
    assert SiteIdentity.objects.get().name == "Hers"
    assert 'name="seen" value="1"' in answer
    assert client.post(FORM, posted(name="His", seen="1")).status_code == 302
    assert (SiteIdentity.objects.get().name, SiteIdentity.objects.get().version) == ("His", 2)


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 30])
def test_it_bears_a_version_that_is_none(client, cast, seen):
    client.force_login(cast.ada)
    client.get(FORM)
    assert client.post(FORM, posted(name="Mine", seen=seen)).status_code == 200
    assert not SiteIdentity.objects.filter(name="Mine").exists()


@pytest.mark.parametrize("who", ["edith", "tara"])
def test_nobody_else_may(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(FORM).status_code in (302, 403)
    assert client.post(FORM, posted(name="Mine")).status_code in (302, 403)
    assert not SiteIdentity.objects.filter(name="Mine").exists()


def test_who_may_only_look_makes_no_row(client, cast):
    cast.edith.user_permissions.add(Permission.objects.get(codename="view_siteidentity"))
    client.force_login(cast.edith)
    assert client.get(FORM).status_code == 302
    assert not SiteIdentity.objects.exists()


@pytest.mark.parametrize(
    "address", ["about", "javascript:alert(1)", "//evil.example/", "https://", "/a b/", "http://["]
)
def test_it_refuses_an_address_that_leads_nowhere(client, cast, address):
    client.force_login(cast.ada)
    client.get(FORM)
    response = client.post(FORM, posted(ethics_policy=address))
    assert "begins with" in response.content.decode()


def test_a_place_elsewhere_has_a_whole_address():
    link = SiteLink(identity=SiteIdentity(), place="social", label="x", address="/about/")
    with pytest.raises(ValidationError, match="whole address"):
        link.clean()
