"""What every page of the desk shares: names, order, and a deletion that says where a thing is used."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from newsroom.admin_site import APP_ORDER, NewsroomAdminSite
from taxonomy.models import Section
from tests.factories import make_article, make_section

SECTIONS = "/admin/taxonomy/section/"


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_it_is_the_admin_of_every_room() -> None:
    assert isinstance(admin.site, NewsroomAdminSite)


@pytest.mark.django_db
def test_it_lists_the_rooms_in_the_order_of_a_working_day(admin_client: Client) -> None:
    labels = [app["app_label"] for app in admin_client.get("/admin/").context["app_list"]]
    known = [label for label in labels if label in APP_ORDER]
    assert known == sorted(known, key=APP_ORDER.index)
    assert labels[: len(known)] == known


@pytest.mark.django_db
def test_it_lists_what_is_opened_daily_first(admin_client: Client) -> None:
    rooms = {app["app_label"]: app["models"] for app in admin_client.get("/admin/").context["app_list"]}
    for label, first in (("articles", "Article"), ("taxonomy", "Tag")):
        assert rooms[label][0]["object_name"] == first


@pytest.mark.django_db
def test_it_deletes_what_nobody_uses(admin_client: Client) -> None:
    section = make_section("Harbor")
    admin_client.post(reverse("admin:taxonomy_section_delete", args=[section.pk]), {"post": "yes"})
    assert not Section.objects.filter(pk=section.pk).exists()


@pytest.mark.django_db
def test_it_refuses_to_delete_a_section_in_use_and_names_the_story(admin_client: Client) -> None:
    section = make_section("Harbor")
    make_article("Ferry runs again", section=section)
    answer = admin_client.post(reverse("admin:taxonomy_section_delete", args=[section.pk]), {"post": "yes"})
    assert Section.objects.filter(pk=section.pk).exists()
    assert "in use" in said(answer)
    assert "Ferry runs again" in said(answer)


@pytest.mark.django_db
def test_it_deletes_none_of_several_when_one_is_in_use(admin_client: Client) -> None:
    used, unused = make_section("Harbor"), make_section("Weather")
    make_article("Ferry runs again", section=used)
    chosen = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [used.pk, unused.pk], "post": "yes"}
    answer = admin_client.post(SECTIONS, chosen)
    assert Section.objects.filter(pk__in=[used.pk, unused.pk]).count() == 2
    assert "Ferry runs again" in said(answer)


@pytest.mark.django_db
def test_it_names_ten_uses_and_counts_the_rest(admin_client: Client) -> None:
    section = make_section("Harbor")
    for number in range(12):
        make_article(f"Story {number}", section=section)
    answer = admin_client.get(reverse("admin:taxonomy_section_delete", args=[section.pk]))
    assert "and 2 more" in said(answer)


@pytest.mark.django_db
def test_it_asks_again_before_deleting_several(admin_client: Client) -> None:
    section = make_section("Harbor")
    answer = admin_client.post(SECTIONS, {"action": "delete_selected", ACTION_CHECKBOX_NAME: [section.pk]})
    assert answer.status_code == 200
    assert Section.objects.filter(pk=section.pk).exists()


@pytest.mark.django_db
def test_it_gives_every_script_of_a_form_the_nonce_of_the_page(admin_client: Client) -> None:
    answer = admin_client.get("/admin/articles/article/add/")
    page = answer.content.decode()
    assert 'type="importmap"' in page
    assert answer.headers["Content-Security-Policy"].count("'nonce-") == 1
    nonce = answer.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    importmap = page[page.index('type="importmap"') - 200 : page.index('type="importmap"') + 200]
    assert nonce in importmap
