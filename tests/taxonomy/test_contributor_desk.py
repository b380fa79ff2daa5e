"""Contributors and sections in the admin."""

import pytest

from articles.models import Credit
from taxonomy.models import Contributor, Section
from tests.taxonomy.desk import address, as_typed, errors_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(client, cast):
    """A browser in which an editor is signed in."""
    client.force_login(cast.edith)
    return client


def test_it_adds_a_contributor_with_links_and_aliases(edith):
    typed = as_typed(edith.get(address("contributor_add")), name="Anna de Vries", role_line="Courts reporter")
    typed |= {
        "names-0-name": "A. de Vries",
        "links-TOTAL_FORMS": 1,
        "links-0-label": "Site",
        "links-0-position": 0,
    }
    edith.post(address("contributor_add"), typed | {"links-0-address": "https://example.org/"})
    anna = Contributor.objects.get()
    assert (anna.sort_name, anna.slug, anna.user) == ("Vries, Anna de", "anna-de-vries", None)
    assert anna.links.get().address == "https://example.org/"
    assert set(Contributor.objects.search("a. de")) == set(Contributor.objects.search("vries")) == {anna}


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "ftp://example.org/", "example.org", "data:text/html,x"]
)
def test_it_takes_only_web_addresses(edith, make_contributor, wrong):
    anna = make_contributor("Anna de Vries")
    typed = as_typed(edith.get(address("contributor_change", anna.pk)))
    typed |= {"links-TOTAL_FORMS": 1, "links-0-label": "Site", "links-0-address": wrong}
    page = edith.post(address("contributor_change", anna.pk), typed)
    assert "valid URL" in errors_of(page)["address"]


def test_it_renames_by_the_verb(edith, make_contributor):
    rosa = make_contributor("Rosa Marin")
    page = edith.get(address("contributor_change", rosa.pk))
    edith.post(
        address("contributor_change", rosa.pk), as_typed(page, name="Rosa Vega", uses_current_name="on")
    )
    rosa.refresh_from_db()
    assert (rosa.name, rosa.sort_name, rosa.uses_current_name) == ("Rosa Vega", "Vega, Rosa", True)
    assert list(Contributor.objects.answering_to("Rosa Marin")) == [rosa]


def test_it_lets_namesakes_be(edith, make_contributor):
    make_contributor("Rosa Marin")
    edith.post(address("contributor_add"), as_typed(edith.get(address("contributor_add")), name="Rosa Marin"))
    assert sorted(Contributor.objects.values_list("slug", flat=True)) == ["rosa-marin", "rosa-marin-2"]


def test_it_refuses_an_alias_twice(edith, make_contributor):
    rosa = make_contributor("Rosa Marin", aliases=["R. Marin"])
    page = edith.get(address("contributor_change", rosa.pk))
    typed = as_typed(page) | {"names-1-name": "r. marin"}
    assert (
        "has that alias already"
        in errors_of(edith.post(address("contributor_change", rosa.pk), typed))["name"]
    )


def test_it_shows_the_user_only_with_the_right(client, cast, make_contributor):
    secret = make_contributor("The Observer", kind="pseudonym", user=cast.rosa)
    for person, sees in ((cast.edith, False), (cast.rosa, False), (cast.ada, True)):
        client.force_login(person)
        page = client.get(address("contributor_change", secret.pk)).content.decode()
        # The person's own name stands in the page's header, so the field is what counts.
        assert ("field-user" in page) == sees


def test_it_keeps_the_user_when_somebody_saves_who_may_not_see_it(edith, cast, make_contributor):
    secret = make_contributor("The Observer", kind="pseudonym", user=cast.rosa)
    page = edith.get(address("contributor_change", secret.pk))
    edith.post(
        address("contributor_change", secret.pk), as_typed(page, role_line="Columnist", user=cast.olga.pk)
    )
    secret.refresh_from_db()
    assert (secret.user, secret.role_line) == (cast.rosa, "Columnist")


def test_it_refuses_to_delete_who_is_credited(client, cast, make_contributor, tagged):
    rosa = make_contributor("Rosa Marin")
    tagged()
    section = Section.objects.get()
    Credit.objects.create(article=section.articles.get(), contributor=rosa)
    client.force_login(cast.ada)
    for view, thing, use in (
        ("contributor_delete", rosa, "Credit"),
        ("section_delete", section, "High water"),
    ):
        page = client.post(address(view, thing.pk), {"post": "yes"}, follow=True)
        assert "it is in use" in sentences(page)[0]
        assert use in sentences(page)[0]
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_it_adds_and_moves_sections(client, cast):
    client.force_login(cast.ada)
    typed = as_typed(client.get(address("section_add")), name="City", accent="teal")
    client.post(address("section_add"), typed)
    city = Section.objects.get()
    assert (city.slug, city.accent) == ("city", "teal")
    client.post(
        address("section_change", city.pk),
        as_typed(client.get(address("section_change", city.pk)), slug="town"),
    )
    assert Section.objects.at_slug("city") == (city, False)


def test_it_refuses_a_section_twice(client, cast):
    Section.objects.create(name="City")
    client.force_login(cast.ada)
    page = client.post(address("section_add"), as_typed(client.get(address("section_add")), name="City"))
    assert "already exists" in errors_of(page)["name"]


def test_it_shows_each_list_in_few_queries(client, cast, make_contributor, django_assert_max_num_queries):
    for number in range(60):
        make_contributor(f"Person {number:02}")
    client.force_login(cast.ada)
    for view in ("contributor_changelist", "section_changelist", "operation_changelist"):
        with django_assert_max_num_queries(9):
            client.get(address(view))
